/* SPDX-License-Identifier: Apache-2.0 */
/* zhen search and zhen why-not: text in a corpus, and what happened to it. */
#include "cli/targets.h"
#include "cli/terminal.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct search_args {
  size_t context, limit;
  bool all, json;
  const char *color;
  verbosity level;
} search_args;

#define AT(field) offsetof(search_args, field)

static const option search_options[] = {
    {'C', "context", OPTION_SIZE, AT(context), "N",
     .help = "also print N pairs before and after"},
    {'n', "limit", OPTION_SIZE, AT(limit), "N", .help = "stop after N pairs",
     .unset = "no limit"},
    {'a', "all", OPTION_FLAG, AT(all), NULL,
     .help = "also search dropped pairs and unaligned sentences"},
    {0, "json", OPTION_FLAG, AT(json), NULL,
     .help = "print one JSON object per pair, one per line"},
    {0, "color", OPTION_STRING, AT(color), NULL, .help = "use colors",
     .words = color_words},
    {0}};

static const option why_not_options[] = {
    {'n', "limit", OPTION_SIZE, AT(limit), "N",
     .help = "stop after N sentences; 0: no limit"},
    {0, "color", OPTION_STRING, AT(color), NULL, .help = "use colors",
     .words = color_words},
    {0}};

static const option_group search_groups[] = {
    {search_options, 0}, {general_options, AT(level)}, {0}};
static const option_group why_not_groups[] = {
    {why_not_options, 0}, {general_options, AT(level)}, {0}};

static const search_args search_defaults = {0};
static const search_args why_not_defaults = {.limit = 20};

typedef struct search {
  search_args v;
  bool color;
  bool why; /* say what happened to each sentence */
  zhen_lexicon *lexicon;
  zhen_text_query *query;
  zhen_store *store;
  zhen_documents *documents;
  const zhen_stored_document *doc;
  uint64_t found;
} search;

static bool is_full(const search *s)
{
  return s->v.limit > 0 && s->found >= s->v.limit;
}

static void put_string(const char *text)
{
  put_escaped(stdout, (zhen_str){text, strlen(text)});
}

/* A line of text with the matches in bold. */
static void put_line(const search *s, const char *indent, zhen_str text)
{
  size_t at = 0;
  zhen_bytes hit;

  fputs(indent, stdout);
  while (s->color && zhen_text_query_find(s->query, text, at, &hit)) {
    put_escaped(stdout, (zhen_str){text.ptr + at, hit.begin - at});
    fputs("\033[1;31m", stdout);
    put_escaped(stdout, (zhen_str){text.ptr + hit.begin, hit.end - hit.begin});
    fputs("\033[0m", stdout);
    at = hit.end;
  }
  put_escaped(stdout, (zhen_str){text.ptr + at, text.len - at});
  putchar('\n');
}

static zhen_status put_texts(search *s, size_t bead, const char *indent)
{
  zhen_str zh, en;
  zhen_status status = zhen_documents_text(s->documents, bead, &zh, &en);

  if (status != ZHEN_OK)
    return status;
  if (zh.len > 0)
    put_line(s, indent, zh);
  if (en.len > 0)
    put_line(s, indent, en);
  return ZHEN_OK;
}

/* What happened to a bead, in words. */
static void put_fate(const zhen_stored_bead *b)
{
  printf("%.0f%%, ", 100 * (double)b->bead.score);
  if (!b->pair)
    fputs("unaligned", stdout);
  else if (!b->rule)
    fputs("kept", stdout);
  else if (b->of)
    printf("dropped: %s of ", b->rule);
  else
    printf("dropped: %s %.4g, threshold %.4g", b->rule, b->value, b->threshold);
  if (b->of) {
    put_string(b->of);
    printf(":%zu", b->of_bead);
  }
}

/* What else may explain it: its texts are no translations as a whole. */
static void put_relation(const search *s)
{
  const zhen_stored_document *d = s->doc;

  if (s->why && d->parallel >= 0 && d->relation != ZHEN_RELATION_PARALLEL)
    printf("; relation of the texts: %s", zhen_relation_name(d->relation));
}

static zhen_status put_found(search *s, size_t bead)
{
  size_t first = bead > s->v.context ? bead - s->v.context : 0;
  size_t end = s->doc->count - bead > s->v.context + 1 ? bead + s->v.context + 1
                                                       : s->doc->count;
  zhen_status status = ZHEN_OK;

  put_string(s->doc->id);
  printf(":%zu  ", bead);
  put_fate(&s->doc->beads[bead]);
  put_relation(s);
  putchar('\n');
  for (size_t i = first; status == ZHEN_OK && i < end; i++)
    status = put_texts(s, i, i == bead || s->why ? "  " : "    ");
  return status;
}

static json_t *range(const zhen_bytes *bytes, uint32_t begin, uint32_t end)
{
  if (begin == end)
    return json_null();
  return json_pack("[I,I]", (json_int_t)bytes[begin].begin,
                   (json_int_t)bytes[end - 1].end);
}

/* The verdict on the document, if it is known. */
static void add_relation(const zhen_stored_document *d, json_t *o)
{
  if (!o || d->parallel < 0)
    return;
  json_object_set_new(o, "parallel", json_real(round(d->parallel * 1e4) / 1e4));
  json_object_set_new(o, "relation",
                      json_string(zhen_relation_name(d->relation)));
}

static zhen_status put_json(search *s, size_t bead)
{
  const zhen_stored_bead *b = &s->doc->beads[bead];
  zhen_str zh, en;
  zhen_status status = zhen_documents_text(s->documents, bead, &zh, &en);
  json_t *o;

  if (status != ZHEN_OK)
    return status;
  o = json_pack(
      "{s:s,s:s,s:I,s:f,s:b,s:s?,s:s%,s:s%,s:o,s:o}", "schema", "zhen.found/1",
      "id", s->doc->id, "bead", (json_int_t)bead, "score",
      round((double)b->bead.score * 1e4) / 1e4, "kept",
      zhen_stored_bead_kept(b), "rule", b->rule, "zh", zh.len ? zh.ptr : "",
      zh.len, "en", en.len ? en.ptr : "", en.len, "zh_bytes",
      range(s->doc->zh.bytes, b->bead.zh_begin, b->bead.zh_end), "en_bytes",
      range(s->doc->en.bytes, b->bead.en_begin, b->bead.en_end));
  add_relation(s->doc, o);
  if (o)
    json_dump_callback(o, put_piece, NULL,
                       JSON_COMPACT | JSON_REAL_PRECISION(6));
  putchar('\n');
  json_decref(o);
  return ZHEN_OK;
}

/* Whether a sentence of one side of the bead contains the text. */
static bool holds(const search *s, const zhen_stored_side *side, uint32_t begin,
                  uint32_t end)
{
  zhen_bytes hit;

  for (uint32_t i = begin; i < end; i++)
    if (zhen_text_query_find(s->query, zhen_sentence_str(&side->sentences, i),
                             0, &hit))
      return true;
  return false;
}

static zhen_status search_document(search *s)
{
  const zhen_stored_document *d = s->doc;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < d->count && !is_full(s); i++) {
    const zhen_stored_bead *b = &d->beads[i];

    if (!s->why && !s->v.all && !zhen_stored_bead_kept(b))
      continue;
    if (!holds(s, &d->zh, b->bead.zh_begin, b->bead.zh_end) &&
        !holds(s, &d->en, b->bead.en_begin, b->bead.en_end))
      continue;
    s->found++;
    status = s->v.json ? put_json(s, i) : put_found(s, i);
  }
  return status;
}

static zhen_status search_documents(search *s)
{
  zhen_status status =
      zhen_documents_open_query(&s->documents, s->store, s->query);

  do {
    if (status == ZHEN_OK)
      status = zhen_documents_next(s->documents, &s->doc);
    if (status == ZHEN_OK && s->doc)
      status = search_document(s);
  } while (status == ZHEN_OK && s->doc && !is_full(s));
  return status;
}

/* Sentences are searched one by one: of several, look for the longest. */
static zhen_status longest_sentence(zhen_sentences **sentences, zhen_str *text)
{
  zhen_status status = zhen_split(sentences, *text, NULL);
  zhen_str best = {0};

  if (status != ZHEN_OK)
    return status;
  for (size_t i = 0; i < (*sentences)->count; i++) {
    zhen_str s = zhen_sentence_str(*sentences, i);

    best = s.len > best.len ? s : best;
  }
  if (best.len > 0)
    *text = best;
  return ZHEN_OK;
}

static zhen_status make_query(search *s, const char *word)
{
  zhen_sentences *sentences = NULL;
  zhen_text *text = NULL;
  zhen_str wanted;
  const zhen_read_options utf8 = {.struct_size = sizeof utf8,
                                  .encoding = "UTF-8"};
  zhen_status status =
      zhen_text_decode(&text, word, strlen(word), "the text", &utf8);

  if (status != ZHEN_OK)
    return status;
  wanted = zhen_text_str(text);
  if (s->why)
    status = longest_sentence(&sentences, &wanted);
  if (status == ZHEN_OK)
    status = zhen_text_query_new(&s->query, wanted, s->lexicon);
  zhen_sentences_free(sentences);
  zhen_text_free(text);
  return status;
}

static int work(search *s, const char *store, const char *word)
{
  zhen_status status = zhen_lexicon_open_default(&s->lexicon);

  if (status == ZHEN_OK)
    status = make_query(s, word);
  if (status == ZHEN_OK)
    status = zhen_store_open(&s->store, store);
  if (status == ZHEN_OK)
    status = search_documents(s);
  if (status != ZHEN_OK)
    return say_failure(status);
  if (s->v.level.verbose && !s->v.level.quiet)
    say("%s: found %" PRIu64 " time%s", store, s->found,
        s->found == 1 ? "" : "s");
  if (s->found > 0)
    return EXIT_DONE;
  if (s->why && !s->v.level.quiet)
    say("%s: text not found; if its document failed, zhen stats --failures "
        "lists it",
        store);
  return EXIT_NO;
}

static void dispose(search *s)
{
  zhen_documents_close(s->documents);
  zhen_text_query_free(s->query);
  zhen_lexicon_close(s->lexicon);
  zhen_store_close(s->store);
}

static int search_store(search *s, const command *self, int argc, char **argv)
{
  int count = options_parse(self, argc, argv, &s->v);
  int status;

  if (count < 0)
    return count == -2 ? EXIT_DONE : EXIT_USAGE;
  if (count != 2)
    return say_usage(self, "two operands expected: STORE TEXT");
  s->color = terminal_color(s->v.color, true);
  status = targets_check_print(self, argv[0]);
  if (status == EXIT_DONE)
    status = work(s, argv[0], argv[1]);
  dispose(s);
  return status;
}

static int run_search(const command *self, int argc, char **argv)
{
  search s = {.v = search_defaults};

  return search_store(&s, self, argc, argv);
}

static int run_why_not(const command *self, int argc, char **argv)
{
  search s = {.v = why_not_defaults, .why = true};

  return search_store(&s, self, argc, argv);
}

const command command_search = {
    .name = "search",
    .run = run_search,
    .summary = "find text in a corpus, with its translation",
    .usage = "[OPTION]... STORE TEXT",
    .purpose = "Print the pairs of a store that contain TEXT on one side. "
               "Upper and lower case, full and half width, simplified and "
               "traditional characters are treated as equal.",
    .groups = search_groups,
    .defaults = &search_defaults,
    .examples = "  zhen search corpus.db 云计算\n"
                "  zhen search corpus.db 'cloud computing' -C 1 -n 10\n",
    .negative = "TEXT was not found"};

const command command_why_not = {
    .name = "why-not",
    .run = run_why_not,
    .summary = "explain what happened to a sentence",
    .usage = "[OPTION]... STORE TEXT",
    .purpose = "Find the sentences of a store that contain TEXT and print for "
               "each one whether it was kept, which rule dropped it, which "
               "pair it duplicates, or that it is unaligned; and how the texts "
               "of the document are related, unless they are parallel.",
    .groups = why_not_groups,
    .defaults = &why_not_defaults,
    .examples = "  zhen why-not corpus.db '凌晨四点二十分'\n",
    .negative = "TEXT was not found"};
