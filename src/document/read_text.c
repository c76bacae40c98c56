/* SPDX-License-Identifier: Apache-2.0 */
/* Plain text, whose lines may be wrapped. */
#include "document/readers.h"
#include "markup/markup.h"

/* Tags within lines, and character references. */
static zhen_status strip(zhen_document *out, document_source *source)
{
  const markup_options how = {.comments = source->options.comments};
  zhen_text *plain;
  zhen_status status = markup_plain(&plain, source->text, ZHEN_KIND_TEXT, &how);

  if (status != ZHEN_OK)
    return status;
  zhen_text_free(source->text);
  source->text = plain;
  out->markup = true;
  return ZHEN_OK;
}

zhen_status document_read_text(zhen_document *out, document_source *source)
{
  zhen_sentences *dropped = NULL;
  zhen_text *joined;
  zhen_status status = ZHEN_OK;

  if (source->options.kind == ZHEN_KIND_AUTO && !source->options.keep_markup &&
      markup_in_lines(zhen_text_str(source->text)))
    status = strip(out, source);
  if (status != ZHEN_OK)
    return status;
  if (source->options.wrap == ZHEN_WRAP_KEEP) {
    out->main.text = source->text;
    source->text = NULL;
    return ZHEN_OK;
  }
  status = zhen_text_unwrap(&joined, source->text, source->options.wrap,
                            &dropped, &out->wrapped);
  if (status != ZHEN_OK)
    return status;
  out->dropped = dropped->count;
  zhen_sentences_free(dropped);
  out->main.text = joined;
  return ZHEN_OK;
}
