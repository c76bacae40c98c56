/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A file to its text: load it, know its kind by its bytes, or decode it and
 * know its kind by its text, then let the reader of the kind do the rest.
 */
#include "document/readers.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "markup/markup.h"
#include "text/kind.h"

#include <stdlib.h>

/* The readers; kinds without one are refused. */
static document_reader *const of_bytes[ZHEN_KIND_OTHER + 1] = {
    [ZHEN_KIND_DOCX] = document_read_docx,
    [ZHEN_KIND_ODT] = document_read_odt,
    [ZHEN_KIND_PPTX] = document_read_pptx,
    [ZHEN_KIND_XLSX] = document_read_xlsx,
    [ZHEN_KIND_EPUB] = document_read_epub,
    [ZHEN_KIND_FB2] = document_read_fb2,
    [ZHEN_KIND_PDF] = document_read_pdf,
};

static document_reader *const of_text[ZHEN_KIND_OTHER + 1] = {
    [ZHEN_KIND_TEXT] = document_read_text,
    [ZHEN_KIND_HTML] = document_read_markup,
    [ZHEN_KIND_MARKDOWN] = document_read_markup,
    [ZHEN_KIND_ODT] = document_read_odt,
    [ZHEN_KIND_FB2] = document_read_fb2,
    [ZHEN_KIND_SRT] = document_read_captions,
    [ZHEN_KIND_VTT] = document_read_captions,
    [ZHEN_KIND_ASS] = document_read_captions,
    [ZHEN_KIND_TMX] = document_read_pairs,
    [ZHEN_KIND_XLIFF] = document_read_pairs,
    [ZHEN_KIND_PO] = document_read_pairs,
    [ZHEN_KIND_TBX] = document_read_pairs,
    [ZHEN_KIND_CSV] = document_read_pairs,
    [ZHEN_KIND_TSV] = document_read_pairs,
    [ZHEN_KIND_JSONL] = document_read_pairs,
    [ZHEN_KIND_RST] = document_read_markup,
    [ZHEN_KIND_ASCIIDOC] = document_read_markup,
    [ZHEN_KIND_LATEX] = document_read_markup,
    [ZHEN_KIND_MAN] = document_read_markup,
};

/* A text without a form of its own: has it pairs, or markup? */
static zhen_kind find_form(const document_source *source)
{
  zhen_kind pairs = document_find_pairs(source);

  if (pairs != ZHEN_KIND_TEXT || source->options.keep_markup)
    return pairs;
  return markup_kind(zhen_text_str(source->text));
}

/* `found` is the kind of the bytes. */
static zhen_status read_as_text(zhen_document *d, document_source *source,
                                kind_found found)
{
  zhen_status status = source_decode(source, d);

  if (status != ZHEN_OK)
    return status;
  if (found.kind == ZHEN_KIND_AUTO)
    found = kind_of_text(zhen_text_str(source->text));
  if (found.kind == ZHEN_KIND_TEXT && source->options.kind == ZHEN_KIND_AUTO)
    found.kind = find_form(source);
  d->kind = found.kind;
  if (!of_text[d->kind])
    return source_fail(source, NULL, found.what);
  d->encoding = zhen_text_encoding(source->text);
  status = of_text[d->kind](d, source);
  d->encoding = status == ZHEN_OK && d->main.text
                    ? zhen_text_encoding(d->main.text)
                    : NULL;
  return status;
}

static zhen_status read_source(zhen_document *d, document_source *source)
{
  kind_found found = {.kind = source->options.kind,
                      .what = "files of this kind are not read"};

  if (found.kind == ZHEN_KIND_AUTO)
    found = kind_of_bytes(source->bytes);
  d->kind = found.kind;
  if (of_bytes[d->kind])
    return of_bytes[d->kind](d, source);
  if (found.kind == ZHEN_KIND_OTHER)
    return source_fail(source, NULL, found.what);
  if (found.kind == ZHEN_KIND_TEXT && source->options.kind == ZHEN_KIND_AUTO)
    found.kind = ZHEN_KIND_AUTO;
  return read_as_text(d, source, found);
}

zhen_status zhen_document_read(zhen_document **out, const zhen_input *input,
                               const zhen_document_options *options)
{
  document_source source = {.name = input->name};
  zhen_document *d = mem_calloc(1, sizeof *d);
  buf raw = {0};
  zhen_status status =
      d ? OPTIONS_TAKE(&source.options, options) : zhen_fail_memory();

  *out = NULL;
  if (status == ZHEN_OK && !input->bytes)
    status = source_load(&raw, &source);
  source.bytes = input->bytes ? (zhen_str){input->bytes, input->len}
                              : (zhen_str){raw.ptr, raw.len};
  if (status == ZHEN_OK)
    status = read_source(d, &source);
  zhen_text_free(source.text);
  buf_dispose(&raw);
  if (status == ZHEN_OK)
    *out = d;
  else
    zhen_document_free(d);
  return status;
}

static void free_content(zhen_content *c)
{
  zhen_text_free((zhen_text *)c->text);
  free((zhen_caption *)c->captions);
  free((size_t *)c->parts);
}

void zhen_document_free(zhen_document *document)
{
  if (!document)
    return;
  free_content(&document->main);
  free_content(&document->other);
  free((zhen_repair *)document->repairs);
  free(document);
}
