/* SPDX-License-Identifier: Apache-2.0 */
/* An explained bead as text. */
#include "cli/explain_print.h"

#include <math.h>

/* Words that contribute less are not listed one by one. */
static const double CONTRIBUTION_MIN = .05;

static void put_spaces(unsigned from, unsigned to)
{
  do
    putchar(' ');
  while (++from < to);
}

static void put_column(zhen_str s, unsigned width)
{
  put_spaces(put_escaped(stdout, s), width);
}

/* "+1.50", with a decimal point in every locale. */
static void put_signed(double x, unsigned decimals)
{
  long scale = decimals == 1 ? 10 : 100, n = lround(fabs(x) * (double)scale);

  printf("%c%ld.%0*ld", x < 0 && n > 0 ? '-' : '+', n / scale, (int)decimals,
         n % scale);
}

/* 1:02:03.456, of milliseconds */
static void put_time(int64_t ms)
{
  printf("%d:%02d:%02d.%03d  ", (int)(ms / 3600000), (int)(ms / 60000 % 60),
         (int)(ms / 1000 % 60), (int)(ms % 1000));
}

static void put_sentences(const zhen_side *side, uint32_t begin, uint32_t end,
                          const char *none)
{
  if (begin == end)
    printf("  %s\n", none);
  for (uint32_t i = begin; i < end; i++) {
    zhen_str s = zhen_sentence_str(side->sentences, i);

    printf("  %u  ", i + 1);
    if (side->sentences->times)
      put_time(side->sentences->times[i].begin);
    put_escaped(stdout, s);
    putchar('\n');
  }
}

/* "98.1 %", with a decimal point in every locale. */
static void put_percent(double p)
{
  long n = lround(p * 1000);

  printf("%ld.%ld %%", n / 10, n % 10);
}

static void put_head(const explained *e)
{
  const zhen_bead *b = &e->why->bead;

  printf("Pair %zu, %u-%u: probability ", e->number, b->zh_end - b->zh_begin,
         b->en_end - b->en_begin);
  put_percent(b->score);
  putchar('\n');
  put_sentences(e->zh, b->zh_begin, b->zh_end, "(no Chinese)");
  put_sentences(e->en, b->en_begin, b->en_end, "(no English)");
}

/* What follows a place, shortened. */
static void put_start(const zhen_side *side, const zhen_place *p)
{
  enum { BYTES = 36 };
  zhen_str s = zhen_sentence_str(side->sentences, p->sentence);
  size_t end = p->at + BYTES < s.len ? p->at + BYTES : s.len;

  while (end < s.len && ((unsigned char)s.ptr[end] & 0xC0) == 0x80)
    end--;
  put_escaped(stdout, (zhen_str){s.ptr + p->at, end - p->at});
  if (end < s.len)
    printf("...");
}

static void put_crossing(const explained *e)
{
  if (!e->why->crossed)
    return;
  printf("\nCrossed halves\n  Chinese from   ");
  put_start(e->zh, &e->why->zh_cut);
  printf("\n  English before ");
  put_start(e->en, &e->why->en_cut);
  putchar('\n');
}

static const char *in_quote(bool inside)
{
  return inside ? "inside" : "outside";
}

/* Where the value of a term comes from. */
static void put_note(const zhen_explanation *why, zhen_term term)
{
  if (term == ZHEN_TERM_LENGTH) {
    printf("   %ld characters of English expected; deviation ",
           lround(why->expected));
    put_signed(why->deviation, 1);
    printf(" standard deviations");
  }
  if (term == ZHEN_TERM_QUOTES)
    printf("   Chinese ends %s a quotation, English ends %s one",
           in_quote(why->zh_in_quote), in_quote(why->en_in_quote));
  if (term == ZHEN_TERM_INSIDE && why->parts > 1)
    printf("   aligned in %u parts", why->parts);
}

static void put_terms(const zhen_explanation *why)
{
  printf("\nScore: the sum of these terms (natural logarithms); the margin "
         "compares scores\n");
  for (int t = 0; t < ZHEN_TERMS; t++) {
    if (!(fabs(why->terms[t]) > 0))
      continue;
    printf("  %-28s", zhen_term_name((zhen_term)t));
    put_signed(why->terms[t], 2);
    put_note(why, (zhen_term)t);
    putchar('\n');
  }
  printf("  %-28s", "sum");
  put_signed(why->score, 2);
  putchar('\n');
}

/* 1260000000, or 0.62 */
static void put_value(double x)
{
  long long whole = llround(floor(x));
  long part = lround((x - floor(x)) * 10000);

  if (fabs(x) > 1e15)
    return;
  printf(" = %lld", whole);
  if (part > 0 && part < 10000) {
    while (part % 10 == 0)
      part /= 10;
    printf(".%ld", part);
  }
}

static void put_matches(const explained *e)
{
  const zhen_explanation *why = e->why;
  double rest = 0;
  size_t more = 0;

  if (why->n_matches > 0)
    printf("\nMatched words and their contribution\n");
  for (size_t k = 0; k < why->n_matches; k++) {
    const zhen_word_match *m = &why->matches[k];

    if (m->contribution < CONTRIBUTION_MIN) {
      rest += m->contribution;
      more++;
      continue;
    }
    printf("  ");
    put_column(explained_text(e->zh, &m->zh), 16);
    put_column(explained_text(e->en, &m->en), 24);
    put_signed(m->contribution, 2);
    printf("  %s", zhen_word_match_name(m->kind));
    if (m->kind == ZHEN_MATCH_NUMBER)
      put_value(m->value);
    putchar('\n');
  }
  if (more > 0) {
    printf("  and %zu more, together ", more);
    put_signed(rest, 2);
    putchar('\n');
  }
}

static void put_links(const explained *e)
{
  if (e->words.n_links > 0)
    printf("\nWord links and their probability\n");
  for (size_t k = 0; k < e->words.n_links; k++) {
    const explained_link l = explained_link_at(e, k);

    printf("  ");
    put_column(explained_text(e->zh, &l.zh), 16);
    put_column(explained_text(e->en, &l.en), 24);
    put_percent(l.probability);
    putchar('\n');
  }
}

static void put_unmatched(const explained *e, bool is_en)
{
  const zhen_explanation *why = e->why;
  bool any = false;

  for (size_t k = 0; k < why->n_unmatched; k++) {
    const zhen_word_unmatched *u = &why->unmatched[k];
    zhen_str s;

    if (u->is_en != is_en || -u->contribution < CONTRIBUTION_MIN)
      continue;
    if (!any)
      printf("\nUnmatched words in %s\n ", is_en ? "English" : "Chinese");
    any = true;
    s = explained_text(is_en ? e->en : e->zh, &u->position);
    putchar(' ');
    put_escaped(stdout, s);
    putchar(' ');
    put_signed(u->contribution, 2);
  }
  if (any)
    putchar('\n');
}

static void put_range(const char *side, uint32_t begin, uint32_t end)
{
  if (begin == end)
    printf("no %s", side);
  else if (end - begin == 1)
    printf("%s %u", side, begin + 1);
  else
    printf("%s %u-%u", side, begin + 1, end);
}

static void put_ranges(const zhen_bead *b)
{
  put_range("Chinese", b->zh_begin, b->zh_end);
  printf(" with ");
  put_range("English", b->en_begin, b->en_end);
  putchar('\n');
}

/* The first factor of the probability, and where it comes from. */
static void put_region(const explained *e)
{
  const zhen_alignment *a = e->alignment;
  zhen_relation relation = zhen_alignment_relation(a);
  const zhen_bead *passage = explained_passage(e);

  printf("\nParallel here: ");
  put_percent(e->why->parallel);
  if (explained_is_pair(e)) {
    printf("\n  this pair without its document: ");
    put_percent(e->alone);
  }
  printf("\n  texts: %s; share of parallel text ",
         zhen_relation_name(relation));
  put_percent(zhen_alignment_parallel(a));
  printf("\n  parallel passage: ");
  if (passage)
    put_ranges(passage);
  else
    printf("%s\n", relation == ZHEN_RELATION_PARALLEL ? "all" : "none");
}

static void put_doubt(const explained *e)
{
  const zhen_bead *d = explained_doubt(e);

  if (!d)
    return;
  printf("\nDoubtful pair: ");
  put_percent((double)d->score);
  printf("\n  ");
  put_ranges(d);
}

/* The second factor, and the bead's rival for it. */
static void put_bounds(const explained *e)
{
  const zhen_explanation *why = e->why;

  printf("\n%s, if parallel here",
         explained_is_pair(e) ? "These bounds" : "Unaligned");
  if (why->bounds >= 0) {
    printf(": ");
    put_percent(why->bounds);
  }
  putchar('\n');
  if (why->n_rival == 0) {
    printf("  there is no alternative alignment\n");
    return;
  }
  printf("  margin against the best alternative: ");
  put_signed(why->margin, 2);
  putchar('\n');
  for (size_t k = 0; k < why->n_rival; k++) {
    printf("    ");
    put_ranges(&why->rival[k]);
  }
}

void explain_print_text(const explained *e)
{
  put_head(e);
  put_region(e);
  put_bounds(e);
  put_doubt(e);
  put_terms(e->why);
  put_crossing(e);
  put_matches(e);
  put_unmatched(e, false);
  put_unmatched(e, true);
  put_links(e);
}
