/* SPDX-License-Identifier: Apache-2.0 */
/* Lexicons built from invented dictionaries, opened, damaged. */
#include "lexicon/chinese.h"
#include "text/utf8.h"
#include "unit.h"
#include "unit_lexicon.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

static const char cedict[] =
    "# an invented dictionary\n"
    "港 港 [gang3] /harbour/port/\n"
    "港口 港口 [gang3 kou3] /port/harbour (of a town)/CL:個|个[ge4]/\n"
    "港口城市 港口城市 [gang3 kou3 cheng2 shi4] /port city/\n"
    "燈塔 灯塔 [deng1 ta3] /lighthouse/\n"
    "燈 灯 [deng1] /lamp; light/\n"
    "塔 塔 [ta3] /tower/\n"
    "漁船 渔船 [yu2 chuan2] /fishing boat/\n"
    "船長 船长 [chuan2 zhang3] /captain (of a boat)/\n"
    "長 长 [chang2] /long/\n"
    "長大 长大 [zhang3 da4] /to grow up/\n"
    "綠 绿 [lu:4] /green/\n"
    "後 后 [hou4] /behind/\n"
    "后 后 [hou4] /queen/\n"
    "王后 王后 [wang2 hou4] /queen/\n"
    "皇后 皇后 [huang2 hou4] /empress/\n"
    "見 见 [jian4] /to see/\n"
    "看見 看见 [kan4 jian4] /to catch sight of/see 看到[kan4 dao4]/\n"
    "到 到 [dao4] /to/\n"
    "broken line without anything\n"
    "\n";

static char *read_stems(const zhen_lexicon *x, const char *word)
{
  zhen_lexicon_translation found[16];
  size_t n = zhen_lexicon_translations(x, unit_str(word), found, 16), len;
  char *out;
  FILE *f = open_memstream(&out, &len);

  CU_ASSERT_FATAL(f != NULL && n <= 16);
  for (size_t i = 0; i < n; i++) {
    CU_ASSERT(found[i].weight > 0 && found[i].weight <= 1);
    fprintf(f, "%s%s", i ? " " : "", found[i].stem);
  }
  fclose(f);
  return out;
}

static void check_stems(const zhen_lexicon *x, const char *word,
                        const char *want)
{
  char *got = read_stems(x, word);

  CHECK_CSTR(got, want);
  free(got);
}

static float weight_of(const zhen_lexicon *x, const char *word,
                       const char *stem)
{
  zhen_lexicon_translation found[16];
  size_t n = zhen_lexicon_translations(x, unit_str(word), found, 16);

  for (size_t i = 0; i < n && i < 16; i++)
    if (strcmp(found[i].stem, stem) == 0)
      return found[i].weight;
  return 0;
}

static size_t longest(const zhen_lexicon *x, const char *text)
{
  const uint8_t *pairs, *end;

  return lexicon_longest(x, unit_str(text), &pairs, &end);
}

/* ---- building ---- */

static void cedict_gives_words_and_stems(void)
{
  zhen_lexicon *x = unit_lexicon("a.u8", cedict);

  check_stems(x, "灯塔", "lighthous");
  check_stems(x, "港", "harbour port");
  check_stems(x, "渔船", "boat fish");
  check_stems(x, "港口城市", "citi port");
  check_stems(x, "灯", "lamp light");
  zhen_lexicon_close(x);
}

static void remarks_and_pointers_are_left_out(void)
{
  zhen_lexicon *x = unit_lexicon("a.u8", cedict);

  check_stems(x, "港口", "harbour port");
  check_stems(x, "船长", "captain");
  check_stems(x, "看见", "catch sight");
  zhen_lexicon_close(x);
}

static void fillers_are_kept_only_if_there_is_nothing_else(void)
{
  zhen_lexicon *x = unit_lexicon("a.u8", cedict);

  check_stems(x, "见", "see");
  check_stems(x, "到", "to");
  zhen_lexicon_close(x);
}

static void glosses_share_the_weight(void)
{
  zhen_lexicon *x =
      unit_lexicon("w.tsv", "甲\tferry\n乙\tferry\n乙\tlong boat\n"
                            "丙\tferry\n丙\tferry\n");

  CU_ASSERT_DOUBLE_EQUAL(weight_of(x, "甲", "ferri"), 1, .01);
  CU_ASSERT_DOUBLE_EQUAL(weight_of(x, "乙", "ferri"), .5, .01);
  CU_ASSERT_DOUBLE_EQUAL(weight_of(x, "乙", "boat"), .25, .01);
  CU_ASSERT_DOUBLE_EQUAL(weight_of(x, "丙", "ferri"), 1, .01);
  zhen_lexicon_close(x);
}

static void an_explained_name_has_all_the_weight(void)
{
  zhen_lexicon *x =
      unit_lexicon("n.u8", "甲乙 甲乙 [jia3 yi3] /Ada Bay, character of a tale/"
                           "Adabay, a company that sells lamps/\n"
                           "丙 丙 [bing3] /lamp, as used by captains/\n");

  check_stems(x, "甲乙", "ada adabay bay");
  CU_ASSERT_DOUBLE_EQUAL(weight_of(x, "甲乙", "adabay"), 1, .01);
  CU_ASSERT_DOUBLE_EQUAL(weight_of(x, "甲乙", "bay"), .5, .01);
  CU_ASSERT(weight_of(x, "丙", "captain") > 0);
  zhen_lexicon_close(x);
}

static void plain_lines_give_heads_and_glosses(void)
{
  zhen_lexicon *x = unit_lexicon("p.tsv", "灯塔\tlighthouse\n"
                                          "港口,码头\tport,quay\n"
                                          "渡船\tferry\tn.\n"
                                          "  浮标 \t buoy \r\n"
                                          "没有释义\n"
                                          "latin\tnot Chinese\n"
                                          "空\t\n"
                                          "\tempty\n");

  check_stems(x, "灯塔", "lighthous");
  check_stems(x, "港口", "port quay");
  check_stems(x, "码头", "port quay");
  check_stems(x, "渡船", "ferri");
  check_stems(x, "浮标", "buoy");
  check_stems(x, "没有释义", "");
  check_stems(x, "空", "");
  check_stems(x, "latin", "");
  zhen_lexicon_close(x);
}

static void names_of_places_come_from_icu(void)
{
  zhen_lexicon *x = unit_lexicon("p.tsv", "灯塔\tlighthouse\n");

  check_stems(x, "法国", "franc");
  check_stems(x, "日语", "japanes");
  zhen_lexicon_close(x);
}

/* The result of building two files, as bytes. */
static char *build_two(const char *first, const char *second, size_t *len)
{
  char *a = unit_path("first.u8"), *b = unit_path("second.tsv");
  char *out = unit_path("two.zlex"), *bytes;
  const char *paths[] = {a, b};

  unit_write(a, first, strlen(first));
  unit_write(b, second, strlen(second));
  CHECK_OK(unit_lexicon_build(out, paths, 2));
  bytes = unit_read(out, len);
  CU_ASSERT_FATAL(bytes != NULL);
  unlink(out);
  free(a);
  free(b);
  free(out);
  return bytes;
}

static void the_same_files_give_the_same_bytes(void)
{
  static const char plain[] = "灯塔\tbeacon\n渔船\ttrawler\n港\tport\n";
  size_t n, m;
  char *one = build_two(cedict, plain, &n);
  char *two = build_two(cedict, plain, &m);

  CU_ASSERT_EQUAL_FATAL(n, m);
  CU_ASSERT_EQUAL(memcmp(one, two, n), 0);
  free(one);
  free(two);
}

static void dictionaries_add_to_each_other(void)
{
  char *bytes = build_two("燈塔 灯塔 [deng1 ta3] /lighthouse/\n",
                          "燈塔\tbeacon\n渡船\tferry\n", &(size_t){0});
  char *a = unit_path("first.u8"), *b = unit_path("second.tsv");
  char *out = unit_path("both.zlex");
  const char *paths[] = {a, b};
  zhen_lexicon *x;

  free(bytes);
  CHECK_OK(unit_lexicon_build(out, paths, 2));
  CHECK_OK(zhen_lexicon_open(&x, out));
  /* traditional in the second, folded by the first */
  check_stems(x, "灯塔", "beacon lighthous");
  check_stems(x, "渡船", "ferri");
  zhen_lexicon_close(x);
  unlink(out);
  free(a);
  free(b);
  free(out);
}

static void bad_dictionaries_are_refused(void)
{
  char *in = unit_path("bad.tsv"), *out = unit_path("none.zlex");
  const char *paths[] = {in};
  const char *missing[] = {"/nowhere/at-all.u8"};

  unit_write(in, "no Chinese\there\n", 16);
  CHECK_FAILS(unit_lexicon_build(out, paths, 1), ZHEN_EINPUT, "no entries");
  unit_write(in, "", 0);
  CHECK_FAILS(unit_lexicon_build(out, paths, 1), ZHEN_EINPUT, "bad.tsv");
  unit_write(in, "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16);
  CHECK_FAILS(unit_lexicon_build(out, paths, 1), ZHEN_EINPUT, "bad.tsv");
  CHECK_FAILS(unit_lexicon_build(out, missing, 1), ZHEN_EINPUT,
              "/nowhere/at-all.u8");
  CU_ASSERT_PTR_NULL(unit_read(out, NULL));
  unit_write(in, "灯塔\tlighthouse\n", 18);
  CHECK_FAILS(unit_lexicon_build("/nowhere/x.zlex", paths, 1), ZHEN_EOUTPUT,
              "/nowhere");
  free(in);
  free(out);
}

static void odd_lines_do_no_harm(void)
{
  char *long_line = malloc(70000);
  zhen_lexicon *x;

  CU_ASSERT_FATAL(long_line != NULL);
  memset(long_line, 'x', 70000);
  memcpy(long_line, "灯\t", strlen("灯\t"));
  memcpy(long_line + 60000, "\n塔\ttower\n", sizeof "\n塔\ttower\n");
  x = unit_lexicon("odd.tsv", long_line);
  check_stems(x, "塔", "tower");
  check_stems(x, "灯", "");
  zhen_lexicon_close(x);
  free(long_line);
  x = unit_lexicon("odd.u8",
                   "灯 灯 [deng1 /light/\n"
                   "灯 灯 deng1] /light/\n"
                   "灯 /light/\n"
                   "灯 灯 [] //\n"
                   "/ / / /\n"
                   "灯 灯 [deng1]\n"
                   "[ ] [ ]\n"
                   "塔 塔 [ta3] /(((tower/\n"
                   "塔 塔 [ta3] /tower)))/\n"
                   "塔 塔 [ta3 ta3 ta3 zzzzzzzzzzzzz9] /;;;spire;;/\n");
  check_stems(x, "塔", "spire tower");
  zhen_lexicon_close(x);
}

/* ---- looking up ---- */

static void the_longest_word_is_found(void)
{
  zhen_lexicon *x = unit_lexicon("a.u8", cedict);

  CU_ASSERT_EQUAL(longest(x, "港口城市很大"), strlen("港口城市"));
  CU_ASSERT_EQUAL(longest(x, "港口城"), strlen("港口"));
  CU_ASSERT_EQUAL(longest(x, "港口"), strlen("港口"));
  CU_ASSERT_EQUAL(longest(x, "港湾"), strlen("港"));
  CU_ASSERT_EQUAL(longest(x, "港"), strlen("港"));
  CU_ASSERT_EQUAL(longest(x, "湾"), 0);
  CU_ASSERT_EQUAL(longest(x, "灯塔塔"), strlen("灯塔"));
  CU_ASSERT_EQUAL(longest(x, ""), 0);
  CU_ASSERT_EQUAL(longest(x, "a"), 0);
  CU_ASSERT_EQUAL(longest(x, "\xF0\xA0\x80\x80"), 0);
  zhen_lexicon_close(x);
}

/* Every prefix of a long word is a word: all are found, in one block or two. */
static void words_that_are_prefixes_of_words_are_found(void)
{
  static const char chars[] = "一二三四五六七八九十百千";
  char lines[2048] = "", head[64], word[64];
  size_t len = 0;
  zhen_lexicon *x;

  for (size_t n = 1; n <= 12; n++)
    len += (size_t)snprintf(lines + len, sizeof lines - len,
                            "%.*s\tword%cx\n%.*s后\tafter%cx\n", (int)(3 * n),
                            chars, (char)('a' + n), (int)(3 * n), chars,
                            (char)('a' + n));
  x = unit_lexicon("prefix.tsv", lines);
  for (size_t n = 1; n <= 12; n++) {
    snprintf(head, sizeof head, "%.*s", (int)(3 * n), chars);
    snprintf(word, sizeof word, "word%cx", (char)('a' + n));
    check_stems(x, head, word);
    CU_ASSERT_EQUAL(longest(x, head), 3 * n);
    snprintf(head, sizeof head, "%.*s中", (int)(3 * n), chars);
    CU_ASSERT_EQUAL(longest(x, head), 3 * n);
    check_stems(x, head, "");
  }
  zhen_lexicon_close(x);
}

/* All pairs of 40 characters except those omitted. */
static void every_word_of_many_is_found_and_no_other(void)
{
  char *lines, head[8], gloss[16];
  size_t len;
  FILE *f = open_memstream(&lines, &len);
  zhen_lexicon *x;

  CU_ASSERT_FATAL(f != NULL);
  for (int a = 0; a < 40; a++)
    for (int b = 0; b < 40; b++)
      if ((a * 40 + b) % 3 != 0)
        fprintf(f, "\xE5\xA0%c\xE5\xA1%c\tq%c%cx\n", 0x80 + a, 0x80 + b,
                'a' + a % 20, 'a' + b % 20);
  fclose(f);
  x = unit_lexicon("many.tsv", lines);
  for (int a = 0; a < 40; a++)
    for (int b = 0; b < 40; b++) {
      snprintf(head, sizeof head, "\xE5\xA0%c\xE5\xA1%c", 0x80 + a, 0x80 + b);
      snprintf(gloss, sizeof gloss, "q%c%cx", 'a' + a % 20, 'a' + b % 20);
      check_stems(x, head, (a * 40 + b) % 3 != 0 ? gloss : "");
    }
  zhen_lexicon_close(x);
  free(lines);
}

static void stems_have_numbers_in_byte_order(void)
{
  zhen_lexicon *x = unit_lexicon("a.u8", cedict);
  size_t n = zhen_lexicon_inspect(x).en_stems;
  char last[WORD_MAX + 1] = "", stem[WORD_MAX + 1];

  CU_ASSERT_FATAL(n > 100);
  for (uint32_t i = 0; i < n; i++) {
    lexicon_stem_text(x, i, stem);
    CU_ASSERT(strcmp(last, stem) < 0);
    CU_ASSERT_EQUAL(lexicon_stem(x, unit_str(stem)), i);
    memcpy(last, stem, sizeof last);
  }
  CU_ASSERT_EQUAL(lexicon_stem(x, unit_str("lighthous")) == WORD_NONE, false);
  CU_ASSERT_EQUAL(lexicon_stem(x, unit_str("lighthou")), WORD_NONE);
  CU_ASSERT_EQUAL(lexicon_stem(x, unit_str("lighthouse")), WORD_NONE);
  CU_ASSERT_EQUAL(lexicon_stem(x, unit_str("")), WORD_NONE);
  CU_ASSERT_EQUAL(lexicon_stem(x, unit_str("zzzz")), WORD_NONE);
  CU_ASSERT_EQUAL(lexicon_stem(x, unit_str("!")), WORD_NONE);
  zhen_lexicon_close(x);
}

static void more_translations_than_room_are_counted(void)
{
  zhen_lexicon *x = unit_lexicon("m.tsv", "灯\tlamp\n灯\tlight\n灯\tlantern\n");
  zhen_lexicon_translation one;

  CU_ASSERT_EQUAL(zhen_lexicon_translations(x, unit_str("灯"), &one, 1), 3);
  CHECK_CSTR(one.stem, "lamp");
  CU_ASSERT_EQUAL(zhen_lexicon_translations(x, unit_str("灯"), NULL, 0), 3);
  zhen_lexicon_close(x);
}

/* Words, and phrases of them and of others. */
static zhen_lexicon *lexicon_with_phrases(void)
{
  char *in = unit_path("phrases.tsv"), *out = unit_path("phrases.zlex");
  const char *paths[] = {in};
  static const char lines[] = "港口燈塔\tBeaconport\n港口城市\tnothing new\n"
                              "巴扎\tBazaar\n燈\tnothing new\n";
  zhen_lexicon *base = unit_lexicon("a.u8", cedict), *x;

  unit_write(in, lines, sizeof lines - 1);
  CHECK_OK(zhen_lexicon_add_phrases(out, base, paths, 1));
  zhen_lexicon_close(base);
  CHECK_OK(zhen_lexicon_open(&x, out));
  free(in);
  free(out);
  return x;
}

static void phrases_are_added_for_new_heads_only(void)
{
  zhen_lexicon *x = lexicon_with_phrases();

  CU_ASSERT_EQUAL(zhen_lexicon_inspect(x).phrases, 2);
  check_stems(x, "港口灯塔", "beaconport");
  check_stems(x, "港口燈塔", "beaconport");
  check_stems(x, "巴扎", "bazaar");
  check_stems(x, "港口城市", "citi port");
  check_stems(x, "灯", "lamp light");
  CU_ASSERT_EQUAL(longest(x, "港口灯塔"), strlen("港口"));
  zhen_lexicon_close(x);
}

static void words_spell_phrases(void)
{
  zhen_lexicon *x = lexicon_with_phrases();
  segmenter s = {0};

  CHECK_OK(segmenter_cut(&s, x, unit_str("到港口燈塔，港口，灯塔")));
  CU_ASSERT_EQUAL(s.n_words, 5);
  CU_ASSERT_EQUAL_FATAL(s.n_phrases, 1);
  CU_ASSERT_EQUAL(s.phrases[0].at, 1);
  CU_ASSERT_EQUAL(s.phrases[0].n_chars, 4);
  /* not from the middle of a word, nor to it */
  CHECK_OK(segmenter_cut(&s, x, unit_str("港口灯塔长大")));
  CU_ASSERT_EQUAL(s.n_phrases, 1);
  CHECK_OK(segmenter_cut(&s, x, unit_str("渔港口灯")));
  CU_ASSERT_EQUAL(s.n_phrases, 0);
  segmenter_dispose(&s);
  zhen_lexicon_close(x);
}

/* ---- characters ---- */

static void folds_are_the_rule_not_the_exception(void)
{
  zhen_lexicon *x = unit_lexicon("a.u8", cedict);

  CU_ASSERT_EQUAL(lexicon_fold(x, 0x71C8), 0x706F); /* 燈 灯 */
  CU_ASSERT_EQUAL(lexicon_fold(x, 0x706F), 0x706F);
  CU_ASSERT_EQUAL(lexicon_fold(x, 0x5F8C), 0x540E); /* 後 后 */
  CU_ASSERT_EQUAL(lexicon_fold(x, 0x540E), 0x540E);
  CU_ASSERT_EQUAL(lexicon_fold(x, 'a'), 'a');
  CU_ASSERT_EQUAL(lexicon_fold(x, 0), 0);
  CU_ASSERT_EQUAL(lexicon_fold(x, 0x20000), 0x20000);
  zhen_lexicon_close(x);
}

static void readings_come_with_the_most_frequent_first(void)
{
  zhen_lexicon *x = unit_lexicon("a.u8", cedict);
  const char *readings[READINGS_MAX];

  CU_ASSERT_EQUAL_FATAL(lexicon_readings(x, 0x957F, readings), 2); /* 长 */
  CHECK_CSTR(readings[0], "zhang");
  CHECK_CSTR(readings[1], "chang");
  CU_ASSERT_EQUAL_FATAL(lexicon_readings(x, 0x7EFF, readings), 1); /* 绿 */
  CHECK_CSTR(readings[0], "lu");
  CU_ASSERT_EQUAL(lexicon_readings(x, 0x6E7E, readings), 0); /* 湾 */
  CU_ASSERT_EQUAL(lexicon_readings(x, 'a', readings), 0);
  CU_ASSERT_EQUAL(lexicon_readings(x, 0x10000 + 0x957F, readings), 0);
  for (size_t i = 0; lexicon_syllable(x, i); i++)
    CU_ASSERT(strlen(lexicon_syllable(x, i)) < SYLLABLE_BYTES);
  CU_ASSERT_PTR_NULL(lexicon_syllable(x, 1000000));
  zhen_lexicon_close(x);
}

/* ---- files ---- */

static char *lexicon_bytes(size_t *len)
{
  char *path = unit_path("unit.zlex"), *bytes;

  zhen_lexicon_close(unit_lexicon("small.tsv", "灯塔\tlighthouse\n"));
  bytes = unit_read(path, len);
  CU_ASSERT_FATAL(bytes != NULL);
  free(path);
  return bytes;
}

static void check_refused(const char *bytes, size_t len, const char *why)
{
  char *path = unit_path("bad.zlex");
  zhen_lexicon *x;

  unit_write(path, bytes, len);
  CHECK_FAILS(zhen_lexicon_open(&x, path), ZHEN_EINPUT, why);
  CU_ASSERT_PTR_NULL(x);
  unlink(path);
  free(path);
}

static void a_truncated_file_is_refused(void)
{
  size_t len;
  char *bytes = lexicon_bytes(&len);

  for (size_t n = 0; n < len; n += n < 2 * HEADER_BYTES ? 1 : len / 97)
    check_refused(bytes, n, "lexicon");
  check_refused(bytes, len - 1, "lexicon");
  free(bytes);
}

static void a_damaged_file_is_refused(void)
{
  size_t len;
  char *bytes = lexicon_bytes(&len);

  for (size_t at = HEADER_BYTES; at < len; at += len / 97) {
    bytes[at] ^= 0x10;
    check_refused(bytes, len, "damaged");
    bytes[at] ^= 0x10;
  }
  free(bytes);
}

/* Sizes and positions that are inconsistent. */
static void a_wrong_header_is_refused(void)
{
  size_t len;
  char *bytes = lexicon_bytes(&len);

  for (size_t at = 0; at < HEADER_BYTES; at++)
    for (int bit = 0; bit < 8; bit++) {
      bool fits = at / 4 == MAGIC_BYTES / 4 + FIELD_CHECK;

      bytes[at] = (char)(bytes[at] ^ 1 << bit);
      if (at < MAGIC_BYTES + 4 * FIELD_EN)
        check_refused(bytes, len, fits ? "damaged" : "not a zhen lexicon");
      else /* either will do */
        check_refused(bytes, len, "bad.zlex: ");
      bytes[at] = (char)(bytes[at] ^ 1 << bit);
    }
  free(bytes);
}

static void put32(char *at, uint32_t value)
{
  for (int k = 0; k < 4; k++)
    at[k] = (char)(value >> 8 * k & 0xFF);
}

/* Change a byte and fix the digest: `why` it is refused. */
static void check_fitted(const char *bytes, size_t len, size_t at,
                         unsigned value, const char *why)
{
  char *copy = malloc(len);

  CU_ASSERT_FATAL(copy != NULL);
  memcpy(copy, bytes, len);
  copy[at] = (char)value;
  put32(copy + MAGIC_BYTES + (size_t)4 * FIELD_CHECK,
        (uint32_t)XXH3_64bits(copy + CHECKED_AT, len - CHECKED_AT));
  check_refused(copy, len, why);
  free(copy);
}

static void a_digest_that_fits_hides_nothing(void)
{
  size_t len, zh, en, words;
  char *bytes = lexicon_bytes(&len);
  zhen_lexicon x = {.bytes = (const uint8_t *)bytes};

  en = lexicon_field(&x, FIELD_EN_AT);
  zh = lexicon_field(&x, FIELD_ZH_AT);
  check_fitted(bytes, len, MAGIC_BYTES + (size_t)4 * FIELD_EN + 3, 0x7F,
               "damaged: English stem");
  check_fitted(bytes, len, MAGIC_BYTES + (size_t)4 * FIELD_ZH + 3, 0x7F,
               "damaged: Chinese word");
  check_fitted(bytes, len, MAGIC_BYTES + (size_t)4 * FIELD_ZH,
               lexicon_field(&x, FIELD_ZH) - 1, "damaged: ");
  check_fitted(bytes, len, MAGIC_BYTES + (size_t)4 * FIELD_PAIRS, 1,
               "damaged: pair count");
  check_fitted(bytes, len, en + 7, 0x7F, "damaged: English stem 9");
  check_fitted(bytes, len, zh + 3, 0xFF, "damaged: Chinese word 1");
  words = zh + (size_t)4 * ((lexicon_field(&x, FIELD_ZH) + BLOCK - 1) / BLOCK);
  check_fitted(bytes, len, words, 1, "damaged: Chinese word 1");
  check_fitted(bytes, len, words + 1, 0, "damaged: Chinese word 1");
  check_fitted(bytes, len, words + 1, 0xFF, "damaged: Chinese word 1");
  check_fitted(bytes, len, words + 2, 0xFF, "damaged: Chinese word 1");
  free(bytes);
}

/* Stem numbers are relative: one byte more exceeds the last stem. */
static void a_stem_that_is_not_there_is_refused(void)
{
  size_t len, at;
  char *bytes = lexicon_bytes(&len), *path = unit_path("unit.zlex");
  const uint8_t *pairs, *end;
  zhen_lexicon *x;

  CHECK_OK(zhen_lexicon_open(&x, path));
  CU_ASSERT_FATAL(lexicon_longest(x, unit_str("灯塔"), &pairs, &end) > 0);
  at = (size_t)(pairs - x->bytes);
  CU_ASSERT_FATAL(end - pairs == 3 && pairs[0] >= 0x80);
  check_fitted(bytes, len, at + 1, 0x7F, "damaged: Chinese word");
  check_fitted(bytes, len, at - 1, 0x7F, "damaged: Chinese word");
  zhen_lexicon_close(x);
  free(bytes);
  free(path);
}

/* The small tables: folds, syllables, readings. */
static void facts_about_characters_are_checked_too(void)
{
  char *path = unit_path("unit.zlex"), *bytes;
  zhen_lexicon *x = unit_lexicon("facts.u8", cedict);
  size_t len, folds, syllables, readings;

  folds = lexicon_field(x, FIELD_FOLDS_AT);
  syllables = lexicon_field(x, FIELD_SYLLABLES_AT);
  readings = lexicon_field(x, FIELD_READINGS_AT);
  zhen_lexicon_close(x);
  bytes = unit_read(path, &len);
  CU_ASSERT_FATAL(bytes != NULL);
  check_fitted(bytes, len, folds + 1, 0xFF, "damaged: fold 2");
  check_fitted(bytes, len, folds + 3, 0xD8, "damaged: fold 1");
  check_fitted(bytes, len, syllables, 0, "damaged: syllable 1");
  memset(bytes + syllables, 'a', SYLLABLE_BYTES - 1);
  check_fitted(bytes, len, syllables + SYLLABLE_BYTES - 1, 'a',
               "damaged: syllable 1");
  check_fitted(bytes, len, readings + 3, 0x7F, "damaged: reading 1");
  free(bytes);
  free(path);
}

/* The bytes of a lexicon without phrases, in the format of 0.1.0. */
static char *first_version(const char *bytes, size_t *len)
{
  static const unsigned positions[] = {FIELD_SIZE,         FIELD_FOLDS_AT,
                                       FIELD_SYLLABLES_AT, FIELD_READINGS_AT,
                                       FIELD_EN_AT,        FIELD_ZH_AT};
  const size_t shorter = HEADER_BYTES - HEADER_BYTES_1;
  zhen_lexicon x = {.bytes = (const uint8_t *)bytes};
  char *out = malloc(*len);

  CU_ASSERT_FATAL(out != NULL);
  memcpy(out, bytes, HEADER_BYTES_1);
  memcpy(out + HEADER_BYTES_1, bytes + HEADER_BYTES, *len - HEADER_BYTES);
  memcpy(out, LEXICON_MAGIC_1, MAGIC_BYTES);
  for (size_t i = 0; i < sizeof positions / sizeof positions[0]; i++)
    put32(out + MAGIC_BYTES + (size_t)4 * positions[i],
          lexicon_field(&x, positions[i]) - (uint32_t)shorter);
  *len -= shorter;
  put32(out + MAGIC_BYTES + (size_t)4 * FIELD_CHECK,
        (uint32_t)XXH3_64bits(out + CHECKED_AT, *len - CHECKED_AT));
  return out;
}

static void the_first_version_is_read(void)
{
  size_t len;
  char *bytes = lexicon_bytes(&len), *old = first_version(bytes, &len);
  char *path = unit_path("first.zlex");
  zhen_lexicon *x;

  unit_write(path, old, len);
  CHECK_OK(zhen_lexicon_open(&x, path));
  check_stems(x, "灯塔", "lighthous");
  CU_ASSERT_EQUAL(zhen_lexicon_inspect(x).phrases, 0);
  zhen_lexicon_close(x);
  memcpy(old, "zhenlex9", MAGIC_BYTES);
  check_refused(old, len, "not a zhen lexicon of this version");
  unlink(path);
  free(path);
  free(old);
  free(bytes);
}

static void phrases_are_checked(void)
{
  char *path = unit_path("phrases.zlex"), *bytes;
  size_t len, at;
  zhen_lexicon *x = lexicon_with_phrases();

  at = lexicon_field(x, FIELD_PHRASES_AT);
  zhen_lexicon_close(x);
  bytes = unit_read(path, &len);
  CU_ASSERT_FATAL(bytes != NULL);
  check_fitted(bytes, len, at + 5, 0, "damaged: phrase 1");
  check_fitted(bytes, len, MAGIC_BYTES + (size_t)4 * FIELD_PHRASES, 3,
               "damaged: phrase 3");
  check_fitted(bytes, len, MAGIC_BYTES + (size_t)4 * FIELD_PHRASES_AT + 3, 0x7F,
               "not a zhen lexicon");
  free(bytes);
  free(path);
}

static void what_is_no_lexicon_is_refused(void)
{
  zhen_lexicon *x;

  CHECK_FAILS(zhen_lexicon_open(&x, "/nowhere/x.zlex"), ZHEN_EINPUT,
              "/nowhere/x.zlex: No such file");
  CHECK_FAILS(zhen_lexicon_open(&x, "/tmp"), ZHEN_EINPUT, "/tmp: not a");
  check_refused("", 0, "not a zhen lexicon");
  check_refused(cedict, sizeof cedict - 1, "not a zhen lexicon");
}

static void the_default_one_knows_common_words(void)
{
  zhen_lexicon *x;
  zhen_lexicon_info info;

  CHECK_OK(zhen_lexicon_open_default(&x));
  info = zhen_lexicon_inspect(x);
  CU_ASSERT(info.zh_words > 10000);
  CU_ASSERT(info.en_stems > 5000);
  CU_ASSERT(info.pairs > info.zh_words);
  CU_ASSERT(info.folds > 2000);
  CU_ASSERT(info.readings > 5000);
  CU_ASSERT(weight_of(x, "河", "river") > 0);
  CU_ASSERT(weight_of(x, "老师", "teacher") > 0);
  CU_ASSERT(weight_of(x, "图书馆", "librari") > 0);
  CU_ASSERT(weight_of(x, "法国", "franc") > 0);
  CU_ASSERT_EQUAL(lexicon_fold(x, 0x9F8D), 0x9F99); /* 龍 龙 */
  CU_ASSERT_EQUAL(lexicon_fold(x, 0x540E), 0x540E); /* 后 */
  zhen_lexicon_close(x);
  zhen_lexicon_close(NULL);
}

void suite_lexicon(void)
{
  CU_pSuite s = unit_suite("lexicon");

  UNIT_TEST(s, cedict_gives_words_and_stems);
  UNIT_TEST(s, remarks_and_pointers_are_left_out);
  UNIT_TEST(s, fillers_are_kept_only_if_there_is_nothing_else);
  UNIT_TEST(s, glosses_share_the_weight);
  UNIT_TEST(s, an_explained_name_has_all_the_weight);
  UNIT_TEST(s, plain_lines_give_heads_and_glosses);
  UNIT_TEST(s, names_of_places_come_from_icu);
  UNIT_TEST(s, the_same_files_give_the_same_bytes);
  UNIT_TEST(s, dictionaries_add_to_each_other);
  UNIT_TEST(s, bad_dictionaries_are_refused);
  UNIT_TEST(s, odd_lines_do_no_harm);
  UNIT_TEST(s, the_longest_word_is_found);
  UNIT_TEST(s, words_that_are_prefixes_of_words_are_found);
  UNIT_TEST(s, every_word_of_many_is_found_and_no_other);
  UNIT_TEST(s, stems_have_numbers_in_byte_order);
  UNIT_TEST(s, more_translations_than_room_are_counted);
  UNIT_TEST(s, phrases_are_added_for_new_heads_only);
  UNIT_TEST(s, words_spell_phrases);
  UNIT_TEST(s, folds_are_the_rule_not_the_exception);
  UNIT_TEST(s, readings_come_with_the_most_frequent_first);
  UNIT_TEST(s, a_truncated_file_is_refused);
  UNIT_TEST(s, a_damaged_file_is_refused);
  UNIT_TEST(s, a_wrong_header_is_refused);
  UNIT_TEST(s, a_digest_that_fits_hides_nothing);
  UNIT_TEST(s, a_stem_that_is_not_there_is_refused);
  UNIT_TEST(s, facts_about_characters_are_checked_too);
  UNIT_TEST(s, the_first_version_is_read);
  UNIT_TEST(s, phrases_are_checked);
  UNIT_TEST(s, what_is_no_lexicon_is_refused);
  UNIT_TEST(s, the_default_one_knows_common_words);
}
