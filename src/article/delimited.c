/* SPDX-License-Identifier: Apache-2.0 */
#include "article/delimited.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/text.h"

#include <string.h>

/* The next sentence from `at` on that is the delimiter; the number of
   sentences if there is none. */
static size_t next(const zhen_sentences *s, size_t at, zhen_str delimiter)
{
  while (at < s->count) {
    zhen_str text = zhen_sentence_str(s, at);

    if (text.len == delimiter.len &&
        memcmp(text.ptr, delimiter.ptr, text.len) == 0)
      break;
    at++;
  }
  return at;
}

static size_t count_all(const zhen_sentences *s, zhen_str delimiter)
{
  size_t n = 0;

  for (size_t at = 0; (at = next(s, at, delimiter)) < s->count; at++)
    n++;
  return n;
}

static uint32_t take(zhen_sentences *s, size_t from, zhen_str delimiter)
{
  size_t at = next(s, from, delimiter);

  s->at[at].end = s->at[at].begin;
  return (uint32_t)at;
}

zhen_status delimited_cut(zhen_constraint **out, size_t *count,
                          const zhen_side *zh, const zhen_side *en,
                          zhen_sentences *const sentences[2],
                          const char *delimiter)
{
  zhen_str line = {delimiter, strlen(delimiter)};
  size_t n[2];
  uint32_t at[2] = {0};

  for (int i = 0; i < 2; i++)
    n[i] = line.len > 0 ? count_all(sentences[i], line) : 0;
  if (n[0] != n[1])
    return zhen_fail(
        ZHEN_EINPUT,
        "%s has %zu line%s '%s', %s has %zu; both must have as many",
        text_label(zhen_text_name(zh->source)), n[0], n[0] == 1 ? "" : "s",
        delimiter, text_label(zhen_text_name(en->source)), n[1]);
  *count = n[0];
  *out = mem_calloc(n[0] + 1, sizeof **out);
  if (!*out)
    return zhen_fail_memory();
  for (size_t k = 0; k < n[0]; k++) {
    for (int i = 0; i < 2; i++)
      at[i] = take(sentences[i], at[i], line);
    (*out)[k].bead = (zhen_bead){at[0], at[0] + 1, at[1], at[1] + 1, 0};
  }
  return ZHEN_OK;
}
