/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dataset for the Hugging Face hub: compressed shards of JSON Lines with a
 * fixed number of rows, whose number is known when all are written; and a card.
 */
#include "base/fail.h"
#include "base/output.h"
#include "format/writer.h"
#include "text/json.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/zhen.h>

enum { SHARD_ROWS = 500000 };

/* The hub calls dev "validation". */
static const char *split_name(const writer_part *p)
{
  if (!p->name)
    return "train";
  return strcmp(p->name, "dev") == 0 ? "validation" : p->name;
}

/* `of` is 0 until the number of shards is known. */
static char *shard_path(const writer_part *p, uint64_t shard, uint64_t of)
{
  char *path;
  int n = asprintf(&path, "%s/data/%s-%05llu-of-%05llu.jsonl.gz",
                   p->writer->target, split_name(p), (unsigned long long)shard,
                   (unsigned long long)of);

  return n < 0 ? NULL : path;
}

static zhen_status open_shard(writer_part *p)
{
  char *path = shard_path(p, p->shards, 0);
  zhen_status status =
      path ? output_create(&p->files[0], path) : zhen_fail_memory();

  free(path);
  p->shards++;
  p->rows_of_shard = 0;
  return status;
}

static zhen_status close_shard(writer_part *p)
{
  zhen_output *out = p->files[0];

  p->files[0] = NULL;
  return out ? zhen_output_commit(out) : ZHEN_OK;
}

static zhen_status put_hf(writer_part *p, const record *r)
{
  buf *b = &p->line;
  zhen_status status = ZHEN_OK;

  if (p->files[0] && p->rows_of_shard == SHARD_ROWS)
    status = close_shard(p);
  if (status == ZHEN_OK && !p->files[0])
    status = open_shard(p);
  if (status != ZHEN_OK)
    return status;
  buf_printf(b, "{\"id\":\"%llu\",\"translation\":{\"zh\":",
             (unsigned long long)p->rows);
  json_put_data(b, r->zh.text);
  buf_puts(b, ",\"en\":");
  json_put_data(b, r->en.text);
  buf_putc(b, '}');
  if (r->score >= 0) {
    buf_puts(b, ",\"score\":");
    line_put_score(b, r->score, 4);
  }
  if (r->placed) {
    buf_puts(b, ",\"document\":");
    writer_put_json_name(b, document_name(p->doc));
  }
  if (p->doc->relation)
    record_put_json_verdict(b, p->doc->parallel, p->doc->relation, true);
  buf_puts(b, "}\n");
  p->rows_of_shard++;
  return ZHEN_OK;
}

static zhen_status rename_shard(const writer_part *p, uint64_t shard)
{
  char *old = shard_path(p, shard, 0), *new = shard_path(p, shard, p->shards);
  zhen_status status = ZHEN_OK;

  if (!old || !new)
    status = zhen_fail_memory();
  else if (rename(old, new) != 0)
    status = zhen_fail(ZHEN_EOUTPUT, "%s: cannot be renamed: %s", old,
                       strerror(errno));
  free(old);
  free(new);
  return status;
}

static zhen_status end_hf(writer_part *p)
{
  zhen_status status = close_shard(p);

  for (uint64_t i = 0; status == ZHEN_OK && i < p->shards; i++)
    status = rename_shard(p, i);
  return status;
}

static void put_size(buf *b, uint64_t n)
{
  static const char *const names[] = {"n<1K",      "1K<n<10K", "10K<n<100K",
                                      "100K<n<1M", "1M<n<10M", "10M<n<100M",
                                      "100M<n<1B", "n>1B"};
  size_t i = 0;

  for (uint64_t limit = 1000; n >= limit && i < 7; limit *= 10)
    i++;
  buf_printf(b, "size_categories:\n- %s\n", names[i]);
}

static void put_files(buf *b, const writer *w)
{
  buf_puts(b, "configs:\n- config_name: default\n  data_files:\n");
  for (size_t i = 0; i < w->options.n_parts; i++)
    if (w->parts[i].rows > 0)
      buf_printf(b, "  - split: %s\n    path: data/%s-*.jsonl.gz\n",
                 split_name(&w->parts[i]), split_name(&w->parts[i]));
}

/* Pairs without a place are of no document. */
static void put_table(buf *b, const writer *w)
{
  bool documents = w->options.places;

  buf_puts(b, documents ? "| split | documents | pairs |\n| --- | --- | --- |\n"
                        : "| split | pairs |\n| --- | --- |\n");
  for (size_t i = 0; i < w->options.n_parts; i++) {
    const writer_part *p = &w->parts[i];

    buf_printf(b, "| %s |", split_name(p));
    if (documents)
      buf_printf(b, " %llu |", (unsigned long long)p->documents);
    buf_printf(b, " %llu |\n", (unsigned long long)p->rows);
  }
}

static void describe_rows(buf *b, const writer_options *o)
{
  static const char *const units[] = {"a pair of sentences",
                                      "the kept pairs of a paragraph",
                                      "the kept pairs of a document"};

  buf_printf(b,
             "\nEach row is %s, in %s order: `translation` has the keys "
             "`zh` and `en`,\n`score` is the probability that they are "
             "translations",
             units[o->granularity], o->places ? "document" : "input");
  buf_puts(b, o->places ? ", `document` is the id;\n`parallel` is the share of "
                          "the document that is a translation, `relation` its "
                          "kind.\n"
                        : ", if it is known.\n");
  if (!o->places)
    return;
  buf_puts(b, "The lowest score allowed is ");
  line_put_score(b, o->min_score, 4);
  buf_puts(b, ".\n");
}

static void put_card(writer *w, buf *b)
{
  const writer_options *o = &w->options;
  uint64_t all = 0;

  for (size_t i = 0; i < o->n_parts; i++)
    all += w->parts[i].rows;
  buf_puts(b, "---\nlanguage:\n- zh\n- en\n");
  buf_printf(b, "language_bcp47:\n- %s\n- %s\nlicense: ", o->write.zh_code,
             o->write.en_code);
  buf_puts(b, o->license ? o->license : "unknown");
  buf_puts(b, "\nmultilinguality:\n- translation\n"
              "task_categories:\n- translation\n");
  put_size(b, all);
  put_files(b, w);
  buf_puts(b, "---\n\n# Chinese-English parallel corpus\n\n"
              "Written by zhen ");
  buf_puts(b, zhen_version());
  buf_puts(b, ".\n\n");
  put_table(b, w);
  describe_rows(b, o);
  if (o->n_parts > 1)
    buf_printf(
        b,
        "\nWhole documents are assigned to splits (seed %llu); no pair in "
        "train is a near\nduplicate of a pair in validation or test.\n",
        (unsigned long long)o->seed);
  if (o->held_out)
    buf_puts(b,
             "\nSentences that occur in a list of test sets were excluded.\n");
}

const writer_format format_hf = {.directories = {"data"},
                                 .paragraphs = true,
                                 .labels = LABELS_SCRIPT,
                                 .put = put_hf,
                                 .end = end_hf,
                                 .card = put_card};
