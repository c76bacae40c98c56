/* SPDX-License-Identifier: Apache-2.0 */
/* The layouts of an export that are lines: Moses, TSV, JSONL, MNBVC. */
#include "base/fail.h"
#include "base/md5.h"
#include "export/export.h"
#include "text/json.h"
#include "format/row.h"
#include "text/utf8.h"

#include <string.h>
#include <time.h>

void part_flush(part *p, int file)
{
  line_flush(&p->line, p->files[file]);
}

void export_put_name(buf *b, const char *name)
{
  buf valid = {0};

  line_put_name(&valid, name);
  json_put_data(b, (zhen_str){valid.ptr, valid.len});
  b->failed |= valid.failed;
  buf_dispose(&valid);
}

static void put_line(part *p, int file, const buf *text)
{
  buf_put(&p->line, text->ptr, text->len);
  buf_putc(&p->line, '\n');
  part_flush(p, file);
}

/* ---- Moses: PREFIX.zh .en .scores .ids ---- */

static zhen_status put_moses(part *p, const export_unit *u)
{
  part_fill(p, u, NULL);
  put_line(p, 0, &p->zh);
  put_line(p, 1, &p->en);
  line_put_score(&p->line, u->score, 4);
  buf_putc(&p->line, '\n');
  part_flush(p, 2);
  line_put_name(&p->line, unit_file(u->doc, &u->doc->zh));
  buf_putc(&p->line, '\t');
  line_put_name(&p->line, unit_file(u->doc, &u->doc->en));
  buf_putc(&p->line, '\t');
  row_put_ids(&p->line, u->zh_begin, u->zh_end, " ");
  buf_putc(&p->line, '\t');
  row_put_ids(&p->line, u->en_begin, u->en_end, " ");
  buf_putc(&p->line, '\n');
  part_flush(p, 3);
  return ZHEN_OK;
}

const layout layout_moses = {.name = "moses",
                             .suffixes = {".zh", ".en", ".scores", ".ids"},
                             .put = put_moses};

/* ---- TSV ---- */

static void put_shape(buf *b, const export_unit *u)
{
  buf_printf(b, "%u-%u", u->zh_end - u->zh_begin, u->en_end - u->en_begin);
}

static zhen_status put_tsv(part *p, const export_unit *u)
{
  buf *b = &p->line;

  part_fill(p, u, NULL);
  line_put_tsv(b, (zhen_str){p->zh.ptr, p->zh.len});
  buf_putc(b, '\t');
  line_put_tsv(b, (zhen_str){p->en.ptr, p->en.len});
  buf_putc(b, '\t');
  line_put_score(b, u->score, 4);
  buf_putc(b, '\t');
  put_shape(b, u);
  buf_putc(b, '\t');
  row_put_ids(b, u->zh_begin, u->zh_end, ",");
  buf_putc(b, '\t');
  row_put_ids(b, u->en_begin, u->en_end, ",");
  buf_putc(b, '\t');
  line_put_name(b, u->doc->id);
  buf_putc(b, '\n');
  part_flush(p, 0);
  return ZHEN_OK;
}

const layout layout_tsv = {.name = "tsv", .suffixes = {""}, .put = put_tsv};

/* ---- JSONL ---- */

static void put_ids(buf *b, const char *key, uint32_t begin, uint32_t end)
{
  buf_printf(b, ",\"%s\":[", key);
  row_put_ids(b, begin, end, ",");
  buf_putc(b, ']');
}

static void put_side(buf *b, const char *name, const zhen_document *doc,
                     const zhen_stored_side *side, uint32_t begin, uint32_t end)
{
  buf_printf(b, ",\"%s_file\":", name);
  export_put_name(b, unit_file(doc, side));
  buf_printf(b, ",\"%s_para\":%u,\"%s_bytes\":[%zu,%zu]", name,
             side->sentences.at[begin].para, name, side->bytes[begin].begin,
             side->bytes[end - 1].end);
}

static zhen_status put_jsonl(part *p, const export_unit *u)
{
  buf *b = &p->line;

  part_fill(p, u, "\n");
  buf_puts(b, "{\"schema\":\"zhen.corpus/1\",\"document\":");
  export_put_name(b, u->doc->id);
  buf_puts(b, ",\"zh\":");
  json_put_data(b, (zhen_str){p->zh.ptr, p->zh.len});
  buf_puts(b, ",\"en\":");
  json_put_data(b, (zhen_str){p->en.ptr, p->en.len});
  buf_puts(b, ",\"score\":");
  line_put_score(b, u->score, 4);
  buf_puts(b, ",\"bead\":\"");
  put_shape(b, u);
  buf_putc(b, '"');
  put_ids(b, "zh_ids", u->zh_begin, u->zh_end);
  put_ids(b, "en_ids", u->en_begin, u->en_end);
  put_side(b, "zh", u->doc, &u->doc->zh, u->zh_begin, u->zh_end);
  put_side(b, "en", u->doc, &u->doc->en, u->en_begin, u->en_end);
  buf_puts(b, "}\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

const layout layout_jsonl = {
    .name = "jsonl", .suffixes = {""}, .put = put_jsonl};

/* ---- MNBVC ---- */

/* Characters of a text that simplified Chinese writes differently. */
static bool is_traditional(const part *p, zhen_str s)
{
  size_t han = 0, folded = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t r = utf8_next(s, &at);

    han += rune_is_han(r);
    folded += lexicon_fold(p->lexicon, r) != r;
  }
  /* 著 and 乾 occur in simplified text; traditional text has a third */
  return folded * 10 > han;
}

static void put_simplified(const part *p, buf *b, zhen_str s)
{
  for (size_t at = 0; at < s.len;)
    buf_put_rune(b, lexicon_fold(p->lexicon, utf8_next(s, &at)));
}

/* Did the Chinese of the row in part_fill() occur earlier in the document? */
static bool is_repeated(part *p)
{
  bool there = false;
  uint64_t key = zhen_sentence_signature((zhen_str){p->zh.ptr, p->zh.len});

  if (hash_set_add(&p->seen, key, &there) != ZHEN_OK)
    p->line.failed = true;
  return there;
}

/* Each row has the number of such rows, so all are read first. */
static zhen_status begin_mnbvc(part *p, const zhen_document *doc,
                               const export_unit *units, size_t count)
{
  (void)doc;
  p->repeated = 0;
  p->units = count;
  hash_set_dispose(&p->seen);
  for (size_t i = 0; i < count; i++) {
    part_fill(p, &units[i], NULL);
    p->repeated += is_repeated(p);
  }
  hash_set_dispose(&p->seen);
  return ZHEN_OK;
}

static void put_date(buf *b, int64_t date)
{
  time_t seconds = (time_t)date;
  struct tm tm;
  char text[16];

  if (gmtime_r(&seconds, &tm) && strftime(text, sizeof text, "%Y%m%d", &tm))
    buf_puts(b, text);
}

static void put_other_languages(buf *b)
{
  static const char *const codes[] = {"ar", "de", "eo", "es", "fr", "he",
                                      "id", "it", "ja", "ko", "nl", "pt",
                                      "ru", "sv", "th", "vi"};

  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    buf_printf(b, "\"%s_text\":\"\",", codes[i]);
}

static void put_texts(part *p)
{
  buf *b = &p->line;
  buf simple = {0};
  zhen_str zh = {p->zh.ptr, p->zh.len};
  bool traditional = is_traditional(p, zh);
  char md5[MD5_HEX_BYTES];

  if (traditional)
    put_simplified(p, &simple, zh);
  else
    buf_put(&simple, zh.ptr, zh.len);
  md5_hex(simple.ptr, simple.len, md5);
  buf_puts(b, ",\"zh_text\":");
  json_put_data(b, (zhen_str){simple.ptr, simple.len});
  buf_puts(b, ",\"en_text\":");
  json_put_data(b, (zhen_str){p->en.ptr, p->en.len});
  buf_puts(b, ",\"cht_text\":");
  json_put_data(b, traditional ? zh : (zhen_str){NULL, 0});
  buf_putc(b, ',');
  put_other_languages(b);
  buf_printf(b, "\"zh_text_md5\":\"%s\"", md5);
  b->failed |= simple.failed;
  buf_dispose(&simple);
}

/* Every row has all keys; no row has an empty side. */
static zhen_status put_mnbvc(part *p, const export_unit *u)
{
  buf *b = &p->line;

  part_fill(p, u, "\n");
  buf_puts(b, "{\"文件名\":");
  export_put_name(b, u->doc->id);
  buf_printf(b,
             ",\"是否待查文件\":false,\"是否重复文件\":false,\"段落数\":%zu,"
             "\"去重段落数\":%zu,\"低质量段落数\":0,\"行号\":%llu,",
             p->units, p->repeated,
             (unsigned long long)p->rows_of_document + 1);
  buf_printf(b, "\"是否重复\":%s,\"是否跨文件重复\":false",
             is_repeated(p) ? "true" : "false");
  put_texts(p);
  buf_puts(b, ",\"扩展字段\":\"{\\\"score\\\":");
  line_put_score(b, u->score, 4);
  buf_puts(b, "}\",\"时间\":\"");
  put_date(b, p->options->date);
  buf_puts(b, "\"}\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

const layout layout_mnbvc = {.name = "mnbvc",
                             .suffixes = {""},
                             .begin_document = begin_mnbvc,
                             .put = put_mnbvc};
