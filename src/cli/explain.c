/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/explain.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* An explanation and its pair. */
typedef struct explained {
  size_t number;
  const zhen_alignment *alignment;
  const zhen_side *zh, *en;
  const zhen_explanation *why;
  double alone; /* probability, without the document, that the sides are of one
                   sentence */
} explained;

/* The parallel passage that shares a sentence with the bead, or NULL. */
static const zhen_bead *find_passage(const explained *e)
{
  const zhen_bead *b = &e->why->bead;
  size_t count;
  const zhen_bead *p = zhen_alignment_passages(e->alignment, &count);

  for (size_t k = 0; k < count; k++)
    if ((b->zh_begin < p[k].zh_end && p[k].zh_begin < b->zh_end) ||
        (b->en_begin < p[k].en_end && p[k].en_begin < b->en_end))
      return &p[k];
  return NULL;
}

static bool is_pair(const zhen_bead *b)
{
  return b->zh_begin < b->zh_end && b->en_begin < b->en_end;
}

/* ---- text ---- */

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

static zhen_str position_str(const zhen_side *side, const zhen_word_position *p)
{
  zhen_str s = zhen_sentence_str(side->sentences, p->sentence);

  return (zhen_str){s.ptr + p->begin, p->end - p->begin};
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
    put_column(position_str(e->zh, &m->zh), 16);
    put_column(position_str(e->en, &m->en), 24);
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
    s = position_str(is_en ? e->en : e->zh, &u->position);
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
  const zhen_bead *passage = find_passage(e);

  printf("\nParallel here: ");
  put_percent(e->why->parallel);
  if (is_pair(&e->why->bead)) {
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

/* The doubtful pair that an unaligned sentence may be in; NULL: none. */
static const zhen_bead *find_doubt(const explained *e)
{
  const zhen_bead *own = &e->why->bead;
  size_t count;
  const zhen_bead *d = zhen_alignment_doubtful(e->alignment, &count);

  for (size_t k = 0; k < count && !is_pair(own); k++)
    if (own->zh_begin < own->zh_end
            ? d[k].zh_begin <= own->zh_begin && own->zh_end <= d[k].zh_end
            : d[k].en_begin <= own->en_begin && own->en_end <= d[k].en_end)
      return &d[k];
  return NULL;
}

static void put_doubt(const explained *e)
{
  const zhen_bead *d = find_doubt(e);

  if (!d)
    return;
  printf("\nDoubtful pair: ");
  put_percent((double)d->score);
  printf("\n  ");
  put_ranges(d);
}

/* The second factor, and the bead's rival for it. */
static void put_bounds(const zhen_explanation *why)
{
  printf("\n%s, if parallel here",
         is_pair(&why->bead) ? "These bounds" : "Unaligned");
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

static void print_text(const explained *e)
{
  put_head(e);
  put_region(e);
  put_bounds(e->why);
  put_doubt(e);
  put_terms(e->why);
  put_crossing(e);
  put_matches(e);
  put_unmatched(e, false);
  put_unmatched(e, true);
}

/* ---- JSON ---- */

static double rounded(double x)
{
  return round(x * 1e4) / 1e4;
}

static json_t *pack_position(const zhen_side *side, const zhen_word_position *p)
{
  zhen_str s = position_str(side, p);
  size_t begin = side->sentences->at[p->sentence].begin;

  return json_pack("{s:i,s:s%,s:[I,I]}", "sentence", (int)p->sentence, "text",
                   s.ptr, s.len, "bytes",
                   (json_int_t)zhen_text_source(side->source, begin + p->begin),
                   (json_int_t)zhen_text_source(side->source, begin + p->end));
}

/* Keys never change; words may. */
static const char *const term_keys[ZHEN_TERMS] = {
    [ZHEN_TERM_MATCHED] = "matched",
    [ZHEN_TERM_UNMATCHED] = "unmatched",
    [ZHEN_TERM_LENGTH] = "length",
    [ZHEN_TERM_SHAPE] = "shape",
    [ZHEN_TERM_INSIDE] = "inside",
    [ZHEN_TERM_QUOTES] = "quotes",
    [ZHEN_TERM_PARAS] = "paragraphs",
    [ZHEN_TERM_TURNS] = "turns",
    [ZHEN_TERM_ORDER] = "order",
    [ZHEN_TERM_LEAD] = "lead",
    [ZHEN_TERM_EMBEDDINGS] = "embeddings",
    [ZHEN_TERM_CROSSED] = "crossed",
    [ZHEN_TERM_ENDS] = "ends",
    [ZHEN_TERM_DIGEST] = "digest",
    [ZHEN_TERM_REPEATED] = "repeated"};
static const char *const match_keys[ZHEN_MATCH_KINDS] = {
    [ZHEN_MATCH_WORD] = "word",     [ZHEN_MATCH_LATIN] = "latin",
    [ZHEN_MATCH_NUMBER] = "number", [ZHEN_MATCH_NAME] = "name",
    [ZHEN_MATCH_MARK] = "mark",     [ZHEN_MATCH_TERM] = "term",
    [ZHEN_MATCH_PART] = "part",     [ZHEN_MATCH_LEARNED] = "learned"};

/* The list, or NULL if memory ran out while it was filled. */
static json_t *whole(json_t *list, size_t n)
{
  if (json_is_array(list) && json_array_size(list) == n)
    return list;
  json_decref(list);
  return NULL;
}

static json_t *pack_terms(const zhen_explanation *why)
{
  json_t *terms = json_object();

  for (int t = 0; t < ZHEN_TERMS; t++)
    json_object_set_new(terms, term_keys[t], json_real(rounded(why->terms[t])));
  return terms;
}

static json_t *pack_matches(const explained *e)
{
  json_t *list = json_array();

  for (size_t k = 0; k < e->why->n_matches; k++) {
    const zhen_word_match *m = &e->why->matches[k];
    json_t *match = json_pack("{s:s,s:o,s:o,s:f}", "kind", match_keys[m->kind],
                              "zh", pack_position(e->zh, &m->zh), "en",
                              pack_position(e->en, &m->en), "contribution",
                              rounded(m->contribution));

    if (m->kind == ZHEN_MATCH_NUMBER)
      json_object_set_new(match, "value", json_real(m->value));
    json_array_append_new(list, match);
  }
  return whole(list, e->why->n_matches);
}

static json_t *pack_unmatched(const explained *e)
{
  json_t *list = json_array();

  for (size_t k = 0; k < e->why->n_unmatched; k++) {
    const zhen_word_unmatched *u = &e->why->unmatched[k];

    json_array_append_new(
        list,
        json_pack("{s:s,s:o,s:f}", "side", u->is_en ? "en" : "zh", "position",
                  pack_position(u->is_en ? e->en : e->zh, &u->position),
                  "contribution", rounded(u->contribution)));
  }
  return whole(list, e->why->n_unmatched);
}

static json_t *pack_bead(const zhen_bead *b)
{
  return json_pack("{s:[i,i],s:[i,i]}", "zh", (int)b->zh_begin, (int)b->zh_end,
                   "en", (int)b->en_begin, (int)b->en_end);
}

static json_t *pack_rival(const zhen_explanation *why)
{
  json_t *beads = json_array();

  for (size_t k = 0; k < why->n_rival; k++)
    json_array_append_new(beads, pack_bead(&why->rival[k]));
  beads = whole(beads, why->n_rival);
  if (why->n_rival == 0) {
    json_decref(beads);
    return json_null();
  }
  return json_pack("{s:f,s:o}", "margin", rounded(why->margin), "beads", beads);
}

static json_t *pack_doubt(const explained *e)
{
  const zhen_bead *d = find_doubt(e);

  return d ? json_pack("{s:f,s:o}", "probability", rounded((double)d->score),
                       "bead", pack_bead(d))
           : json_null();
}

static json_t *pack_place(const zhen_side *side, const zhen_place *p)
{
  size_t at = side->sentences->at[p->sentence].begin + p->at;

  return json_pack("{s:i,s:I}", "sentence", (int)p->sentence, "byte",
                   (json_int_t)zhen_text_source(side->source, at));
}

static json_t *pack_crossing(const explained *e)
{
  if (!e->why->crossed)
    return json_null();
  return json_pack("{s:o,s:o}", "zh", pack_place(e->zh, &e->why->zh_cut), "en",
                   pack_place(e->en, &e->why->en_cut));
}

static json_t *pack_region(const explained *e)
{
  const zhen_bead *passage = find_passage(e);

  return json_pack(
      "{s:f,s:o,s:o}", "parallel", rounded(e->why->parallel), "passage",
      passage ? pack_bead(passage) : json_null(), "pair",
      is_pair(&e->why->bead) ? json_real(rounded(e->alone)) : json_null());
}

static int put_json(const char *bytes, size_t len, void *context)
{
  (void)context;
  put_text((zhen_str){bytes, len});
  return 0;
}

static int print_json(const explained *e)
{
  const zhen_explanation *why = e->why;
  json_t *object = json_pack(
      "{s:s,s:I,s:o,s:f,s:f,s:s,s:o,s:o,"
      "s:f,s:o,s:{s:f,s:f},s:{s:b,s:b},s:i,s:o,s:o,s:o,s:o,s:o}",
      "schema", "zhen.explanation/1", "id", (json_int_t)e->number, "bead",
      pack_bead(&why->bead), "probability", rounded((double)why->bead.score),
      "parallel", rounded(zhen_alignment_parallel(e->alignment)), "relation",
      zhen_relation_name(zhen_alignment_relation(e->alignment)), "region",
      pack_region(e), "bounds",
      why->bounds >= 0 ? json_real(rounded(why->bounds)) : json_null(), "score",
      rounded(why->score), "terms", pack_terms(why), "length", "deviation",
      rounded(why->deviation), "expected", rounded(why->expected),
      "in_quotation", "zh", (int)why->zh_in_quote, "en", (int)why->en_in_quote,
      "parts", (int)why->parts, "crossed", pack_crossing(e), "matches",
      pack_matches(e), "unmatched", pack_unmatched(e), "rival", pack_rival(why),
      "doubtful", pack_doubt(e));
  bool done =
      object && json_dump_callback(object, put_json, NULL,
                                   JSON_COMPACT | JSON_REAL_PRECISION(8)) == 0;

  json_decref(object);
  if (done || ferror(stdout)) {
    putchar('\n');
    return EXIT_DONE;
  }
  say("out of memory");
  return EXIT_LIMIT;
}

/* Sentences [begin, end) with what is between them. */
static zhen_str text_of(const zhen_side *side, uint32_t begin, uint32_t end)
{
  const zhen_sentence *at = side->sentences->at;

  return (zhen_str){side->sentences->text.ptr + at[begin].begin,
                    at[end - 1].end - at[begin].begin};
}

static zhen_status score_alone(explained *e, const zhen_lexicon *lexicon)
{
  const zhen_bead *b = &e->why->bead;
  zhen_scorer *scorer;
  zhen_pair_score score;
  zhen_status status;

  if (!is_pair(b))
    return ZHEN_OK;
  status = zhen_scorer_open(&scorer, lexicon, NULL);
  if (status == ZHEN_OK) {
    const zhen_pair pair = {.zh = text_of(e->zh, b->zh_begin, b->zh_end),
                            .en = text_of(e->en, b->en_begin, b->en_end)};

    status = zhen_score_pairs(scorer, &pair, 1, 1, &score);
  }
  if (status == ZHEN_OK)
    e->alone = score.related;
  zhen_scorer_close(scorer);
  return status;
}

int explain_bead(const article_job *p, size_t number, const zhen_bead *bead,
                 bool json)
{
  const zhen_article *a = p->sides;
  zhen_explanation *why;
  zhen_status status = zhen_explain(&why, p->alignment, a->zh.sentences,
                                    a->en.sentences, bead, true);
  explained e = {number, p->alignment, &a->zh, &a->en, why, 0};
  int failed = EXIT_DONE;

  if (status == ZHEN_OK)
    status = score_alone(&e, p->lexicon);
  if (status != ZHEN_OK)
    failed = say_failure(status);
  else if (json)
    failed = print_json(&e);
  else
    print_text(&e);
  zhen_explanation_free(why);
  return failed;
}
