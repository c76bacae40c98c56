/* SPDX-License-Identifier: Apache-2.0 */
/* The page of a file of pairs: each is a bead, scored alone. */
#include "review/report.h"
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "filter/reasons.h"
#include "text/line.h"
#include "text/text.h"
#include "text/utf8.h"

#include <stdlib.h>

/* ---- reading ---- */

/* A side: one sentence per line. */
typedef struct memory_side {
  buf lines;
  zhen_text *text;
  zhen_sentences *sentences;
} memory_side;

typedef struct memory_builder {
  report_memory memory;
  memory_side zh, en;
  zhen_bead *beads; /* by row */
  size_t capacity;
} memory_builder;

/* The number of sentences after the next one, if there is a text. */
static uint32_t put_side(memory_side *s, zhen_str text, uint32_t before)
{
  if (str_trim(text).len == 0)
    return before;
  line_put_collapsed(&s->lines, text, false);
  buf_putc(&s->lines, '\n');
  return before + 1;
}

static zhen_status add(memory_builder *b, const zhen_pair_row *row)
{
  report_memory *m = &b->memory;
  size_t n = m->count;
  zhen_bead next = n ? b->beads[n - 1] : (zhen_bead){0};
  zhen_status status = mem_grow(&m->rows, &m->capacity, n + 1, sizeof *m->rows);

  if (status == ZHEN_OK)
    status = mem_grow(&b->beads, &b->capacity, n + 1, sizeof *b->beads);
  if (status != ZHEN_OK)
    return status;
  next.zh_begin = next.zh_end;
  next.en_begin = next.en_end;
  next.zh_end = put_side(&b->zh, row->pair.zh, next.zh_begin);
  next.en_end = put_side(&b->en, row->pair.en, next.en_begin);
  if (next.zh_end + next.en_end > ZHEN_REPORT_SENTENCES_MAX)
    return zhen_fail(ZHEN_ELIMIT,
                     "over %d pairs: the limit of a report page; split the "
                     "file, or list the doubtful pairs with zhen score",
                     ZHEN_REPORT_SENTENCES_MAX / 2);
  m->rows[n] = (memory_row){.line = row->line};
  b->beads[n] = next;
  m->count++;
  return ZHEN_OK;
}

static zhen_status read_pairs(memory_builder *b, zhen_pairs *in)
{
  const zhen_pair_row *row;
  zhen_status status;

  do {
    status = zhen_pairs_next(in, &row);
    if (status == ZHEN_OK && row &&
        (str_trim(row->pair.zh).len || str_trim(row->pair.en).len))
      status = add(b, row);
  } while (status == ZHEN_OK && row);
  return status;
}

static zhen_status finish_side(memory_side *s, const char *name)
{
  static const zhen_read_options utf8 = {.struct_size = sizeof utf8,
                                         .encoding = "UTF-8"};
  zhen_status status = buf_status(&s->lines);

  if (status == ZHEN_OK)
    status = zhen_text_decode(&s->text, s->lines.ptr ? s->lines.ptr : "",
                              s->lines.len, name, &utf8);
  return status == ZHEN_OK
             ? zhen_split_lines(&s->sentences, zhen_text_str(s->text))
             : status;
}

/* ---- scoring ---- */

static zhen_str sentence_of(const memory_side *s, uint32_t begin, uint32_t end)
{
  return begin < end ? zhen_sentence_str(s->sentences, begin)
                     : (zhen_str){"", 0};
}

static zhen_status score(memory_builder *b, const zhen_scorer *scorer,
                         unsigned threads)
{
  report_memory *m = &b->memory;
  zhen_pair *pairs = mem_calloc(m->count + 1, sizeof *pairs);
  zhen_pair_score *scores = mem_calloc(m->count + 1, sizeof *scores);
  zhen_status status = pairs && scores ? ZHEN_OK : zhen_fail_memory();

  for (size_t i = 0; i < m->count && status == ZHEN_OK; i++) {
    const zhen_bead *at = &b->beads[i];

    pairs[i].zh = sentence_of(&b->zh, at->zh_begin, at->zh_end);
    pairs[i].en = sentence_of(&b->en, at->en_begin, at->en_end);
  }
  if (status == ZHEN_OK)
    status = zhen_score_pairs(scorer, pairs, m->count, threads, scores);
  for (size_t i = 0; i < m->count && status == ZHEN_OK; i++) {
    m->rows[i].reasons = m->reasons.len;
    score_put_reasons(&m->reasons, &scores[i]);
    m->rows[i].reasons_end = m->reasons.len;
    b->beads[i].score = (float)scores[i].probability;
  }
  free(pairs);
  free(scores);
  return status == ZHEN_OK ? buf_status(&m->reasons) : status;
}

/* ---- the page ---- */

static void dispose(memory_builder *b)
{
  memory_side *sides[] = {&b->zh, &b->en};

  for (size_t i = 0; i < 2; i++) {
    zhen_sentences_free(sides[i]->sentences);
    zhen_text_free(sides[i]->text);
    buf_dispose(&sides[i]->lines);
  }
  buf_dispose(&b->memory.reasons);
  free(b->memory.rows);
  free(b->beads);
}

zhen_status zhen_report_pairs(const char *path, zhen_pairs *in,
                              const char *name, const zhen_scorer *scorer,
                              const zhen_report_options *options)
{
  zhen_report_options known;
  memory_builder b = {.memory.scorer = scorer};
  zhen_status status = OPTIONS_TAKE(&known, options);

  if (status == ZHEN_OK)
    status = read_pairs(&b, in);
  b.memory.format = zhen_pairs_format(in);
  if (status == ZHEN_OK && b.memory.count == 0)
    status = zhen_fail(ZHEN_EINPUT, "%s: no pairs", text_label(name));
  if (status == ZHEN_OK)
    status = finish_side(&b.zh, name);
  if (status == ZHEN_OK)
    status = finish_side(&b.en, name);
  if (status == ZHEN_OK)
    status = score(&b, scorer, known.threads);
  if (status == ZHEN_OK) {
    const zhen_alignment a = {.beads = b.beads,
                              .count = b.memory.count,
                              .parallel = 1,
                              .relation = ZHEN_RELATION_PARALLEL};

    status = report_write(path, &a, &(zhen_side){b.zh.sentences, b.zh.text},
                          &(zhen_side){b.en.sentences, b.en.text}, options,
                          &b.memory);
  }
  dispose(&b);
  return status;
}
