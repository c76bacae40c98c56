/* SPDX-License-Identifier: Apache-2.0 */
/* Text with markup: its paragraphs come from the blocks of the markup. */
#include "document/edition.h"
#include "document/readers.h"
#include "markup/markup.h"

static zhen_status read_edition(zhen_document *out,
                                const document_source *source)
{
  edition e = {0};

  edition_add(&e, zhen_text_str(source->text));
  out->markup = true;
  return edition_finish(&e, out, source->name);
}

zhen_status document_read_markup(zhen_document *out, document_source *source)
{
  const zhen_document_options *options = &source->options;
  const markup_options how = {.main = options->main_content,
                              .comments = options->comments,
                              .named = options->kind != ZHEN_KIND_AUTO};
  zhen_text *plain;
  zhen_status status;

  if (out->kind == ZHEN_KIND_HTML && edition_is(zhen_text_str(source->text)))
    return read_edition(out, source);
  status = markup_plain(&plain, source->text, out->kind, &how);
  out->markup = true;
  out->main.text = plain;
  return status;
}
