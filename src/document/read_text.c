/* SPDX-License-Identifier: Apache-2.0 */
/* Plain text, whose lines may be wrapped. */
#include "document/readers.h"

zhen_status document_read_text(zhen_document *out, document_source *source)
{
  zhen_sentences *dropped = NULL;
  zhen_text *joined;
  zhen_status status;

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
