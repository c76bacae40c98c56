/* SPDX-License-Identifier: Apache-2.0 */
/* Text with markup: its paragraphs come from the blocks of the markup. */
#include "document/readers.h"

/* What to strip: what was found, or what the kind can have. */
static unsigned markup_of(const document_source *source, zhen_kind kind)
{
  if (source->options.kind == ZHEN_KIND_AUTO)
    return zhen_text_markup(zhen_text_str(source->text));
  if (kind == ZHEN_KIND_HTML)
    return ZHEN_MARKUP_ENTITIES | ZHEN_MARKUP_TAGS;
  return ZHEN_MARKUP_ENTITIES | ZHEN_MARKUP_TAGS | ZHEN_MARKUP_MARKDOWN;
}

zhen_status document_read_markup(zhen_document *out, document_source *source)
{
  zhen_text *plain;
  zhen_status status;

  out->markup = markup_of(source, out->kind);
  status = zhen_text_plain(&plain, source->text, out->markup);
  if (status != ZHEN_OK)
    return status;
  zhen_text_free(source->text);
  source->text = plain;
  return document_read_text(out, source);
}
