/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dataset for the Hugging Face hub: compressed shards of JSON Lines with a
 * fixed number of rows, whose number is known when all are written; and a card.
 */
#include "base/fail.h"
#include "base/output.h"
#include "export/export.h"
#include "text/json.h"
#include "format/row.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/zhen.h>

enum { SHARD_ROWS = 500000 };

/* The hub calls dev "validation". */
static const char *split_name(const part *p)
{
  if (!p->name)
    return "train";
  return strcmp(p->name, "dev") == 0 ? "validation" : p->name;
}

static char *shard_path(const part *p, uint64_t shard, uint64_t of)
{
  char *path;
  int n = of ? asprintf(&path, "%s/data/%s-%05llu-of-%05llu.jsonl.gz",
                        p->target, split_name(p), (unsigned long long)shard,
                        (unsigned long long)of)
             : asprintf(&path, "%s/data/%s-%05llu.jsonl.gz", p->target,
                        split_name(p), (unsigned long long)shard);

  return n < 0 ? NULL : path;
}

static zhen_status open_shard(part *p)
{
  char *path = shard_path(p, p->shards, 0);
  zhen_status status =
      path ? output_create(&p->files[0], path) : zhen_fail_memory();

  free(path);
  p->shards++;
  p->rows_of_shard = 0;
  return status;
}

static zhen_status close_shard(part *p)
{
  zhen_output *out = p->files[0];

  p->files[0] = NULL;
  return out ? zhen_output_commit(out) : ZHEN_OK;
}

static zhen_status put_hf(part *p, const export_unit *u)
{
  buf *b = &p->line;

  if (p->files[0] && p->rows_of_shard == SHARD_ROWS) {
    zhen_status status = close_shard(p);

    if (status != ZHEN_OK)
      return status;
  }
  if (!p->files[0]) {
    zhen_status status = open_shard(p);

    if (status != ZHEN_OK)
      return status;
  }
  part_fill(p, u, "\n");
  buf_printf(b, "{\"id\":\"%llu\",\"translation\":{\"zh\":",
             (unsigned long long)p->rows);
  json_put_data(b, (zhen_str){p->zh.ptr, p->zh.len});
  buf_puts(b, ",\"en\":");
  json_put_data(b, (zhen_str){p->en.ptr, p->en.len});
  buf_puts(b, "},\"score\":");
  line_put_score(b, u->score, 4);
  buf_puts(b, ",\"document\":");
  export_put_name(b, u->doc->id);
  buf_puts(b, "}\n");
  part_flush(p, 0);
  p->rows_of_shard++;
  return ZHEN_OK;
}

static zhen_status rename_shard(const part *p, uint64_t shard)
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

static zhen_status end_hf(part *p)
{
  zhen_status status = close_shard(p);

  for (uint64_t i = 0; status == ZHEN_OK && i < p->shards; i++)
    status = rename_shard(p, i);
  return status;
}

const layout layout_hf = {
    .name = "hf", .folder = true, .put = put_hf, .end = end_hf};

static void put_size(buf *b, uint64_t n)
{
  static const struct {
    uint64_t below;
    const char *name;
  } sizes[] = {{1000, "n<1K"},
               {10000, "1K<n<10K"},
               {100000, "10K<n<100K"},
               {1000000, "100K<n<1M"},
               {10000000, "1M<n<10M"},
               {100000000, "10M<n<100M"},
               {1000000000, "100M<n<1B"},
               {UINT64_MAX, "n>1B"}};
  size_t i = 0;

  while (n >= sizes[i].below && i < 7)
    i++;
  buf_printf(b, "size_categories:\n- %s\n", sizes[i].name);
}

static void put_files(buf *b, const part *parts, size_t count)
{
  buf_puts(b, "configs:\n- config_name: default\n  data_files:\n");
  for (size_t i = 0; i < count; i++)
    if (parts[i].rows > 0)
      buf_printf(b, "  - split: %s\n    path: data/%s-*.jsonl.gz\n",
                 split_name(&parts[i]), split_name(&parts[i]));
}

static void put_table(buf *b, const part *parts, size_t count)
{
  buf_puts(b, "| split | documents | pairs |\n| --- | --- | --- |\n");
  for (size_t i = 0; i < count; i++)
    buf_printf(b, "| %s | %llu | %llu |\n", split_name(&parts[i]),
               (unsigned long long)parts[i].documents,
               (unsigned long long)parts[i].rows);
}

void export_card(buf *b, const part *parts, size_t count,
                 const zhen_export_options *options)
{
  static const char *const units[] = {"a pair of sentences",
                                      "the kept pairs of a paragraph",
                                      "the kept pairs of a document"};
  uint64_t all = 0;

  for (size_t i = 0; i < count; i++)
    all += parts[i].rows;
  buf_puts(b, "---\nlanguage:\n- zh\n- en\nlicense: ");
  buf_puts(b, options->license ? options->license : "unknown");
  buf_puts(b, "\nmultilinguality:\n- translation\n"
              "task_categories:\n- translation\n");
  put_size(b, all);
  put_files(b, parts, count);
  buf_puts(b, "---\n\n# Chinese-English parallel corpus\n\n"
              "Aligned, filtered and exported by zhen ");
  buf_puts(b, zhen_version());
  buf_puts(b, ".\n\n");
  put_table(b, parts, count);
  buf_printf(b,
             "\nEach row is %s, in document order: `translation` has the keys "
             "`zh` and `en`,\n`score` is the probability that they are "
             "translations, `document` is the id.\n",
             units[options->granularity]);
  buf_puts(b, "The lowest score allowed is ");
  line_put_score(b, options->min_score, 4);
  buf_puts(b, ".\n");
  if (count > 1)
    buf_printf(
        b,
        "\nWhole documents are assigned to splits (seed %llu); no pair in "
        "train is a near\nduplicate of a pair in validation or test.\n",
        (unsigned long long)options->seed);
  if (options->holdout)
    buf_puts(b,
             "\nSentences that occur in a list of test sets were excluded.\n");
}
