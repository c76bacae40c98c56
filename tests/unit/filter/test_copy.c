/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A filtered memory is its file without the bytes of what was dropped, and a
 * scored one is its file with the scores: in each format, encoding and with
 * either line end.
 */
#include "base/buf.h"
#include "text/utf8.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/score.h>

enum { PARTS = 8 };

/* Text that stays, a unit, text that stays ...: "en" of each pair is known. */
typedef struct sample {
  const char *name;
  const char *part[PARTS];
  const char *en[PARTS / 2];
  const char *mark; /* of a score */
} sample;

static const sample samples[] = {
    {"a.tmx",
     {"<?xml version=\"1.0\"?>\n<!-- a > b -->\n<tmx version=\"1.4\">\n"
      " <header srclang='*all*'><note>n</note></header>\n <body>",
      "\n  <tu tuid=\"77\" creationdate='20200101T000000Z'\n    x='>'>\n"
      "   <prop type=\"x-Domain\">sea</prop>\n"
      "   <tuv xml:lang=\"en-GB\"><seg>The <bpt i=\"1\">&lt;b></bpt>wind<ept "
      "i=\"1\"/> is cold.</seg></tuv>\n"
      "   <tuv xml:lang=\"ZH_cn\"><seg>风很冷。</seg></tuv>\n"
      "   <tuv xml:lang='fr'><seg>Le vent</seg></tuv>\n  </tu>",
      "\n  <!-- kept -->\n  <tu><tuv xml:lang='en'><seg>none</seg></tuv></tu>",
      "<tu><tuv xml:lang='cmn'><seg>船来了。</seg></tuv><tuv lang='eng'>"
      "<seg>The boat came.</seg></tuv></tu>",
      "",
      "\n\t<tu >\n<prop type='x-zhen-prob'>0.5</prop><tuv xml:lang='zho'><seg>"
      "他走了。</seg></tuv><tuv xml:lang='en'><seg>He left.</seg></tuv></tu >",
      "\n </body>\n</tmx>\n"},
     {"The wind is cold.", "The boat came.", "He left."},
     "x-zhen-prob"},
    {"a.xlf",
     {"<xliff version='1.2'><file source-language='en' original='x' "
      "target-language='zh'><body><group>",
      "\n<trans-unit id='1' approved='yes'><source>The <g id='1'>wind</g> is "
      "cold.</source>\n <target>风很冷。</target>\n"
      " <alt-trans><target>风</target></alt-trans></trans-unit>",
      "</group>\n<trans-unit id='2'><source>x</source></trans-unit>",
      "\n<trans-unit id='3'><source>The boat came.</source>"
      "<target>船来了。</target><note from='zhen'>score 0.1</note>"
      "</trans-unit>",
      "",
      "\n<trans-unit id='4'><source>He left.</source><target>他走了。</target>"
      "<note>n</note></trans-unit>",
      "</body></file></xliff>"},
     {"The wind is cold.", "The boat came.", "He left."},
     "from=\"zhen\""},
    {"b.xlf",
     {"<xliff version='2.0' srcLang='en' trgLang='zh-Hant'>\n<file id='f'>",
      "\n<unit id='1'>\n<segment><source>The wind<ph id='1'/> is cold.</source>"
      "<target>風很冷。</target></segment>\n</unit>",
      "\n<unit id='2'><notes><note>n</note></notes>",
      "\n<segment id='s1'><source>The boat came.</source><target>船來了。"
      "</target></segment>",
      "\n<ignorable><source> </source></ignorable>"
      "<segment id='s2'><source>x</source></segment>",
      "\n<segment id='s3'><source>He left.</source><target>他走了。</target>"
      "</segment>",
      "\n</unit>\n</file>\n</xliff>\n"},
     {"The wind is cold.", "The boat came.", "He left."},
     "<meta type=\"score\">"},
    {"a.po",
     {"# head\nmsgid \"\"\nmsgstr \"\"\n\"Language: zh_CN\\n\"",
      "\n\n# note\n#: a.c:1\n#, c-format\nmsgctxt \"m\"\nmsgid \"The wind \"\n"
      "\"is cold.\"\nmsgstr \"风很冷。\"",
      "\n\n#, fuzzy\nmsgid \"x\"\nmsgstr \"某\"\n\n# of no entry",
      "\n\n#. score 0.2\nmsgid \"one\"\nmsgid_plural \"The boat "
      "came.\"\n"
      "msgstr[0] \"船来了。\"",
      "", "\n\n\nmsgid \"He left.\"\nmsgstr \"他走了。\"",
      "\n\n#~ msgid \"old\"\n#~ msgstr \"旧\"\n"},
     {"The wind is cold.", "The boat came.", "He left."},
     "#. score "},
    {"a.csv",
     {"id;中文;English\n", "1;\"风很\n冷。\";\"The \"\"wind\"\" is cold.\"\n",
      "\n", "2;船来了。;The boat came.\n", "", "3;他走了。;He left.", ""},
     {"The \"wind\" is cold.", "The boat came.", "He left."},
     "score"},
    {"a.tsv",
     {"Source\tNote\tTarget\n", "The wind is cold.\tx\t\"风很冷。\"\n", "",
      "The boat came.\t\t船来了。\n", "", "He left.\t\"\t他走了。\n", ""},
     {"The wind is cold.", "The boat came.", "He left."},
     "score"}};

enum { MEMORIES = sizeof samples / sizeof *samples };

/* ---- encodings ---- */

typedef enum coding { UTF8, UTF8_MARK, UTF16LE, UTF16BE, CRLF, FORMS } coding;

static void put_unit(buf *out, uint32_t unit, coding form)
{
  buf_putc(out, (char)(form == UTF16LE ? unit & 0xFF : unit >> 8));
  buf_putc(out, (char)(form == UTF16LE ? unit >> 8 : unit & 0xFF));
}

static void encode(buf *out, const char *text, coding form)
{
  zhen_str s = {text, strlen(text)};

  for (size_t at = 0; at < s.len;) {
    uint32_t rune = utf8_next(s, &at);

    if (form == UTF16LE || form == UTF16BE) {
      put_unit(out, rune, form);
      continue;
    }
    if (form == CRLF && rune == '\n')
      buf_putc(out, '\r');
    buf_put_rune(out, rune);
  }
}

static void begin(buf *out, coding form)
{
  out->len = 0;
  if (form == UTF8_MARK)
    buf_puts(out, "\xEF\xBB\xBF");
  if (form == UTF16LE || form == UTF16BE)
    put_unit(out, 0xFEFF, form);
}

/* The file without one of its units, or with all of them. */
static void make(buf *out, const sample *s, coding form, int without)
{
  begin(out, form);
  for (int i = 0; i < PARTS && s->part[i]; i++)
    if (i % 2 == 0 || i / 2 != without)
      encode(out, s->part[i], form);
}

/* ---- running ---- */

/* Whether a pair has an English text; of a text in CSV on one line. */
static bool refuses(const void *text, const zhen_pair *pair)
{
  return strlen(text) == pair->en.len &&
         memcmp(text, pair->en.ptr, pair->en.len) == 0;
}

static void read_file(buf *out, const char *path)
{
  FILE *f = fopen(path, "rb");
  char bytes[4096];
  size_t n;

  out->len = 0;
  while (f && (n = fread(bytes, 1, sizeof bytes, f)) > 0)
    buf_put(out, bytes, n);
  if (f)
    fclose(f);
}

/* Filter with no rule but one against a text, or a pair by its number; score.
 */
static void run_numbered(buf *out, const char *path, const char *dropped,
                         unsigned char refused, bool scored, uint64_t pairs)
{
  char *target = unit_path("copy.out");
  const zhen_filter_stream_options how = {.struct_size = sizeof how,
                                          .threads = 1,
                                          .refuses = dropped ? refuses : NULL,
                                          .review = dropped,
                                          .refused = &refused,
                                          .n_refused = refused ? pairs : 0};
  zhen_filter_stream_counts counts = {0};
  zhen_score_stream_counts scores = {0};
  zhen_filter *filter;
  zhen_lexicon *lexicon;
  zhen_scorer *scorer;
  zhen_pairs *in;
  zhen_pairs_writer *w;

  CHECK_OK(zhen_filter_new(&filter));
  for (unsigned i = ZHEN_RULE_NONE + 1; i < ZHEN_RULES; i++)
    zhen_filter_set(filter, (zhen_rule)i, NAN);
  CHECK_OK(zhen_lexicon_open_default(&lexicon));
  CHECK_OK(zhen_scorer_open(&scorer, lexicon, NULL));
  CHECK_OK(zhen_pairs_open(&in, (const char *const *)&path, 1, NULL));
  CHECK_OK(zhen_pairs_copy(&w, target, in));
  if (scored)
    CHECK_OK(zhen_score_stream(scorer, in, w, NULL, &scores));
  else
    CHECK_OK(zhen_filter_stream(filter, in, w, &how, &counts));
  CU_ASSERT_EQUAL(scored ? scores.pairs : counts.pairs, pairs);
  CHECK_OK(zhen_pairs_commit(w));
  zhen_pairs_close(in);
  zhen_scorer_close(scorer);
  zhen_lexicon_close(lexicon);
  zhen_filter_free(filter);
  read_file(out, target);
  free(target);
}

static void run(buf *out, const char *path, const char *dropped, bool scored,
                uint64_t pairs)
{
  run_numbered(out, path, dropped, 0, scored, pairs);
}

static void check_same(const sample *s, const buf *got, const buf *want)
{
  bool same = got->len == want->len &&
              (want->len == 0 || memcmp(got->ptr, want->ptr, want->len) == 0);

  if (!same)
    printf("%s: got\n%.*s\nwant\n%.*s\n", s->name, (int)got->len, got->ptr,
           (int)want->len, want->ptr);
  CU_ASSERT_TRUE(same);
}

/* ---- tests ---- */

static void each(void (*check)(const sample *s, coding form, const char *path))
{
  for (size_t i = 0; i < MEMORIES; i++)
    for (int form = 0; form < FORMS; form++) {
      char *path = unit_path(samples[i].name);
      buf file = {0};

      make(&file, &samples[i], (coding)form, -1);
      unit_write(path, file.ptr, file.len);
      check(&samples[i], (coding)form, path);
      buf_dispose(&file);
      free(path);
    }
}

static void check_drop(const sample *s, coding form, const char *path)
{
  buf want = {0}, got = {0};

  for (int without = -1; without < 3; without++) {
    make(&want, s, form, without);
    run(&got, path, without < 0 ? "none of them" : s->en[without], false, 3);
    check_same(s, &got, &want);
    run_numbered(&got, path, NULL,
                 (unsigned char)(without < 0 ? 0 : 1 << without), false, 3);
    check_same(s, &got, &want);
  }
  buf_dispose(&want);
  buf_dispose(&got);
}

static void dropping_takes_the_unit_and_nothing_else(void)
{
  each(check_drop);
}

static size_t count(const buf *text, const char *mark)
{
  size_t n = 0;
  const char *at = text->ptr, *end = text->ptr + text->len;

  while ((at = memmem(at, (size_t)(end - at), mark, strlen(mark))) != NULL) {
    n++;
    at += strlen(mark);
  }
  return n;
}

/* In every encoding the same text; again, the same bytes. */
static void check_score(const sample *s, coding form, const char *path)
{
  static buf plain;
  char *scored = unit_path("scored");
  buf got = {0}, again = {0}, want = {0};

  run(&got, path, NULL, true, 3);
  unit_write(scored, got.ptr, got.len);
  run(&again, scored, NULL, true, 3);
  check_same(s, &again, &got);
  if (form == UTF8) {
    plain.len = 0;
    buf_put(&plain, got.ptr, got.len);
    buf_putc(&plain, '\0');
    CU_ASSERT_EQUAL(count(&got, s->mark), strcmp(s->mark, "score") == 0   ? 1
                                          : strcmp(s->name, "b.xlf") == 0 ? 2
                                                                          : 3);
  }
  begin(&want, form);
  encode(&want, plain.ptr, form);
  check_same(s, &got, &want);
  if (form == FORMS - 1)
    buf_dispose(&plain);
  buf_dispose(&got);
  buf_dispose(&again);
  buf_dispose(&want);
  free(scored);
}

static void scores_are_added_once_in_the_encoding(void)
{
  each(check_score);
}

/* A unit of XLIFF 2 goes with the last of its segments. */
static void a_unit_without_segments_goes(void)
{
  static const char text[] =
      "<xliff version='2.0' srcLang='en' trgLang='zh'><file id='f'>\n"
      "<unit id='1'>\n<segment><source>none of them</source><target>甲</target>"
      "</segment>\n<segment><source>none of them</source><target>乙</target>"
      "</segment>\n</unit>\n<unit id='2'><segment><source>two</source><target>"
      "二</target></segment></unit>\n</file></xliff>";
  static const sample none = {.name = "groups"};
  char *path = unit_path("groups.xlf");
  buf got = {0}, want = {0};

  unit_write(path, text, strlen(text));
  run(&got, path, "none of them", false, 3);
  buf_puts(&want, "<xliff version='2.0' srcLang='en' trgLang='zh'><file "
                  "id='f'>\n<unit id='2'><segment><source>two</source><target>"
                  "二</target></segment></unit>\n</file></xliff>");
  check_same(&none, &got, &want);
  buf_dispose(&got);
  buf_dispose(&want);
  free(path);
}

/* Pieces of a file end anywhere in a unit, and between two. */
static void copy_long(char gap)
{
  static const sample none = {.name = "long"};
  char *path = unit_path("long.tmx");
  buf file = {0}, got = {0}, want = {0}, unit = {0};

  buf_puts(&file, "<tmx version='1.4'><header/><body>");
  buf_put(&want, file.ptr, file.len);
  for (unsigned i = 0; i < 30000; i++) {
    bool goes = i % 3 == 1;

    unit.len = 0;
    buf_printf(&unit,
               "%c<tu%ctuid='%u'><tuv xml:lang='zh'><seg>第%c%u</seg></tuv>"
               "<tuv xml:lang='%s'><seg>%s</seg></tuv></tu>",
               gap, gap, i, gap, i, i % 7 ? "en" : "fr",
               goes ? "gone" : "kept");
    buf_put(&file, unit.ptr, unit.len);
    if (!goes || i % 7 == 0)
      buf_put(&want, unit.ptr, unit.len);
  }
  buf_puts(&file, "</body></tmx>\n");
  buf_puts(&want, "</body></tmx>\n");
  unit_write(path, file.ptr, file.len);
  run(&got, path, "gone", false, 30000 - 30000 / 7 - 1);
  CU_ASSERT_TRUE(got.len == want.len &&
                 memcmp(got.ptr, want.ptr, want.len) == 0);
  run(&got, path, "none of them", false, 30000 - 30000 / 7 - 1);
  check_same(&none, &got, &file);
  buf_dispose(&file);
  buf_dispose(&got);
  buf_dispose(&want);
  buf_dispose(&unit);
  free(path);
}

/* Also if all of it is one line. */
static void long_files_are_copied_in_pieces(void)
{
  copy_long('\n');
  copy_long(' ');
}

void suite_copy(void)
{
  CU_pSuite s = unit_suite("copy");

  UNIT_TEST(s, dropping_takes_the_unit_and_nothing_else);
  UNIT_TEST(s, scores_are_added_once_in_the_encoding);
  UNIT_TEST(s, a_unit_without_segments_goes);
  UNIT_TEST(s, long_files_are_copied_in_pieces);
}
