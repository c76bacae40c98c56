/* SPDX-License-Identifier: Apache-2.0 */
/* Sentences to keep out, as hashes. */
#include "base/fail.h"
#include "base/hash_set.h"
#include "base/mem.h"
#include "text/line_reader.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <zhen/pairs.h>

struct zhen_holdout {
  hash_set sentences;
};

static zhen_status add_columns(zhen_holdout *h, zhen_str line)
{
  for (size_t at = 0; at < line.len;) {
    size_t end = str_find(line, at, '\t');
    zhen_str column = str_trim(str_part(line, at, end));
    bool there;

    at = end + 1;
    if (column.len > 0) {
      zhen_status status =
          hash_set_add(&h->sentences, zhen_sentence_signature(column), &there);

      if (status != ZHEN_OK)
        return status;
    }
  }
  return ZHEN_OK;
}

static zhen_status read_lines(zhen_holdout *h, const char *path)
{
  line_reader lines;
  bool more = true;
  zhen_status status = line_reader_open(&lines, path, NULL);

  while (status == ZHEN_OK && more) {
    zhen_str line = {0};

    status = line_reader_next(&lines, &line, &more);
    if (status == ZHEN_OK && more)
      status = add_columns(h, line);
  }
  line_reader_close(&lines);
  return status;
}

zhen_status zhen_holdout_read(zhen_holdout **out, const char *path)
{
  zhen_holdout *h = mem_calloc(1, sizeof *h);
  zhen_status status = h ? read_lines(h, path) : zhen_fail_memory();

  if (status != ZHEN_OK) {
    zhen_holdout_free(h);
    h = NULL;
  }
  *out = h;
  return status;
}

bool zhen_holdout_has(const zhen_holdout *h, const zhen_pair *pair)
{
  return hash_set_has(&h->sentences, zhen_sentence_signature(pair->zh)) ||
         hash_set_has(&h->sentences, zhen_sentence_signature(pair->en));
}

void zhen_holdout_free(zhen_holdout *h)
{
  if (!h)
    return;
  hash_set_dispose(&h->sentences);
  free(h);
}
