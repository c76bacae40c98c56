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
