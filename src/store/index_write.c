/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The index is written in parts of a number of occurrences that fits in
 * memory. A part after which as many documents were added is written again
 * together with them: parts stay few, and a document is indexed a number of
 * times that is logarithmic in the number of builds.
 */
#include "base/buf.h"
#include "base/fail.h"
#include "store/index.h"
#include "store/index_terms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Memory of a part, some 100 MB: occurrences take 8 bytes, terms some 60. */
enum { OCCURRENCES_MAX = 8 << 20, TERMS_MAX = 1 << 20 };

typedef struct index_document {
  int64_t key;
  size_t end; /* of its occurrences */
} index_document;

typedef struct index_part {
  database *db;
  progress *progress;
  index_terms terms;
  uint32_t *last; /* by term: number of the document it was in last, from 1 */
  size_t n_last, last_capacity;
  uint32_t *occurrences; /* the terms of each document, once */
  size_t count, capacity;
  index_document *documents;
  size_t n_documents, documents_capacity;
  buf word, words, list;
  int64_t first, end;
  query put;
} index_part;

static zhen_status add_term(index_part *p, uint32_t number)
{
  zhen_status status = ZHEN_OK;

  if (number >= p->n_last) {
    status = mem_grow(&p->last, &p->last_capacity, number + 1, sizeof number);
    if (status == ZHEN_OK)
      p->last[p->n_last++] = 0;
  }
  if (status != ZHEN_OK || p->last[number] == p->n_documents)
    return status;
  p->last[number] = (uint32_t)p->n_documents;
  if (p->count == p->capacity)
    status =
        mem_grow(&p->occurrences, &p->capacity, p->count + 1, sizeof number);
  if (status == ZHEN_OK)
    p->occurrences[p->count++] = number;
  return status;
}

/* A word that is too long is the empty one. */
static zhen_status end_word(index_part *p)
{
  buf *w = &p->word;
  uint32_t number;
  zhen_status status = buf_status(w);

  if (status == ZHEN_OK)
    status = index_terms_word(
        &p->terms, (zhen_str){w->ptr, w->len > INDEX_WORD_MAX ? 0 : w->len},
        &number);
  w->len = 0;
  return status == ZHEN_OK ? add_term(p, number) : status;
}

static zhen_status add_han(index_part *p, uint32_t first, uint32_t second)
{
  uint32_t number;
  zhen_status status = index_terms_han(
      &p->terms, first, term_kind_of(second) == TERM_HAN ? second : 0, &number);

  return status == ZHEN_OK ? add_term(p, number) : status;
}

static void put_rune(buf *word, uint32_t rune)
{
  if (rune < 0x80)
    buf_putc(word, (char)rune);
  else
    buf_put_rune(word, rune);
}

static zhen_status add_text(index_part *p, zhen_str text)
{
  zhen_status status = ZHEN_OK;
  uint32_t rune = 0, next;

  if (utf8_valid((const unsigned char *)text.ptr, text.len) < text.len)
    return ZHEN_OK;
  for (size_t at = 0; status == ZHEN_OK && (at < text.len || rune);
       rune = next) {
    next = text_next(NULL, text, &at);
    if (rune && term_kind_of(rune) == TERM_HAN)
      status = add_han(p, rune, next);
    if (next && term_kind_of(next) == TERM_WORD)
      put_rune(&p->word, next);
    else if (p->word.len > 0)
      status = end_word(p);
  }
  return status;
}

static zhen_status begin_document(index_part *p, int64_t key)
{
  zhen_status status = mem_grow(&p->documents, &p->documents_capacity,
                                p->n_documents + 1, sizeof *p->documents);

  if (status != ZHEN_OK)
    return status;
  p->documents[p->n_documents++].key = key;
  p->end = key + 1;
  return progress_step(p->progress, 0);
}

static bool is_full(const index_part *p, int64_t key)
{
  return p->count >= OCCURRENCES_MAX || p->terms.count >= TERMS_MAX ||
         key - p->first >= INDEX_RANGE_MAX;
}

/* Read documents from `first` on, as many as fit. */
static zhen_status fill(index_part *p)
{
  zhen_status status;
  bool row = true;
  query q;

  status = query_open(&q, p->db,
                      "SELECT document, text FROM sentence"
                      " WHERE document >= ? ORDER BY document, side, number");
  if (status == ZHEN_OK)
    query_int(&q, p->first);
  while (status == ZHEN_OK) {
    int64_t key;

    status = query_next(&q, &row);
    if (status != ZHEN_OK || !row)
      break;
    key = query_int_at(&q, 0);
    if (p->n_documents == 0)
      p->first = key;
    if (p->n_documents == 0 || p->documents[p->n_documents - 1].key != key) {
      if (is_full(p, key))
        break;
      status = begin_document(p, key);
    }
    if (status == ZHEN_OK)
      status = add_text(p, query_text_at(&q, 1));
    if (status == ZHEN_OK)
      status = query_check(&q);
    if (p->n_documents > 0)
      p->documents[p->n_documents - 1].end = p->count;
  }
  query_close(&q);
  return status;
}

/* All terms in order, with their counts. */
static zhen_status list_terms(const index_part *p, index_term **out)
{
  uint32_t *counts = mem_calloc(p->terms.count + 1, sizeof *counts);
  zhen_status status = counts ? ZHEN_OK : zhen_fail_memory();

  *out = NULL;
  if (status == ZHEN_OK)
    status = index_terms_list(&p->terms, out);
  for (size_t i = 0; status == ZHEN_OK && i < p->count; i++)
    counts[p->occurrences[i]]++;
  for (size_t i = 0; status == ZHEN_OK && i < p->terms.count; i++)
    (*out)[i].count = counts[(*out)[i].number];
  free(counts);
  return status;
}

/* The documents of each term, one term after the other; `last` is used to tell
   where the next one goes. */
static zhen_status turn(index_part *p, const index_term *terms, uint32_t **out)
{
  uint32_t *lists = mem_calloc(p->count + 1, sizeof *lists);
  size_t at = 0;

  *out = lists;
  if (!lists)
    return zhen_fail_memory();
  for (size_t i = 0; i < p->terms.count; i++) {
    p->last[terms[i].number] = (uint32_t)at;
    at += terms[i].count;
  }
  at = 0;
  for (size_t i = 0; i < p->n_documents; i++)
    for (; at < p->documents[i].end; at++)
      lists[p->last[p->occurrences[at]]++] =
          (uint32_t)(p->documents[i].key - p->first);
  return ZHEN_OK;
}

static int64_t number_of(index_part *p, const index_term *term)
{
  char bytes[8];
  zhen_str word = term->word;
  int64_t number;

  if (term->kind == KEY_HAN)
    return index_number((uint32_t)(term->key >> 21), term->key & 0x1FFFFF);
  if (term->kind == KEY_SHORT)
    word = (zhen_str){bytes, index_short_word(term->key, bytes)};
  if (word.len == 0)
    return INDEX_LONG_WORD;
  buf_putc(&p->words, '\n');
  number = (int64_t)p->words.len;
  buf_put(&p->words, word.ptr, word.len);
  return number;
}

static zhen_status put_term(index_part *p, const index_term *term,
                            const uint32_t *list)
{
  int64_t number = number_of(p, term);
  uint32_t before = 0;

  p->list.len = 0;
  for (uint32_t i = 0; i < term->count; i++) {
    uint32_t delta = list[i] - before;

    for (; delta >= 0x80; delta >>= 7)
      buf_putc(&p->list, (char)(delta | 0x80));
    buf_putc(&p->list, (char)delta);
    before = list[i];
  }
  if (p->list.failed || p->words.failed)
    return zhen_fail_memory();
  query_int(&p->put, p->first);
  query_int(&p->put, number);
  query_blob(&p->put, (zhen_str){p->list.ptr, p->list.len});
  return query_run(&p->put);
}

static zhen_status put_terms(index_part *p)
{
  index_term *terms = NULL;
  uint32_t *lists = NULL;
  size_t at = 0;
  zhen_status status = list_terms(p, &terms);

  if (status == ZHEN_OK)
    status = turn(p, terms, &lists);
  if (status == ZHEN_OK)
    status = query_open(&p->put, p->db, "INSERT INTO term VALUES(?, ?, ?)");
  for (size_t i = 0; status == ZHEN_OK && i < p->terms.count; i++) {
    status = put_term(p, &terms[i], lists + at);
    at += terms[i].count;
  }
  buf_putc(&p->words, '\n');
  free(terms);
  free(lists);
  return status == ZHEN_OK ? buf_status(&p->words) : status;
}

static zhen_status put_part(index_part *p)
{
  query q;
  zhen_status status = put_terms(p);

  query_close(&p->put);
  if (status != ZHEN_OK)
    return status;
  status = query_open(&q, p->db, "INSERT INTO indexed VALUES(?, ?, ?, ?)");
  if (status == ZHEN_OK) {
    query_int(&q, p->first);
    query_int(&q, p->end);
    query_int(&q, (int64_t)p->n_documents);
    query_blob(&q, (zhen_str){p->words.ptr, p->words.len});
    status = query_run(&q);
  }
  query_close(&q);
  return status;
}

static void dispose(index_part *p)
{
  index_terms_dispose(&p->terms);
  free(p->last);
  free(p->occurrences);
  free(p->documents);
  buf_dispose(&p->word);
  buf_dispose(&p->words);
  buf_dispose(&p->list);
}

/* One part from `first` on; where the next one begins. */
static zhen_status write_part(database *db, progress *watch, int64_t *first)
{
  index_part p = {.db = db, .progress = watch, .first = *first};
  zhen_status status = fill(&p);

  if (status == ZHEN_OK)
    status = put_part(&p);
  dispose(&p);
  *first = p.end;
  return status;
}

static zhen_status count_after(database *db, int64_t first, int64_t *count)
{
  char sql[96];

  snprintf(
      sql, sizeof sql,
      "SELECT count(*) FROM document WHERE key >= %lld AND failure IS NULL",
      (long long)first);
  return database_number(db, sql, count);
}

/* Drop the last parts that the documents after them outnumber. */
static zhen_status drop_parts(database *db, int64_t *first)
{
  int64_t last, documents, after;
  zhen_status status;

  for (;;) {
    status = database_number(db, "SELECT max(end) FROM indexed", first);
    if (status == ZHEN_OK)
      status = count_after(db, *first, &after);
    if (status == ZHEN_OK)
      status = database_number(db, "SELECT max(first) FROM indexed", &last);
    if (status == ZHEN_OK)
      status = database_number(
          db, "SELECT documents FROM indexed ORDER BY first DESC LIMIT 1",
          &documents);
    if (status != ZHEN_OK || after == 0 || *first == 0 || documents > after)
      return status;
    status = database_run_with(db, "DELETE FROM term WHERE part = ?",
                               SQL_VALUES(sql_int(last)));
    if (status == ZHEN_OK)
      status = database_run_with(db, "DELETE FROM indexed WHERE first = ?",
                                 SQL_VALUES(sql_int(last)));
    if (status != ZHEN_OK)
      return status;
  }
}

zhen_status index_update(database *db, progress *watch)
{
  int64_t first, last, after;
  zhen_status status = database_run(db, "BEGIN IMMEDIATE");

  if (status == ZHEN_OK)
    status = drop_parts(db, &first);
  if (status == ZHEN_OK)
    status = database_number(db, "SELECT max(document) FROM sentence", &last);
  if (status == ZHEN_OK)
    status = count_after(db, first, &after);
  while (status == ZHEN_OK && after > 0 && first <= last) {
    status = write_part(db, watch, &first);
    if (status == ZHEN_OK && first <= last)
      status = database_run(db, "COMMIT; BEGIN IMMEDIATE");
  }
  if (status == ZHEN_OK)
    status = database_run(db, "COMMIT");
  if (status != ZHEN_OK)
    database_undo(db);
  return status;
}
