/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sorting instead of a hash table: SQLite sorts on the disk what does not fit,
 * so that memory is a bit per pair and one bucket of near duplicates.
 *
 * Two SimHashes that differ in at most three bits have one of four blocks of 16
 * bits in common (Manku et al. 2007); so pairs are sorted by each block in
 * turn, and those in one bucket are compared. A near pair is stored as an edge
 * to the earlier pair; with all edges in order, a pair is dropped if one of its
 * earlier neighbors is kept.
 */
#include "store/duplicates.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * The limit of edges per pair and block: its earliest neighbors. One of them is
 * almost surely kept, and masses of boilerplate do not cost the square of their
 * number.
 */
enum { BLOCKS = 4, BLOCK_BITS = 16, MAX_EDGES = 16 };

typedef struct candidate {
  int64_t number;
  uint64_t near;
} candidate;

typedef struct settling {
  database *db;
  const duplicates_how *how;
  uint8_t *gone; /* bit n: pair number n is dropped */
  query drop, edge;
  candidate *bucket;
  size_t count, capacity;
} settling;

/* Temporary tables: pairs numbered in the order of the corpus. */
static const char prepare_sql[] =
    "DROP TABLE IF EXISTS temp.candidate;"
    "DROP TABLE IF EXISTS temp.dropped;"
    "DROP TABLE IF EXISTS temp.edge;"
    "CREATE TEMP TABLE candidate(number INTEGER PRIMARY KEY,"
    "  document INTEGER, bead INTEGER, exact INTEGER, near INTEGER);"
    "CREATE TEMP TABLE dropped(number INTEGER PRIMARY KEY, rule TEXT,"
    "  value REAL, threshold REAL, of INTEGER);"
    "CREATE TEMP TABLE edge(later INTEGER, earlier INTEGER, distance INTEGER);"
    "INSERT INTO candidate(document, bead, exact, near)"
    "  SELECT b.document, b.number, b.exact, b.near FROM document d"
    "  CROSS JOIN bead b ON b.document = d.key WHERE b.exact IS NOT NULL"
    "  ORDER BY d.id, b.number";

static const char finish_sql[] =
    "DELETE FROM duplicate;"
    "INSERT INTO duplicate SELECT c.document, c.bead, d.rule, d.value,"
    "  d.threshold, o.document, o.bead FROM dropped d"
    "  JOIN candidate c ON c.number = d.number"
    "  JOIN candidate o ON o.number = d.of ORDER BY c.document, c.bead;"
    "DROP TABLE candidate; DROP TABLE dropped; DROP TABLE edge";

duplicates_how duplicates_how_of(const zhen_filter *filter)
{
  double near = zhen_filter_threshold(filter, ZHEN_RULE_NEAR_DUPLICATE);

  return (duplicates_how){
      .exact = !isnan(zhen_filter_threshold(filter, ZHEN_RULE_DUPLICATE)),
      .near = isnan(near) ? -1 : (int)near};
}

void duplicates_put(const duplicates_how *how, char out[DUPLICATES_TEXT])
{
  snprintf(out, DUPLICATES_TEXT, "exact %d, near %d", how->exact, how->near);
}

bool duplicates_parse(duplicates_how *how, const char *text)
{
  static const char exact[] = "exact ", near[] = ", near ";
  char *end;

  if (strncmp(text, exact, strlen(exact)) != 0)
    return false;
  how->exact = strtol(text + strlen(exact), &end, 10) != 0;
  if (strncmp(end, near, strlen(near)) != 0)
    return false;
  how->near = (int)strtol(end + strlen(near), &end, 10);
  return *end == '\0';
}

static bool is_gone(const settling *s, int64_t number)
{
  return s->gone[number / 8] >> (number % 8) & 1;
}

static zhen_status put_drop(settling *s, int64_t number, zhen_rule rule,
                            double value, double threshold, int64_t of)
{
  s->gone[number / 8] |= (uint8_t)(1U << (number % 8));
  return query_run_with(
      &s->drop, SQL_VALUES(sql_int(number), sql_string(zhen_rule_name(rule)),
                           sql_real(value), sql_real(threshold), sql_int(of)));
}

static zhen_status take_exact(void *context, query *q)
{
  settling *s = context;
  candidate *last = s->bucket;
  candidate now = {query_int_at(q, 0), (uint64_t)query_int_at(q, 1)};

  if (s->count > 0 && last->near == now.near)
    return put_drop(s, now.number, ZHEN_RULE_DUPLICATE, 0, 0, last->number);
  *last = now;
  s->count = 1;
  return ZHEN_OK;
}

static zhen_status put_edge(settling *s, int64_t later, int64_t earlier,
                            unsigned distance)
{
  return query_run_with(&s->edge, SQL_VALUES(sql_int(later), sql_int(earlier),
                                             sql_int(distance)));
}

/* Most are not, which takes as many steps as bits may differ. */
static bool is_near(uint64_t a, uint64_t b, int bits)
{
  uint64_t differ = a ^ b;

  for (; bits > 0; bits--)
    differ &= differ - 1;
  return differ == 0;
}

static zhen_status compare(settling *s, const candidate *now)
{
  zhen_status status = ZHEN_OK;
  unsigned edges = 0;

  for (size_t i = 0; status == ZHEN_OK && i < s->count && edges < MAX_EDGES;
       i++) {
    uint64_t near = s->bucket[i].near;

    if (!is_near(now->near, near, s->how->near))
      continue;
    edges++;
    status = put_edge(s, now->number, s->bucket[i].number,
                      zhen_near_distance(now->near, near));
  }
  return status;
}

/* Rows in bucket order: number, near rotated to begin with the block. */
static zhen_status take_near(void *context, query *q)
{
  settling *s = context;
  candidate now = {query_int_at(q, 0), (uint64_t)query_int_at(q, 1)};
  zhen_status status;

  if (is_gone(s, now.number))
    return ZHEN_OK;
  if (s->count > 0 &&
      s->bucket[0].near >> (64 - BLOCK_BITS) != now.near >> (64 - BLOCK_BITS))
    s->count = 0;
  status = compare(s, &now);
  if (status == ZHEN_OK)
    status = mem_grow(&s->bucket, &s->capacity, s->count + 1, sizeof now);
  if (status == ZHEN_OK)
    s->bucket[s->count++] = now;
  return status;
}

static zhen_status take_edge(void *context, query *q)
{
  settling *s = context;
  int64_t later = query_int_at(q, 0), earlier = query_int_at(q, 1);

  if (is_gone(s, later) || is_gone(s, earlier))
    return ZHEN_OK;
  return put_drop(s, later, ZHEN_RULE_NEAR_DUPLICATE,
                  (double)query_int_at(q, 2), s->how->near, earlier);
}

static zhen_status find_near(settling *s)
{
  query q;
  zhen_status status =
      query_open(&q, s->db,
                 "SELECT number, near << ?1 | (near >> (64 - ?1) &"
                 " (1 << ?1) - 1) AS turned FROM candidate"
                 " ORDER BY turned >> 48, number");

  for (int i = 0; status == ZHEN_OK && i < BLOCKS; i++) {
    s->count = 0;
    query_int(&q, i * BLOCK_BITS);
    status = query_each(&q, take_near, s);
  }
  query_close(&q);
  if (status != ZHEN_OK)
    return status;
  return database_each(s->db,
                       "SELECT later, earlier, distance FROM edge"
                       " ORDER BY later, distance, earlier",
                       take_edge, s);
}

static zhen_status count_candidates(settling *s)
{
  int64_t last;
  zhen_status status = database_number(
      s->db, "SELECT coalesce(max(number), 0) FROM candidate", &last);

  if (status != ZHEN_OK)
    return status;
  s->gone = mem_calloc((size_t)last / 8 + 1, 1);
  return s->gone ? ZHEN_OK : zhen_fail_memory();
}

static zhen_status settle(settling *s)
{
  zhen_status status = database_run(s->db, prepare_sql);

  if (status == ZHEN_OK)
    status = query_open(&s->drop, s->db,
                        "INSERT INTO dropped VALUES(?, ?, ?, ?, ?)");
  if (status == ZHEN_OK)
    status = query_open(&s->edge, s->db, "INSERT INTO edge VALUES(?, ?, ?)");
  if (status == ZHEN_OK)
    status = count_candidates(s);
  if (status == ZHEN_OK)
    status = mem_grow(&s->bucket, &s->capacity, 1, sizeof *s->bucket);
  if (status == ZHEN_OK && s->how->exact)
    status = database_each(s->db,
                           "SELECT number, exact FROM candidate"
                           " ORDER BY exact, number",
                           take_exact, s);
  if (status == ZHEN_OK && s->how->near >= 0)
    status = find_near(s);
  return status;
}

zhen_status duplicates_settle(database *db, const duplicates_how *how)
{
  settling s = {.db = db, .how = how};
  zhen_status status = settle(&s);

  query_close(&s.drop);
  query_close(&s.edge);
  if (status == ZHEN_OK)
    status = database_run(db, finish_sql);
  free(s.gone);
  free(s.bucket);
  return status;
}
