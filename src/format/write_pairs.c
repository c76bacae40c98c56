/* SPDX-License-Identifier: Apache-2.0 */
/* Pairs to the records of a writer. */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "format/copy.h"
#include "format/write_files.h"
#include "pairs/pairs.h"

#include <stdlib.h>
#include <zhen/pairs.h>

/* A language tag that the first pairs decide about. */
enum { HELD_PAIRS = 1000 };

typedef struct held_pair {
  size_t zh, en; /* bytes of its texts */
  double score;
} held_pair;

struct zhen_pairs_writer {
  writer *to;
  bool waits; /* the language tag is not known yet: pairs are held */
  buf zh_held, en_held;
  held_pair held[HELD_PAIRS];
  size_t n_held;
  record_document doc; /* all pairs belong to one, of which nothing is known */
  record_texts texts;
  const zhen_pairs *copied; /* the file that is copied; NULL: none */
  zhen_status status;       /* the first failure, for the commit */
};

static zhen_status open_writer(zhen_pairs_writer **out, const char *path,
                               zhen_format format,
                               const writer_options *options)
{
  zhen_pairs_writer *w = mem_calloc(1, sizeof *w);
  zhen_status status;

  *out = NULL;
  if (!w)
    return zhen_fail_memory();
  status = writer_open(&w->to, format, path, options);
  if (status == ZHEN_OK) {
    w->waits = !options->copy && writer_needs_han(w->to);
    if (!w->waits)
      status = writer_begin_document(&w->to->parts[0], &w->doc);
  }
  if (status == ZHEN_OK)
    *out = w;
  else
    zhen_pairs_abandon(w);
  return status;
}

zhen_status zhen_pairs_create(zhen_pairs_writer **out, const char *path,
                              zhen_format format, bool scores, bool words,
                              const zhen_write_options *options)
{
  zhen_write_options how;
  zhen_status status = OPTIONS_TAKE(&how, options);

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  if (!zhen_format_supports(format, ZHEN_FORMAT_WRITE_PAIRS))
    return zhen_fail(ZHEN_EUSAGE, "pairs cannot be written as %s",
                     zhen_format_name(format));
  return open_writer(
      out, path, format,
      &(writer_options){.write = how, .scores = scores, .words = words});
}

zhen_status zhen_pairs_copy(zhen_pairs_writer **out, const char *path,
                            zhen_pairs *in)
{
  const writer_options options = {.copy = true};
  zhen_status status;

  *out = NULL;
  if (!zhen_pairs_can_copy(in))
    return zhen_fail(ZHEN_EUSAGE, "a file of %s cannot be copied",
                     zhen_format_name(zhen_pairs_format(in)));
  status = open_writer(out, path, zhen_pairs_format(in), &options);
  if (status == ZHEN_OK) {
    pairs_copy(in);
    (*out)->copied = in;
  }
  return status;
}

/* ---- copies ---- */

bool pairs_writer_copies(const zhen_pairs_writer *w, const zhen_pairs *in)
{
  return w && w->copied == in;
}

void pairs_writer_put_bytes(zhen_pairs_writer *w, zhen_str bytes)
{
  zhen_output_put(w->to->parts[0].files[0], bytes.ptr, bytes.len);
}

/* ---- pairs ---- */

zhen_format zhen_pairs_writer_format(const zhen_pairs_writer *w)
{
  return w->to->number;
}

void zhen_pairs_put_raw(zhen_pairs_writer *w, zhen_str line)
{
  zhen_output_put(w->to->parts[0].files[0], line.ptr, line.len);
  zhen_output_put(w->to->parts[0].files[0], "\n", 1);
}

static zhen_status put(zhen_pairs_writer *w, zhen_str zh, zhen_str en,
                       double score)
{
  record r = {.zh = {.text = zh}, .en = {.text = en}, .score = score};

  return writer_put(&w->to->parts[0], &r);
}

/* Decide about the tag, and write the pairs that waited for it. */
static zhen_status release(zhen_pairs_writer *w)
{
  const char *zh = w->zh_held.ptr, *en = w->en_held.ptr;
  zhen_status status;

  if (!w->waits)
    return ZHEN_OK;
  w->waits = false;
  if (w->zh_held.failed || w->en_held.failed)
    return zhen_fail_memory();
  writer_set_han(w->to, zhen_text_han((zhen_str){zh, w->zh_held.len}));
  status = writer_begin_document(&w->to->parts[0], &w->doc);
  for (size_t i = 0; status == ZHEN_OK && i < w->n_held; i++) {
    const held_pair *h = &w->held[i];

    status = put(w, (zhen_str){zh, h->zh}, (zhen_str){en, h->en}, h->score);
    zh += h->zh;
    en += h->en;
  }
  return status;
}

static zhen_status hold(zhen_pairs_writer *w, zhen_str zh, zhen_str en,
                        double score)
{
  buf_put(&w->zh_held, zh.ptr, zh.len);
  buf_put(&w->en_held, en.ptr, en.len);
  w->held[w->n_held++] = (held_pair){zh.len, en.len, score};
  return w->n_held == HELD_PAIRS ? release(w) : ZHEN_OK;
}

void zhen_pairs_put_words(zhen_pairs_writer *w, const zhen_pair *pair,
                          const zhen_pair_words *words, bool given)
{
  record r = {.zh = {.text = pair->zh},
              .en = {.text = pair->en},
              .score = pair->score,
              .words = words,
              .given = given};

  if (w->status == ZHEN_OK)
    w->status = release(w);
  if (w->status == ZHEN_OK)
    w->status = writer_put(&w->to->parts[0], &r);
}

void zhen_pairs_put(zhen_pairs_writer *w, const zhen_pair *pair)
{
  zhen_str texts[2];
  buf *zh = &w->texts.zh, *en = &w->texts.en;

  zh->len = en->len = 0;
  line_put_collapsed(zh, pair->zh, false);
  line_put_collapsed(en, pair->en, false);
  texts[0] = (zhen_str){zh->ptr, zh->len};
  texts[1] = (zhen_str){en->ptr, en->len};
  if (w->status == ZHEN_OK)
    w->status = w->waits ? hold(w, texts[0], texts[1], pair->score)
                         : put(w, texts[0], texts[1], pair->score);
}

zhen_status zhen_pairs_join(zhen_pairs_writer *w, zhen_output_set *set)
{
  zhen_status status = w->status;
  zhen_status memory = record_texts_end(&w->texts);

  if (status == ZHEN_OK)
    status = memory;
  if (status == ZHEN_OK)
    status = release(w);
  if (status == ZHEN_OK)
    status = writer_end_document(&w->to->parts[0]);
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
  buf_dispose(&w->zh_held);
  buf_dispose(&w->en_held);
  buf_dispose(&w->texts.zh);
  buf_dispose(&w->texts.en);
  free(w);
}
