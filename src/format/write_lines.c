/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The line formats of other aligners and of translation training: hunalign's
 * ladder, Vecalign's lists, and the Moses set of parallel files.
 */
#include "format/row.h"
#include "base/fail.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool is_null(const zhen_bead *b)
{
  return b->zh_begin == b->zh_end || b->en_begin == b->en_end;
}

static zhen_status finish_line(buf *line, zhen_output *out)
{
  zhen_status status;

  line_flush(line, out);
  status = buf_status(line);
  buf_dispose(line);
  return status;
}

/*
 * A rung is the start of a bead, so one more closes the last. Bitextor skips
 * rungs of exactly -0.3; hunalign ends with a meaningless 0.3.
 */
zhen_status write_ladder(const row_source *doc, zhen_output *out)
{
  buf line = {0};

  for (size_t i = 0; i < doc->count; i++) {
    const zhen_bead *b = &doc->beads[i];

    buf_printf(&line, "%u\t%u\t", b->zh_begin, b->en_begin);
    if (is_null(b))
      buf_puts(&line, "-0.3");
    else
      line_put_score(&line, (double)b->score, 4);
    buf_putc(&line, '\n');
    line_flush(&line, out);
  }
  buf_printf(&line, "%zu\t%zu\t0.3\n", doc->zh->sentences->count,
             doc->en->sentences->count);
  return finish_line(&line, out);
}

/* Vecalign's number is a cost: 0 is best, and a null has none. */
zhen_status write_vecalign(const row_source *doc, zhen_output *out)
{
  buf line = {0};

  for (size_t i = 0; i < doc->count; i++) {
    const zhen_bead *b = &doc->beads[i];

    buf_putc(&line, '[');
    row_put_ids(&line, b->zh_begin, b->zh_end, ", ");
    buf_puts(&line, "]:[");
    row_put_ids(&line, b->en_begin, b->en_end, ", ");
    buf_puts(&line, "]:");
    line_put_score(&line, is_null(b) ? 0 : 1 - (double)b->score, 6);
    buf_putc(&line, '\n');
    line_flush(&line, out);
  }
  return finish_line(&line, out);
}

/* PREFIX.zh, .en, .scores, .ids: line n of each is pair n. */
enum { MOSES_ZH, MOSES_EN, MOSES_SCORES, MOSES_IDS, MOSES_FILES };

static const char *const suffixes[MOSES_FILES] = {".zh", ".en", ".scores",
                                                  ".ids"};

static zhen_status open_moses(zhen_output *files[], const char *prefix)
{
  for (int i = 0; i < MOSES_FILES; i++) {
    zhen_status status;
    char *path;

    if (asprintf(&path, "%s%s", prefix, suffixes[i]) < 0)
      return zhen_fail_memory();
    status = zhen_output_open(&files[i], path);
    free(path);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

/* The columns of OPUS: the two documents, the sentences of each. */
static void put_ids(buf *b, const row_source *doc, const zhen_bead *bead)
{
  line_put_name(b, zhen_text_name(doc->zh->source));
  buf_putc(b, '\t');
  line_put_name(b, zhen_text_name(doc->en->source));
  buf_putc(b, '\t');
  row_put_ids(b, bead->zh_begin, bead->zh_end, " ");
  buf_putc(b, '\t');
  row_put_ids(b, bead->en_begin, bead->en_end, " ");
}

static void put_moses(buf *b, const row_source *doc, const row *r,
                      zhen_output *files[])
{
  buf_put(b, r->zh.ptr, r->zh.len);
  buf_putc(b, '\n');
  line_flush(b, files[MOSES_ZH]);
  buf_put(b, r->en.ptr, r->en.len);
  buf_putc(b, '\n');
  line_flush(b, files[MOSES_EN]);
  line_put_score(b, (double)r->bead->score, 4);
  buf_putc(b, '\n');
  line_flush(b, files[MOSES_SCORES]);
  put_ids(b, doc, r->bead);
  buf_putc(b, '\n');
  line_flush(b, files[MOSES_IDS]);
}

static zhen_status fill_moses(const row_source *doc, zhen_output *files[])
{
  row_reader r = {.doc = doc};
  buf line = {0};
  zhen_status status;

  while (rows_next(&r))
    put_moses(&line, doc, &r.now, files);
  status = rows_end(&r);
  if (status == ZHEN_OK)
    status = buf_status(&line);
  buf_dispose(&line);
  return status;
}

static zhen_status join_moses(zhen_output *files[], zhen_output_set *set)
{
  for (int i = 0; i < MOSES_FILES; i++) {
    zhen_status status = zhen_output_join(files[i], set);

    files[i] = NULL;
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

static zhen_status commit_moses(zhen_output *files[])
{
  zhen_output_set *set;
  zhen_status status = zhen_output_set_new(&set);

  if (status != ZHEN_OK)
    return status;
  status = join_moses(files, set);
  if (status == ZHEN_OK)
    return zhen_output_set_commit(set);
  zhen_output_set_abandon(set);
  return status;
}

zhen_status write_moses(const row_source *doc, const char *prefix)
{
  zhen_output *files[MOSES_FILES] = {NULL};
  zhen_status status;

  if (strcmp(prefix, "-") == 0)
    return zhen_fail(ZHEN_EUSAGE, "moses writes four files and cannot use "
                                  "standard output; use -o PREFIX");
  if (prefix[0] == '\0' || prefix[strlen(prefix) - 1] == '/')
    return zhen_fail(
        ZHEN_EUSAGE,
        "%s: is a directory; moses writes four files and needs a prefix",
        prefix);
  status = open_moses(files, prefix);
  if (status == ZHEN_OK)
    status = fill_moses(doc, files);
  if (status == ZHEN_OK)
    status = doc->options.set ? join_moses(files, doc->options.set)
                              : commit_moses(files);
  for (int i = 0; i < MOSES_FILES; i++)
    zhen_output_abandon(files[i]);
  return status;
}
