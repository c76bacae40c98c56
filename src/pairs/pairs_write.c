/* SPDX-License-Identifier: Apache-2.0 */
/* Write pairs to parallel files. */
#include "base/fail.h"
#include "base/mem.h"
#include "base/output.h"
#include "base/compress.h"
#include "text/line.h"
#include "text/xml.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhen/pairs.h>
#include <zhen/zhen.h>

/*
 * zh, en, scores; other formats use the first only. The last is written by
 * align and export.
 */
enum { FILES = 3, MOSES_FILES };

struct zhen_pairs_writer {
  zhen_layout layout;
  bool scores;
  char *zh_code, *en_code;
  zhen_output *files[FILES];
  char *stale[MOSES_FILES]; /* files of a Moses set that are not written */
  buf line, zh, en;
  size_t number;
  bool no_memory;
};

/* ---- opening ---- */

static zhen_status open_moses(zhen_pairs_writer *w, const char *prefix)
{
  static const char *const suffixes[MOSES_FILES] = {".zh", ".en", ".scores",
                                                    ".ids"};
  int stem = (int)compress_stem(prefix);

  if (strcmp(prefix, "-") == 0)
    return zhen_fail(ZHEN_EUSAGE, "moses writes several files and cannot use "
                                  "standard output; use -o PREFIX");
  if (stem == 0 || prefix[stem - 1] == '/')
    return zhen_fail(ZHEN_EUSAGE, "%s: is a directory; moses needs a prefix",
                     prefix);
  for (int i = 0; i < MOSES_FILES; i++) {
    zhen_status status;
    char *path;

    if (asprintf(&path, "%.*s%s%s", stem, prefix, suffixes[i], prefix + stem) <
        0)
      return zhen_fail_memory();
    if (i >= FILES - !w->scores) {
      w->stale[i] = path;
      continue;
    }
    status = zhen_output_open(&w->files[i], path);
    free(path);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static void put_tmx_header(zhen_pairs_writer *w)
{
  buf_puts(&w->line, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<tmx version=\"1.4\">\n <header creationtool=\"zhen\" "
                     "creationtoolversion=\"");
  buf_puts(&w->line, zhen_version());
  buf_puts(&w->line, "\" segtype=\"sentence\" o-tmf=\"zhen\" adminlang=\"en\" "
                     "srclang=\"");
  buf_puts(&w->line, w->zh_code);
  buf_puts(&w->line, "\" datatype=\"plaintext\"/>\n <body>\n");
  line_flush(&w->line, w->files[0]);
}

static zhen_status open_writer(zhen_pairs_writer *w, const char *path,
                               const char *zh_code, const char *en_code)
{
  zhen_status status;

  w->zh_code = mem_strdup(zh_code ? zh_code : "zh-CN");
  w->en_code = mem_strdup(en_code ? en_code : "en-US");
  if (!w->zh_code || !w->en_code)
    return zhen_fail_memory();
  if (w->layout == ZHEN_LAYOUT_MOSES)
    return open_moses(w, path);
  status = zhen_output_open(&w->files[0], path);
  if (status == ZHEN_OK && w->layout == ZHEN_LAYOUT_TMX)
    put_tmx_header(w);
  return status;
}

zhen_status zhen_pairs_create(zhen_pairs_writer **out, const char *path,
                              zhen_layout layout, bool scores,
                              const char *zh_code, const char *en_code)
{
  zhen_pairs_writer *w = mem_calloc(1, sizeof *w);
  zhen_status status;

  *out = NULL;
  if (!w)
    return zhen_fail_memory();
  w->layout = layout;
  w->scores = scores;
  status = open_writer(w, path, zh_code, en_code);
  if (status == ZHEN_OK)
    *out = w;
  else
    zhen_pairs_abandon(w);
  return status;
}

/* ---- the layouts ---- */

static void put_tsv(zhen_pairs_writer *w, double score)
{
  buf_put(&w->line, w->zh.ptr, w->zh.len);
  buf_putc(&w->line, '\t');
  buf_put(&w->line, w->en.ptr, w->en.len);
  if (score >= 0) {
    buf_putc(&w->line, '\t');
    line_put_score(&w->line, score, 4);
  }
  buf_putc(&w->line, '\n');
}

static int take(const char *bytes, size_t len, void *line)
{
  buf_put(line, bytes, len);
  return 0;
}

static void put_jsonl(zhen_pairs_writer *w, double score)
{
  json_t *object =
      json_pack("{s:s%,s:s%}", "zh", w->zh.len ? w->zh.ptr : "", w->zh.len,
                "en", w->en.len ? w->en.ptr : "", w->en.len);

  if (object && score >= 0 &&
      json_object_set_new(object, "score",
                          json_real(round(score * 1e4) / 1e4)) != 0)
    w->no_memory = true;
  if (!object || json_dump_callback(object, take, &w->line,
                                    JSON_COMPACT | JSON_REAL_PRECISION(6)) != 0)
    w->no_memory = true;
  json_decref(object);
  buf_putc(&w->line, '\n');
}

static void put_variant(zhen_pairs_writer *w, const char *code, const buf *text)
{
  buf_puts(&w->line, "   <tuv xml:lang=\"");
  buf_puts(&w->line, code);
  buf_puts(&w->line, "\"><seg>");
  xml_put_text(&w->line, (zhen_str){text->ptr, text->len});
  buf_puts(&w->line, "</seg></tuv>\n");
}

/* Importers reject an empty segment. */
static void put_tmx(zhen_pairs_writer *w, double score)
{
  if (w->zh.len == 0 || w->en.len == 0)
    return;
  buf_printf(&w->line, "  <tu tuid=\"%zu\">\n", ++w->number);
  if (score >= 0) {
    buf_puts(&w->line, "   <prop type=\"x-zhen-prob\">");
    line_put_score(&w->line, score, 4);
    buf_puts(&w->line, "</prop>\n");
  }
  put_variant(w, w->zh_code, &w->zh);
  put_variant(w, w->en_code, &w->en);
  buf_puts(&w->line, "  </tu>\n");
}

static void put_moses(zhen_pairs_writer *w, double score)
{
  buf_putc(&w->zh, '\n');
  line_flush(&w->zh, w->files[0]);
  buf_putc(&w->en, '\n');
  line_flush(&w->en, w->files[1]);
  if (!w->scores)
    return;
  line_put_score(&w->line, score, 4);
  buf_putc(&w->line, '\n');
  line_flush(&w->line, w->files[2]);
}

void zhen_pairs_put(zhen_pairs_writer *w, const zhen_pair *pair)
{
  static void (*const put[])(zhen_pairs_writer *,
                             double) = {[ZHEN_LAYOUT_TSV] = put_tsv,
                                        [ZHEN_LAYOUT_JSONL] = put_jsonl,
                                        [ZHEN_LAYOUT_MOSES] = put_moses,
                                        [ZHEN_LAYOUT_TMX] = put_tmx};

  w->zh.len = w->en.len = 0;
  line_put_collapsed(&w->zh, pair->zh, false);
  line_put_collapsed(&w->en, pair->en, false);
  put[w->layout](w, pair->score);
  line_flush(&w->line, w->files[0]);
}

zhen_layout zhen_pairs_writer_layout(const zhen_pairs_writer *w)
{
  return w->layout;
}

void zhen_pairs_put_raw(zhen_pairs_writer *w, zhen_str line)
{
  zhen_output_put(w->files[0], line.ptr, line.len);
  zhen_output_put(w->files[0], "\n", 1);
}

/* ---- finishing ---- */

static zhen_status finish(zhen_pairs_writer *w, zhen_output_set *set)
{
  zhen_status status = ZHEN_OK;

  if (w->layout == ZHEN_LAYOUT_TMX)
    zhen_output_put(w->files[0], " </body>\n</tmx>\n", 16);
  if (w->no_memory || w->line.failed || w->zh.failed || w->en.failed)
    return zhen_fail_memory();
  for (int i = 0; status == ZHEN_OK && i < FILES; i++)
    if (w->files[i]) {
      status = zhen_output_join(w->files[i], set);
      w->files[i] = NULL;
    }
  for (int i = 0; status == ZHEN_OK && i < MOSES_FILES; i++)
    if (w->stale[i])
      status = output_set_drop(set, w->stale[i]);
  return status;
}

zhen_status zhen_pairs_join(zhen_pairs_writer *w, zhen_output_set *set)
{
  zhen_status status;

  if (!set)
    return zhen_pairs_commit(w);
  status = finish(w, set);
  zhen_pairs_abandon(w);
  return status;
}

zhen_status zhen_pairs_commit(zhen_pairs_writer *w)
{
  zhen_output_set *set;
  zhen_status status = zhen_output_set_new(&set);

  if (status == ZHEN_OK)
    status = finish(w, set);
  zhen_pairs_abandon(w);
  if (status == ZHEN_OK)
    return zhen_output_set_commit(set);
  zhen_output_set_abandon(set);
  return status;
}

void zhen_pairs_abandon(zhen_pairs_writer *w)
{
  if (!w)
    return;
  for (int i = 0; i < FILES; i++)
    zhen_output_abandon(w->files[i]);
  for (int i = 0; i < MOSES_FILES; i++)
    free(w->stale[i]);
  buf_dispose(&w->line);
  buf_dispose(&w->zh);
  buf_dispose(&w->en);
  free(w->zh_code);
  free(w->en_code);
  free(w);
}
