/* SPDX-License-Identifier: Apache-2.0 */
#include "format/row.h"
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/options.h"

#include <string.h>

typedef struct writer {
  const char *name;
  zhen_status (*write)(const row_source *doc, zhen_output *out);
} writer;

/* By zhen_format. Moses writes several files and is handled separately. */
static const writer writers[] = {
    [ZHEN_FORMAT_TSV] = {"tsv", write_tsv},
    [ZHEN_FORMAT_JSONL] = {"jsonl", write_jsonl},
    [ZHEN_FORMAT_TMX] = {"tmx", write_tmx},
    [ZHEN_FORMAT_MOSES] = {"moses", NULL},
    [ZHEN_FORMAT_LADDER] = {"ladder", write_ladder},
    [ZHEN_FORMAT_VECALIGN] = {"vecalign", write_vecalign},
    [ZHEN_FORMAT_TEXT] = {"text", write_text},
};

enum { N_WRITERS = sizeof writers / sizeof writers[0] };

zhen_status zhen_format_parse(zhen_format *out, const char *name)
{
  *out = ZHEN_FORMAT_TSV;
  for (size_t i = 0; i < N_WRITERS; i++)
    if (strcmp(writers[i].name, name) == 0) {
      *out = (zhen_format)i;
      return ZHEN_OK;
    }
  return zhen_fail(ZHEN_EUSAGE,
                   "unknown format '%s'; use tsv, jsonl, tmx, moses, ladder, "
                   "vecalign or text",
                   name);
}

static zhen_status write_one(const char *path, const writer *w,
                             const row_source *doc)
{
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, path);

  if (status != ZHEN_OK)
    return status;
  status = w->write(doc, out);
  if (status == ZHEN_OK)
    return zhen_output_join(out, doc->options.set);
  zhen_output_abandon(out);
  return status;
}

zhen_status zhen_write_alignment(const char *path, zhen_format format,
                                 const zhen_alignment *alignment,
                                 const zhen_side *zh, const zhen_side *en,
                                 const zhen_write_options *options)
{
  row_source doc = {.beads = alignment->beads,
                    .count = alignment->count,
                    .moved = alignment->moved,
                    .n_moved = alignment->n_moved,
                    .zh = zh,
                    .en = en};
  zhen_status status = OPTIONS_TAKE(&doc.options, options);

  if (status != ZHEN_OK)
    return status;
  if (!doc.options.zh_code)
    doc.options.zh_code = "zh-CN";
  if (!doc.options.en_code)
    doc.options.en_code = "en-US";
  if (doc.options.columns == 0)
    doc.options.columns = 80;
  if (format == ZHEN_FORMAT_MOSES)
    return write_moses(&doc, path);
  return write_one(path, &writers[format], &doc);
}
