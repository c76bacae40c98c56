/* SPDX-License-Identifier: Apache-2.0 */
/* The layouts of an export that are XML: TMX, XLIFF, cesAlign. */
#include "base/fail.h"
#include "base/output.h"
#include "export/export.h"
#include "format/row.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zhen/zhen.h>

static const char declaration[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

static void put(part *p, const char *s)
{
  buf_puts(&p->line, s);
}

static void put_text(part *p, const buf *text)
{
  xml_put_text(&p->line, (zhen_str){text->ptr, text->len});
}

static void put_string(part *p, const char *s)
{
  xml_put_text(&p->line, (zhen_str){s, strlen(s)});
}

/* A name may have any bytes. */
static void put_name(part *p, const char *name)
{
  buf valid = {0};

  line_put_name(&valid, name);
  put_text(p, &valid);
  p->line.failed |= valid.failed;
  buf_dispose(&valid);
}

static const char *zh_code(const part *p)
{
  return p->options->zh_code ? p->options->zh_code : "zh-CN";
}

static const char *en_code(const part *p)
{
  return p->options->en_code ? p->options->en_code : "en-US";
}

/* ---- TMX ---- */

static void begin_tmx(part *p)
{
  time_t seconds = (time_t)p->options->date;
  struct tm tm;
  char date[32];

  put(p, declaration);
  put(p, "<tmx version=\"1.4\">\n <header creationtool=\"zhen\" "
         "creationtoolversion=\"");
  put_string(p, zhen_version());
  put(p, "\" segtype=\"");
  put(p, p->options->granularity ? "paragraph" : "sentence");
  put(p, "\" o-tmf=\"zhen\" adminlang=\"en\" srclang=\"");
  put_string(p, zh_code(p));
  put(p, "\" datatype=\"plaintext\"");
  if (p->options->date > 0 && gmtime_r(&seconds, &tm) &&
      strftime(date, sizeof date, "%Y%m%dT%H%M%SZ", &tm)) {
    put(p, " creationdate=\"");
    put(p, date);
    put(p, "\"");
  }
  put(p, "/>\n <body>\n");
  part_flush(p, 0);
}

static void put_property(part *p, const char *type, const char *name)
{
  put(p, "   <prop type=\"");
  put(p, type);
  put(p, "\">");
  put_name(p, name);
  put(p, "</prop>\n");
}

static void put_variant(part *p, const char *code, const buf *text)
{
  put(p, "   <tuv xml:lang=\"");
  put_string(p, code);
  put(p, "\"><seg>");
  put_text(p, text);
  put(p, "</seg></tuv>\n");
}

static zhen_status put_tmx(part *p, const export_unit *u)
{
  char text[64];

  part_fill(p, u, NULL);
  buf_printf(&p->line, "  <tu tuid=\"%llu\">\n   <prop type=\"x-zhen-prob\">",
             (unsigned long long)p->rows + 1);
  line_put_score(&p->line, u->score, 4);
  put(p, "</prop>\n");
  snprintf(text, sizeof text, "%u-%u", u->zh_end - u->zh_begin,
           u->en_end - u->en_begin);
  put_property(p, "x-zhen-bead", text);
  put_property(p, "x-document", u->doc->id);
  put_property(p, "x-source-file", unit_file(u->doc, &u->doc->zh));
  put_property(p, "x-target-file", unit_file(u->doc, &u->doc->en));
  snprintf(
      text, sizeof text, "%zu-%zu %zu-%zu", u->doc->zh.bytes[u->zh_begin].begin,
      u->doc->zh.bytes[u->zh_end - 1].end, u->doc->en.bytes[u->en_begin].begin,
      u->doc->en.bytes[u->en_end - 1].end);
  put_property(p, "x-offsets", text);
  put_variant(p, zh_code(p), &p->zh);
  put_variant(p, en_code(p), &p->en);
  put(p, "  </tu>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

static zhen_status end_tmx(part *p)
{
  put(p, " </body>\n</tmx>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

const layout layout_tmx = {.name = "tmx",
                           .suffixes = {""},
                           .begin = begin_tmx,
                           .put = put_tmx,
                           .end = end_tmx};

/* ---- XLIFF 1.2 ---- */

/* Less probable pairs are marked for review. */
static const double CERTAIN = .9;

static void begin_xliff(part *p)
{
  put(p, declaration);
  put(p, "<xliff version=\"1.2\" "
         "xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n");
  part_flush(p, 0);
}

static zhen_status begin_file(part *p, const zhen_document *doc,
                              const export_unit *units, size_t count)
{
  (void)units;
  (void)count;
  put(p, " <file original=\"");
  put_name(p, doc->id);
  put(p, "\" source-language=\"");
  put_string(p, zh_code(p));
  put(p, "\" target-language=\"");
  put_string(p, en_code(p));
  put(p, "\" datatype=\"plaintext\">\n  <body>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

static void put_segment(part *p, const buf *text)
{
  put(p, "<mrk mtype=\"seg\" mid=\"1\">");
  put_text(p, text);
  put(p, "</mrk>");
}

static zhen_status put_xliff(part *p, const export_unit *u)
{
  bool certain = u->score >= CERTAIN;

  part_fill(p, u, NULL);
  buf_printf(&p->line, "   <trans-unit id=\"%llu\"%s>\n    <source>",
             (unsigned long long)p->rows_of_document + 1,
             certain ? "" : " approved=\"no\"");
  put_text(p, &p->zh);
  put(p, "</source>\n    <seg-source>");
  put_segment(p, &p->zh);
  put(p, "</seg-source>\n    <target state=\"");
  put(p, certain ? "translated" : "needs-review-translation");
  put(p, "\">");
  put_segment(p, &p->en);
  put(p, "</target>\n    <note from=\"zhen\">score ");
  line_put_score(&p->line, u->score, 4);
  put(p, "</note>\n   </trans-unit>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

static zhen_status end_file(part *p, const zhen_document *doc)
{
  (void)doc;
  put(p, "  </body>\n </file>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

static zhen_status end_xliff(part *p)
{
  put(p, "</xliff>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

const layout layout_xliff = {.name = "xliff",
                             .suffixes = {""},
                             .begin = begin_xliff,
                             .begin_document = begin_file,
                             .put = put_xliff,
                             .end_document = end_file,
                             .end = end_xliff};

/* ---- cesAlign ---- */

/* OPUS: "en-zh.xml" next to the documents of both languages. */
static void begin_ces(part *p)
{
  put(p, declaration);
  put(p, "<cesAlign version=\"1.0\">\n");
  part_flush(p, 0);
}

/* Use generated file names, as ids may have any characters. */
static int document_name(const part *p, const char *side, char *out,
                         size_t size)
{
  return snprintf(out, size, "%s/%s%s%06llu.xml", side, p->name ? p->name : "",
                  p->name ? "-" : "", (unsigned long long)p->documents + 1);
}

static void put_sentences(buf *b, const zhen_stored_side *side, zhen_lang lang)
{
  const zhen_sentences *s = &side->sentences;
  buf text = {0};

  for (size_t i = 0; i < s->count; i++) {
    uint32_t number = (uint32_t)i;

    if (i == 0 || s->at[i].para != s->at[i - 1].para)
      buf_printf(b, "%s<p id=\"%u\">\n", i ? "</p>\n" : "", s->at[i].para);
    text.len = 0;
    row_put_text(&text, s, number, number + 1, lang);
    buf_printf(b, "<s id=\"s%zu\">", i);
    xml_put_text(b, (zhen_str){text.ptr, text.len});
    buf_puts(b, "</s>\n");
  }
  buf_puts(b, s->count ? "</p>\n" : "");
  b->failed |= text.failed;
  buf_dispose(&text);
}

static zhen_status write_document(part *p, const zhen_document *doc,
                                  const zhen_stored_side *side, zhen_lang lang)
{
  char name[64];
  char *path;
  zhen_output *out;
  zhen_status status;

  document_name(p, lang == ZHEN_LANG_ZH ? "zh" : "en", name, sizeof name);
  if (asprintf(&path, "%s/%s", p->target, name) < 0)
    return zhen_fail_memory();
  status = output_create(&out, path);
  free(path);
  if (status != ZHEN_OK)
    return status;
  put(p, declaration);
  put(p, "<document id=\"");
  put_name(p, doc->id);
  put(p, "\" file=\"");
  put_name(p, unit_file(doc, side));
  put(p, "\">\n");
  put_sentences(&p->line, side, lang);
  put(p, "</document>\n");
  line_flush(&p->line, out);
  return zhen_output_commit(out);
}

static zhen_status begin_group(part *p, const zhen_document *doc,
                               const export_unit *units, size_t count)
{
  char name[64];
  zhen_status status = write_document(p, doc, &doc->zh, ZHEN_LANG_ZH);

  (void)units;
  (void)count;
  if (status == ZHEN_OK)
    status = write_document(p, doc, &doc->en, ZHEN_LANG_EN);
  put(p, " <linkGrp targType=\"s\" fromDoc=\"");
  document_name(p, "zh", name, sizeof name);
  put(p, name);
  put(p, "\" toDoc=\"");
  document_name(p, "en", name, sizeof name);
  put(p, name);
  put(p, "\">\n");
  part_flush(p, 0);
  return status;
}

static void put_links(buf *b, uint32_t begin, uint32_t end)
{
  for (uint32_t i = begin; i < end; i++)
    buf_printf(b, "%ss%u", i > begin ? " " : "", i);
}

static zhen_status put_link(part *p, const export_unit *u)
{
  buf_printf(&p->line, "  <link id=\"SL%llu\" xtargets=\"",
             (unsigned long long)p->rows_of_document);
  put_links(&p->line, u->zh_begin, u->zh_end);
  put(p, ";");
  put_links(&p->line, u->en_begin, u->en_end);
  put(p, "\" certainty=\"");
  line_put_score(&p->line, u->score, 4);
  put(p, "\"/>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

static zhen_status end_group(part *p, const zhen_document *doc)
{
  (void)doc;
  put(p, " </linkGrp>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

static zhen_status end_ces(part *p)
{
  put(p, "</cesAlign>\n");
  part_flush(p, 0);
  return ZHEN_OK;
}

const layout layout_ces = {.name = "ces",
                           .suffixes = {"zh-en.xml"},
                           .folder = true,
                           .begin = begin_ces,
                           .begin_document = begin_group,
                           .put = put_link,
                           .end_document = end_group,
                           .end = end_ces};
