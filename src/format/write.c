/* SPDX-License-Identifier: Apache-2.0 */
/* An alignment to the records of a writer. */
#include "align/beads/alignment.h"
#include "base/options.h"
#include "format/record_links.h"
#include "format/write_files.h"

typedef struct article_sides {
  const zhen_alignment *alignment;
  const zhen_side *zh, *en;
  zhen_write_options options;
  record_texts texts;
  record_links links;
} article_sides;

static bool is_within(uint32_t begin, uint32_t end, uint32_t outer_begin,
                      uint32_t outer_end)
{
  return begin < end && begin >= outer_begin && end <= outer_end;
}

static bool has_null(const zhen_bead *b, const record *r)
{
  return is_within(r->zh.begin, r->zh.end, b->zh_begin, b->zh_end) ||
         is_within(r->en.begin, r->en.end, b->en_begin, b->en_end);
}

static const zhen_bead *find_moved(const record *r, const zhen_alignment *a)
{
  for (size_t k = 0; k < a->n_moved; k++)
    if (has_null(&a->moved[k], r))
      return &a->moved[k];
  return NULL;
}

/* Doubtful pairs are in the order of the document: `*next` is the next one. */
static const zhen_bead *find_doubtful(const record *r, const zhen_alignment *a,
                                      size_t *next)
{
  const zhen_bead *d = a->doubtful;

  while (*next < a->n_doubtful && d[*next].zh_end <= r->zh.begin &&
         d[*next].en_end <= r->en.begin)
    ++*next;
  return *next < a->n_doubtful && has_null(&d[*next], r) ? &d[*next] : NULL;
}

/* What else is known of a null bead. */
static void describe_null(record *r, const zhen_alignment *a, size_t *next)
{
  const zhen_bead *moved = find_moved(r, a);
  const zhen_bead *doubt = find_doubtful(r, a, next);
  bool zh = r->zh.begin < r->zh.end;

  if (moved) {
    r->moved = true;
    r->moved_begin = zh ? moved->en_begin : moved->zh_begin;
    r->moved_end = zh ? moved->en_end : moved->zh_end;
  }
  if (doubt) {
    r->doubtful = true;
    r->doubt = *doubt;
  }
}

/* With --presplit an empty line is a sentence, and makes no pair. */
static bool is_wanted(const article_sides *a, const record *r)
{
  if (record_is_pair(r))
    return !(a->options.min_score > 0) || r->score >= a->options.min_score;
  return a->options.nulls && (r->zh.text.len > 0 || r->en.text.len > 0);
}

/* ---- word links ---- */

/* All pairs that are written are linked together. */
static zhen_status link_pairs(article_sides *a, row_style style)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < a->alignment->count; i++) {
    record r =
        record_of(&a->alignment->beads[i], a->zh, a->en, style, &a->texts);

    if (is_wanted(a, &r))
      status = record_links_add(&a->links, &r);
  }
  return status == ZHEN_OK ? record_links_find(&a->links, a->options.words,
                                               a->options.threads)
                           : status;
}

/* ---- rows ---- */

static zhen_status put_beads(article_sides *a, writer *w)
{
  record_document doc = {.zh_file = zhen_text_name(a->zh->source),
                         .en_file = zhen_text_name(a->en->source),
                         .zh = a->zh->sentences,
                         .en = a->en->sentences,
                         .relation = zhen_relation_name(a->alignment->relation),
                         .parallel = a->alignment->parallel};
  row_style style = w->format->exact        ? ROW_EXACT
                    : w->format->paragraphs ? ROW_PARAGRAPHS
                                            : ROW_LINE;
  writer_part *p = &w->parts[0];
  size_t next = 0;
  zhen_status status;

  writer_set_han(w, zhen_text_han(a->zh->sentences->text));
  status = writer_begin_document(p, &doc);

  if (status == ZHEN_OK && a->options.words)
    status = link_pairs(a, style);
  for (size_t i = 0; status == ZHEN_OK && i < a->alignment->count; i++) {
    record r =
        record_of(&a->alignment->beads[i], a->zh, a->en, style, &a->texts);

    if (!is_pair(&a->alignment->beads[i]))
      describe_null(&r, a->alignment, &next);
    if (!w->format->every && !is_wanted(a, &r))
      continue;
    record_links_describe(&a->links, &r);
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
  zhen_status memory, status = OPTIONS_TAKE(&a.options, options);

  if (status != ZHEN_OK)
    return status;
  if (!zhen_format_holds_words(format))
    a.options.words = NULL;
  status = writer_open(&w, format, path,
                       &(writer_options){.write = a.options,
                                         .scores = true,
                                         .places = true,
                                         .words = a.options.words,
                                         .min_score = a.options.min_score});
  if (status != ZHEN_OK)
    return status;
  status = put_beads(&a, w);
  record_links_dispose(&a.links);
  memory = record_texts_end(&a.texts);
  if (status == ZHEN_OK)
    status = memory;
  if (status == ZHEN_OK)
    return writer_join(w, a.options.set);
  writer_abandon(w);
  return status;
}
