/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs to the records of a writer. */
#include "base/fail.h"
#include "base/mem.h"
#include "format/write_files.h"

#include <stdlib.h>
#include <zhen/pairs.h>

struct zhen_pairs_writer {
  zhen_format format;
  writer *to;
  char *zh_code, *en_code;
  record_document doc; /* all pairs belong to one, of which nothing is known */
  buf zh, en;
  zhen_status status; /* the first failure, for the commit */
};

static zhen_status open_writer(zhen_pairs_writer *w, const char *path,
                               bool scores, const char *zh_code,
                               const char *en_code)
{
  zhen_status status;

  w->zh_code = zh_code ? mem_strdup(zh_code) : NULL;
  w->en_code = en_code ? mem_strdup(en_code) : NULL;
  if ((zh_code && !w->zh_code) || (en_code && !w->en_code))
    return zhen_fail_memory();
  status = writer_open(&w->to, w->format, path,
                       &(writer_options){.zh_code = w->zh_code,
                                         .en_code = w->en_code,
                                         .scores = scores});
  return status == ZHEN_OK ? writer_begin_document(&w->to->parts[0], &w->doc)
                           : status;
}

zhen_status zhen_pairs_create(zhen_pairs_writer **out, const char *path,
                              zhen_format format, bool scores,
                              const char *zh_code, const char *en_code)
{
  zhen_pairs_writer *w;
  zhen_status status;

  *out = NULL;
  if (!zhen_format_supports(format, ZHEN_FORMAT_WRITE_PAIRS))
    return zhen_fail(ZHEN_EUSAGE, "%s is no format of pairs",
                     zhen_format_name(format));
  w = mem_calloc(1, sizeof *w);
  if (!w)
    return zhen_fail_memory();
  w->format = format ? format : ZHEN_FORMAT_TSV;
  status = open_writer(w, path, scores, zh_code, en_code);
  if (status == ZHEN_OK)
    *out = w;
  else
    zhen_pairs_abandon(w);
  return status;
}

zhen_format zhen_pairs_writer_format(const zhen_pairs_writer *w)
{
  return w->format;
}

void zhen_pairs_put_raw(zhen_pairs_writer *w, zhen_str line)
{
  zhen_output_put(w->to->parts[0].files[0], line.ptr, line.len);
  zhen_output_put(w->to->parts[0].files[0], "\n", 1);
}

void zhen_pairs_put(zhen_pairs_writer *w, const zhen_pair *pair)
{
  record r = {.score = pair->score};

  w->zh.len = w->en.len = 0;
  line_put_collapsed(&w->zh, pair->zh, false);
  line_put_collapsed(&w->en, pair->en, false);
  r.zh.text = (zhen_str){w->zh.ptr, w->zh.len};
  r.en.text = (zhen_str){w->en.ptr, w->en.len};
  if (w->status == ZHEN_OK)
    w->status = writer_put(&w->to->parts[0], &r);
}

static zhen_status finish(zhen_pairs_writer *w)
{
  if (w->status == ZHEN_OK)
    w->status = writer_end_document(&w->to->parts[0]);
  if (w->status == ZHEN_OK)
    w->status = buf_status(&w->zh);
  return w->status == ZHEN_OK ? buf_status(&w->en) : w->status;
}

zhen_status zhen_pairs_join(zhen_pairs_writer *w, zhen_output_set *set)
{
  zhen_status status = finish(w);

  if (status == ZHEN_OK) {
    status = writer_join(w->to, set);
    w->to = NULL;
  }
  zhen_pairs_abandon(w);
  return status;
}

zhen_status zhen_pairs_commit(zhen_pairs_writer *w)
{
  return zhen_pairs_join(w, NULL);
}

void zhen_pairs_abandon(zhen_pairs_writer *w)
{
  if (!w)
    return;
  writer_abandon(w->to);
  buf_dispose(&w->zh);
  buf_dispose(&w->en);
  free(w->zh_code);
  free(w->en_code);
  free(w);
}
