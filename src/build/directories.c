/* SPDX-License-Identifier: Apache-2.0 */
#include "build/directories.h"
#include "base/fail.h"
#include "base/mem.h"
#include "match/stem.h"
#include "store/sql.h"
#include "text/utf8.h"
#include "text/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct directories {
  database db;
  query put[2], put_other, list;
};

static const char schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE file(name TEXT PRIMARY KEY, zh TEXT, en TEXT) WITHOUT ROWID;"
    "CREATE TABLE other(path BLOB, unread INTEGER, why TEXT);"
    "BEGIN";

static const char *const put_sql[2] = {
    "INSERT INTO file(name, zh) VALUES(?, ?) ON CONFLICT(name) DO UPDATE"
    " SET zh = excluded.zh WHERE zh IS NULL",
    "INSERT INTO file(name, en) VALUES(?, ?) ON CONFLICT(name) DO UPDATE"
    " SET en = excluded.en WHERE en IS NULL"};

/* One side under construction. */
typedef struct collecting {
  directories *f;
  int side;
} collecting;

static zhen_status add_other(directories *f, const walk_file *file,
                             const char *why)
{
  query *put = &f->put_other;
  buf path = {0};
  zhen_status status;

  buf_printf(&path, "%s/%s", file->root, file->name);
  status = buf_status(&path);
  if (status == ZHEN_OK) {
    query_text(put, (zhen_str){path.ptr, path.len});
    query_int(put, file->kind != WALK_LEFT);
    query_string(put, why);
    status = query_run(put);
  }
  buf_dispose(&path);
  return status;
}

static zhen_status add_file(void *context, const walk_file *file)
{
  const collecting *c = context;
  query *put = &c->f->put[c->side];
  zhen_str whole = {file->name, strlen(file->name)};
  zhen_str stem = str_part(whole, 0, stem_length(file->name));
  char why[320];
  zhen_status status;

  if (file->kind != WALK_DOCUMENT)
    return add_other(c->f, file, file->why);
  query_text(put, stem);
  query_text(put, whole);
  status = query_run(put);
  if (status != ZHEN_OK || sqlite3_changes(c->f->db.db) > 0)
    return status;
  snprintf(why, sizeof why,
           "another file has the same name apart from the ending: %.*s; rename "
           "one, or use a manifest",
           (int)(stem.len < 200 ? stem.len : 200), stem.ptr);
  return add_other(c->f, file, why);
}

static zhen_status collect(directories *f, const char *const roots[2],
                           const walk_options *options)
{
  zhen_status status =
      query_open(&f->put_other, &f->db, "INSERT INTO other VALUES(?, ?, ?)");

  for (int i = 0; status == ZHEN_OK && i < 2; i++) {
    collecting c = {f, i};

    status = query_open(&f->put[i], &f->db, put_sql[i]);
    if (status == ZHEN_OK)
      status = walk_files(roots[i], options, add_file, &c);
  }
  if (status == ZHEN_OK)
    status = database_run(&f->db, "COMMIT");
  if (status == ZHEN_OK)
    status = query_open(&f->list, &f->db,
                        "SELECT name, zh, en FROM file ORDER BY name");
  return status;
}

zhen_status directories_open(directories **out, const char *zh, const char *en,
                             const walk_options *options)
{
  const char *const roots[2] = {zh, en};
  directories *f = mem_calloc(1, sizeof *f);
  zhen_status status;

  *out = NULL;
  if (!f)
    return zhen_fail_memory();
  status = database_open_temporary(&f->db);
  if (status == ZHEN_OK)
    status = database_run(&f->db, schema);
  if (status == ZHEN_OK)
    status = collect(f, roots, options);
  if (status == ZHEN_OK)
    *out = f;
  else
    directories_close(f);
  return status;
}

zhen_status directories_others(directories *f, directories_other *take,
                               void *context)
{
  query q;
  bool more = true;
  zhen_status status = query_open(
      &q, &f->db, "SELECT path, unread, why FROM other ORDER BY rowid");

  while (status == ZHEN_OK && more) {
    status = query_next(&q, &more);
    if (status == ZHEN_OK && more)
      take(context, query_string_at(&q, 0), query_int_at(&q, 1) != 0,
           query_string_at(&q, 2));
  }
  query_close(&q);
  return status;
}

zhen_status directories_next(directories *f, buf *names, bool there[2],
                             bool *more)
{
  zhen_status status = query_next(&f->list, more);

  if (status != ZHEN_OK || !*more)
    return status;
  for (int i = 0; i < 3; i++) {
    zhen_str text = query_text_at(&f->list, i);

    if (i > 0)
      there[i - 1] = text.len > 0;
    buf_put(names, text.ptr, text.len);
    buf_putc(names, '\0');
  }
  return buf_status(names);
}

zhen_status directories_rewind(directories *f)
{
  query_reset(&f->list);
  return ZHEN_OK;
}

void directories_close(directories *f)
{
  if (!f)
    return;
  query_close(&f->put[0]);
  query_close(&f->put[1]);
  query_close(&f->put_other);
  query_close(&f->list);
  database_close(&f->db);
  free(f);
}
