/* SPDX-License-Identifier: Apache-2.0 */
/* Alignments: properties of all of them, and some clear cases. */
#include "align/beads/alignment.h"
#include "tokens/open.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- helpers ---- */

/* Sentences of a string, one per line; the string must outlive them. */
static zhen_sentences *lines_of(const char *s)
{
  zhen_sentences *out;

  CHECK_OK(zhen_split_lines(&out, unit_str(s)));
  CU_ASSERT_FATAL(out != NULL);
  return out;
}

/*
 * Every sentence once and in order, no bead empty or too large, scores are
 * probabilities.
 */
static void check_partition(const zhen_alignment *a, size_t n_zh, size_t n_en,
                            uint32_t most)
{
  size_t count, zh = 0, en = 0;
  const zhen_bead *b = zhen_alignment_beads(a, &count);

  for (size_t k = 0; k < count; k++) {
    CU_ASSERT_FATAL(b[k].zh_begin == zh && b[k].en_begin == en);
    CU_ASSERT_FATAL(b[k].zh_end >= zh && b[k].en_end >= en);
    CU_ASSERT_FATAL(b[k].zh_end > zh || b[k].en_end > en);
    CU_ASSERT(b[k].zh_end - zh <= most && b[k].en_end - en <= most);
    CU_ASSERT(b[k].score >= 0 && b[k].score <= 1);
    zh = b[k].zh_end;
    en = b[k].en_end;
  }
  CU_ASSERT_EQUAL(zh, n_zh);
  CU_ASSERT_EQUAL(en, n_en);
}

static zhen_alignment *align_any(const zhen_sentences *zh,
                                 const zhen_sentences *en, uint32_t max_bead,
                                 uint32_t most)
{
  zhen_align_options options = {.struct_size = sizeof options,
                                .max_bead = max_bead};
  zhen_alignment *a;

  CHECK_OK(zhen_align(&a, unit_default_lexicon(), zh, en, &options));
  CU_ASSERT_FATAL(a != NULL);
  check_partition(a, zh->count, en->count, most);
  return a;
}

static zhen_alignment *align(const zhen_sentences *zh, const zhen_sentences *en,
                             uint32_t max_bead)
{
  return align_any(zh, en, max_bead, max_bead && max_bead < 8 ? max_bead : 8);
}

/* The beads as "0:0 1,2:1 :2"; sentence numbers. */
static char *describe(const zhen_alignment *a)
{
  size_t count, len;
  const zhen_bead *b = zhen_alignment_beads(a, &count);
  char *out;
  FILE *f = open_memstream(&out, &len);

  CU_ASSERT_FATAL(f != NULL);
  for (size_t k = 0; k < count; k++) {
    fputs(k ? " " : "", f);
    for (uint32_t i = b[k].zh_begin; i < b[k].zh_end; i++)
      fprintf(f, "%s%u", i > b[k].zh_begin ? "," : "", i);
    fputc(':', f);
    for (uint32_t j = b[k].en_begin; j < b[k].en_end; j++)
      fprintf(f, "%s%u", j > b[k].en_begin ? "," : "", j);
  }
  fclose(f);
  return out;
}

/* Aligned line by line, two texts give these beads. */
static void check_beads(const char *zh_lines, const char *en_lines,
                        const char *want)
{
  zhen_sentences *zh = lines_of(zh_lines), *en = lines_of(en_lines);
  zhen_alignment *a = align(zh, en, 0);
  char *got = describe(a);

  CHECK_CSTR(got, want);
  free(got);
  zhen_alignment_free(a);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
}

/* Any two texts; the result must be a partition. */
static void check_any(const char *zh_lines, const char *en_lines)
{
  zhen_sentences *zh = lines_of(zh_lines), *en = lines_of(en_lines);

  zhen_alignment_free(align(zh, en, 0));
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
}

/* A line n times, with `%u` replaced by its number. */
static char *repeat(const char *line, unsigned n)
{
  const char *at = strstr(line, "%u");
  size_t len;
  char *out;
  FILE *f = open_memstream(&out, &len);

  CU_ASSERT_FATAL(f != NULL);
  for (unsigned i = 0; i < n; i++) {
    fwrite(line, 1, at ? (size_t)(at - line) : strlen(line), f);
    if (at)
      fprintf(f, "%u%s", i, at + 2);
    fputc('\n', f);
  }
  fclose(f);
  return out;
}

/* ---- evidence ---- */

static void sentences_in_step_are_paired(void)
{
  check_beads("清晨，渔民们把船推进海里。\n"
              "他的妹妹在灯塔里读书。\n"
              "昨天晚上下了很大的雪。\n"
              "医生说她需要休息。\n"
              "商店里已经没有面包了。\n",
              "At dawn the fishermen pushed their boats into the sea.\n"
              "His younger sister was reading a book in the lighthouse.\n"
              "Last night it snowed heavily.\n"
              "The doctor said that she needed a rest.\n"
              "There was no bread left in the shop.\n",
              "0:0 1:1 2:2 3:3 4:4");
}

static void a_long_sentence_takes_two_of_the_other_side(void)
{
  check_beads("清晨，渔民们把船推进海里。\n"
              "医生说她需要休息，商店里已经没有面包了。\n"
              "昨天晚上下了很大的雪。\n",
              "At dawn the fishermen pushed their boats into the sea.\n"
              "The doctor said that she needed a rest.\n"
              "There was no bread left in the shop.\n"
              "Last night it snowed heavily.\n",
              "0:0 1:1,2 2:3");
  check_beads("清晨，渔民们把船推进海里。\n"
              "医生说她需要休息。\n"
              "商店里已经没有面包了。\n"
              "昨天晚上下了很大的雪。\n",
              "At dawn the fishermen pushed their boats into the sea.\n"
              "The doctor said that she needed a rest, and there was no bread "
              "left in the shop.\n"
              "Last night it snowed heavily.\n",
              "0:0 1,2:1 3:2");
}

/* Three sentences that are missing on the other side. */
#define ZH_ALONE                                                               \
  "我的叔叔从来没有学会拉小提琴也不会骑马。\n"             \
  "三位首都来的教授在这里教了很多年数学。\n"                \
  "从前人们在北方的山里挖铁和铜还有锡矿。\n"
#define EN_ALONE                                                               \
  "My uncle never learned to play the violin or to ride horses.\n"             \
  "Mathematics is taught by three professors from the capital.\n"              \
  "Iron, copper and tin were dug out of the hills to the north.\n"

static void what_has_no_translation_stays_unaligned(void)
{
  check_beads(
      "昨天晚上下了很大的雪。\n"
      "清晨，渔民们把船推进海里。\n"
      "医生说她需要休息。\n"
      "商店里已经没有面包了。\n",
      "Last night it snowed heavily.\n"
      "At dawn the fishermen pushed their boats into the sea.\n" EN_ALONE
      "The doctor said that she needed a rest.\n"
      "There was no bread left in the shop.\n",
      "0:0 1:1 :2 :3 :4 2:5 3:6");
  check_beads("昨天晚上下了很大的雪。\n"
              "清晨，渔民们把船推进海里。\n" ZH_ALONE "医生说她需要休息。\n"
              "商店里已经没有面包了。\n",
              "Last night it snowed heavily.\n"
              "At dawn the fishermen pushed their boats into the sea.\n"
              "The doctor said that she needed a rest.\n"
              "There was no bread left in the shop.\n",
              "0:0 1:1 2: 3: 4: 5:2 6:3");
}

/* Number of Chinese tokens of a kind that an English one translates. */
static unsigned count_hits_by(const zhen_lexicon *lexicon, const char *zh_line,
                              const char *en_line, token_kind kind)
{
  zhen_sentences *zh = lines_of(zh_line), *en = lines_of(en_line);
  unsigned n = 0;
  document d;

  CHECK_OK(document_open(&d, lexicon, zh, en, NULL));
  for (size_t t = 0; t < d.zh.n_types; t++)
    n += d.zh.types[t].kind == kind && d.edges.first[t + 1] > d.edges.first[t];
  document_close(&d);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  return n;
}

static unsigned count_hits(const char *zh_line, const char *en_line,
                           token_kind kind)
{
  return count_hits_by(unit_default_lexicon(), zh_line, en_line, kind);
}

static void words_hit_their_translations(void)
{
  CU_ASSERT(count_hits("医生在河边。", "A doctor by the river.", TOKEN_WORD) >=
            2);
  CU_ASSERT(count_hits("醫生在圖書館。", "Doctors in a library.", TOKEN_WORD) >=
            2);
  CU_ASSERT_EQUAL(count_hits("医生。", "Rivers.", TOKEN_WORD), 0);
}

static void numbers_hit_by_value(void)
{
  CU_ASSERT_EQUAL(count_hits("三万五千吨。", "35,000 tons.", TOKEN_HARD), 1);
  CU_ASSERT_EQUAL(count_hits("百分之六十二。", "62 per cent.", TOKEN_TENS), 1);
  CU_ASSERT_EQUAL(count_hits("1.5亿", "150 million", TOKEN_HARD), 1);
  CU_ASSERT_EQUAL(count_hits("１２月", "December", TOKEN_TENS), 1);
  CU_ASSERT_EQUAL(count_hits("十二月和12号", "12 of them", TOKEN_TENS), 1);
  CU_ASSERT_EQUAL(count_hits("三十五", "36", TOKEN_TENS), 0);
}

static void pieces_of_numbers_are_no_words(void)
{
  CU_ASSERT_EQUAL(count_hits("三。", "It has three.", TOKEN_CHAR), 1);
  CU_ASSERT_EQUAL(count_hits("三百。", "It has three.", TOKEN_CHAR), 0);
  CU_ASSERT_EQUAL(count_hits("三。", "It has three hundred.", TOKEN_CHAR), 0);
}

static void small_numbers_hit_their_words(void)
{
  CU_ASSERT_EQUAL(count_hits("3条船", "three ships", TOKEN_NUMBER), 1);
  CU_ASSERT_EQUAL(count_hits("3条船", "four ships", TOKEN_NUMBER), 0);
  CU_ASSERT_EQUAL(count_hits("三。", "It has 3.", TOKEN_CHAR), 1);
  CU_ASSERT_EQUAL(count_hits("三。", "It has 4.", TOKEN_CHAR), 0);
}

static void signs_of_money_hit(void)
{
  CU_ASSERT_EQUAL(count_hits("$5亿", "$500 million", TOKEN_LATIN), 1);
  CU_ASSERT_EQUAL(count_hits("€5", "5 euros", TOKEN_LATIN), 1);
  CU_ASSERT_EQUAL(count_hits("$5", "£5", TOKEN_LATIN), 0);
}

static void names_are_read_as_pinyin(void)
{
  CU_ASSERT_EQUAL(count_hits("清阳来了。", "Then Qingyang came.", TOKEN_NAME),
                  1);
  CU_ASSERT_EQUAL(
      count_hits("王大山来了。", "Then Wang Dashan came.", TOKEN_NAME), 2);
  CU_ASSERT_EQUAL(count_hits("清阳来了。", "Then Baisha came.", TOKEN_NAME), 0);
  /* a word that also occurs in lower case is not one */
  CU_ASSERT_EQUAL(count_hits("慢来了。", "Then Man came, a man.", TOKEN_NAME),
                  0);
}

/* How many of the Chinese names of a text are read as an English one. */
static unsigned names_of(const char *zh_line, const char *en_line)
{
  return count_hits(zh_line, en_line, TOKEN_NAME);
}

static void names_may_be_read_in_several_ways(void)
{
  CU_ASSERT_EQUAL(names_of("重阳观外有人。", "By the Chongyang Temple."), 1);
  CU_ASSERT_EQUAL(names_of("朝阳路很长。", "In Chaoyang Road."), 1);
  CU_ASSERT_EQUAL(names_of("乐清很大。", "There is Yueqing."), 1);
  CU_ASSERT_EQUAL(names_of("乐山很大。", "There is Leshan."), 1);
}

static void names_of_two_syllables_come_in_either_order(void)
{
  CU_ASSERT_EQUAL(names_of("张勇来了。", "Then Zhang Yong came."), 2);
  CU_ASSERT_EQUAL(names_of("张勇来了。", "Then Yong Zhang came."), 2);
  CU_ASSERT_EQUAL(names_of("勇士来了。", "Then Zhang Yong came."), 0);
  CU_ASSERT_EQUAL(names_of("张勇来了。", "Zhang Yong, Zhang Yong."), 2);
}

static void names_keep_their_apostrophes(void)
{
  CU_ASSERT_EQUAL(names_of("西安很大。", "So Xi'an is large."), 1);
  CU_ASSERT_EQUAL(names_of("西安很大。", "So Xi\u2019an's walls."), 1);
  CU_ASSERT_EQUAL(names_of("兴安很大。", "So Xing'an is large."), 1);
}

static void names_may_have_an_umlaut(void)
{
  CU_ASSERT_EQUAL(names_of("吕大山。", "With L\u00FC Dashan."), 2);
  CU_ASSERT_EQUAL(names_of("吕大山。", "With Lv Dashan."), 2);
  CU_ASSERT_EQUAL(names_of("吕大山。", "With Lu Dashan."), 2);
  CU_ASSERT_EQUAL(names_of("吕大山。", "With Lyu Dashan."), 2);
  CU_ASSERT_EQUAL(names_of("旅顺很远。", "To Lvshun."), 1);
  CU_ASSERT_EQUAL(names_of("女山很远。", "To N\u00FCshan."), 1);
}

static void names_may_be_spelled_by_wade_giles(void)
{
  CU_ASSERT_EQUAL(names_of("毛泽东来了。", "Then Mao Tse-tung came."), 2);
  CU_ASSERT_EQUAL(names_of("毛澤東來了。", "Then Mao Tse-Tung came."), 2);
  CU_ASSERT_EQUAL(names_of("周恩来到了。", "Then Chou En-lai came."), 2);
  CU_ASSERT_EQUAL(names_of("邓小平来了。", "Then Teng Hsiao-p'ing came."), 2);
  CU_ASSERT_EQUAL(names_of("孔大山。", "With Kung Ta-shan."), 2);
  CU_ASSERT_EQUAL(names_of("张大山。", "With Chang Ta\u2010shan."), 2);
  CU_ASSERT_EQUAL(names_of("唐大山。", "With T'ang Ta-shan."), 2);
  CU_ASSERT_EQUAL(names_of("许大山。", "With Hs\u00FC Ta-shan."), 2);
  CU_ASSERT_EQUAL(names_of("高雄很远。", "To Kaohsiung."), 1);
  CU_ASSERT_EQUAL(names_of("张小山。", "With Chang Ta-shan."), 1);
}

static void names_may_be_spelled_by_custom(void)
{
  CU_ASSERT_EQUAL(names_of("福州很远。", "To Foochow."), 1);
  CU_ASSERT_EQUAL(names_of("厦门很远。", "To Amoy."), 1);
  CU_ASSERT_EQUAL(names_of("孟子说过。", "As Mencius said."), 1);
  CU_ASSERT_EQUAL(names_of("孙中山来了。", "Then Sun Yat-sen came."), 2);
  CU_ASSERT_EQUAL(names_of("蒋介石来了。", "Then Chiang Kai-shek came."), 2);
  /* these are in the lexicon */
  CU_ASSERT_EQUAL(count_hits("北京。", "Peking.", TOKEN_WORD), 1);
  CU_ASSERT_EQUAL(count_hits("广州。", "Canton.", TOKEN_WORD), 1);
  CU_ASSERT_EQUAL(count_hits("香港。", "Hong Kong.", TOKEN_WORD), 1);
  CU_ASSERT_EQUAL(count_hits("孔子。", "Confucius.", TOKEN_WORD), 1);
}

static void words_are_no_names(void)
{
  CU_ASSERT_EQUAL(names_of("龙来了。", "Long ago it came."), 0);
  CU_ASSERT_EQUAL(names_of("孙来了。", "Sun and rain. Can men hang?"), 0);
  CU_ASSERT_EQUAL(names_of("孙来了。", "The Sun, a sun."), 0);
  CU_ASSERT_EQUAL(names_of("大山来了。", "Ta-shan, no ta."), 0);
  CU_ASSERT_EQUAL(names_of("张勇来了。", "Then Zhang, Yong came."), 1);
  CU_ASSERT_EQUAL(names_of("金很贵。", "The King, a king."), 0);
}

static void latin_hits_latin(void)
{
  CU_ASSERT_EQUAL(
      count_hits("用Fizzle修好了。", "Repaired with Fizzle.", TOKEN_LATIN), 1);
  CU_ASSERT_EQUAL(count_hits("用ＦＩＺＺＬＥ修好了。", "Repaired with fizzle.",
                             TOKEN_LATIN),
                  1);
  CU_ASSERT_EQUAL(count_hits("用Fizzle。", "Repaired.", TOKEN_LATIN), 0);
}

static void marks_hit_their_kind(void)
{
  CU_ASSERT_EQUAL(count_hits("去吗？“去！”", "“Going?” Yes!", TOKEN_MARK), 3);
  CU_ASSERT_EQUAL(count_hits("等等……", "Wait...", TOKEN_MARK), 1);
  CU_ASSERT_EQUAL(count_hits("去吗？", "Going.", TOKEN_MARK), 0);
}

static void terms_hit_by_the_glossary(void)
{
  char *path = unit_path("align-terms.tsv");
  static const char terms[] = "嘎嘣\tGrobblewick\n医生\tmedic\n";
  zhen_lexicon *lexicon;

  CU_ASSERT_EQUAL(count_hits("嘎嘣。", "A grobblewick.", TOKEN_TERM), 0);
  CHECK_OK(zhen_lexicon_open_default(&lexicon));
  unit_write(path, terms, sizeof terms - 1);
  CHECK_OK(zhen_lexicon_add_glossary(lexicon, path));
  CU_ASSERT_EQUAL(
      count_hits_by(lexicon, "嘎嘣。", "A grobblewick.", TOKEN_TERM), 1);
  CU_ASSERT_EQUAL(count_hits_by(lexicon, "醫生。", "Medics.", TOKEN_TERM), 1);
  /* overridden: the lexicon's translation no longer counts */
  CU_ASSERT_EQUAL(count_hits_by(lexicon, "医生。", "A doctor.", TOKEN_TERM), 0);
  CU_ASSERT_EQUAL(count_hits_by(lexicon, "医生。", "A doctor.", TOKEN_WORD), 0);
  zhen_lexicon_close(lexicon);
  unlink(path);
  free(path);
}

/* ---- odd inputs ---- */

static void empty_sides_leave_the_other_alone(void)
{
  check_beads("", "", "");
  check_beads("", "One.\nTwo.\nThree.\n", ":0 :1 :2");
  check_beads("一。\n二。\n", "", "0: 1:");
}

static void one_sentence_meets_one_or_thousands(void)
{
  char *zh = repeat("第%u天他去河边看船。", 2000);
  char *en = repeat("On day %u he went to the river to see the boats.", 2000);

  check_beads("他去河边。\n", "He went to the river.\n", "0:0");
  check_any("他去河边看船。\n", en);
  check_any(zh, "He went to the river to see the boats.\n");
  check_any("", en);
  check_any(zh, "");
  free(zh);
  free(en);
}

static void identical_sentences_stay_in_step(void)
{
  char *zh = repeat("他笑了。", 300), *en = repeat("He laughed.", 300);
  zhen_sentences *s = lines_of(zh), *t = lines_of(en);
  zhen_alignment *a = align(s, t, 0);
  size_t count;

  zhen_alignment_beads(a, &count);
  CU_ASSERT_EQUAL(count, 300);
  zhen_alignment_free(a);
  zhen_sentences_free(s);
  zhen_sentences_free(t);
  free(zh);
  free(en);
}

static void sentences_without_tokens_are_aligned(void)
{
  char *zh = repeat("——（）——", 250), *en = repeat("-- (*) --", 270);

  check_any(zh, en);
  check_any("。\n。\n", ".\n.\n.\n");
  check_any("\n\n\n", "\n\n");
  check_any("\n\n甲。\n\n", "\nA.\n\n");
  check_any("\n", "A sentence that is much longer than the other side.\n");
  check_any("甲。\n\n", "This article goes on and on.\nAnd on.\nAnd on again, "
                        "with more words than anybody could ever want.\n");
  free(zh);
  free(en);
}

static void empty_lines_stay_alone(void)
{
  check_beads("清晨，渔民们把船推进海里。\n\n昨天晚上下了很大的雪。\n",
              "At dawn the fishermen pushed their boats into the sea.\n\n"
              "Last night it snowed heavily.\n",
              "0:0 1: :1 2:2");
}

/* ---- sentences of many clauses ---- */

/* A line of n clauses about numbers from `from` on. */
static void put_clauses(FILE *f, unsigned from, unsigned n)
{
  for (unsigned i = 0; i < n; i++)
    fprintf(f, "%s第%u号船到了港口", i ? "，" : "", 100 + from + i);
  fputs("。\n", f);
}

static void put_sentences(FILE *f, unsigned from, unsigned n)
{
  for (unsigned i = 0; i < n; i++)
    fprintf(f, "Ship number %u came into the harbour.\n", 100 + from + i);
}

static void a_sentence_may_have_hundreds_of_clauses(void)
{
  char *zh, *en;
  size_t len;
  FILE *f = open_memstream(&zh, &len);

  put_clauses(f, 0, 3);
  put_clauses(f, 3, 200);
  put_clauses(f, 203, 3);
  fclose(f);
  f = open_memstream(&en, &len);
  put_sentences(f, 0, 206);
  fclose(f);
  check_any(zh, en);
  check_any(zh, "Ships came into the harbour.\n");
  free(zh);
  free(en);
}

/* Where no bead fits, sentences are unaligned, not in too large a bead. */
static void check_forced(const char *zh_lines, const char *en_lines)
{
  zhen_sentences *zh = lines_of(zh_lines), *en = lines_of(en_lines);

  zhen_alignment_free(align_any(zh, en, 0, 8));
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
}

/*
 * Anchors lead through the middle of one endless sentence, where English
 * sentences of absurd length exclude all beads.
 */
static void check_bars(const char *bar, unsigned n_bars)
{
  char *zh, *en;
  size_t len;
  FILE *f = open_memstream(&zh, &len);

  put_clauses(f, 0, 400);
  fclose(f);
  f = open_memstream(&en, &len);
  put_sentences(f, 0, 150);
  for (unsigned i = 0; i < n_bars; i++)
    fputs(bar, f);
  put_sentences(f, 250, 150);
  fclose(f);
  check_forced(zh, en);
  free(zh);
  free(en);
}

static void a_barred_corridor_has_a_way_through(void)
{
  char *words = repeat("endless words ", 4000), *bar;

  for (char *p = words; *p; p++)
    if (*p == '\n')
      *p = ' ';
  if (asprintf(&bar, "%s\n", words) < 0)
    CU_FAIL_FATAL("out of memory");
  check_bars(bar, 1);
  check_bars(bar, 30);
  check_bars("!\n", 60);
  check_bars("\n", 60);
  check_bars("!\n", 1);
  free(words);
  free(bar);
}

/* ---- random documents ---- */

static uint64_t state;

static uint32_t pick(uint32_t n)
{
  state = state * 6364136223846793005U + 1442695040888963407U;
  return (uint32_t)(state >> 33) % n;
}

static const struct {
  const char *zh, *en;
} words[] = {{"船", "boat"},     {"河", "river"},        {"桥", "bridge"},
             {"老人", "old"},    {"孩子", "child"},      {"雨", "rain"},
             {"面条", "noodle"}, {"灯塔", "lighthouse"}, {"钱", "money"},
             {"信", "letter"},   {"医生", "doctor"},     {"学校", "school"}};

enum { N_WORDS = sizeof words / sizeof words[0] };

static void put_random(FILE *f, bool is_zh, uint32_t of)
{
  static const char *const zh_marks[] = {"，", "”", "；", "：“", "（", "", ""};
  static const char *const en_marks[] = {", ", "\" ", "; ", ": \"", " (", " "};

  state = of * 2654435761U; /* both sides of a sentence, the same words */
  for (uint32_t n = pick(12); n > 0; n--) {
    uint32_t w = pick(N_WORDS);

    if (pick(6) == 0)
      fprintf(f, "%u", 10 + w);
    fprintf(f, is_zh ? "%s" : "%s ", is_zh ? words[w].zh : words[w].en);
    fputs(is_zh ? zh_marks[pick(7)] : en_marks[pick(7) % 6], f);
  }
  fputs(is_zh ? "。\n" : ".\n", f);
}

/* A text and its translation, each with sentences removed and added. */
static zhen_sentences *random_side(char **bytes, bool is_zh, uint32_t seed)
{
  size_t len;
  FILE *f = open_memstream(bytes, &len);
  uint32_t para = 0;
  zhen_sentences *s;

  CU_ASSERT_FATAL(f != NULL);
  for (uint32_t i = 0; i < 250; i++) {
    state = seed * 977 + i * 2U + is_zh;
    if (pick(10) > 0)
      put_random(f, is_zh, seed * 1000 + i);
    if (pick(12) == 0)
      put_random(f, is_zh, 7777777 + i * 2U + is_zh);
  }
  fclose(f);
  s = lines_of(*bytes);
  state = seed;
  for (uint32_t i = 0; i < s->count; i++) {
    s->at[i].para = para;
    para += seed % 2 == 1 && pick(4) == 0;
    s->at[i].turn = seed % 3 == 2 ? 1 + 2 * (i / 3) + !is_zh : 0;
  }
  return s;
}

static bool is_same(const zhen_alignment *a, const zhen_alignment *b)
{
  size_t n, m;
  const zhen_bead *x = zhen_alignment_beads(a, &n);
  const zhen_bead *y = zhen_alignment_beads(b, &m);

  return n == m && memcmp(x, y, n * sizeof *x) == 0;
}

static void random_documents_are_partitioned_the_same_again(void)
{
  for (uint32_t seed = 1; seed <= 6; seed++) {
    char *zh_bytes, *en_bytes;
    zhen_sentences *zh = random_side(&zh_bytes, true, seed);
    zhen_sentences *en = random_side(&en_bytes, false, seed);
    zhen_alignment *a = align(zh, en, 0), *b = align(zh, en, 0);

    CU_ASSERT_TRUE(is_same(a, b));
    zhen_alignment_free(a);
    zhen_alignment_free(b);
    zhen_sentences_free(zh);
    zhen_sentences_free(en);
    free(zh_bytes);
    free(en_bytes);
  }
}

static void no_bead_is_larger_than_asked_for(void)
{
  char *zh_bytes, *en_bytes;
  zhen_sentences *zh = random_side(&zh_bytes, true, 2);
  zhen_sentences *en = random_side(&en_bytes, false, 2);

  for (uint32_t most = 1; most <= 9; most++)
    zhen_alignment_free(align(zh, en, most));
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  free(zh_bytes);
  free(en_bytes);
}

static void clauses_do_not_make_larger_beads(void)
{
  char *zh_bytes, *en_bytes;
  size_t len;
  FILE *f = open_memstream(&zh_bytes, &len);
  zhen_sentences *zh, *en;

  for (unsigned i = 0; i < 20; i++)
    put_clauses(f, i * 5, 5);
  fclose(f);
  f = open_memstream(&en_bytes, &len);
  put_sentences(f, 0, 100);
  fclose(f);
  zh = lines_of(zh_bytes);
  en = lines_of(en_bytes);
  for (uint32_t most = 1; most <= 8; most++)
    zhen_alignment_free(align(zh, en, most));
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  free(zh_bytes);
  free(en_bytes);
}

static void more_than_a_million_sentences_are_refused(void)
{
  zhen_sentences few = {0}, many = {.count = 1000001};
  zhen_alignment *a;

  CHECK_FAILS(zhen_align(&a, unit_default_lexicon(), &many, &few, NULL),
              ZHEN_ELIMIT, "1000001 x 0 sentences");
  CU_ASSERT_PTR_NULL(a);
  CHECK_FAILS(zhen_align(&a, unit_default_lexicon(), &few, &many, NULL),
              ZHEN_ELIMIT, "0 x 1000001 sentences");
  CU_ASSERT_PTR_NULL(a);
  zhen_alignment_free(NULL);
}

/* Two certain pairs, a doubtful one, and an unaligned sentence. */
static void a_cut_keeps_what_is_sure_enough(void)
{
  zhen_bead beads[] = {
      {0, 1, 0, 1, .5F}, {1, 2, 1, 2, 1}, {2, 3, 2, 2, 1}, {3, 4, 2, 3, .9F}};
  struct zhen_alignment a = {.beads = beads, .count = 4};
  zhen_cut cut;

  CHECK_OK(zhen_alignment_cut(&a, .9, &cut));
  CU_ASSERT_EQUAL(cut.pairs, 3);
  CU_ASSERT_EQUAL(cut.kept, 2);
  CU_ASSERT_DOUBLE_EQUAL((double)cut.min_score, .9, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL(cut.precision, .95, 1e-6);
  CHECK_OK(zhen_alignment_cut(&a, .79, &cut));
  CU_ASSERT_EQUAL(cut.kept, 3);
  beads[1].score = beads[3].score = .7F;
  CHECK_OK(zhen_alignment_cut(&a, .99, &cut));
  CU_ASSERT_EQUAL(cut.kept, 0);
  CU_ASSERT_DOUBLE_EQUAL((double)cut.min_score, 1, 1e-6);
}

/* New beads have the probabilities of the sentences that they contain. */
static void replaced_beads_keep_their_region(void)
{
  const zhen_bead merged[] = {
      {0, 2, 0, 2, 1}, {2, 3, 2, 2, 1}, {3, 4, 2, 3, 1}};
  const zhen_bead before[] = {
      {0, 1, 0, 1, 1}, {1, 2, 1, 2, 1}, {2, 3, 2, 2, 1}, {3, 4, 2, 3, 1}};
  const float within[] = {.25F, .75F, 1, .5F};
  zhen_alignment *a = calloc(1, sizeof *a);

  CU_ASSERT_FATAL(a != NULL);
  a->beads = malloc(sizeof before);
  a->within = malloc(sizeof within);
  a->count = 4;
  CU_ASSERT_FATAL(a->beads != NULL && a->within != NULL);
  memcpy(a->beads, before, sizeof before);
  memcpy(a->within, within, sizeof within);
  CHECK_OK(zhen_alignment_replace(a, before, 4));
  CU_ASSERT(memcmp(a->within, within, sizeof within) == 0);
  CHECK_OK(zhen_alignment_replace(a, merged, 3));
  CU_ASSERT_DOUBLE_EQUAL((double)a->within[0], .5, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL((double)a->within[1], 1, 1e-6);
  CU_ASSERT_DOUBLE_EQUAL((double)a->within[2], .5, 1e-6);
  zhen_alignment_free(a);
}

void suite_align(void)
{
  CU_pSuite s = unit_suite("align");

  UNIT_TEST(s, sentences_in_step_are_paired);
  UNIT_TEST(s, a_long_sentence_takes_two_of_the_other_side);
  UNIT_TEST(s, what_has_no_translation_stays_unaligned);
  UNIT_TEST(s, words_hit_their_translations);
  UNIT_TEST(s, numbers_hit_by_value);
  UNIT_TEST(s, pieces_of_numbers_are_no_words);
  UNIT_TEST(s, small_numbers_hit_their_words);
  UNIT_TEST(s, signs_of_money_hit);
  UNIT_TEST(s, names_are_read_as_pinyin);
  UNIT_TEST(s, names_may_be_read_in_several_ways);
  UNIT_TEST(s, names_of_two_syllables_come_in_either_order);
  UNIT_TEST(s, names_keep_their_apostrophes);
  UNIT_TEST(s, names_may_have_an_umlaut);
  UNIT_TEST(s, names_may_be_spelled_by_wade_giles);
  UNIT_TEST(s, names_may_be_spelled_by_custom);
  UNIT_TEST(s, words_are_no_names);
  UNIT_TEST(s, latin_hits_latin);
  UNIT_TEST(s, marks_hit_their_kind);
  UNIT_TEST(s, terms_hit_by_the_glossary);
  UNIT_TEST(s, empty_sides_leave_the_other_alone);
  UNIT_TEST(s, one_sentence_meets_one_or_thousands);
  UNIT_TEST(s, identical_sentences_stay_in_step);
  UNIT_TEST(s, sentences_without_tokens_are_aligned);
  UNIT_TEST(s, empty_lines_stay_alone);
  UNIT_TEST(s, a_sentence_may_have_hundreds_of_clauses);
  UNIT_TEST(s, a_barred_corridor_has_a_way_through);
  UNIT_TEST(s, random_documents_are_partitioned_the_same_again);
  UNIT_TEST(s, no_bead_is_larger_than_asked_for);
  UNIT_TEST(s, clauses_do_not_make_larger_beads);
  UNIT_TEST(s, more_than_a_million_sentences_are_refused);
  UNIT_TEST(s, a_cut_keeps_what_is_sure_enough);
  UNIT_TEST(s, replaced_beads_keep_their_region);
}
