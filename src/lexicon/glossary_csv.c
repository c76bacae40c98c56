/* SPDX-License-Identifier: Apache-2.0 */
#include "lexicon/glossary_csv.h"
#include "pairs/csv_columns.h"
#include "pairs/csv_record.h"
#include "text/line.h"

static zhen_status add_record(glossary *g, const csv_record *r,
                              const csv_columns *c)
{
  zhen_str zh = line_csv_text(csv_field_of(r, c->zh));
  zhen_str en = line_csv_text(csv_field_of(r, c->en));

  if (r->count == 1 && zh.len + en.len == 0)
    return ZHEN_OK;
  if (zh.len == 0)
    return glossary_fail(g, "the Chinese side is empty");
  if (en.len == 0)
    return glossary_fail(g, "the English side is empty");
  return glossary_add(g, zh, en);
}

static zhen_status read_records(glossary *g, zhen_str text,
                                const csv_columns *c, csv_record *r)
{
  zhen_status status = ZHEN_OK;
  bool header = c->header;

  for (size_t at = 0; at < text.len && status == ZHEN_OK; at = r->next) {
    const char *fault;
    bool open;

    status = csv_take(r, text, at, c->separator, &open, &fault);
    if (status != ZHEN_OK)
      return status;
    if (open || fault)
      return glossary_fail(g, open ? "a quoted field without its closing quote"
                                   : fault);
    if (!header)
      status = add_record(g, r, c);
    header = false;
    g->line += r->lines;
  }
  return status;
}

zhen_status glossary_read_csv(glossary *g, zhen_str text)
{
  csv_columns c;
  csv_record r = {0};
  zhen_status status = csv_find_columns(&c, text, false);

  if (status == ZHEN_OK)
    status = read_records(g, text, &c, &r);
  csv_record_dispose(&r);
  return status;
}
