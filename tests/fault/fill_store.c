/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fill_store STORE COPIES [LONG]: add COPIES copies of each document of a
 * complete store under other ids; and with LONG, a document with that many
 * beads. All copies are compared with each other, but none is a near duplicate
 * of another: finding duplicates takes quadratic time.
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

/* The upper 16 bits of `near` are a bucket; the others are far from each
   other. Parameters: copies, beads of the long document, both at least 0. */
static const char sql[] =
    "PRAGMA synchronous = OFF; BEGIN;"
    "CREATE TEMP TABLE n AS WITH RECURSIVE c(k) AS (SELECT 1 UNION ALL"
    "  SELECT k + 1 FROM c WHERE k < %lld) SELECT k FROM c WHERE k <= %lld;"
    "CREATE TEMP TABLE base AS SELECT key, id FROM document"
    "  WHERE failure IS NULL;"
    "CREATE TEMP TABLE copy AS SELECT b.key AS old, n.k * 100000 + b.key AS"
    "  new, b.id || '-' || n.k AS id FROM n CROSS JOIN base b;"
    "INSERT INTO document SELECT c.new, c.id, zh_name, en_name, content,"
    "  settings, filter, failure, parallel, relation, rule"
    "  FROM copy c JOIN document ON key = c.old;"
    "INSERT INTO sentence SELECT c.new, side, number, paragraph, turn, begin,"
    "  end, text FROM copy c JOIN sentence ON document = c.old;"
    "INSERT INTO bead SELECT c.new, number, zh_begin, zh_end, en_begin, en_end,"
    "  score, c.new * 100 + number,"
    "  ((c.new * 64 + number) * 2654435761 * 40503) & 0xFFFFFFFFFFFF"
    "  FROM copy c JOIN bead ON document = c.old;"
    "DROP TABLE n;"
    "CREATE TEMP TABLE n AS WITH RECURSIVE c(k) AS (SELECT 0 UNION ALL"
    "  SELECT k + 1 FROM c WHERE k < %lld) SELECT k FROM c WHERE k < %lld;"
    "INSERT INTO document SELECT 99999, 'long', zh_name, en_name, content,"
    "  settings, filter, NULL, parallel, relation, rule FROM document"
    "  WHERE key = (SELECT min(key) FROM base) AND %lld > 0;"
    "INSERT INTO sentence SELECT 99999, side, k, 0, 0, 0, 0, text"
    "  FROM n CROSS JOIN sentence"
    "  WHERE document = (SELECT min(key) FROM base) AND number = 0;"
    "INSERT INTO bead SELECT 99999, k, k, k + 1, k, k + 1, 0.9, k,"
    "  (k * 2654435761 * 40503) & 0xFFFFFFFFFFFF FROM n;"
    "COMMIT";

int main(int argc, char **argv)
{
  sqlite3 *db = NULL;
  long long copies = argc > 2 ? strtoll(argv[2], NULL, 10) : 0;
  long long beads = argc > 3 ? strtoll(argv[3], NULL, 10) : 0;
  char *statements = sqlite3_mprintf(sql, copies, copies, beads, beads, beads);
  int rc = SQLITE_NOMEM;

  if (statements)
    rc = sqlite3_open_v2(argc > 1 ? argv[1] : "", &db, SQLITE_OPEN_READWRITE,
                         NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_exec(db, statements, NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    fprintf(stderr, "fill_store: %s\n", db ? sqlite3_errmsg(db) : "no memory");
  sqlite3_free(statements);
  sqlite3_close(db);
  return rc == SQLITE_OK ? 0 : 1;
}
