/* SPDX-License-Identifier: Apache-2.0 */
/* cesAlign as in OPUS, which orders languages by name: the links, beside the
   documents of both. */
#include "format/writer.h"
#include "base/fail.h"
#include "base/output.h"
#include "text/xml.h"

#include <stdio.h>
#include <stdlib.h>

static zhen_status begin_ces(writer_part *p)
{
  buf_puts(&p->line, xml_declaration);
  buf_puts(&p->line, "<cesAlign version=\"1.0\">\n");
  return ZHEN_OK;
}

/* Names of files are numbers: ids may be anything. */
static void put_path(const writer_part *p, buf *b, const char *side)
{
  buf_printf(b, "%s/%s%s%06llu.xml", side, p->name ? p->name : "",
             p->name ? "-" : "", (unsigned long long)p->documents + 1);
}

static void put_sentences(buf *b, const zhen_sentences *s, zhen_lang lang)
{
  buf text = {0};

  for (size_t i = 0; i < s->count; i++) {
    uint32_t number = (uint32_t)i;

    if (i == 0 || s->at[i].para != s->at[i - 1].para)
      buf_printf(b, "%s<p id=\"%u\">\n", i ? "</p>\n" : "", s->at[i].para);
    buf_printf(b, "<s id=\"s%zu\">", i);
    xml_put_text(b, row_text(&text, s, number, number + 1, lang, ROW_LINE));
    buf_puts(b, "</s>\n");
  }
  buf_puts(b, s->count ? "</p>\n" : "");
  b->failed |= text.failed;
  buf_dispose(&text);
}

static zhen_status create(const writer_part *p, const char *side,
                          zhen_output **out)
{
  buf path = {0};
  zhen_status status;

  buf_puts(&path, p->writer->target);
  buf_putc(&path, '/');
  put_path(p, &path, side);
  buf_putc(&path, '\0');
  status = buf_status(&path);
  if (status == ZHEN_OK)
    status = output_create(out, path.ptr);
  buf_dispose(&path);
  return status;
}

static zhen_status write_document(writer_part *p, zhen_lang lang)
{
  bool zh = lang == ZHEN_LANG_ZH;
  const record_document *doc = p->doc;
  const zhen_write_options *o = &p->writer->options.write;
  buf *b = &p->line;
  zhen_output *out;
  zhen_status status = create(p, zh ? "zh" : "en", &out);

  if (status != ZHEN_OK)
    return status;
  part_flush(p, 0);
  buf_puts(b, xml_declaration);
  buf_puts(b, "<document id=\"");
  writer_put_xml_name(b, document_name(doc));
  buf_puts(b, "\" file=\"");
  writer_put_xml_name(b, document_file(doc, zh ? doc->zh_file : doc->en_file));
  buf_puts(b, "\" xml:lang=\"");
  writer_put_xml_name(b, zh ? o->zh_code : o->en_code);
  buf_puts(b, "\">\n");
  put_sentences(b, zh ? doc->zh : doc->en, lang);
  buf_puts(b, "</document>\n");
  line_flush(b, out);
  return zhen_output_commit(out);
}

static zhen_status begin_group(writer_part *p)
{
  buf *b = &p->line;
  zhen_status status = write_document(p, ZHEN_LANG_ZH);

  if (status == ZHEN_OK)
    status = write_document(p, ZHEN_LANG_EN);
  buf_puts(b, " <linkGrp targType=\"s\" fromDoc=\"");
  put_path(p, b, "en");
  buf_puts(b, "\" toDoc=\"");
  put_path(p, b, "zh");
  buf_puts(b, "\">\n");
  return status;
}

static void put_links(buf *b, const record_side *s)
{
  for (uint32_t i = s->begin; i < s->end; i++)
    buf_printf(b, "%ss%u", i > s->begin ? " " : "", i);
}

static zhen_status put_link(writer_part *p, const record *r)
{
  buf *b = &p->line;

  buf_printf(b, "  <link id=\"SL%llu\" xtargets=\"",
             (unsigned long long)p->rows_of_document);
  put_links(b, &r->en);
  buf_putc(b, ';');
  put_links(b, &r->zh);
  buf_puts(b, "\" certainty=\"");
  line_put_score(b, r->score, 4);
  buf_puts(b, "\"/>\n");
  return ZHEN_OK;
}

const writer_format format_ces = {.suffixes = {"en-zh.xml"},
                                  .directories = {"zh", "en"},
                                  .labels = LABELS_REGION,
                                  .begin = begin_ces,
                                  .begin_document = begin_group,
                                  .put = put_link,
                                  .document_tail = " </linkGrp>\n",
                                  .tail = "</cesAlign>\n"};
