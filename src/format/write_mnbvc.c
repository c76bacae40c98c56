/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON lines of MNBVC's parallel corpora. All keys are in each row, the number
 * of rows and of repeated ones among them: so rows are kept until the document
 * ends.
 */
#include "base/fail.h"
#include "base/hash_set.h"
#include "base/md5.h"
#include "base/mem.h"
#include "format/writer.h"
#include "lexicon/lexicon.h"
#include "text/json.h"
#include "text/utf8.h"

#include <stdlib.h>

typedef struct mnbvc_row {
  size_t zh, en, end; /* where its texts start in `texts` */
  double score;
  bool repeated; /* the Chinese was in the document before */
} mnbvc_row;

typedef struct mnbvc_rows {
  zhen_lexicon *lexicon;
  buf texts, simple;
  mnbvc_row *at;
  size_t count, capacity, repeated;
  hash_set seen;
} mnbvc_rows;

static zhen_status begin_mnbvc(writer_part *p)
{
  p->kept = mem_calloc(1, sizeof *p->kept);
  return p->kept ? zhen_lexicon_open_default(&p->kept->lexicon)
                 : zhen_fail_memory();
}

static void dispose_mnbvc(writer_part *p)
{
  mnbvc_rows *k = p->kept;

  if (!k)
    return;
  zhen_lexicon_close(k->lexicon);
  buf_dispose(&k->texts);
  buf_dispose(&k->simple);
  free(k->at);
  hash_set_dispose(&k->seen);
  free(k);
}

static zhen_status put_mnbvc(writer_part *p, const record *r)
{
  mnbvc_rows *k = p->kept;
  mnbvc_row row = {.zh = k->texts.len, .score = r->score};
  zhen_status status = hash_set_add(
      &k->seen, zhen_sentence_signature(r->zh.text), &row.repeated);

  if (status == ZHEN_OK)
    status = mem_grow(&k->at, &k->capacity, k->count + 1, sizeof *k->at);
  if (status != ZHEN_OK)
    return status;
  buf_put(&k->texts, r->zh.text.ptr, r->zh.text.len);
  row.en = k->texts.len;
  buf_put(&k->texts, r->en.text.ptr, r->en.text.len);
  row.end = k->texts.len;
  k->at[k->count++] = row;
  k->repeated += row.repeated;
  return buf_status(&k->texts);
}

/* Characters of a text that simplified Chinese writes differently. */
static bool is_traditional(const zhen_lexicon *lexicon, zhen_str s)
{
  size_t han = 0, folded = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t r = utf8_next(s, &at);

    han += rune_is_han(r);
    folded += lexicon_fold(lexicon, r) != r;
  }
  /* 著 and 乾 occur in simplified text; traditional text has a third */
  return folded * 10 > han;
}

static void put_other_languages(buf *b)
{
  static const char *const codes[] = {"ar", "de", "eo", "es", "fr", "he",
                                      "id", "it", "ja", "ko", "nl", "pt",
                                      "ru", "sv", "th", "vi"};

  for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
    buf_printf(b, "\"%s_text\":\"\",", codes[i]);
}

static void put_texts(buf *b, mnbvc_rows *k, const mnbvc_row *row)
{
  zhen_str zh = {k->texts.ptr + row->zh, row->en - row->zh};
  zhen_str en = {k->texts.ptr + row->en, row->end - row->en};
  bool traditional = is_traditional(k->lexicon, zh);
  char md5[MD5_HEX_BYTES];

  k->simple.len = 0;
  for (size_t at = 0; traditional && at < zh.len;)
    buf_put_rune(&k->simple, lexicon_fold(k->lexicon, utf8_next(zh, &at)));
  if (!traditional)
    buf_put(&k->simple, zh.ptr, zh.len);
  md5_hex(k->simple.ptr, k->simple.len, md5);
  buf_puts(b, ",\"zh_text\":");
  json_put_data(b, (zhen_str){k->simple.ptr, k->simple.len});
  buf_puts(b, ",\"en_text\":");
  json_put_data(b, en);
  buf_puts(b, ",\"cht_text\":");
  json_put_data(b, traditional ? zh : (zhen_str){NULL, 0});
  buf_putc(b, ',');
  put_other_languages(b);
  buf_printf(b, "\"zh_text_md5\":\"%s\"", md5);
  b->failed |= k->simple.failed;
}

static void put_row(writer_part *p, size_t number)
{
  mnbvc_rows *k = p->kept;
  const mnbvc_row *row = &k->at[number];
  buf *b = &p->line;

  buf_puts(b, "{\"文件名\":");
  writer_put_json_name(b, document_name(p->doc));
  buf_printf(b,
             ",\"是否待查文件\":false,\"是否重复文件\":false,\"段落数\":%zu,"
             "\"去重段落数\":%zu,\"低质量段落数\":0,\"行号\":%zu,",
             k->count, k->repeated, number + 1);
  buf_printf(b, "\"是否重复\":%s,\"是否跨文件重复\":false",
             row->repeated ? "true" : "false");
  put_texts(b, k, row);
  buf_puts(b, ",\"扩展字段\":\"{\\\"score\\\":");
  line_put_score(b, row->score, 4);
  if (p->doc->relation) {
    buf_puts(b, ",\\\"parallel\\\":");
    line_put_score(b, p->doc->parallel, 4);
  }
  buf_puts(b, "}\",\"时间\":\"");
  writer_put_date(b, p->writer->options.write.date, "%Y%m%d");
  buf_puts(b, "\"}\n");
}

static zhen_status end_document(writer_part *p)
{
  mnbvc_rows *k = p->kept;

  for (size_t i = 0; i < k->count; i++) {
    put_row(p, i);
    part_flush(p, 0);
  }
  k->count = k->repeated = k->texts.len = 0;
  hash_set_dispose(&k->seen);
  return ZHEN_OK;
}

const writer_format format_mnbvc = {.suffixes = {""},
                                    .paragraphs = true,
                                    .begin = begin_mnbvc,
                                    .put = put_mnbvc,
                                    .end_document = end_document,
                                    .dispose = dispose_mnbvc};
