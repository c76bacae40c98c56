/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/pair_reader.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/line_reader.h"
#include "pairs/pair_reader_internal.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file, line by line. */
typedef struct line_source {
  char *path;
  line_reader lines;
} line_source;

struct pair_reader {
  line_source zh; /* TSV and TMX: the file */
  line_source en; /* Moses */
  tmx_reader *tmx;
  bool begun, ended;
};

/* ---- batches ---- */

zhen_status pair_batch_add(pair_batch *b, zhen_str zh, zhen_str en)
{
  zhen_status status;

  zh = str_trim(zh);
  en = str_trim(en);
  if (zh.len == 0 || en.len == 0)
    return ZHEN_OK;
  status = mem_grow(&b->at, &b->capacity, b->count + 1, sizeof *b->at);
  if (status != ZHEN_OK)
    return status;
  buf_put(&b->text, zh.ptr, zh.len);
  buf_put(&b->text, en.ptr, en.len);
  b->at[b->count++] = (text_pair){{NULL, zh.len}, {NULL, en.len}, -1, 0};
  return buf_status(&b->text);
}

void pair_batch_settle(pair_batch *b)
{
  const char *p = b->text.ptr;

  for (size_t i = 0; i < b->count; i++) {
    b->at[i].zh.ptr = p;
    b->at[i].en.ptr = p + b->at[i].zh.len;
    p += b->at[i].zh.len + b->at[i].en.len;
  }
}

void pair_batch_dispose(pair_batch *b)
{
  free(b->at);
  buf_dispose(&b->text);
  *b = (pair_batch){0};
}

/* ---- lines ---- */

static zhen_status source_open(line_source *s, const char *path)
{
  s->path = mem_strdup(path);
  if (!s->path)
    return zhen_fail_memory();
  return line_reader_open(&s->lines, path, NULL);
}

static void source_close(line_source *s)
{
  line_reader_close(&s->lines);
  free(s->path);
}

/* ---- the formats ---- */

double pair_score(zhen_str text)
{
  double value = 0, scale = 1;
  bool digits = false, point = false;

  for (size_t i = 0; i < text.len; i++) {
    char c = text.ptr[i];

    if (c == '.' && !point) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      digits = true;
      scale /= point ? 10 : 1;
      value = point ? value + scale * (c - '0') : value * 10 + (c - '0');
    } else {
      return -1;
    }
  }
  return digits && value <= 1 + 1e-9 ? (value < 1 ? value : 1) : -1;
}

static zhen_status read_tsv_line(pair_reader *r, pair_batch *b)
{
  zhen_str line = {0};
  bool more = false;
  size_t tab;
  zhen_status status = line_reader_next(&r->zh.lines, &line, &more);

  if (status != ZHEN_OK || !more) {
    r->ended = true;
    return status;
  }
  if (str_trim(line).len == 0)
    return ZHEN_OK;
  tab = str_find(line, 0, '\t');
  if (tab == line.len)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: no tab; expected Chinese, tab, English",
                     r->zh.path, r->zh.lines.line);
  return pair_batch_add(b, str_part(line, 0, tab),
                        str_part(line, tab + 1, str_find(line, tab + 1, '\t')));
}

static zhen_status read_moses_line(pair_reader *r, pair_batch *b)
{
  zhen_str zh = {0}, en = {0};
  bool more_zh = false, more_en = false;
  zhen_status status = line_reader_next(&r->zh.lines, &zh, &more_zh);

  if (status == ZHEN_OK)
    status = line_reader_next(&r->en.lines, &en, &more_en);
  if (status != ZHEN_OK)
    return status;
  if (more_zh != more_en)
    return zhen_fail(ZHEN_EINPUT,
                     "%s ends after line %zu, before %s does; both files must "
                     "have the same number of lines",
                     more_zh ? r->en.path : r->zh.path,
                     more_zh ? r->en.lines.line : r->zh.lines.line,
                     more_zh ? r->zh.path : r->en.path);
  r->ended = !more_zh;
  return r->ended ? ZHEN_OK : pair_batch_add(b, zh, en);
}

static zhen_status read_tmx_piece(pair_reader *r, pair_batch *b)
{
  zhen_str piece = {0};
  bool more = false;
  zhen_status status = line_reader_rest(&r->zh.lines, &piece, &more);

  if (status != ZHEN_OK)
    return status;
  r->ended = !more;
  return more ? tmx_reader_push(r->tmx, piece, b)
              : tmx_reader_finish(r->tmx, b);
}

/* XML starts with <, which no line of Chinese does. */
static bool looks_like_xml(zhen_str s)
{
  s = str_trim(s);
  return s.len > 0 && s.ptr[0] == '<';
}

static zhen_status begin(pair_reader *r)
{
  zhen_str line = {0};
  bool more = false;
  zhen_status status = ZHEN_OK;

  r->begun = true;
  if (r->en.lines.reader)
    return ZHEN_OK;
  status = line_reader_peek(&r->zh.lines, &line, &more);
  if (status == ZHEN_OK && looks_like_xml(line))
    status = tmx_reader_open(&r->tmx, r->zh.path);
  return status;
}

zhen_status pair_reader_next(pair_reader *r, pair_batch *b)
{
  zhen_status status = r->begun ? ZHEN_OK : begin(r);

  b->count = b->text.len = 0;
  while (status == ZHEN_OK && !r->ended && b->text.len < PAIR_BATCH_BYTES)
    status = r->tmx               ? read_tmx_piece(r, b)
             : r->en.lines.reader ? read_moses_line(r, b)
                                  : read_tsv_line(r, b);
  pair_batch_settle(b);
  return status;
}

/* ---- opening ---- */

zhen_status pair_reader_open_two(pair_reader **out, const char *zh,
                                 const char *en)
{
  pair_reader *r = mem_calloc(1, sizeof *r);
  zhen_status status = r ? source_open(&r->zh, zh) : zhen_fail_memory();

  if (status == ZHEN_OK && en)
    status = source_open(&r->en, en);
  if (status != ZHEN_OK) {
    pair_reader_close(r);
    r = NULL;
  }
  *out = r;
  return status;
}

/* The file of a side of a prefix, plain or compressed; NULL: none. */
static zhen_status find_side(const char *prefix, const char *side, char **path)
{
  static const char *const ends[] = {"", ".gz", ".xz", ".zst"};

  for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
    if (asprintf(path, "%s.%s%s", prefix, side, ends[i]) < 0) {
      *path = NULL;
      return zhen_fail_memory();
    }
    if (access(*path, F_OK) == 0)
      return ZHEN_OK;
    free(*path);
  }
  *path = NULL;
  return ZHEN_OK;
}

zhen_status pair_reader_files(char **zh, char **en, const char *path)
{
  zhen_status status = ZHEN_OK;

  *zh = *en = NULL;
  if (strcmp(path, "-") != 0 && access(path, F_OK) != 0) {
    status = find_side(path, "zh", zh);
    if (status == ZHEN_OK)
      status = find_side(path, "en", en);
  }
  if (status == ZHEN_OK && !*zh != !*en)
    status = zhen_fail(ZHEN_EINPUT,
                       "%s.%s: no such file; it is needed together with %s",
                       path, *zh ? "en" : "zh", *zh ? *zh : *en);
  if (status == ZHEN_OK && !*zh && !(*zh = mem_strdup(path)))
    status = zhen_fail_memory();
  if (status != ZHEN_OK) {
    free(*zh);
    free(*en);
    *zh = *en = NULL;
  }
  return status;
}

zhen_status pair_reader_open(pair_reader **out, const char *path)
{
  char *zh, *en;
  zhen_status status = pair_reader_files(&zh, &en, path);

  *out = NULL;
  if (status == ZHEN_OK)
    status = pair_reader_open_two(out, zh, en);
  free(zh);
  free(en);
  return status;
}

void pair_reader_close(pair_reader *r)
{
  if (!r)
    return;
  source_close(&r->zh);
  source_close(&r->en);
  tmx_reader_close(r->tmx);
  free(r);
}
