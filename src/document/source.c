/* SPDX-License-Identifier: Apache-2.0 */
#include "document/source.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/declared.h"
#include "text/input.h"

#include <stdint.h>
#include <stdlib.h>

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

zhen_status source_decode(document_source *source, zhen_document *out)
{
  const zhen_document_options *options = &source->options;
  const zhen_read_options how = {.struct_size = sizeof how,
                                 .encoding = options->encoding,
                                 .repair = options->repair};
  bool misfit;
  zhen_status status = text_decode_declared(&source->text, source->bytes,
                                            source->name, &how, &misfit);

  if (status == ZHEN_OK && misfit)
    status = document_note(
        out, (zhen_repair){.what = "its bytes are not in the encoding that it "
                                   "declares; they were read in the one that "
                                   "was detected"});
  return status;
}

zhen_status document_note(zhen_document *out, zhen_repair repair)
{
  zhen_repair *all = mem_calloc(out->n_repairs + 1, sizeof *all);

  if (!all)
    return zhen_fail_memory();
  for (size_t i = 0; i < out->n_repairs; i++)
    all[i] = out->repairs[i];
  all[out->n_repairs++] = repair;
  free((zhen_repair *)out->repairs);
  out->repairs = all;
  return ZHEN_OK;
}
