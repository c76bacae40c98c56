/* SPDX-License-Identifier: Apache-2.0 */
/* Segmentation by a lexicon of given words. */
#include "lexicon/chinese.h"
#include "text/utf8.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char dictionary[] = "河 河 [he2] /river/\n"
                                 "河邊 河边 [he2 bian1] /riverside/\n"
                                 "麵館 面馆 [mian4 guan3] /noodle shop/\n"
                                 "面 面 [mian4] /face/\n"
                                 "新 新 [xin1] /new/\n"
                                 "新開 新开 [xin1 kai1] /newly opened/\n"
                                 "圖書 图书 [tu2 shu1] /books/\n"
                                 "圖書館 图书馆 [tu2 shu1 guan3] /library/\n"
                                 "館長 馆长 [guan3 zhang3] /director/\n"
                                 "館 馆 [guan3] /building/\n"
                                 "長 长 [chang2] /long/\n"
                                 "三 三 [san1] /three/\n"
                                 "卡拉OK 卡拉OK [ka3 la1 O K] /karaoke/\n"
                                 "从 从 [cong2] /from/\n"
                                 "从上 从上 [cong2 shang4] /from above/\n"
                                 "上午 上午 [shang4 wu3] /morning/\n"
                                 "午 午 [wu3] /noon/\n"
                                 "甲乙 甲乙 [jia3 yi3] /a and b/\n"
                                 "乙丙丁 乙丙丁 [yi3 bing3 ding1] /b to d/\n";

static zhen_lexicon *lexicon;

static int begin(void)
{
  lexicon = unit_lexicon("chinese.u8", dictionary);
  return 0;
}

static int end(void)
{
  zhen_lexicon_close(lexicon);
  return 0;
}

/*
 * The words of a sentence separated by spaces, those with translations in
 * brackets. Checks their positions.
 */
static char *cut(segmenter *g, const char *sentence)
{
  char *out;
  size_t len;
  FILE *f = open_memstream(&out, &len);
  uint32_t next = 0;

  CU_ASSERT_FATAL(f != NULL);
  CHECK_OK(segmenter_cut(g, lexicon, unit_str(sentence)));
  for (size_t i = 0; i < g->n_words; i++) {
    const chinese_word *w = &g->words[i];
    bool known = w->pairs < w->end;

    CU_ASSERT_FATAL(w->at >= next && w->n_chars > 0);
    next = w->at + w->n_chars;
    CU_ASSERT_FATAL(next <= g->n_runes);
    CU_ASSERT_EQUAL(w->text.ptr, g->folded + g->offset[w->at]);
    CU_ASSERT_EQUAL(w->text.len, g->offset[next] - g->offset[w->at]);
    CU_ASSERT_EQUAL(utf8_length(w->text), w->n_chars);
    fprintf(f, "%s%s%.*s%s", i ? " " : "", known ? "[" : "", (int)w->text.len,
            w->text.ptr, known ? "]" : "");
  }
  fclose(f);
  return out;
}

static void check_cut(const char *sentence, const char *want)
{
  segmenter g = {0};
  char *got = cut(&g, sentence);

  CHECK_CSTR(got, want);
  free(got);
  segmenter_dispose(&g);
}

static void fewest_words_win(void)
{
  check_cut("河边新开面馆", "[河边] [新开] [面馆]");
  check_cut("图书馆", "[图书馆]");
  check_cut("图书馆长", "[图书] [馆长]");
  /* 甲乙 + 丙 + 丁 is three words, 甲 + 乙丙丁 two */
  check_cut("甲乙丙丁", "甲 [乙丙丁]");
  check_cut("甲乙丙", "[甲乙] 丙");
}

/* Two cuts of one word and a single character each. */
static void frequent_words_win(void)
{
  segmenter plain = {.without_frequencies = true};
  char *got = cut(&plain, "从上午");

  CHECK_CSTR(got, "[从上] [午]");
  free(got);
  segmenter_dispose(&plain);
  check_cut("从上午", "[从] [上午]");
}

static void unknown_characters_are_single_tokens(void)
{
  check_cut("河湖海", "[河] 湖 海");
  check_cut("湖", "湖");
  check_cut("", "");
  check_cut("河", "[河]");
}

static void traditional_is_folded(void)
{
  check_cut("河邊新開麵館", "[河边] [新开] [面馆]");
  check_cut("圖書館長", "[图书] [馆长]");
  check_cut("圖书館", "[图书馆]");
}

static void what_is_not_han_is_passed_over(void)
{
  check_cut("河。，！", "[河]");
  check_cut("The 河边 ferry，新 3 面馆", "[河边] [新] [面馆]");
  check_cut("abc 123", "");
  check_cut("河 边", "[河] 边");
  check_cut("かな河カナ", "[河]");
}

static void words_may_hold_latin(void)
{
  check_cut("去卡拉OK", "去 [卡拉ok]");
  check_cut("去卡拉ok了", "去 [卡拉ok] 了");
  check_cut("去卡拉", "去 卡 拉");
}

static void characters_beyond_the_first_plane_are_kept(void)
{
  check_cut("𠀀河𠀀", "𠀀 [河] 𠀀");
}

static void places_lead_back_to_the_sentence(void)
{
  static const char sentence[] = "A 圖書館，河邊";
  segmenter g = {0};

  CHECK_OK(segmenter_cut(&g, lexicon, unit_str(sentence)));
  CU_ASSERT_EQUAL_FATAL(g.n_words, 2);
  CU_ASSERT_EQUAL(g.words[0].at, 2);
  CU_ASSERT_EQUAL(g.words[1].at, 6);
  CU_ASSERT_EQUAL(g.source[g.words[0].at], 2);
  CU_ASSERT_EQUAL(g.source[g.words[1].at], 2 + 9 + 3);
  CU_ASSERT_EQUAL(g.n_runes, 8);
  CU_ASSERT_EQUAL(g.source[8], sizeof sentence - 1);
  segmenter_dispose(&g);
}

static void one_segmenter_serves_many_sentences(void)
{
  segmenter g = {0};
  char *first = cut(&g, "河边新开面馆"), *again;

  free(cut(&g, ""));
  free(cut(&g, "图书馆长图书馆长图书馆长图书馆长"));
  again = cut(&g, "河边新开面馆");
  CHECK_CSTR(again, first);
  free(first);
  free(again);
  segmenter_dispose(&g);
}

static void terms_outrank_words(void)
{
  char *path = unit_path("chinese-terms.tsv"), *got;
  segmenter g = {0};
  zhen_lexicon *own = lexicon;

  lexicon = unit_lexicon("chinese.u8", dictionary);
  unit_write(path, "馆长新\tcurator\nOK Corral\tcorral\nＸ\tx\n",
             strlen("馆长新\tcurator\nOK Corral\tcorral\nＸ\tx\n"));
  CHECK_OK(zhen_lexicon_add_glossary(lexicon, path));
  got = cut(&g, "图书館長新了");
  CHECK_CSTR(got, "[图书] 馆长新 了");
  CU_ASSERT_PTR_NOT_NULL_FATAL(g.words[1].term);
  CHECK_CSTR(g.words[1].term->zh, "馆长新");
  CU_ASSERT_PTR_NULL(g.words[0].term);
  free(got);
  got = cut(&g, "在ok corral河");
  CHECK_CSTR(got, "在 ok corral [河]");
  CU_ASSERT_PTR_NOT_NULL(g.words[1].term);
  free(got);
  segmenter_dispose(&g);
  zhen_lexicon_close(lexicon);
  lexicon = own;
  unlink(path);
  free(path);
}

/* Check the cut with a glossary, and that the word `n` is a term or not. */
static void check_with(const char *terms, const char *sentence,
                       const char *want, size_t n, bool is_term)
{
  zhen_lexicon *own = lexicon;
  char *path = unit_path("terms.tsv"), *got;
  segmenter g = {0};

  lexicon = unit_lexicon("chinese.u8", dictionary);
  unit_write(path, terms, strlen(terms));
  CHECK_OK(zhen_lexicon_add_glossary(lexicon, path));
  got = cut(&g, sentence);
  CHECK_CSTR(got, want);
  CU_ASSERT_FATAL(n < g.n_words);
  CU_ASSERT_EQUAL(g.words[n].term != NULL, is_term);
  free(got);
  segmenter_dispose(&g);
  zhen_lexicon_close(lexicon);
  lexicon = own;
  unlink(path);
  free(path);
}

static void terms_do_not_cut_longer_words(void)
{
  check_with("书馆\tarchive\n", "图书馆", "[图书馆]", 0, false);
  check_with("书馆\tarchive\n", "书馆", "书馆", 0, true);
  check_with("馆\thouse\n", "面馆", "[面馆]", 0, false);
  check_with("从上\tupon\n", "从上午", "从上 [午]", 0, true);
  check_with("新开面\tA\n新开\tB\n", "新开面馆", "新开 [面馆]", 0, true);
}

static void known_words_with_many_renderings_are_no_terms(void)
{
  check_with("馆长\tthe director\n", "馆长", "馆长", 0, true);
  check_with("馆长\tcurator\n", "馆长", "馆长", 0, true);
  check_with("面\tnoodles\n面\tflour\n", "面", "面", 0, true);
  check_with("面\tnoodles\n面\tflour\n面\tdough\n", "面", "[面]", 0, false);
  check_with("湖\tlake\n湖\tmere\n湖\twater\n", "湖", "湖", 0, true);
}

void suite_chinese(void)
{
  CU_pSuite s = CU_add_suite("chinese", begin, end);

  UNIT_TEST(s, fewest_words_win);
  UNIT_TEST(s, frequent_words_win);
  UNIT_TEST(s, unknown_characters_are_single_tokens);
  UNIT_TEST(s, traditional_is_folded);
  UNIT_TEST(s, what_is_not_han_is_passed_over);
  UNIT_TEST(s, words_may_hold_latin);
  UNIT_TEST(s, characters_beyond_the_first_plane_are_kept);
  UNIT_TEST(s, places_lead_back_to_the_sentence);
  UNIT_TEST(s, one_segmenter_serves_many_sentences);
  UNIT_TEST(s, terms_outrank_words);
  UNIT_TEST(s, terms_do_not_cut_longer_words);
  UNIT_TEST(s, known_words_with_many_renderings_are_no_terms);
}
