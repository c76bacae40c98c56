/* SPDX-License-Identifier: Apache-2.0 */
#include "document/source.h"
#include "base/fail.h"
#include "text/input.h"

#include <stdint.h>

zhen_status source_fail(const document_source *source, const char *part,
                        const char *why)
{
  if (part)
    return zhen_fail(ZHEN_EINPUT, "%s: %s: %s", text_label(source->name), part,
                     why);
  return zhen_fail(ZHEN_EINPUT, "%s: %s", text_label(source->name), why);
}

/* Lines are measured when they are decoded. */
zhen_status source_load(buf *raw, const document_source *source)
{
  const zhen_read_options how = {.struct_size = sizeof how,
                                 .max_line = SIZE_MAX,
                                 .regular = source->options.regular};
  text_limits limits = text_limits_of(source->name, &how);
  text_input *in;
  size_t before;
  zhen_status status = text_input_open(&in, &limits);

  if (status != ZHEN_OK)
    return status;
  do {
    before = raw->len;
    status = text_input_read(in, raw, TEXT_INPUT_BYTES);
  } while (status == ZHEN_OK && raw->len > before);
  text_input_close(in);
  return status;
}

zhen_status source_decode(document_source *source)
{
  const zhen_document_options *options = &source->options;
  const zhen_read_options how = {.struct_size = sizeof how,
                                 .encoding = options->encoding,
                                 .repair = options->repair};

  return zhen_text_decode(&source->text, source->bytes.ptr, source->bytes.len,
                          source->name, &how);
}
