/* SPDX-License-Identifier: Apache-2.0 */
#include "unit.h"
#include "unit_lexicon.h"

#include <string.h>

static zhen_words *link_one(zhen_pair pair, zhen_word_kind kind)
{
  zhen_words_options how = ZHEN_WORDS_OPTIONS_INIT;
  zhen_words *w;

  how.threads = 1;
  how.kind = kind;
  CHECK_OK(zhen_words_link(&w, unit_default_lexicon(), &pair, 1, &how));
  CU_ASSERT_FATAL(w != NULL);
  return w;
}

static zhen_pair pair_of(const char *zh, const char *en)
{
  return (zhen_pair){unit_str(zh), unit_str(en), -1};
}

/* Whether the words of two texts are linked. */
static bool has(const zhen_words *w, zhen_pair p, const char *zh,
                const char *en)
{
  zhen_pair_words of = zhen_words_of(w, 0);

  for (size_t i = 0; i < of.n_links; i++) {
    zhen_bytes a = of.zh[of.links[i].zh], b = of.en[of.links[i].en];

    if (a.end - a.begin == strlen(zh) && b.end - b.begin == strlen(en) &&
        memcmp(p.zh.ptr + a.begin, zh, strlen(zh)) == 0 &&
        memcmp(p.en.ptr + b.begin, en, strlen(en)) == 0)
      return true;
  }
  return false;
}

static void links_words_names_and_numbers(void)
{
  zhen_pair p =
      pair_of("鲍威尔在1998年访问了北京。", "Powell visited Beijing in 1998.");
  zhen_words *w = link_one(p, ZHEN_WORD_AUTO);

  CU_ASSERT(!zhen_words_given(w));
  CU_ASSERT(has(w, p, "访问", "visited"));
  CU_ASSERT(has(w, p, "北京", "Beijing"));
  CU_ASSERT(has(w, p, "1998", "1998"));
  CU_ASSERT(has(w, p, "。", "."));
  CU_ASSERT(!has(w, p, "北京", "visited"));
  zhen_words_free(w);
}

static void takes_the_words_that_are_given(void)
{
  zhen_pair p = pair_of("外交部 发言人 说 。", "The spokesman said .");
  zhen_words *w = link_one(p, ZHEN_WORD_AUTO);
  zhen_pair_words of = zhen_words_of(w, 0);

  CU_ASSERT(zhen_words_given(w));
  CU_ASSERT(of.n_zh == 4 && of.n_en == 4);
  CU_ASSERT(has(w, p, "发言人", "spokesman"));
  CU_ASSERT(!has(w, p, "外交部", "said"));
  zhen_words_free(w);
}

static void a_number_is_one_word(void)
{
  zhen_pair p = pair_of("图书馆藏书12万册，3月开放。",
                        "The library holds 120,000 books and opens in March.");
  zhen_words *w = link_one(p, ZHEN_WORD_AUTO);

  CU_ASSERT(has(w, p, "12万", "120,000"));
  CU_ASSERT(has(w, p, "3月", "March"));
  zhen_words_free(w);
}

static void links_expressions_and_frames(void)
{
  zhen_pair p = pair_of("至少 十 人 在 三 年 内 死亡 。",
                        "at least ten people died within three years .");
  zhen_words *w = link_one(p, ZHEN_WORD_GIVEN);

  CU_ASSERT(has(w, p, "至少", "at") && has(w, p, "至少", "least"));
  CU_ASSERT(has(w, p, "内", "within") && has(w, p, "在", "within"));
  zhen_words_free(w);
}

static void links_what_joins_nouns(void)
{
  zhen_pair p = pair_of("港口 的 价格", "the price of the port");
  zhen_words *w = link_one(p, ZHEN_WORD_GIVEN);

  CU_ASSERT(has(w, p, "的", "of"));
  zhen_words_free(w);
}

/* Beads are pairs; a sentence that is alone has no words. */
static void links_the_beads_of_a_document(void)
{
  zhen_sentences *zh, *en;
  zhen_words *w;
  const zhen_bead beads[] = {{0, 1, 0, 1, 1}, {1, 2, 1, 1, 1}, {2, 3, 1, 2, 1}};

  CHECK_OK(zhen_split(&zh, unit_str("鱼来了。没有人看。港口关了。"), NULL));
  CHECK_OK(zhen_split(&en, unit_str("The fish came. The port closed."), NULL));
  CU_ASSERT_FATAL(zh->count == 3 && en->count == 2);
  CHECK_OK(zhen_words_link_beads(&w, unit_default_lexicon(), zh, en, beads, 3,
                                 NULL));
  CU_ASSERT(zhen_words_of(w, 0).n_links > 0 && zhen_words_of(w, 0).n_en == 4);
  CU_ASSERT(zhen_words_of(w, 1).n_zh == 0);
  CU_ASSERT(zhen_words_of(w, 2).n_links > 0 && zhen_words_of(w, 2).n_en == 4);
  zhen_words_free(w);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
}

static void links_nothing_to_nothing(void)
{
  zhen_words *w = link_one(pair_of("", "A word."), ZHEN_WORD_AUTO);

  CU_ASSERT(zhen_words_of(w, 0).n_zh == 0);
  CU_ASSERT(zhen_words_of(w, 0).n_en == 3);
  CU_ASSERT(zhen_words_of(w, 0).n_links == 0);
  zhen_words_free(w);
}

void suite_words(void)
{
  CU_pSuite s = unit_suite("words");

  UNIT_TEST(s, links_words_names_and_numbers);
  UNIT_TEST(s, takes_the_words_that_are_given);
  UNIT_TEST(s, a_number_is_one_word);
  UNIT_TEST(s, links_expressions_and_frames);
  UNIT_TEST(s, links_what_joins_nouns);
  UNIT_TEST(s, links_the_beads_of_a_document);
  UNIT_TEST(s, links_nothing_to_nothing);
}
