/* SPDX-License-Identifier: Apache-2.0 */
/* Statistics of a store: its content, and what was dropped. */
#include "align/beads/alignment.h"
#include "base/buf.h"
#include "base/fail.h"
#include "format/row.h"
#include "store/store.h"
#include "text/utf8.h"

#include <string.h>

static uint64_t number_at(query *q, int column)
{
  return (uint64_t)query_int_at(q, column);
}

static zhen_status take_beads(void *context, query *q)
{
  zhen_store_counts *c = context;

  c->zh_sentences = number_at(q, 0);
  c->en_sentences = number_at(q, 1);
  c->zh_unaligned = number_at(q, 2);
  c->en_unaligned = number_at(q, 3);
  return ZHEN_OK;
}

static zhen_status take_scores(void *context, query *q)
{
  zhen_store_counts *c = context;
  int64_t tenth = query_int_at(q, 0);

  c->scores[tenth < 0 ? 0 : tenth > 9 ? 9 : tenth] += number_at(q, 1);
  c->pairs += number_at(q, 1);
  return ZHEN_OK;
}

/* After take_scores(), which has counted the pairs that passed the rules. */
static zhen_status take_documents(void *context, query *q)
{
  zhen_store_counts *c = context;

  c->documents = number_at(q, 0);
  c->failed = number_at(q, 1);
  c->kept = c->pairs - number_at(q, 3);
  c->pairs += number_at(q, 2);
  c->not_parallel = number_at(q, 4);
  c->parallel = query_null_at(q, 5) ? -1 : query_real_at(q, 5);
  return ZHEN_OK;
}

static zhen_status take_relation(void *context, query *q)
{
  zhen_store_counts *c = context;
  const char *name = query_string_at(q, 0);
  zhen_relation relation;

  if (name && relation_parse(&relation, name))
    c->relations[relation] = number_at(q, 1);
  return query_check(q);
}

zhen_status zhen_store_count(zhen_store *store, zhen_store_counts *out)
{
  static const struct {
    const char *sql;
    query_row *take;
  } steps[] = {
      {"SELECT coalesce(sum(zh_end - zh_begin), 0),"
       " coalesce(sum(en_end - en_begin), 0),"
       " coalesce(sum(iif(en_end = en_begin, zh_end - zh_begin, 0)), 0),"
       " coalesce(sum(iif(zh_end = zh_begin, en_end - en_begin, 0)), 0)"
       " FROM bead",
       take_beads},
      {"SELECT CAST(score * 10 AS INTEGER), count(*) FROM bead"
       " WHERE exact IS NOT NULL GROUP BY 1",
       take_scores},
      {"SELECT count(*), count(failure), (SELECT count(*) FROM rejected),"
       " (SELECT count(*) FROM duplicate), count(rule), avg(parallel)"
       " FROM document",
       take_documents},
      {"SELECT relation, count(*) FROM document GROUP BY relation",
       take_relation}};
  zhen_status status = ZHEN_OK;

  *out = (zhen_store_counts){0};
  for (size_t i = 0; status == ZHEN_OK && i < sizeof steps / sizeof *steps; i++)
    status = database_each(&store->db, steps[i].sql, steps[i].take, out);
  return status;
}

typedef struct rule_visitor {
  void (*each)(void *context, const char *rule, uint64_t pairs);
  void *context;
} rule_visitor;

static zhen_status report_rule(void *context, query *q)
{
  const rule_visitor *t = context;
  const char *rule = query_string_at(q, 0);

  if (rule)
    t->each(t->context, rule, number_at(q, 1));
  return ZHEN_OK;
}

zhen_status zhen_store_rules(zhen_store *store,
                             void (*each)(void *context, const char *rule,
                                          uint64_t pairs),
                             void *context)
{
  rule_visitor t = {each, context};

  return database_each(
      &store->db,
      "SELECT rule, count(*) AS n FROM (SELECT rule FROM rejected"
      " UNION ALL SELECT rule FROM duplicate)"
      " GROUP BY rule ORDER BY n DESC, rule",
      report_rule, &t);
}

typedef struct failure_visitor {
  void (*each)(void *context, const char *id, const char *why);
  void *context;
} failure_visitor;

static zhen_status report_failure(void *context, query *q)
{
  const failure_visitor *t = context;
  const char *id = query_string_at(q, 0), *why = query_string_at(q, 1);

  if (id && why)
    t->each(t->context, id, why);
  return ZHEN_OK;
}

zhen_status zhen_store_failures(zhen_store *store,
                                void (*each)(void *context, const char *id,
                                             const char *why),
                                void *context)
{
  failure_visitor t = {each, context};

  return database_each(&store->db,
                       "SELECT id, failure FROM document WHERE"
                       " failure IS NOT NULL ORDER BY id",
                       report_failure, &t);
}

typedef struct parallel_visitor {
  void (*each)(void *context, const zhen_parallel *document);
  void *context;
} parallel_visitor;

static zhen_status report_parallel(void *context, query *q)
{
  const parallel_visitor *t = context;
  const char *relation = query_string_at(q, 2);
  zhen_parallel document = {.id = query_string_at(q, 0),
                            .parallel = query_real_at(q, 1),
                            .rule = query_string_at(q, 3)};

  if (document.id && relation && relation_parse(&document.relation, relation))
    t->each(t->context, &document);
  return query_check(q);
}

zhen_status zhen_store_least_parallel(
    zhen_store *store, size_t most,
    void (*each)(void *context, const zhen_parallel *document), void *context)
{
  parallel_visitor t = {each, context};
  query q;
  zhen_status status =
      query_open(&q, &store->db,
                 "SELECT id, parallel, relation, rule FROM document"
                 " WHERE parallel IS NOT NULL ORDER BY parallel, id LIMIT ?");

  if (status == ZHEN_OK) {
    query_int(&q, most < INT64_MAX ? (int64_t)most : INT64_MAX);
    status = query_each(&q, report_parallel, &t);
  }
  query_close(&q);
  return status;
}

/* Dropped pairs in the order of the corpus; only samples are reported. */
typedef struct sampling {
  query texts;
  uint64_t count, at, most;
  buf side[2];
  void (*each)(void *context, const zhen_dropped *pair);
  void *context;
} sampling;

static zhen_status take_count(void *context, query *q)
{
  sampling *s = context;

  s->count = number_at(q, 0);
  return ZHEN_OK;
}

static zhen_status take_sentence(void *context, query *q)
{
  zhen_str text = query_text_at(q, 0);

  if (utf8_valid((const unsigned char *)text.ptr, text.len) == text.len)
    row_put_sentence(context, text,
                     query_int_at(q, 1) ? ZHEN_LANG_EN : ZHEN_LANG_ZH);
  return ZHEN_OK;
}

/* The texts of a side: sentences [begin, end) of a document. */
static zhen_status read_side(sampling *s, int side, query *of, int column)
{
  query *q = &s->texts;
  zhen_status status;

  s->side[side].len = 0;
  query_int(q, query_int_at(of, 0));
  query_int(q, side);
  query_int(q, query_int_at(of, column));
  query_int(q, query_int_at(of, column + 1));
  status = query_each(q, take_sentence, &s->side[side]);
  return status == ZHEN_OK ? buf_status(&s->side[side]) : status;
}

/* A sample: the first one of each interval. */
static zhen_status take_sample(void *context, query *q)
{
  sampling *s = context;
  uint64_t n = s->at++;
  zhen_dropped pair = {.id = query_string_at(q, 1),
                       .bead = (size_t)query_int_at(q, 2),
                       .value = query_real_at(q, 3),
                       .threshold = query_real_at(q, 4)};
  zhen_status status;

  if (n > 0 && n * s->most / s->count == (n - 1) * s->most / s->count)
    return ZHEN_OK;
  status = read_side(s, 0, q, 5);
  if (status == ZHEN_OK)
    status = read_side(s, 1, q, 7);
  if (status != ZHEN_OK)
    return status;
  pair.zh = (zhen_str){s->side[0].ptr, s->side[0].len};
  pair.en = (zhen_str){s->side[1].ptr, s->side[1].len};
  if (pair.id)
    s->each(s->context, &pair);
  return ZHEN_OK;
}

static const char all_dropped[] =
    "SELECT count(*) FROM (SELECT rule FROM rejected"
    " UNION ALL SELECT rule FROM duplicate) WHERE rule = ?";

static const char dropped_sql[] =
    "SELECT d.key, d.id, r.bead, r.value, r.threshold, b.zh_begin, b.zh_end,"
    " b.en_begin, b.en_end FROM (SELECT document, bead, rule, value, threshold"
    "  FROM rejected UNION ALL"
    "  SELECT document, bead, rule, value, threshold FROM duplicate) r"
    " JOIN document d ON d.key = r.document"
    " JOIN bead b ON b.document = r.document AND b.number = r.bead"
    " WHERE r.rule = ? ORDER BY d.id, r.bead";

static zhen_status ask_of_rule(sampling *s, zhen_store *store, const char *sql,
                               const char *rule, query_row *each)
{
  query q;
  zhen_status status = query_open(&q, &store->db, sql);

  if (status == ZHEN_OK) {
    query_string(&q, rule);
    status = query_each(&q, each, s);
  }
  query_close(&q);
  return status;
}

zhen_status zhen_store_samples(zhen_store *store, const char *rule, size_t most,
                               void (*each)(void *context,
                                            const zhen_dropped *pair),
                               void *context)
{
  sampling s = {.most = most, .each = each, .context = context};
  zhen_status status =
      query_open(&s.texts, &store->db,
                 "SELECT text, side FROM sentence WHERE document = ? AND"
                 " side = ? AND number >= ? AND number < ? ORDER BY number");

  if (status == ZHEN_OK)
    status = ask_of_rule(&s, store, all_dropped, rule, take_count);
  if (status == ZHEN_OK && s.count > 0 && most > 0)
    status = ask_of_rule(&s, store, dropped_sql, rule, take_sample);
  query_close(&s.texts);
  buf_dispose(&s.side[0]);
  buf_dispose(&s.side[1]);
  return status;
}
