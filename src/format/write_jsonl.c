/* SPDX-License-Identifier: Apache-2.0 */
/* JSONL: one object a line. Keys are only ever added. */
#include "format/writer.h"
#include "text/json.h"

/* Four decimals as in the other formats, but none that say nothing. */
static void put_score(buf *b, double score)
{
  line_put_score(b, score, 4);
  while (b->len > 2 && b->ptr[b->len - 1] == '0' && b->ptr[b->len - 2] != '.')
    b->len--;
}

static void put_ids(buf *b, const char *key, uint32_t begin, uint32_t end)
{
  buf_printf(b, ",\"%s\":[", key);
  row_put_ids(b, begin, end, ",");
  buf_putc(b, ']');
}

static void put_para(buf *b, const char *key, const record_side *s)
{
  if (s->begin < s->end)
    buf_printf(b, ",\"%s\":%u", key, s->para);
  else
    buf_printf(b, ",\"%s\":null", key);
}

static void put_bytes(buf *b, const char *key, const record_side *s)
{
  if (s->begin < s->end)
    buf_printf(b, ",\"%s\":[%zu,%zu]", key, s->bytes.begin, s->bytes.end);
  else
    buf_printf(b, ",\"%s\":null", key);
}

static void put_place(buf *b, const record *r, const record_document *doc)
{
  buf_puts(b, ",\"bead\":\"");
  record_put_bead(b, r);
  buf_putc(b, '"');
  put_ids(b, "zh_ids", r->zh.begin, r->zh.end);
  put_ids(b, "en_ids", r->en.begin, r->en.end);
  put_para(b, "zh_para", &r->zh);
  put_para(b, "en_para", &r->en);
  put_bytes(b, "zh_bytes", &r->zh);
  put_bytes(b, "en_bytes", &r->en);
  buf_puts(b, ",\"zh_file\":");
  writer_put_json_name(b, document_file(doc, doc->zh_file));
  buf_puts(b, ",\"en_file\":");
  writer_put_json_name(b, document_file(doc, doc->en_file));
  if (r->moved)
    put_ids(b, "moved", r->moved_begin, r->moved_end);
}

static void put_head(buf *b, const writer_part *p, const record *r)
{
  if (p->doc->id) {
    buf_puts(b, "\"schema\":\"zhen.corpus/1\",\"document\":");
    writer_put_json_name(b, p->doc->id);
    buf_putc(b, ',');
  } else if (r->placed) {
    buf_printf(b, "\"schema\":\"zhen.pair/1\",\"id\":%llu,",
               (unsigned long long)p->rows + 1);
  }
}

static zhen_status put_jsonl(writer_part *p, const record *r)
{
  buf *b = &p->line;

  buf_putc(b, '{');
  put_head(b, p, r);
  buf_puts(b, "\"zh\":");
  json_put_data(b, r->zh.text);
  buf_puts(b, ",\"en\":");
  json_put_data(b, r->en.text);
  if (r->score >= 0) {
    buf_puts(b, ",\"score\":");
    if (p->doc->id)
      line_put_score(b, r->score, 4);
    else
      put_score(b, r->score);
  }
  if (r->placed)
    put_place(b, r, p->doc);
  buf_puts(b, "}\n");
  return ZHEN_OK;
}

const writer_format format_jsonl = {
    .suffixes = {""}, .exact = true, .paragraphs = true, .put = put_jsonl};
