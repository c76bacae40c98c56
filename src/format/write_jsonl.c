/* SPDX-License-Identifier: Apache-2.0 */
/* JSONL: one object per line. Keys are added, never changed or removed. */
#include "format/writer.h"
#include "text/json.h"

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

static void put_files(buf *b, const record_document *doc)
{
  buf_puts(b, ",\"zh_file\":");
  writer_put_json_name(b, document_file(doc, doc->zh_file));
  buf_puts(b, ",\"en_file\":");
  writer_put_json_name(b, document_file(doc, doc->en_file));
}

static zhen_status put_jsonl(writer_part *p, const record *r)
{
  buf *b = &p->line;

  buf_putc(b, '{');
  put_head(b, p, r);
  record_put_json(b, r, p->doc->id);
  record_put_json_words(b, r);
  if (r->placed)
    put_files(b, p->doc);
  if (r->moved)
    record_put_json_ids(b, "moved", r->moved_begin, r->moved_end);
  if (r->doubtful)
    record_put_json_doubt(b, r, p->doc->id);
  if (p->doc->relation)
    record_put_json_verdict(b, p->doc->parallel, p->doc->relation, p->doc->id);
  buf_puts(b, "}\n");
  return ZHEN_OK;
}

const writer_format format_jsonl = {
    .suffixes = {""}, .exact = true, .paragraphs = true, .put = put_jsonl};
