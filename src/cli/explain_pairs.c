/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/explain_pairs.h"

#include <jansson.h>
#include <math.h>
#include <zhen/pairs.h>
#include <zhen/score.h>
#include <zhen/words.h>

/* ---- text ---- */

/* With a decimal point in every locale. */
static void put_decimal(double x, const char *sign)
{
  long n = lround(fabs(x) * 100);

  printf("%s%ld.%02ld", x < 0 && n > 0 ? "-" : sign, n / 100, n % 100);
}

static void put_cell(zhen_str s, unsigned width)
{
  unsigned used = put_escaped(stdout, s);

  do
    putchar(' ');
  while (++used < width);
}

static void put_side(const char *name, zhen_str text)
{
  printf("  %s  ", name);
  put_escaped(stdout, text);
  putchar('\n');
}

/* The words that have a partner, or those of one side that have none. */
static void put_words(const zhen_pair_explanation *e, const char *title,
                      bool zh, bool en)
{
  bool begun = false;

  for (size_t i = 0; i < e->count; i++) {
    const zhen_word_pair *w = &e->words[i];

    if ((w->zh.len > 0) != zh || (w->en.len > 0) != en)
      continue;
    if (!begun)
      printf("\n%s\n", title);
    begun = true;
    printf("  ");
    if (zh)
      put_cell(w->zh, 16);
    if (en)
      put_cell(w->en, 24);
    if (fabs(w->says) > 0)
      put_decimal(w->says, "+");
    if (zh && en)
      printf("  %s", w->kind);
    else if (w->kind[0] == 'n' && w->kind[1] == 'u')
      printf("number");
    putchar('\n');
  }
}

static void put_more(const zhen_pair_score *s)
{
  printf("\nContent words with a match: zh %ld %%, en %ld %%\n",
         lround(s->matched_zh * 100), lround(s->matched_en * 100));
  printf("Length of the English: ");
  put_decimal(s->length_z, "+");
  printf(" standard deviations\n");
  if (s->wrong_language)
    printf("A side is in the wrong language\n");
  if (s->negation_zh || s->negation_en)
    printf("More negations in the %s\n",
           s->negation_zh ? "Chinese" : "English");
  if (s->name_en.len)
    put_side("name only in en:", s->name_en);
  if (s->unmatched_zh.len)
    put_side("unmatched in zh:", s->unmatched_zh);
  if (s->unmatched_en.len)
    put_side("unmatched in en:", s->unmatched_en);
}

static zhen_str word_text(zhen_str side, const zhen_bytes *word)
{
  return (zhen_str){side.ptr + word->begin, word->end - word->begin};
}

static void put_links(const zhen_pair *pair, const zhen_pair_words *w)
{
  if (w->n_links > 0)
    printf("\nWord links and their probability\n");
  for (size_t k = 0; k < w->n_links; k++) {
    const zhen_word_link *l = &w->links[k];

    printf("  ");
    put_cell(word_text(pair->zh, &w->zh[l->zh]), 16);
    put_cell(word_text(pair->en, &w->en[l->en]), 24);
    put_decimal(100 * (double)l->probability, "");
    printf(" %%\n");
  }
}

static void put_pair(size_t line, const zhen_pair *pair,
                     const zhen_pair_explanation *e, const zhen_pair_words *w)
{
  printf("Line %zu: probability ", line);
  put_decimal(100 * e->score.probability, "");
  printf(" %%; of one sentence ");
  put_decimal(100 * e->score.related, "");
  printf(" %%\n");
  put_side("zh", pair->zh);
  put_side("en", pair->en);
  if (e->score.empty) {
    printf("\nA side is empty\n");
    return;
  }
  put_words(e, "Matches (natural logarithm of the odds that each gives)", true,
            true);
  put_words(e, "Without a match in the Chinese", true, false);
  put_words(e, "Without a match in the English", false, true);
  put_more(&e->score);
  put_links(pair, w);
}

/* ---- JSON ---- */

static json_t *pack_str(zhen_str s)
{
  return json_stringn(s.len ? s.ptr : "", s.len);
}

static double rounded(double x)
{
  return round(x * 10000) / 10000;
}

static json_t *pack_words(const zhen_pair_explanation *e)
{
  json_t *list = json_array();

  for (size_t i = 0; i < e->count; i++) {
    const zhen_word_pair *w = &e->words[i];

    json_array_append_new(list,
                          json_pack("{s:o?,s:o?,s:s,s:f}", "zh",
                                    w->zh.len ? pack_str(w->zh) : NULL, "en",
                                    w->en.len ? pack_str(w->en) : NULL, "kind",
                                    w->kind, "says", rounded(w->says)));
  }
  return list;
}

static json_t *pack_link_word(zhen_str side, const zhen_bytes *word)
{
  return json_pack("{s:o,s:[I,I]}", "text", pack_str(word_text(side, word)),
                   "bytes", (json_int_t)word->begin, (json_int_t)word->end);
}

static json_t *pack_links(const zhen_pair *pair, const zhen_pair_words *w)
{
  json_t *list = json_array();

  for (size_t k = 0; k < w->n_links; k++) {
    const zhen_word_link *l = &w->links[k];

    json_array_append_new(
        list, json_pack("{s:o,s:o,s:f}", "zh",
                        pack_link_word(pair->zh, &w->zh[l->zh]), "en",
                        pack_link_word(pair->en, &w->en[l->en]), "probability",
                        rounded((double)l->probability)));
  }
  return list;
}

static json_t *pack(size_t line, const zhen_pair *pair,
                    const zhen_pair_explanation *e, const zhen_pair_words *w)
{
  const zhen_pair_score *s = &e->score;

  return json_pack(
      "{s:s,s:I,s:f,s:f,s:o,s:o,s:f,s:f,s:f,s:o,s:o,s:b,s:b,s:b,s:b,s:o,s:o}",
      "schema", "zhen.pair-explanation/1", "line", (json_int_t)line,
      "probability", rounded(s->probability), "related", rounded(s->related),
      "zh", pack_str(pair->zh), "en", pack_str(pair->en), "matched_zh",
      rounded(s->matched_zh), "matched_en", rounded(s->matched_en), "length_z",
      rounded(s->length_z), "unmatched_zh", pack_str(s->unmatched_zh),
      "unmatched_en", pack_str(s->unmatched_en), "negation_zh", s->negation_zh,
      "negation_en", s->negation_en, "wrong_language", s->wrong_language,
      "empty", s->empty, "words", pack_words(e), "links", pack_links(pair, w));
}

static int put_json(const char *bytes, size_t len, void *context)
{
  (void)context;
  return fwrite(bytes, 1, len, stdout) == len ? 0 : -1;
}

/* ---- the file ---- */

typedef struct pair_explainer {
  const zhen_lexicon *lexicon;
  const zhen_scorer *scorer;
  bool json;
  size_t done;
} pair_explainer;

static void put_explanation(pair_explainer *x, const zhen_pair_row *row,
                            const zhen_pair_explanation *e,
                            const zhen_pair_words *words)
{
  json_t *object;

  if (!x->json) {
    if (x->done > 0)
      printf("\n\n");
    put_pair(row->line, &row->pair, e, words);
    return;
  }
  object = pack(row->line, &row->pair, e, words);
  json_dump_callback(object, put_json, NULL,
                     JSON_COMPACT | JSON_REAL_PRECISION(6));
  json_decref(object);
  putchar('\n');
}

/* The words of a pair are linked by themselves. */
static zhen_status explain(pair_explainer *x, const zhen_pair_row *row)
{
  zhen_pair_explanation *e;
  zhen_words *words = NULL;
  zhen_pair_words of;
  zhen_status status = zhen_pair_explain(x->scorer, &row->pair, &e);

  if (status == ZHEN_OK)
    status = zhen_words_link(&words, x->lexicon, &row->pair, 1, NULL);
  if (status == ZHEN_OK) {
    of = zhen_words_of(words, 0);
    put_explanation(x, row, e, &of);
    x->done++;
  }
  zhen_words_free(words);
  zhen_pair_explanation_free(e);
  return status;
}

/* Lines are cleared; `missing` becomes the first one without a pair, or 0. */
static zhen_status explain_lines(pair_explainer *x, zhen_pairs *in,
                                 size_t *lines, size_t count, size_t *missing)
{
  const zhen_pair_row *row = NULL;
  zhen_status status = ZHEN_OK;

  do {
    status = zhen_pairs_next(in, &row);
    for (size_t i = 0; status == ZHEN_OK && row && i < count; i++)
      if (lines[i] == row->line) {
        lines[i] = 0;
        status = explain(x, row);
      }
  } while (status == ZHEN_OK && row && x->done < count);
  *missing = 0;
  for (size_t i = count; i-- > 0;)
    if (lines[i])
      *missing = lines[i];
  return status;
}

int explain_pairs(const article_values *v, const char *path, bool swap,
                  size_t *lines, size_t count, bool json)
{
  zhen_pairs_options how = {
      .struct_size = sizeof how, .encoding = v->encoding, .swap = swap};
  pair_explainer x = {.json = json};
  zhen_lexicon *lexicon = NULL;
  zhen_scorer *scorer = NULL;
  zhen_pairs *in = NULL;
  size_t missing = 0;
  zhen_status status = v->lexicon ? zhen_lexicon_open(&lexicon, v->lexicon)
                                  : zhen_lexicon_open_default(&lexicon);

  if (status == ZHEN_OK && v->glossary)
    status = zhen_lexicon_add_glossary(lexicon, v->glossary);
  if (status == ZHEN_OK)
    status = zhen_scorer_open(&scorer, lexicon, NULL);
  if (status == ZHEN_OK)
    status = zhen_pairs_open(&in, &path, 1, &how);
  x.lexicon = lexicon;
  x.scorer = scorer;
  if (status == ZHEN_OK)
    status = explain_lines(&x, in, lines, count, &missing);
  zhen_pairs_close(in);
  zhen_scorer_close(scorer);
  zhen_lexicon_close(lexicon);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (missing == 0)
    return EXIT_DONE;
  say("%s: no pair on line %zu", path, missing);
  return EXIT_USAGE;
}
