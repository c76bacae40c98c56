/* SPDX-License-Identifier: Apache-2.0 */
#include "align/beads/alignment.h"
#include "unit.h"

#include <jansson.h>
#include <libxml/parser.h>
#include <libxml/valid.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_SENTENCES = 16 };

/* One side built by hand: each line of the text is a sentence. */
typedef struct hand_side {
  zhen_sentence at[MAX_SENTENCES];
  zhen_sentences sentences;
  zhen_text *text;
  zhen_side side;
} hand_side;

static void side_init(hand_side *s, const char *lines)
{
  zhen_str text;

  *s = (hand_side){.text = unit_text(lines)};
  text = zhen_text_str(s->text);
  s->sentences = (zhen_sentences){.text = text, .at = s->at};
  for (size_t begin = 0; begin < text.len;) {
    const char *end = memchr(text.ptr + begin, '\n', text.len - begin);
    size_t stop = (size_t)(end - text.ptr);
    size_t i = s->sentences.count++;

    s->at[i] =
        (zhen_sentence){.begin = begin, .end = stop, .para = (uint32_t)i / 2};
    begin = stop + 1;
  }
  s->side = (zhen_side){&s->sentences, s->text};
}

/* Two sides and the beads between them. */
typedef struct hand_document {
  hand_side zh, en;
  zhen_alignment alignment;
} hand_document;

static zhen_status write_document(const char *path, zhen_format format,
                                  const hand_document *d,
                                  const zhen_write_options *options)
{
  return zhen_write_alignment(path, format, &d->alignment, &d->zh.side,
                              &d->en.side, options);
}

static char *written(zhen_format format, const hand_document *d,
                     const zhen_write_options *options)
{
  char *path = unit_path("written");
  char *got;

  CHECK_OK(write_document(path, format, d, options));
  got = unit_read(path, NULL);
  unlink(path);
  free(path);
  return got ? got : strdup("");
}

static void check_written(zhen_format format, const hand_document *d,
                          const zhen_write_options *options, const char *want)
{
  char *got = written(format, d, options);

  CHECK_CSTR(got, want);
  free(got);
}

static void document_init(hand_document *d, const char *zh, const char *en,
                          zhen_bead *beads, size_t count)
{
  side_init(&d->zh, zh);
  side_init(&d->en, en);
  d->alignment = (zhen_alignment){.beads = beads, .count = count};
}

static void document_dispose(hand_document *d)
{
  zhen_text_free(d->zh.text);
  zhen_text_free(d->en.text);
}

/* Three pairs of different shapes, and an unaligned sentence on each side. */
static void article_init(hand_document *d)
{
  static zhen_bead beads[] = {{0, 1, 0, 1, 0.98f},
                              {1, 1, 1, 2, 0.5f},
                              {1, 3, 2, 3, 0.12345f},
                              {3, 4, 3, 3, 0.25f},
                              {4, 5, 3, 5, 1.0f}};

  document_init(d,
                "港口开了。\n船来了。\n人也来了。\n下雨了。\n"
                "他说“走”。\n",
                "The port opened.\nNobody knew why.\nShips and people came.\n"
                "\"Go,\"  he said.\nThey went.\n",
                beads, sizeof beads / sizeof beads[0]);
  d->alignment.parallel = .4213;
  d->alignment.relation = ZHEN_RELATION_PART;
}

static void formats_have_names(void)
{
  const zhen_format_use write = ZHEN_FORMAT_WRITE_ALIGNMENT;
  zhen_format format;

  for (int i = ZHEN_FORMAT_TSV; i <= ZHEN_FORMAT_MNBVC; i++) {
    CHECK_OK(
        zhen_format_parse(&format, zhen_format_name((zhen_format)i), write));
    CU_ASSERT_EQUAL(format, (zhen_format)i);
    CU_ASSERT_TRUE(zhen_format_supports(format, write));
  }
  CHECK_FAILS(zhen_format_parse(&format, "xls", write), ZHEN_EUSAGE,
              "unknown format 'xls'; use tsv, jsonl, tmx");
  CHECK_FAILS(zhen_format_parse(&format, "", write), ZHEN_EUSAGE, "''");
  CHECK_FAILS(zhen_format_parse(&format, "ces", ZHEN_FORMAT_WRITE_PAIRS),
              ZHEN_EUSAGE, "cannot use format 'ces'");
}

static void tsv_has_six_columns(void)
{
  hand_document d;
  zhen_write_options options = {
      .struct_size = sizeof options, .nulls = true, .header = true};

  article_init(&d);
  check_written(ZHEN_FORMAT_TSV, &d, NULL,
                "港口开了。\tThe port opened.\t0.9800\t1-1\t0\t0\n"
                "船来了。人也来了。\tShips and people came.\t0.1235\t2-1\t1,2"
                "\t2\n"
                "他说“走”。\t\"Go,\"  he said. They went.\t1.0000\t1-2\t4"
                "\t3,4\n");
  check_written(ZHEN_FORMAT_TSV, &d, &options,
                "zh\ten\tscore\tbead\tzh_ids\ten_ids\n"
                "港口开了。\tThe port opened.\t0.9800\t1-1\t0\t0\n"
                "\tNobody knew why.\t0.5000\t0-1\t\t1\n"
                "船来了。人也来了。\tShips and people came.\t0.1235\t2-1\t1,2"
                "\t2\n"
                "下雨了。\t\t0.2500\t1-0\t3\t\n"
                "他说“走”。\t\"Go,\"  he said. They went.\t1.0000\t1-2\t4"
                "\t3,4\n");
  document_dispose(&d);
}

static void text_is_one_clean_line(void)
{
  zhen_bead beads[] = {{0, 2, 0, 2, 1}};
  hand_document d;

  document_init(&d, "　甲\t乙　 丙\xE2\x80\xA8丁。\n戊\xE2\x80\x8B己\n",
                " a\tb\x0B\x0C\xC2\x85 c\\t\xE2\x80\xA9.\n\x1C"
                "d\x1D\x1E\x1F"
                "e\n",
                beads, 1);
  check_written(ZHEN_FORMAT_TSV, &d, NULL,
                "甲\\t乙　 丙 丁。戊\xE2\x80\x8B己\ta\\tb    c\\\\t .  d   e"
                "\t1.0000\t2-2\t0,1\t0,1\n");
  document_dispose(&d);
}

static void latin_in_chinese_keeps_its_space(void)
{
  zhen_bead beads[] = {{0, 5, 0, 1, 1}};
  hand_document d;

  document_init(&d, "Linux 6.\nGNU 3\n4 号\nA。\nB\n", "x\n", beads, 1);
  check_written(ZHEN_FORMAT_TSV, &d, NULL,
                "Linux 6. GNU 3 4 号A。B\tx\t1.0000\t5-1\t0,1,2,3,4\t0\n");
  document_dispose(&d);
}

/* With --presplit an empty line is a sentence, but not a pair. */
static void empty_sentences_make_no_pair(void)
{
  zhen_bead beads[] = {
      {0, 1, 0, 1, 1}, {1, 2, 1, 2, 1}, {2, 3, 2, 3, 1}, {3, 5, 3, 4, 1}};
  hand_document d;
  zhen_write_options nulls = {.struct_size = sizeof nulls, .nulls = true};

  document_init(&d, "甲\n\n乙\n\n丙\n", "a\n\n　\nc\n", beads, 4);
  check_written(ZHEN_FORMAT_TSV, &d, NULL,
                "甲\ta\t1.0000\t1-1\t0\t0\n"
                "丙\tc\t1.0000\t2-1\t3,4\t3\n");
  check_written(ZHEN_FORMAT_TSV, &d, &nulls,
                "甲\ta\t1.0000\t1-1\t0\t0\n"
                "乙\t\t1.0000\t1-1\t2\t2\n"
                "丙\tc\t1.0000\t2-1\t3,4\t3\n");
  document_dispose(&d);
}

static void scores_are_held_in_range(void)
{
  zhen_bead beads[] = {{0, 1, 0, 1, 1.5f},
                       {1, 2, 1, 2, -1.0f},
                       {2, 3, 2, 3, (float)NAN},
                       {3, 4, 3, 4, 0.99996f}};
  hand_document d;

  document_init(&d, "甲\n乙\n丙\n丁\n", "a\nb\nc\nd\n", beads, 4);
  check_written(ZHEN_FORMAT_TSV, &d, NULL,
                "甲\ta\t1.0000\t1-1\t0\t0\n乙\tb\t0.0000\t1-1\t1\t1\n"
                "丙\tc\t0.0000\t1-1\t2\t2\n丁\td\t1.0000\t1-1\t3\t3\n");
  document_dispose(&d);
}

#define VERDICT ",\"parallel\":0.4213,\"relation\":\"part\"}\n"

static void jsonl_is_exact(void)
{
  hand_document d;
  zhen_write_options nulls = {.struct_size = sizeof nulls, .nulls = true};

  article_init(&d);
  check_written(
      ZHEN_FORMAT_JSONL, &d, &nulls,
      "{\"schema\":\"zhen.pair/1\",\"id\":1,\"zh\":\"港口开了。\","
      "\"en\":\"The port opened.\",\"score\":0.98,\"bead\":\"1-1\","
      "\"zh_ids\":[0],\"en_ids\":[0],\"zh_para\":0,\"en_para\":0,"
      "\"zh_bytes\":[0,15],\"en_bytes\":[0,16],"
      "\"zh_file\":\"test\",\"en_file\":\"test\"" VERDICT
      "{\"schema\":\"zhen.pair/1\",\"id\":2,\"zh\":\"\","
      "\"en\":\"Nobody knew why.\",\"score\":0.5,\"bead\":\"0-1\","
      "\"zh_ids\":[],\"en_ids\":[1],\"zh_para\":null,\"en_para\":0,"
      "\"zh_bytes\":null,\"en_bytes\":[17,33],"
      "\"zh_file\":\"test\",\"en_file\":\"test\"" VERDICT
      "{\"schema\":\"zhen.pair/1\",\"id\":3,\"zh\":\"船来了。人也来了。\","
      "\"en\":\"Ships and people came.\",\"score\":0.1235,"
      "\"bead\":\"2-1\",\"zh_ids\":[1,2],\"en_ids\":[2],\"zh_para\":0,"
      "\"en_para\":1,\"zh_bytes\":[16,44],\"en_bytes\":[34,56],"
      "\"zh_file\":\"test\",\"en_file\":\"test\"" VERDICT
      "{\"schema\":\"zhen.pair/1\",\"id\":4,\"zh\":\"下雨了。\","
      "\"en\":\"\",\"score\":0.25,\"bead\":\"1-0\",\"zh_ids\":[3],"
      "\"en_ids\":[],\"zh_para\":1,\"en_para\":null,"
      "\"zh_bytes\":[45,57],\"en_bytes\":null,"
      "\"zh_file\":\"test\",\"en_file\":\"test\"" VERDICT
      "{\"schema\":\"zhen.pair/1\",\"id\":5,\"zh\":\"他说“走”。\","
      "\"en\":\"\\\"Go,\\\"  he said. They went.\",\"score\":1.0,"
      "\"bead\":\"1-2\",\"zh_ids\":[4],\"en_ids\":[3,4],\"zh_para\":2,"
      "\"en_para\":1,\"zh_bytes\":[58,76],\"en_bytes\":[57,83],"
      "\"zh_file\":\"test\",\"en_file\":\"test\"" VERDICT);
  document_dispose(&d);
}

/* Read a file as a saved alignment, and put it in the place of another. */
static zhen_saved *apply_saved(const char *path, hand_document *d)
{
  zhen_saved *saved = NULL;
  size_t size = d->alignment.count * sizeof *d->alignment.beads;
  zhen_bead *own = malloc(size);

  CU_ASSERT_FATAL(own != NULL);
  memcpy(own, d->alignment.beads, size);
  d->alignment.beads = own;
  CHECK_OK(zhen_saved_read(&saved, path));
  CU_ASSERT_FATAL(saved != NULL);
  CHECK_OK(zhen_saved_apply(saved, &d->alignment, d->zh.side.sentences,
                            d->en.side.sentences));
  free(d->alignment.beads);
  free(d->alignment.within);
  return saved;
}

static void a_verdict_is_read_back(void)
{
  static const zhen_format formats[] = {ZHEN_FORMAT_JSONL, ZHEN_FORMAT_TSV};
  char *path = unit_path("saved");

  for (int k = 0; k < 2; k++) {
    bool known = formats[k] == ZHEN_FORMAT_JSONL;
    hand_document d;
    zhen_saved *saved;

    article_init(&d);
    CHECK_OK(write_document(path, formats[k], &d, NULL));
    d.alignment.parallel = 1;
    d.alignment.relation = ZHEN_RELATION_PARALLEL;
    saved = apply_saved(path, &d);
    CU_ASSERT_DOUBLE_EQUAL(saved->parallel, known ? .4213 : -1, 1e-9);
    CU_ASSERT_DOUBLE_EQUAL(d.alignment.parallel, known ? .4213 : 1, 1e-9);
    CU_ASSERT_EQUAL(d.alignment.relation,
                    known ? ZHEN_RELATION_PART : ZHEN_RELATION_PARALLEL);
    zhen_saved_free(saved);
    document_dispose(&d);
  }
  unlink(path);
  free(path);
}

/* Keys of the same names in a file of another program. */
static void an_unknown_verdict_is_ignored(void)
{
  static const char *const verdicts[] = {
      "\"parallel\":1.5,\"relation\":\"part\"", "\"parallel\":0.5",
      "\"parallel\":\"yes\",\"relation\":\"part\"",
      "\"parallel\":0.5,\"relation\":\"\"", "\"relation\":\"part\""};
  char *path = unit_path("saved");

  for (size_t k = 0; k < sizeof verdicts / sizeof *verdicts; k++) {
    zhen_saved *saved = NULL;
    FILE *f = fopen(path, "w");

    CU_ASSERT_FATAL(f != NULL);
    fprintf(f,
            "{\"zh\":\"a\",\"en\":\"b\",\"score\":1,\"zh_ids\":[0],"
            "\"en_ids\":[0],%s}\n",
            verdicts[k]);
    fclose(f);
    CHECK_OK(zhen_saved_read(&saved, path));
    CU_ASSERT_FATAL(saved != NULL);
    CU_ASSERT(saved->parallel < 0);
    zhen_saved_free(saved);
  }
  unlink(path);
  free(path);
}

static void json_survives_odd_text(void)
{
  zhen_bead beads[] = {{0, 1, 0, 1, 0.5f}};
  hand_document d;
  char *got;
  json_t *object;

  document_init(&d, "\x01\x1B[31m红\xF0\xA0\x80\x80\n",
                "\x7F </script> \\ \" \xEF\xBF\xBF\n", beads, 1);
  got = written(ZHEN_FORMAT_JSONL, &d, NULL);
  object = json_loads(got, 0, NULL);
  CU_ASSERT_PTR_NOT_NULL(object);
  CHECK_CSTR(json_string_value(json_object_get(object, "zh")),
             "\x01\x1B[31m红\xF0\xA0\x80\x80");
  CHECK_CSTR(json_string_value(json_object_get(object, "en")),
             "\x7F </script> \\ \" \xEF\xBF\xBF");
  CU_ASSERT_PTR_NULL(strchr(got, 0x1B));
  json_decref(object);
  free(got);
  document_dispose(&d);
}

/* Parse TMX and validate it against the DTD; NULL if either fails. */
static xmlDocPtr valid_tmx(const char *bytes)
{
  xmlDocPtr doc = xmlReadDoc((const xmlChar *)bytes, NULL, NULL, 0);
  xmlDtdPtr dtd = xmlParseDTD(NULL, (const xmlChar *)TEST_DATA "/tmx14.dtd");
  xmlValidCtxtPtr context = xmlNewValidCtxt();
  bool valid = doc && dtd && xmlValidateDtd(context, doc, dtd) == 1;

  xmlFreeValidCtxt(context);
  xmlFreeDtd(dtd);
  if (valid)
    return doc;
  xmlFreeDoc(doc);
  return NULL;
}

static void check_xpath(xmlDocPtr doc, const char *expression, const char *want)
{
  xmlXPathContextPtr context = xmlXPathNewContext(doc);
  xmlXPathObjectPtr result =
      xmlXPathEvalExpression((const xmlChar *)expression, context);
  xmlChar *got = xmlXPathCastToString(result);

  CHECK_CSTR((const char *)got, want);
  xmlFree(got);
  xmlXPathFreeObject(result);
  xmlXPathFreeContext(context);
}

static void tmx_is_valid_and_complete(void)
{
  static const char *const expected[][2] = {
      {"string(/tmx/@version)", "1.4"},
      {"string(/tmx/header/@srclang)", "zh-CN"},
      {"string(/tmx/header/@segtype)", "sentence"},
      {"string(/tmx/header/@creationdate)", "20010909T014640Z"},
      {"count(//tu)", "3"},
      {"count(//seg)", "6"},
      {"substring-after(//tu[2]/@tuid, '-')", "2"},
      {"string(//tu[2]/@changedate)", "20010909T014640Z"},
      {"string(//tu[2]/prop[@type='x-zhen-prob'])", "0.1235"},
      {"string(//tu[2]/prop[@type='x-zhen-bead'])", "2-1"},
      {"string(//tu[2]/prop[@type='x-offsets'])", "16-44 34-56"},
      {"string(//tu[2]/prop[@type='x-source-file'])", "test"},
      {"string(//tu[2]/tuv[@xml:lang='zh-CN']/seg)", "船来了。人也来了。"},
      {"string(//tu[3]/tuv[@xml:lang='en-US']/seg)",
       "\"Go,\" he said. They went."}};
  zhen_write_options options = {
      .struct_size = sizeof options, .nulls = true, .date = 1000000000};
  hand_document d;
  char *got;
  xmlDocPtr doc;

  article_init(&d);
  got = written(ZHEN_FORMAT_TMX, &d, &options);
  doc = valid_tmx(got);
  CU_ASSERT_PTR_NOT_NULL(doc);
  for (size_t i = 0; doc && i < sizeof expected / sizeof expected[0]; i++)
    check_xpath(doc, expected[i][0], expected[i][1]);
  xmlFreeDoc(doc);
  free(got);
  document_dispose(&d);
}

static void tmx_holds_any_text(void)
{
  zhen_bead beads[] = {{0, 1, 0, 1, 0.5f}};
  zhen_write_options options = {.struct_size = sizeof options,
                                .zh_code = "zh-TW",
                                .en_code = "en-GB",
                                .date = 0};
  hand_document d;
  char *got;
  xmlDocPtr doc;

  document_init(&d, "甲\x01\x1B\xEF\xBF\xBE乙 ]]> \xF0\xA0\x80\x80\n",
                "<a href=\"x\"> & 'y' &amp; \xEF\xBF\xBF\n", beads, 1);
  got = written(ZHEN_FORMAT_TMX, &d, &options);
  doc = valid_tmx(got);
  CU_ASSERT_PTR_NOT_NULL(doc);
  if (doc) {
    check_xpath(doc, "string(//tuv[@xml:lang='zh-TW']/seg)",
                "甲\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD乙 ]]> "
                "\xF0\xA0\x80\x80");
    check_xpath(doc, "string(//tuv[@xml:lang='en-GB']/seg)",
                "<a href=\"x\"> & 'y' &amp; \xEF\xBF\xBD");
    check_xpath(doc, "count(/tmx/header/@creationdate)", "0");
  }
  xmlFreeDoc(doc);
  free(got);
  document_dispose(&d);
}

static void ladder_holds_every_bead(void)
{
  hand_document d;

  article_init(&d);
  check_written(ZHEN_FORMAT_LADDER, &d, NULL,
                "0\t0\t0.9800\n1\t1\t-0.3\n1\t2\t0.1235\n3\t3\t-0.3\n"
                "4\t3\t1.0000\n5\t5\t0.3\n");
  document_dispose(&d);
}

static void vecalign_holds_every_bead(void)
{
  hand_document d;

  article_init(&d);
  check_written(ZHEN_FORMAT_VECALIGN, &d, NULL,
                "[0]:[0]:0.020000\n[]:[1]:0.000000\n[1, 2]:[2]:0.876550\n"
                "[3]:[]:0.000000\n[4]:[3, 4]:0.000000\n");
  document_dispose(&d);
}

static void empty_documents_are_fine(void)
{
  hand_document d;

  document_init(&d, "", "", NULL, 0);
  check_written(ZHEN_FORMAT_TSV, &d, NULL, "");
  check_written(ZHEN_FORMAT_JSONL, &d, NULL, "");
  check_written(ZHEN_FORMAT_LADDER, &d, NULL, "0\t0\t0.3\n");
  check_written(ZHEN_FORMAT_VECALIGN, &d, NULL, "");
  check_written(ZHEN_FORMAT_TEXT, &d, NULL, "");
  document_dispose(&d);
}

static void check_moses_file(const char *suffix, const char *want)
{
  char *path, *got;

  path = unit_path(suffix);
  got = unit_read(path, NULL);
  CU_ASSERT_PTR_NOT_NULL(got);
  if (got)
    CHECK_CSTR(got, want);
  free(got);
  unlink(path);
  free(path);
}

static void moses_is_four_files(void)
{
  hand_document d;
  char *prefix = unit_path("m");
  zhen_write_options nulls = {.struct_size = sizeof nulls, .nulls = true};

  article_init(&d);
  CHECK_OK(write_document(prefix, ZHEN_FORMAT_MOSES, &d, &nulls));
  check_moses_file("m.zh", "港口开了。\n船来了。人也来了。\n他说“走”。\n");
  check_moses_file("m.en", "The port opened.\nShips and people came.\n"
                           "\"Go,\" he said. They went.\n");
  check_moses_file("m.scores", "0.9800\n0.1235\n1.0000\n");
  check_moses_file("m.ids", "test\ttest\t0\t0\ntest\ttest\t1 2\t2\n"
                            "test\ttest\t4\t3 4\n");
  document_dispose(&d);
  free(prefix);
}

/* If one file cannot be created, the other three do not appear. */
static void moses_is_all_or_nothing(void)
{
  static const char *const others[] = {"n.zh", "n.en", "n.scores"};
  hand_document d;
  char *prefix = unit_path("n");
  char *device = unit_path("n.ids");

  article_init(&d);
  CU_ASSERT_EQUAL(symlink("/dev/full", device), 0);
  CHECK_FAILS(write_document(prefix, ZHEN_FORMAT_MOSES, &d, NULL), ZHEN_EOUTPUT,
              "No space left");
  for (size_t i = 0; i < 3; i++) {
    char *path = unit_path(others[i]);

    CU_ASSERT(access(path, F_OK) != 0);
    free(path);
  }
  CHECK_FAILS(write_document("-", ZHEN_FORMAT_MOSES, &d, NULL), ZHEN_EUSAGE,
              "name a prefix");
  CHECK_FAILS(write_document("out/", ZHEN_FORMAT_MOSES, &d, NULL), ZHEN_EUSAGE,
              "prefix");
  unlink(device);
  document_dispose(&d);
  free(device);
  free(prefix);
}

static void text_is_in_columns(void)
{
  zhen_bead beads[] = {
      {0, 1, 0, 1, 0.98f}, {1, 1, 1, 2, 0.5f}, {1, 2, 2, 2, 0.5f}};
  zhen_write_options options = {
      .struct_size = sizeof options, .columns = 46, .nulls = true};
  hand_document d;

  document_init(&d, "港口今年开了，船也来了。\n下雨了。\n",
                "The port opened this year, and the ships came.\n"
                "Nobody knew why.\n",
                beads, 3);
  /* 12 + 12 + 2 + 20; the comma does not start a line. */
  check_written(ZHEN_FORMAT_TEXT, &d, &options,
                " 98% =====  港口今年开    The port opened this\n"
                "            了，船也来    year, and the ships\n"
                "            了。          came.\n"
                "\n"
                "   -        (no Chinese)  Nobody knew why.\n"
                "\n"
                "   -        下雨了。      (no English)\n");
  document_dispose(&d);
}

static void text_cuts_what_has_no_break(void)
{
  zhen_bead beads[] = {{0, 1, 0, 1, 1}};
  zhen_write_options options = {.struct_size = sizeof options, .columns = 1};
  hand_document d;

  document_init(&d, "（（（（（（（甲\n", "abcdefghijklmnopqrstuvwxyz\n", beads,
                1);
  check_written(ZHEN_FORMAT_TEXT, &d, &options,
                "100% =====  （（（（（（  abcdefghijklmnopqrst\n"
                "            （甲          uvwxyz\n");
  document_dispose(&d);
}

static void text_cannot_steer_the_terminal(void)
{
  zhen_bead beads[] = {{0, 1, 0, 1, 0.4f}};
  zhen_write_options options = {.struct_size = sizeof options, .color = true};
  hand_document d;

  document_init(&d, "甲\x1B[2J乙\xE2\x80\xAE丙\n",
                "a\x07\xC2\x9B"
                "b\xE2\x81\xA6\n",
                beads, 1);
  check_written(ZHEN_FORMAT_TEXT, &d, &options,
                "\033[31m 40% ==---\033[0m  甲\\x1b[2J乙\\u202e丙         "
                "a\\x07\\u009bb\\u2066\n");
  document_dispose(&d);
}

/* Captions need times. */
static void full_devices_are_told_by_every_format(void)
{
  hand_document d;

  article_init(&d);
  for (int f = ZHEN_FORMAT_TSV; f <= ZHEN_FORMAT_SRT; f++)
    if (f != ZHEN_FORMAT_MOSES && f != ZHEN_FORMAT_SRT &&
        zhen_format_supports((zhen_format)f, ZHEN_FORMAT_WRITE_ALIGNMENT) &&
        !zhen_format_is_directory((zhen_format)f))
      CHECK_FAILS(write_document("/dev/full", (zhen_format)f, &d, NULL),
                  ZHEN_EOUTPUT, "No space left on device");
  document_dispose(&d);
}

static bool is(zhen_str s, const char *want)
{
  return s.len == strlen(want) && memcmp(s.ptr, want, s.len) == 0;
}

static void texts_of_beads_are_those_of_the_writers(void)
{
  zhen_bead beads[] = {{0, 2, 0, 2, .9}, {2, 2, 2, 3, .5}, {2, 3, 3, 3, .4}};
  hand_document d;
  zhen_bead_texts *t;

  document_init(&d, "他来了。\n她\t 走了。\nA\n", "He came.\nShe  left.\nB\n",
                beads, 3);
  CHECK_OK(zhen_bead_texts_make(&t, beads, 3, &d.zh.sentences, &d.en.sentences,
                                false));
  CU_ASSERT_EQUAL(t->count, 3);
  CU_ASSERT(is(t->at[0].zh, "他来了。她\t 走了。"));
  CU_ASSERT(is(t->at[0].en, "He came. She  left."));
  CU_ASSERT(is(t->at[1].zh, "") && is(t->at[1].en, "B"));
  CU_ASSERT(is(t->at[2].zh, "A") && is(t->at[2].en, ""));
  CU_ASSERT_PTR_EQUAL(t->text.ptr + t->text.len, t->at[2].en.ptr);
  zhen_bead_texts_free(t);
  CHECK_OK(zhen_bead_texts_make(&t, beads, 1, &d.zh.sentences, &d.en.sentences,
                                true));
  CU_ASSERT(is(t->at[0].zh, "他来了。她 走了。"));
  CU_ASSERT(is(t->at[0].en, "He came. She left."));
  zhen_bead_texts_free(t);
  CHECK_OK(zhen_bead_texts_make(&t, NULL, 0, &d.zh.sentences, &d.en.sentences,
                                true));
  CU_ASSERT_EQUAL(t->text.len, 0);
  zhen_bead_texts_free(t);
  document_dispose(&d);
}

void suite_write(void)
{
  CU_pSuite s = unit_suite("write");

  UNIT_TEST(s, formats_have_names);
  UNIT_TEST(s, tsv_has_six_columns);
  UNIT_TEST(s, text_is_one_clean_line);
  UNIT_TEST(s, latin_in_chinese_keeps_its_space);
  UNIT_TEST(s, empty_sentences_make_no_pair);
  UNIT_TEST(s, scores_are_held_in_range);
  UNIT_TEST(s, jsonl_is_exact);
  UNIT_TEST(s, a_verdict_is_read_back);
  UNIT_TEST(s, an_unknown_verdict_is_ignored);
  UNIT_TEST(s, json_survives_odd_text);
  UNIT_TEST(s, tmx_is_valid_and_complete);
  UNIT_TEST(s, tmx_holds_any_text);
  UNIT_TEST(s, ladder_holds_every_bead);
  UNIT_TEST(s, vecalign_holds_every_bead);
  UNIT_TEST(s, empty_documents_are_fine);
  UNIT_TEST(s, moses_is_four_files);
  UNIT_TEST(s, moses_is_all_or_nothing);
  UNIT_TEST(s, text_is_in_columns);
  UNIT_TEST(s, text_cuts_what_has_no_break);
  UNIT_TEST(s, text_cannot_steer_the_terminal);
  UNIT_TEST(s, full_devices_are_told_by_every_format);
  UNIT_TEST(s, texts_of_beads_are_those_of_the_writers);
}
