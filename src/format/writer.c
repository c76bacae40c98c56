/* SPDX-License-Identifier: Apache-2.0 */
#include "format/writer.h"
#include "text/json.h"
#include "text/xml.h"

#include <string.h>
#include <time.h>

const char xml_declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

void part_flush(writer_part *p, int file)
{
  line_flush(&p->line, p->files[file]);
}

const char *document_file(const record_document *doc, const char *file)
{
  return file ? file : doc->id ? doc->id : "";
}

const char *document_name(const record_document *doc)
{
  return doc->id ? doc->id : document_file(doc, doc->zh_file);
}

static bool has_en_source(const writer *w)
{
  zhen_lang source = w->options.write.source;

  return source ? source == ZHEN_LANG_EN : w->number == ZHEN_FORMAT_PO;
}

void writer_codes(const writer *w, const char *codes[2])
{
  bool en = has_en_source(w);

  codes[en] = w->options.write.zh_code;
  codes[!en] = w->options.write.en_code;
}

void writer_sides(const writer_part *p, const record *r, writer_side sides[2])
{
  bool en = has_en_source(p->writer);
  const char *codes[2];

  writer_codes(p->writer, codes);
  sides[en] = (writer_side){codes[en], r->zh.text, p->doc->zh_file, &r->zh};
  sides[!en] = (writer_side){codes[!en], r->en.text, p->doc->en_file, &r->en};
}

record_standing writer_standing(const writer_part *p, const record *r)
{
  if (r->score < 0)
    return STANDING_UNKNOWN;
  return r->score < p->writer->options.write.approved ? STANDING_DOUBTFUL
                                                      : STANDING_APPROVED;
}

const char *document_title(const record_document *doc)
{
  const char *name = doc ? document_name(doc) : "";
  const char *slash = doc && !doc->id ? strrchr(name, '/') : NULL;

  return slash ? slash + 1 : name;
}

static void put_name(buf *b, const char *name, void (*put)(buf *, zhen_str))
{
  buf valid = {0};

  line_put_name(&valid, name);
  put(b, (zhen_str){valid.ptr, valid.len});
  b->failed |= valid.failed;
  buf_dispose(&valid);
}

void writer_put_json_name(buf *b, const char *name)
{
  put_name(b, name, json_put_data);
}

void writer_put_xml_name(buf *b, const char *name)
{
  put_name(b, name, xml_put_text);
}

void writer_put_date(buf *b, int64_t date, const char *format)
{
  time_t seconds = (time_t)date;
  struct tm tm;
  char text[32];

  if (gmtime_r(&seconds, &tm) && strftime(text, sizeof text, format, &tm) > 0)
    buf_puts(b, text);
}
