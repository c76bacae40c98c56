/* SPDX-License-Identifier: Apache-2.0 */
/* An explained bead as a line of JSON. */
#include "cli/explain_print.h"

#include <jansson.h>
#include <math.h>

static double rounded(double x)
{
  return round(x * 1e4) / 1e4;
}

static json_t *pack_position(const zhen_side *side, const zhen_word_position *p)
{
  zhen_str s = explained_text(side, p);
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

static json_t *pack_links(const explained *e)
{
  json_t *list = json_array();

  for (size_t k = 0; k < e->words.n_links; k++) {
    const explained_link l = explained_link_at(e, k);

    json_array_append_new(
        list, json_pack("{s:o,s:o,s:f}", "zh", pack_position(e->zh, &l.zh),
                        "en", pack_position(e->en, &l.en), "probability",
                        rounded(l.probability)));
  }
  return whole(list, e->words.n_links);
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
  const zhen_bead *d = explained_doubt(e);

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
  const zhen_bead *passage = explained_passage(e);

  return json_pack(
      "{s:f,s:o,s:o}", "parallel", rounded(e->why->parallel), "passage",
      passage ? pack_bead(passage) : json_null(), "pair",
      explained_is_pair(e) ? json_real(rounded(e->alone)) : json_null());
}

static int put_json(const char *bytes, size_t len, void *context)
{
  (void)context;
  put_text((zhen_str){bytes, len});
  return 0;
}

int explain_print_json(const explained *e)
{
  const zhen_explanation *why = e->why;
  json_t *object = json_pack(
      "{s:s,s:I,s:o,s:f,s:f,s:s,s:o,s:o,"
      "s:f,s:o,s:{s:f,s:f},s:{s:b,s:b},s:i,s:o,s:o,s:o,s:o,s:o,s:o}",
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
      pack_matches(e), "unmatched", pack_unmatched(e), "links", pack_links(e),
      "rival", pack_rival(why), "doubtful", pack_doubt(e));
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
