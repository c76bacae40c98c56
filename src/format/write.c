/* SPDX-License-Identifier: Apache-2.0 */
/* An alignment to the records of a writer. */
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "format/write_files.h"

typedef struct article_sides {
  const zhen_alignment *alignment;
  const zhen_side *zh, *en;
  zhen_write_options options;
  row_style style;
  buf zh_text, en_text;
} article_sides;

static void place(record_side *r, const zhen_side *side)
{
  if (r->begin == r->end)
    return;
  r->para = side->sentences->at[r->begin].para;
  r->bytes = row_bytes_of(side, r->begin, r->end);
}

static bool is_within(uint32_t begin, uint32_t end, uint32_t outer_begin,
                      uint32_t outer_end)
{
  return begin < end && begin >= outer_begin && end <= outer_end;
}

/* A sentence alone that is elsewhere in the other side: where. */
static void find_moved(record *r, const zhen_alignment *a)
{
  for (size_t k = 0; k < a->n_moved && !r->moved; k++) {
    const zhen_bead *m = &a->moved[k];

    if (is_within(r->zh.begin, r->zh.end, m->zh_begin, m->zh_end)) {
      r->moved = true;
      r->moved_begin = m->en_begin;
      r->moved_end = m->en_end;
    } else if (is_within(r->en.begin, r->en.end, m->en_begin, m->en_end)) {
      r->moved = true;
      r->moved_begin = m->zh_begin;
      r->moved_end = m->zh_end;
    }
  }
}

static record record_of(article_sides *a, const zhen_bead *b)
{
  record r = {.zh = {.begin = b->zh_begin, .end = b->zh_end},
              .en = {.begin = b->en_begin, .end = b->en_end},
              .score = b->score > 0 ? (double)b->score : 0,
              .placed = true};

  r.zh.text = row_text(&a->zh_text, a->zh->sentences, b->zh_begin, b->zh_end,
                       ZHEN_LANG_ZH, a->style);
  r.en.text = row_text(&a->en_text, a->en->sentences, b->en_begin, b->en_end,
                       ZHEN_LANG_EN, a->style);
  place(&r.zh, a->zh);
  place(&r.en, a->en);
  find_moved(&r, a->alignment);
  return r;
}

/* With --presplit an empty line is a sentence, and makes no pair. */
static bool is_wanted(const article_sides *a, const record *r)
{
  if (r->zh.text.len > 0 && r->en.text.len > 0)
    return !(a->options.min_score > 0) ||
           r->score >= (double)a->options.min_score;
  return a->options.nulls && (r->zh.text.len > 0 || r->en.text.len > 0);
}

static zhen_status put_beads(article_sides *a, writer *w)
{
  record_document doc = {.zh_file = zhen_text_name(a->zh->source),
                         .en_file = zhen_text_name(a->en->source),
                         .zh = a->zh->sentences,
                         .en = a->en->sentences};
  writer_part *p = &w->parts[0];
  zhen_status status = writer_begin_document(p, &doc);

  a->style = w->format->exact        ? ROW_EXACT
             : w->format->paragraphs ? ROW_PARAGRAPHS
                                     : ROW_LINE;
  for (size_t i = 0; status == ZHEN_OK && i < a->alignment->count; i++) {
    record r = record_of(a, &a->alignment->beads[i]);

    status = buf_status(&a->zh_text);
    if (status == ZHEN_OK)
      status = buf_status(&a->en_text);
    if (status == ZHEN_OK && (w->format->every || is_wanted(a, &r)))
      status = writer_put(p, &r);
  }
  return status == ZHEN_OK ? writer_end_document(p) : status;
}

zhen_status zhen_write_alignment(const char *path, zhen_format format,
                                 const zhen_alignment *alignment,
                                 const zhen_side *zh, const zhen_side *en,
                                 const zhen_write_options *options)
{
  article_sides a = {.alignment = alignment, .zh = zh, .en = en};
  writer *w;
  zhen_status status;

  if (options)
    a.options = *options;
  status =
      writer_open(&w, format, path,
                  &(writer_options){.zh_code = a.options.zh_code,
                                    .en_code = a.options.en_code,
                                    .date = a.options.date,
                                    .scores = true,
                                    .places = true,
                                    .header = a.options.header,
                                    .color = a.options.color,
                                    .columns = a.options.columns,
                                    .min_score = (double)a.options.min_score});
  if (status != ZHEN_OK)
    return status;
  status = put_beads(&a, w);
  if (status == ZHEN_OK)
    status = writer_join(w, a.options.set);
  else
    writer_abandon(w);
  buf_dispose(&a.zh_text);
  buf_dispose(&a.en_text);
  return status;
}
