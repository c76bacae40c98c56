/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Glossaries, whose terms take precedence over the lexicon, and memories of
 * earlier work, whose words are learned. Learning takes a second, so what was
 * learned is kept until the memories change.
 */
#include "desk/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char learned[] = "learned.zlex";

static void remove_file(const desk_work *w, const char *name)
{
  unlinkat(w->lock, name, 0);
}

/* The rows of an aid that is not in the form that is wanted. */
static void table_name(const desk_aid *aid, char name[DESK_ID + 8])
{
  snprintf(name, DESK_ID + 8, "%s.tsv", aid->file);
}

desk_aid *desk_aid_add(desk_work *w, bool memory, const char *name)
{
  desk_aid *aid = &w->aids[w->n_aids];
  unsigned number = 0;

  if (w->n_aids == DESK_AIDS)
    return NULL;
  for (unsigned k = 0; k < w->n_aids; k++) {
    unsigned used = (unsigned)strtoul(w->aids[k].file + 3, NULL, 10);

    if (used >= number)
      number = used + 1;
  }
  *aid = (desk_aid){.memory = memory};
  snprintf(aid->file, sizeof aid->file, "aid%u", number);
  desk_show_name(aid->name, name);
  w->n_aids++;
  if (memory)
    remove_file(w, learned);
  return aid;
}

void desk_aid_remove(desk_work *w, unsigned k)
{
  char table[DESK_ID + 8];

  table_name(&w->aids[k], table);
  remove_file(w, table);
  remove_file(w, w->aids[k].file);
  if (w->aids[k].memory)
    remove_file(w, learned);
  w->n_aids--;
  memmove(&w->aids[k], &w->aids[k + 1], (w->n_aids - k) * sizeof *w->aids);
}

/* ---- rows ---- */

/* A failure that names our file, with the name that the user knows. */
static zhen_status fail_of(const desk_aid *aid, const char *path,
                           zhen_status status, desk_failure *why)
{
  size_t len = strlen(path);
  const char *text = zhen_error_last();

  if (status == ZHEN_EINPUT && strncmp(text, path, len) == 0)
    return desk_fail(why, status, "%s%s", aid->name, text + len);
  return desk_fail_as(why, status);
}

/* The next line of a text, which it leaves. */
static zhen_str take_line(zhen_str *text)
{
  const char *end = memchr(text->ptr, '\n', text->len);
  zhen_str line = {text->ptr, end ? (size_t)(end - text->ptr) : text->len};
  size_t all = line.len + (end != NULL);

  text->ptr += all;
  text->len -= all;
  return line;
}

/* Rows of a document with two columns, such as a workbook. */
static zhen_status put_document(zhen_pairs_writer *out, const desk_aid *aid,
                                const zhen_input *in, size_t *count,
                                desk_failure *why)
{
  zhen_document *d = NULL;
  zhen_status status = zhen_document_read(&d, in, NULL);
  zhen_str zh, en;

  if (status != ZHEN_OK)
    return desk_fail_as(why, status);
  if (!d->other.text) {
    zhen_document_free(d);
    return desk_fail(why, ZHEN_EINPUT, "%s: no columns of Chinese and English",
                     aid->name);
  }
  zh = zhen_text_str(d->main.text);
  en = zhen_text_str(d->other.text);
  while (zh.len > 0 && en.len > 0) {
    const zhen_pair pair = {.zh = take_line(&zh), .en = take_line(&en)};

    if (pair.zh.len == 0 || pair.en.len == 0)
      continue;
    zhen_pairs_put(out, &pair);
    (*count)++;
  }
  zhen_document_free(d);
  return ZHEN_OK;
}

static zhen_status put_pairs(zhen_pairs_writer *out, const desk_aid *aid,
                             const char *path, const zhen_progress *progress,
                             size_t *count, desk_failure *why)
{
  const zhen_pairs_options how = {.struct_size = sizeof how,
                                  .skip_malformed = true};
  const zhen_pair_row *row = NULL;
  zhen_pairs *in = NULL;
  zhen_status status = zhen_pairs_open(&in, &path, 1, &how);

  while (status == ZHEN_OK) {
    if (progress->cancel(progress->context)) {
      zhen_pairs_close(in);
      return desk_fail(why, ZHEN_ECANCELLED, "cancelled");
    }
    status = zhen_pairs_next(in, &row);
    if (status != ZHEN_OK || !row)
      break;
    if (row->pair.zh.len == 0 || row->pair.en.len == 0)
      continue;
    zhen_pairs_put(out, &row->pair);
    (*count)++;
  }
  if (status != ZHEN_OK)
    fail_of(aid, path, status, why);
  zhen_pairs_close(in);
  return status;
}

static bool is_archive(const zhen_input *in)
{
  return in->len > 4 && memcmp(in->bytes, "PK\3\4", 4) == 0;
}

/* Write the rows of an aid as lines, which programs of the lexicon read. */
static zhen_status write_table(const desk_aid *aid, const char *path,
                               const char *table, const zhen_progress *progress,
                               size_t *count, desk_failure *why)
{
  zhen_input in = {.name = aid->name};
  zhen_pairs_writer *out = NULL;
  zhen_status status = desk_map(path, &in, why);

  *count = 0;
  if (status == ZHEN_OK) {
    status =
        zhen_pairs_create(&out, table, ZHEN_FORMAT_TSV, false, false, NULL);
    if (status != ZHEN_OK)
      desk_fail_as(why, status);
  }
  if (status == ZHEN_OK)
    status = is_archive(&in) ? put_document(out, aid, &in, count, why)
                             : put_pairs(out, aid, path, progress, count, why);
  desk_unmap(&in);
  if (status == ZHEN_OK && *count == 0)
    status = desk_fail(why, ZHEN_EINPUT, "%s: no pairs", aid->name);
  if (status != ZHEN_OK) {
    zhen_pairs_abandon(out);
    return status;
  }
  status = zhen_pairs_commit(out);
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(why, status);
}

/* ---- the lexicon ---- */

typedef struct desk_opening {
  desk_work *work;
  pthread_mutex_t *tell;
  const zhen_progress *progress;
  unsigned threads;
  desk_failure *why;
} desk_opening;

static void set_count(const desk_opening *o, desk_aid *aid, size_t count)
{
  pthread_mutex_lock(o->tell);
  aid->count = count;
  pthread_mutex_unlock(o->tell);
}

static zhen_status table_of(const desk_opening *o, desk_aid *aid, char **table)
{
  char name[DESK_ID + 8], *path = desk_path(o->work->path, aid->file);
  zhen_status status = ZHEN_ENOMEM;
  size_t count;

  table_name(aid, name);
  *table = desk_path(o->work->path, name);
  if (path && *table)
    status = write_table(aid, path, *table, o->progress, &count, o->why);
  else
    desk_fail(o->why, status, "out of memory");
  free(path);
  if (status == ZHEN_OK)
    set_count(o, aid, count);
  return status;
}

static zhen_status train(const desk_opening *o, const zhen_parallel_file *files,
                         size_t count, const char *path)
{
  const zhen_train_options how = {.struct_size = sizeof how,
                                  .threads = o->threads,
                                  .progress = o->progress};
  zhen_lexicon *base = NULL;
  zhen_status status = zhen_lexicon_open_default(&base);

  if (status == ZHEN_OK)
    status = zhen_lexicon_train(path, base, files, count, &how);
  zhen_lexicon_close(base);
  return status == ZHEN_OK ? ZHEN_OK : desk_fail_as(o->why, status);
}

/* Learn the words of all memories. */
static zhen_status learn(const desk_opening *o, const char *path)
{
  desk_work *w = o->work;
  zhen_parallel_file files[DESK_AIDS] = {{0}};
  zhen_status status = ZHEN_OK;
  size_t count = 0;

  for (unsigned k = 0; k < w->n_aids && status == ZHEN_OK; k++)
    if (w->aids[k].memory) {
      char *table;

      status = table_of(o, &w->aids[k], &table);
      files[count++].path = table;
    }
  if (status == ZHEN_OK)
    status = train(o, files, count, path);
  while (count > 0) {
    count--;
    unlink(files[count].path);
    free((char *)(uintptr_t)files[count].path);
  }
  return status;
}

static bool has_memory(const desk_work *w)
{
  for (unsigned k = 0; k < w->n_aids; k++)
    if (w->aids[k].memory)
      return true;
  return false;
}

static zhen_status open_base(const desk_opening *o)
{
  desk_work *w = o->work;
  char *path = desk_path(w->path, learned);
  zhen_status status = ZHEN_OK;

  if (!path)
    return desk_fail(o->why, ZHEN_ENOMEM, "out of memory");
  if (has_memory(w) && faccessat(w->lock, learned, R_OK, 0) != 0)
    status = learn(o, path);
  if (status == ZHEN_OK) {
    status = has_memory(w) ? zhen_lexicon_open(&w->lexicon, path)
                           : zhen_lexicon_open_default(&w->lexicon);
    if (status != ZHEN_OK)
      desk_fail_as(o->why, status);
  }
  free(path);
  return status;
}

static zhen_status add_glossary(const desk_opening *o, desk_aid *aid)
{
  zhen_lexicon *words = o->work->lexicon;
  size_t before = zhen_lexicon_inspect(words).glossary_terms;
  char *path = desk_path(o->work->path, aid->file), *table = NULL;
  zhen_input in = {0};
  zhen_status status = path ? desk_map(path, &in, o->why)
                            : desk_fail(o->why, ZHEN_ENOMEM, "out of memory");

  if (status == ZHEN_OK && is_archive(&in))
    status = table_of(o, aid, &table);
  if (status == ZHEN_OK) {
    const char *from = table ? table : path;

    status = zhen_lexicon_add_glossary(words, from);
    if (status != ZHEN_OK)
      fail_of(aid, from, status, o->why);
  }
  if (status == ZHEN_OK)
    set_count(o, aid, zhen_lexicon_inspect(words).glossary_terms - before);
  if (table)
    unlink(table);
  free(table);
  free(path);
  desk_unmap(&in);
  return status;
}

zhen_status desk_aids_open(desk_work *w, pthread_mutex_t *tell,
                           unsigned threads, const zhen_progress *progress,
                           desk_failure *why)
{
  const desk_opening o = {w, tell, progress, threads, why};
  zhen_status status = open_base(&o);

  for (unsigned k = 0; k < w->n_aids && status == ZHEN_OK; k++)
    if (!w->aids[k].memory)
      status = add_glossary(&o, &w->aids[k]);
  return status;
}
