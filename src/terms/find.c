/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs of stores and files in batches: link their words, count phrases. */
#include "terms/find.h"
#include "base/fail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH_PAIRS = 10000, BATCH_BYTES = 16 << 20 };

typedef struct terms_reading {
  term_table *table;
  const zhen_lexicon *lexicon;
  const zhen_terms_options *options;
  progress *watched;
  phrase_reader phrases;
  buf texts;
  zhen_pair *pairs;    /* their strings are set when the batch is full */
  uint64_t *documents; /* of each pair */
  size_t count, pairs_capacity, documents_capacity;
  uint64_t document, n_pairs;
  zhen_word_kind kind;
  const zhen_pair *now;
  uint64_t now_document;
} terms_reading;

static zhen_status count_phrase(void *context, const phrase *p)
{
  terms_reading *r = context;

  return term_table_add(r->table, p, r->now, r->now_document);
}

static void settle(terms_reading *r)
{
  size_t at = 0;

  for (size_t i = 0; i < r->count; i++) {
    r->pairs[i].zh.ptr = r->texts.ptr + at;
    r->pairs[i].en.ptr = r->pairs[i].zh.ptr + r->pairs[i].zh.len;
    at += r->pairs[i].zh.len + r->pairs[i].en.len;
  }
}

static zhen_status count_batch(terms_reading *r)
{
  const zhen_words_options how = {.struct_size = sizeof how,
                                  .threads = r->options->threads,
                                  .kind = r->kind};
  zhen_words *words;
  zhen_status status;

  if (r->count == 0)
    return ZHEN_OK;
  settle(r);
  status = zhen_words_link(&words, r->lexicon, r->pairs, r->count, &how);
  for (size_t i = 0; i < r->count && status == ZHEN_OK; i++) {
    zhen_pair_words of = zhen_words_of(words, i);

    r->now = &r->pairs[i];
    r->now_document = r->documents[i];
    status = phrases_of(&r->phrases, r->now, &of, count_phrase, r);
  }
  if (status == ZHEN_OK)
    status = progress_step(r->watched, r->count);
  r->n_pairs += r->count;
  r->count = r->texts.len = 0;
  zhen_words_free(words);
  return status;
}

static zhen_status add_pair(terms_reading *r, zhen_str zh, zhen_str en)
{
  zhen_status status =
      mem_grow(&r->pairs, &r->pairs_capacity, r->count + 1, sizeof *r->pairs);

  if (status == ZHEN_OK)
    status = mem_grow(&r->documents, &r->documents_capacity, r->count + 1,
                      sizeof *r->documents);
  if (status != ZHEN_OK)
    return status;
  r->documents[r->count] = r->document;
  r->pairs[r->count++] = (zhen_pair){zh, en, -1};
  buf_put(&r->texts, zh.ptr, zh.len);
  buf_put(&r->texts, en.ptr, en.len);
  status = buf_status(&r->texts);
  if (status == ZHEN_OK)
    status = progress_step(r->watched, 0);
  if (status == ZHEN_OK &&
      (r->count == BATCH_PAIRS || r->texts.len > BATCH_BYTES))
    status = count_batch(r);
  return status;
}

static zhen_status read_pairs(terms_reading *r, const char *path)
{
  const zhen_pairs_options how = {.struct_size = sizeof how,
                                  .encoding = r->options->encoding,
                                  .swap = r->options->swap,
                                  .skip_malformed = r->options->skip_malformed};
  zhen_pairs *in;
  const zhen_pair_row *row = NULL;
  zhen_status status = zhen_pairs_open(&in, &path, 1, &how);

  do {
    if (status == ZHEN_OK)
      status = zhen_pairs_next(in, &row);
    if (status == ZHEN_OK && row)
      status = add_pair(r, row->pair.zh, row->pair.en);
  } while (status == ZHEN_OK && row);
  zhen_pairs_close(in);
  r->document++;
  return status;
}

static zhen_status read_document(terms_reading *r, zhen_documents *from,
                                 const zhen_stored_document *d)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < d->count && status == ZHEN_OK; i++) {
    zhen_str zh, en;

    if (!zhen_stored_bead_kept(&d->beads[i]))
      continue;
    status = zhen_documents_text(from, i, &zh, &en);
    if (status == ZHEN_OK)
      status = add_pair(r, zh, en);
  }
  r->document++;
  return status;
}

static zhen_status read_store(terms_reading *r, const char *path)
{
  zhen_store *store;
  zhen_documents *documents = NULL;
  const zhen_stored_document *d = NULL;
  zhen_status status = zhen_store_open(&store, path);

  if (status == ZHEN_OK)
    status = zhen_documents_open(&documents, store);
  do {
    if (status == ZHEN_OK)
      status = zhen_documents_next(documents, &d);
    if (status == ZHEN_OK && d)
      status = read_document(r, documents, d);
  } while (status == ZHEN_OK && d);
  zhen_documents_close(documents);
  zhen_store_close(store);
  return status;
}

static bool is_store(const char *path)
{
  static const char magic[16] = "SQLite format 3";
  char start[sizeof magic] = "";
  FILE *in = strcmp(path, "-") == 0 ? NULL : fopen(path, "rb");
  bool is = in && fread(start, 1, sizeof start, in) == sizeof start &&
            memcmp(start, magic, sizeof magic) == 0;

  if (in)
    fclose(in);
  return is;
}

zhen_status terms_read(term_table *table, const zhen_lexicon *lexicon,
                       const char *path, const zhen_terms_options *options,
                       progress *watched, uint64_t *document, uint64_t *pairs)
{
  terms_reading r = {.table = table,
                     .lexicon = lexicon,
                     .options = options,
                     .watched = watched,
                     .document = *document,
                     .phrases.lexicon = lexicon};
  zhen_status status = english_open(&r.phrases.english);

  if (status == ZHEN_OK)
    status = is_store(path) ? read_store(&r, path) : read_pairs(&r, path);
  if (status == ZHEN_OK)
    status = count_batch(&r);
  *document = r.document;
  *pairs += r.n_pairs;
  english_close(r.phrases.english);
  phrase_reader_dispose(&r.phrases);
  buf_dispose(&r.texts);
  free(r.pairs);
  free(r.documents);
  return status;
}
