/* SPDX-License-Identifier: Apache-2.0 */
#include "build/directories.h"
#include "base/fail.h"
#include "base/mem.h"
#include "match/stem.h"
#include "store/sql.h"
#include "text/walk.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

struct directories {
  database db;
  query put[2], list;
  bool follow;
};

static const char schema[] =
    "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE file(name TEXT PRIMARY KEY, zh TEXT, en TEXT) WITHOUT ROWID;"
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

static zhen_status add_file(void *context, const char *root, const char *name)
{
  const collecting *c = context;
  query *put = &c->f->put[c->side];
  zhen_str whole = {name, strlen(name)};
  zhen_status status;

  if (utf8_valid((const unsigned char *)name, whole.len) < whole.len)
    return zhen_fail(ZHEN_EINPUT,
                     "%s/%s: the file name is not UTF-8; rename it", root,
                     name);
  query_text(put, str_part(whole, 0, stem_length(name)));
  query_text(put, whole);
  status = query_run(put);
  if (status == ZHEN_OK && sqlite3_changes(c->f->db.db) == 0)
    return zhen_fail(ZHEN_EINPUT,
                     "%s/%s: another file has the same name apart from the "
                     "extension: %.*s; rename one, or use a manifest",
                     root, name, (int)stem_length(name), name);
  return status;
}

static zhen_status collect(directories *f, const char *const roots[2])
{
  zhen_status status = ZHEN_OK;

  for (int i = 0; status == ZHEN_OK && i < 2; i++) {
    collecting c = {f, i};

    status = query_open(&f->put[i], &f->db, put_sql[i]);
    if (status == ZHEN_OK)
      status = walk_files(roots[i], f->follow, add_file, &c);
  }
  if (status == ZHEN_OK)
    status = database_run(&f->db, "COMMIT");
  if (status == ZHEN_OK)
    status = query_open(&f->list, &f->db,
                        "SELECT name, zh, en FROM file ORDER BY name");
  return status;
}

zhen_status directories_open(directories **out, const char *zh, const char *en,
                             bool follow)
{
  const char *const roots[2] = {zh, en};
  directories *f = mem_calloc(1, sizeof *f);
  zhen_status status;

  *out = NULL;
  if (!f)
    return zhen_fail_memory();
  f->follow = follow;
  status = database_open_temporary(&f->db);
  if (status == ZHEN_OK)
    status = database_run(&f->db, schema);
  if (status == ZHEN_OK)
    status = collect(f, roots);
  if (status == ZHEN_OK)
    *out = f;
  else
    directories_close(f);
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
  query_close(&f->list);
  database_close(&f->db);
  free(f);
}
