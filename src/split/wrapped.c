/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In wrapped text sentences go on after full lines, several times in a row, and
 * end with a full stop; lines end between any two words. Verse and captions
 * break at commas, lists and titles have no full stops, and both have lines of
 * any length.
 */
#include "split/wrapped.h"
#include "split/marks.h"

enum {
  LEAST_JOINED = 3, /* lines of a text that looks wrapped */
  RAGGED = 12       /* columns by which such a line may be short */
};

/* What the breaks between lines look like. */
typedef struct breaks {
  size_t joined[2];      /* wrapped, by script */
  size_t at_marks;       /* of these, after a comma or another mark */
  size_t runs;           /* of these, after another one */
  size_t closed, open;   /* others: after a sentence or before an indented line;
                            after anything else */
  size_t ends, complete; /* last lines of runs; those that end a sentence */
} breaks;

static bool is_empty(const line *l)
{
  return l->begin == l->end;
}

/* Whether a sentence continues after a full line; verse has a capital. */
static bool is_wrapped(const line_layout *p, const line *a, const line *b)
{
  size_t size;
  uint32_t first = utf8_at(p->text, b->begin, &size);

  return p->full[a->han] > 0 && a->width + RAGGED >= p->full[a->han] &&
         (a->han ? first >= 0x3000 : rune_is_lower(first)) &&
         lines_go_on(p, a, b);
}

static uint32_t last_rune(const line_layout *p, const line *l)
{
  size_t size;

  return utf8_at(p->text, utf8_before(p->text, l->end), &size);
}

/* A comma, say; not the hyphen of a broken word. */
static bool ends_in_mark(const line_layout *p, const line *l)
{
  uint32_t last = last_rune(p, l);

  return !rune_is_word(last) && last != '-';
}

static breaks count_breaks(const line_layout *p)
{
  breaks n = {0};
  bool before = false, run = false;

  for (size_t i = 0; i < p->count; i++) {
    const line *a = &p->line[i], *b = a + 1;
    bool both = i + 1 < p->count && !is_empty(a) && !is_empty(b);
    bool now = both && is_wrapped(p, a, b), ends = lines_end_sentence(p, a);

    n.joined[a->han] += now;
    n.at_marks += now && ends_in_mark(p, a);
    n.runs += now && before;
    n.closed += both && !now && (ends || b->indent > a->indent);
    n.open += both && !now && !ends && b->indent <= a->indent;
    before = now;
    if (run && !(both && lines_go_on(p, a, b))) {
      n.ends++;
      n.complete += ends;
      run = false;
    }
    run |= now;
  }
  return n;
}

/*
 * Chosen on texts of ten kinds, wrapped at 60 to 80 columns, and on the same
 * texts as they are, with a sentence or a paragraph per line: none of these is
 * joined.
 */
unsigned wrapped_columns(const line_layout *p)
{
  breaks n = count_breaks(p);
  size_t all = n.joined[0] + n.joined[1];
  unsigned columns = p->full[n.joined[1] > n.joined[0]];
  bool long_runs = n.runs * 4 >= all;

  if (all == 0)
    return 0;
  if (p->pages)
    return columns;
  if (all < LEAST_JOINED || all * 5 < n.closed + n.open * 2 ||
      n.at_marks * 3 > all + 1 || n.complete * 4 < n.ends * (long_runs ? 2 : 3))
    return 0;
  return columns;
}
