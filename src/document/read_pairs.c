/* SPDX-License-Identifier: Apache-2.0 */
/* Files of pairs: two texts, a paragraph of each for a pair. */
#include "document/paragraphs.h"
#include "document/readers.h"
#include "pairs/pairs.h"

static zhen_format format_of(zhen_kind kind)
{
  switch (kind) {
  case ZHEN_KIND_TMX:
  case ZHEN_KIND_XLIFF:
  case ZHEN_KIND_TBX:
    return ZHEN_FORMAT_TMX; /* any of them, by its root */
  case ZHEN_KIND_PO:
    return ZHEN_FORMAT_PO;
  case ZHEN_KIND_CSV:
    return ZHEN_FORMAT_CSV;
  case ZHEN_KIND_JSONL:
    return ZHEN_FORMAT_JSONL;
  default:
    return ZHEN_FORMAT_AUTO;
  }
}

static zhen_status read_pairs(zhen_pairs *pairs, paragraphs *zh, paragraphs *en)
{
  const zhen_pair_row *row;
  zhen_status status;

  do {
    status = zhen_pairs_next(pairs, &row);
    if (status == ZHEN_OK && row) {
      paragraphs_put(zh, row->pair.zh);
      paragraphs_end(zh);
      paragraphs_put(en, row->pair.en);
      paragraphs_end(en);
    }
  } while (status == ZHEN_OK && row);
  return status;
}

zhen_status document_read_pairs(zhen_document *out, document_source *source)
{
  paragraphs zh = {0}, en = {0};
  zhen_pairs *pairs;
  zhen_text *text = source->text;
  zhen_status status;

  source->text = NULL;
  status = pairs_open_text(&pairs, text, format_of(out->kind));
  if (status == ZHEN_OK)
    status = read_pairs(pairs, &zh, &en);
  zhen_pairs_close(pairs);
  if (status == ZHEN_OK)
    status = paragraphs_finish(&zh, &out->main, source->name);
  if (status == ZHEN_OK)
    status = paragraphs_finish(&en, &out->other, source->name);
  paragraphs_dispose(&zh);
  paragraphs_dispose(&en);
  return status;
}

zhen_kind document_find_pairs(const document_source *source)
{
  zhen_format format;

  if (!pairs_are_in(zhen_text_str(source->text), &format))
    return ZHEN_KIND_TEXT;
  return format == ZHEN_FORMAT_CSV     ? ZHEN_KIND_CSV
         : format == ZHEN_FORMAT_JSONL ? ZHEN_KIND_JSONL
                                       : ZHEN_KIND_TSV;
}
