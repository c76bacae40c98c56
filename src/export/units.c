/* SPDX-License-Identifier: Apache-2.0 */
/* Combine the beads of a document into rows. */
#include "export/units.h"
#include "align/beads/alignment.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* A duplicate is not an error in a running text. */
static bool is_duplicate(const zhen_stored_bead *b)
{
  return b->rule && strstr(b->rule, "duplicate");
}

/* Sentences that were joined are checked one by one, too. */
static bool has_held_out(const zhen_holdout *h, const zhen_stored_side *zh,
                         const zhen_stored_side *en, const zhen_bead *b,
                         const zhen_pair *pair)
{
  if (zhen_holdout_has(h, pair))
    return true;
  for (uint32_t i = b->zh_begin; i < b->zh_end; i++) {
    zhen_pair one = {zhen_sentence_str(&zh->sentences, i), pair->en, -1};

    if (zhen_holdout_has(h, &one))
      return true;
  }
  for (uint32_t i = b->en_begin; i < b->en_end; i++) {
    zhen_pair one = {pair->zh, zhen_sentence_str(&en->sentences, i), -1};

    if (zhen_holdout_has(h, &one))
      return true;
  }
  return false;
}

typedef struct choice {
  unit_list *units;
  const zhen_stored_document *doc;
  const zhen_export_options *options;
  unit_refused *refused;
  void *context;
} choice;

/* Whether a bead may be written, alone or as part of a row. */
static bool is_wanted(const choice *c, const zhen_stored_bead *b)
{
  unit_list *u = c->units;
  zhen_pair pair = {.score = (double)b->bead.score};

  if (!is_pair(&b->bead) || (b->rule && !is_duplicate(b)))
    return false;
  if (pair.score < c->options->min_score) {
    u->below += b->rule == NULL;
    return false;
  }
  if (!c->options->holdout && !c->refused)
    return true;
  pair.zh = row_text(&u->texts.zh, &c->doc->zh.sentences, b->bead.zh_begin,
                     b->bead.zh_end, ZHEN_LANG_ZH, ROW_LINE);
  pair.en = row_text(&u->texts.en, &c->doc->en.sentences, b->bead.en_begin,
                     b->bead.en_end, ZHEN_LANG_EN, ROW_LINE);
  if (c->options->holdout && has_held_out(c->options->holdout, &c->doc->zh,
                                          &c->doc->en, &b->bead, &pair)) {
    u->held_out++;
    return false;
  }
  if (c->refused && c->refused(c->context, &pair)) {
    u->near++;
    return false;
  }
  return true;
}

static uint32_t para(const zhen_stored_side *side, uint32_t sentence)
{
  return side->sentences.at[sentence].para;
}

/* Whether a bead continues the current row. */
static bool continues(const choice *c, const export_unit *last,
                      const zhen_bead *b)
{
  if (last->zh_end != b->zh_begin || last->en_end != b->en_begin)
    return false;
  switch (c->options->granularity) {
  case ZHEN_GRANULARITY_SENTENCE:
    return false;
  case ZHEN_GRANULARITY_PARAGRAPH:
    return para(&c->doc->zh, b->zh_begin) ==
               para(&c->doc->zh, last->zh_end - 1) ||
           para(&c->doc->en, b->en_begin) ==
               para(&c->doc->en, last->en_end - 1);
  case ZHEN_GRANULARITY_DOCUMENT:
    return true;
  }
  return false;
}

static zhen_status add(choice *c, const zhen_stored_bead *stored, bool joined)
{
  unit_list *u = c->units;
  const zhen_bead *b = &stored->bead;
  export_unit *last;
  zhen_status status;

  if (joined && u->count > 0 && continues(c, &u->at[u->count - 1], b)) {
    last = &u->at[u->count - 1];
    last->zh_end = b->zh_end;
    last->en_end = b->en_end;
    last->new |= stored->rule == NULL;
    if ((double)b->score < last->score)
      last->score = (double)b->score;
    return ZHEN_OK;
  }
  status = mem_grow(&u->at, &u->capacity, u->count + 1, sizeof *u->at);
  if (status == ZHEN_OK)
    u->at[u->count++] =
        (export_unit){b->zh_begin, b->zh_end,        b->en_begin,
                      b->en_end,   (double)b->score, !stored->rule};
  return status;
}

static void drop_old(unit_list *u)
{
  size_t kept = 0;

  for (size_t i = 0; i < u->count; i++)
    if (u->at[i].new)
      u->at[kept++] = u->at[i];
  u->count = kept;
}

zhen_status units_of(unit_list *u, const zhen_stored_document *doc,
                     const zhen_export_options *options, unit_refused *refused,
                     void *context)
{
  choice c = {u, doc, options, refused, context};
  zhen_status status = ZHEN_OK, memory;
  bool joined = false;

  u->count = 0;
  for (size_t i = 0; status == ZHEN_OK && i < doc->count; i++) {
    bool wanted = is_wanted(&c, &doc->beads[i]);

    if (wanted)
      status = add(&c, &doc->beads[i], joined);
    joined = wanted;
  }
  drop_old(u);
  memory = record_texts_end(&u->texts);
  return status == ZHEN_OK ? memory : status;
}

void units_dispose(unit_list *u)
{
  free(u->at);
}
