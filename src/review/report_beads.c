/* SPDX-License-Identifier: Apache-2.0 */
#include "review/report_beads.h"
#include "align/beads/alignment.h"

#include <math.h>
#include <stdlib.h>
#include <zhen/zhen.h>

/* How many rivals are searched, for beads below which probability. */
enum { RIVALS_MAX = 1000 };
static const double RIVAL_BELOW = .8;

/* ---- beads ---- */

/* A number of two decimals, with a point in every locale. */
static void put_hundredths(buf *json, double x)
{
  long n = lround(fmin(1e6, fmax(-1e6, x)) * 100);

  buf_printf(json, "%s%ld.%02ld", n < 0 ? "-" : "", labs(n) / 100,
             labs(n) % 100);
}

static void put_position(report_builder *r, bool zh, uint32_t first,
                         const zhen_word_position *p)
{
  buf_printf(&r->json, "%u,%zu,%zu,", p->sentence - first,
             report_units_to(r, zh, p->sentence, p->begin),
             report_units_to(r, zh, p->sentence, p->end));
}

/* A word of the only sentence of a side. */
static void put_word(report_builder *r, bool zh, uint32_t sentence,
                     zhen_str word)
{
  const zhen_sentences *s = zh ? r->zh->sentences : r->en->sentences;
  size_t begin = (size_t)(word.ptr - zhen_sentence_str(s, sentence).ptr);

  buf_printf(&r->json, "0,%zu,%zu,", report_units_to(r, zh, sentence, begin),
             report_units_to(r, zh, sentence, begin + word.len));
}

static void put_words(report_builder *r, const zhen_explanation *e)
{
  for (size_t k = 0; k < e->n_matches; k++) {
    const zhen_word_match *m = &e->matches[k];

    buf_putc(&r->json, k ? ',' : '[');
    put_position(r, true, e->bead.zh_begin, &m->zh);
    put_position(r, false, e->bead.en_begin, &m->en);
    buf_printf(&r->json, "%d,%ld", m->kind, lround(m->contribution * 100));
  }
  buf_puts(&r->json, e->n_matches ? "]" : "[]");
}

static void put_rival(report_builder *r, const zhen_explanation *e)
{
  if (!e->n_rival) {
    buf_puts(&r->json, ",null,[]");
    return;
  }
  buf_putc(&r->json, ',');
  put_hundredths(&r->json, e->margin);
  buf_printf(&r->json, ",[%u,%u", e->rival[0].zh_begin, e->rival[0].en_begin);
  for (size_t k = 0; k < e->n_rival; k++)
    buf_printf(&r->json, ",%u,%u", e->rival[k].zh_end - e->rival[k].zh_begin,
               e->rival[k].en_end - e->rival[k].en_begin);
  buf_putc(&r->json, ']');
}

static void put_why(report_builder *r, const zhen_explanation *e)
{
  for (int t = 0; t < ZHEN_TERMS; t++) {
    buf_puts(&r->json, t ? "," : ",[");
    put_hundredths(&r->json, e->terms[t]);
  }
  buf_puts(&r->json, "],");
  put_words(r, e);
  buf_putc(&r->json, ',');
  if (e->expected > 0)
    put_hundredths(&r->json, e->deviation);
  else
    buf_puts(&r->json, "null");
  put_rival(r, e);
  if (e->parallel < 1 - .5e-4)
    buf_printf(&r->json, ",%ld", lround(e->parallel * 1e4));
}

/* The words of a pair of one sentence each, as they were judged. */
static zhen_status put_judged(report_builder *r, const zhen_bead *b)
{
  zhen_pair pair = {.score = -1};
  zhen_pair_explanation *e;
  zhen_status status;
  bool any = false;

  if (b->zh_begin == b->zh_end || b->en_begin == b->en_end)
    return ZHEN_OK;
  pair.zh = zhen_sentence_str(r->zh->sentences, b->zh_begin);
  pair.en = zhen_sentence_str(r->en->sentences, b->en_begin);
  status = zhen_pair_explain(r->memory->scorer, &pair, &e);
  if (status != ZHEN_OK)
    return status;
  buf_puts(&r->json, ",[],[");
  for (size_t k = 0; k < e->count; k++) {
    const zhen_word_pair *w = &e->words[k];

    if (w->zh.len == 0 || w->en.len == 0)
      continue;
    buf_puts(&r->json, any ? "," : "");
    any = true;
    put_word(r, true, b->zh_begin, w->zh);
    put_word(r, false, b->en_begin, w->en);
    buf_printf(&r->json, "%zu,%ld", memory_kind(w->kind),
               lround(w->says * 100));
  }
  buf_puts(&r->json, "],");
  put_hundredths(&r->json, e->score.length_z);
  buf_puts(&r->json, ",null,[]");
  zhen_pair_explanation_free(e);
  return ZHEN_OK;
}

static zhen_status put_bead(report_builder *r, const zhen_bead *b, bool rival)
{
  zhen_explanation *e = NULL;
  zhen_status status = ZHEN_OK;

  buf_printf(&r->json, "[%u,%u,%.0f", b->zh_end - b->zh_begin,
             b->en_end - b->en_begin,
             round(fmin(1, fmax(0, (double)b->score)) * 1e4));
  if (r->memory)
    status = put_judged(r, b);
  if (r->alignment->explain_data)
    status = zhen_explain(&e, r->alignment, r->zh->sentences, r->en->sentences,
                          b, rival);
  if (e)
    put_why(r, e);
  zhen_explanation_free(e);
  buf_putc(&r->json, ']');
  return status;
}

/* Rivals take time, and matter where there is doubt. */
zhen_status report_put_beads(report_builder *r)
{
  const zhen_alignment *a = r->alignment;
  zhen_status status = ZHEN_OK;
  size_t rivals = 0;

  progress_begin(&r->progress, "explaining", "beads", a->count);
  report_put_key(r, "beads");
  for (size_t k = 0; k < a->count && status == ZHEN_OK; k++) {
    bool rival = (double)a->beads[k].score < RIVAL_BELOW && rivals < RIVALS_MAX;

    rivals += rival;
    buf_puts(&r->json, k ? ",\n" : "[");
    status = put_bead(r, &a->beads[k], rival);
    if (status == ZHEN_OK)
      status = progress_step(&r->progress, 1);
  }
  buf_puts(&r->json, a->count ? "]" : "[]");
  return status;
}
