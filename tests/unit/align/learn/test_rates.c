/* SPDX-License-Identifier: Apache-2.0 */
/* How surely the words of a document are translated. */
#include "align/learn/rates.h"
#include "tokens/open.h"
#include "unit.h"
#include "unit_lexicon.h"

/* 小船 is always a boat, 高兴 happy once of six times; 老人 is said once. */
static const char zh_text[] = "老人看见了一条小船，他很高兴。\n"
                              "小船在河上，孩子很高兴。\n"
                              "我们坐小船回家，大家都高兴。\n"
                              "他买了小船，高兴极了。\n"
                              "小船很快，她也高兴。\n"
                              "这条小船很旧，但是他高兴。\n";
static const char en_text[] = "The old man saw a boat, and was happy.\n"
                              "The boat is on the river, the child smiles.\n"
                              "We took a boat home, all of us laughing.\n"
                              "He bought the boat with great joy.\n"
                              "The boat is fast, which pleased her too.\n"
                              "This boat is old, but he likes it.\n";

static double rate(const side *s, const char *word)
{
  uint32_t type = interner_find(&s->names, (zhen_str){word, strlen(word)});

  CU_ASSERT_FATAL(type != INTERNER_NONE);
  return s->types[type].rate;
}

static void learns_from_repeated_words(void)
{
  zhen_bead beads[6];
  zhen_alignment a = {.beads = beads, .count = 6};
  double usual = align_defaults.hit[TOKEN_WORD];
  zhen_sentences *zh, *en;
  document d;

  CHECK_OK(zhen_split_lines(&zh, unit_str(zh_text)));
  CHECK_OK(zhen_split_lines(&en, unit_str(en_text)));
  CHECK_OK(document_open(&d, unit_default_lexicon(), zh, en, NULL));
  CU_ASSERT_EQUAL_FATAL(d.zh.n_sentences, 6);
  for (uint32_t k = 0; k < 6; k++)
    beads[k] = (zhen_bead){k, k + 1, k, k + 1, 1};
  CHECK_OK(document_learn_rates(&d, &a, &align_defaults));
  CU_ASSERT(rate(&d.zh, "小船") > usual + .02 && rate(&d.zh, "小船") < 1);
  CU_ASSERT(rate(&d.zh, "高兴") < usual - .02 && rate(&d.zh, "高兴") > 0);
  CU_ASSERT(rate(&d.zh, "老人") == 0);
  CU_ASSERT(rate(&d.en, "boat") > align_defaults.hit[TOKEN_EN] + .02);
  document_close(&d);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
}

void suite_rates(void)
{
  CU_pSuite s = unit_suite("rates");

  UNIT_TEST(s, learns_from_repeated_words);
}
