/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/glossary_tbx.h"
#include "pairs/unit_reader.h"

static zhen_status add_pairs(glossary *g, const pair_batch *b)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < b->count && status == ZHEN_OK; i++) {
    g->line = b->at[i].line;
    status = glossary_add(g, b->at[i].zh, b->at[i].en);
  }
  return status;
}

zhen_status glossary_read_tbx(glossary *g, zhen_str text)
{
  pair_batch pairs = {0};
  unit_sink sink = {.path = g->path, .batch = &pairs};
  void *reader;
  zhen_status status = xml_units.open(&reader, &sink);

  if (status == ZHEN_OK)
    status = xml_units.push(reader, text, 0);
  if (status == ZHEN_OK)
    status = xml_units.finish(reader);
  pair_batch_settle(&pairs);
  if (status == ZHEN_OK)
    status = add_pairs(g, &pairs);
  xml_units.close(reader);
  pair_batch_dispose(&pairs);
  return status;
}
