/* SPDX-License-Identifier: Apache-2.0 */
#include "build/document_job.h"
#include "base/fail.h"
#include "base/mem.h"
#include "format/row.h"
#include "text/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How texts that stand in the manifest are called in messages. */
static const char *label(const manifest_entry *e, int side)
{
  static const char *const sides[2] = {"zh", "en"};

  if (e->names[side])
    return e->names[side];
  return e->both ? "text" : sides[side];
}

/*
 * What is wrong with a document is kept, everything else is passed on. The
 * file is named as the manifest does, wherever that lies.
 */
static zhen_status keep_failure(making *m, zhen_status status, const char *path,
                                const char *name)
{
  const char *why = zhen_error_last();
  size_t len = path ? strlen(path) : 0;

  if (status == ZHEN_OK || status == ZHEN_ENOMEM || status == ZHEN_EOUTPUT)
    return status;
  if (len > 0 && strncmp(why, path, len) == 0)
    snprintf(m->failure, sizeof m->failure, "%s%s", name, why + len);
  else
    snprintf(m->failure, sizeof m->failure, "%s", why);
  m->made.failure = m->failure;
  return ZHEN_OK;
}

static zhen_status read_whole(const char *path, buf *out)
{
  const zhen_read_options regular = {.regular = true};
  text_limits limits = text_limits_of(path, &regular);
  text_input *in;
  zhen_status status = text_input_open(&in, &limits);
  size_t before;

  if (status != ZHEN_OK)
    return status;
  do {
    before = out->len;
    status = text_input_read(in, out, TEXT_INPUT_BYTES);
  } while (status == ZHEN_OK && out->len > before);
  text_input_close(in);
  return status;
}

static zhen_status read_file(making *m, const recipe *r, int side)
{
  buf path = {0};
  zhen_status status = manifest_path(r->manifest, &m->entry, side, &path);

  if (status == ZHEN_OK)
    status = read_whole(path.ptr, &m->bytes[side]);
  status = keep_failure(m, status, path.ptr, m->entry.names[side]);
  buf_dispose(&path);
  return status;
}

static zhen_str text_of(const making *m, int side)
{
  const manifest_entry *e = &m->entry;

  if (!e->names[side])
    return e->inlined[side];
  return (zhen_str){m->bytes[side].ptr ? m->bytes[side].ptr : "",
                    m->bytes[side].len};
}

static int sides(const making *m)
{
  return m->entry.both ? 1 : 2;
}

static zhen_status take_digest(making *m)
{
  digester d;
  zhen_status status = digester_open(&d);

  if (status != ZHEN_OK)
    return status;
  for (int i = 0; i < sides(m); i++) {
    zhen_str text = text_of(m, i);

    digester_add(&d, text.ptr, text.len);
    m->size += text.len;
  }
  digester_close(&d, m->digest);
  m->made.content = m->digest;
  return ZHEN_OK;
}

zhen_status making_read(making *m, const recipe *r)
{
  const manifest_entry *e = &m->entry;
  zhen_status status = ZHEN_OK;

  m->made = (made){.id = e->id, .zh_name = e->names[0], .en_name = e->names[1]};
  m->size = m->pairs = 0;
  if (e->missing)
    m->made.failure = e->missing;
  for (int i = 0; status == ZHEN_OK && !m->made.failure && i < sides(m); i++)
    if (e->names[i])
      status = read_file(m, r, i);
  return status == ZHEN_OK && !m->made.failure ? take_digest(m) : status;
}

static zhen_status read_article(making *m, const recipe *r)
{
  zhen_article_options how = r->options->reading;
  zhen_input inputs[2];

  for (int i = 0; i < 2; i++) {
    zhen_str text = text_of(m, i);

    inputs[i] = (zhen_input){label(&m->entry, i), text.ptr, text.len};
  }
  how.order = ZHEN_ORDER_CHECK;
  return zhen_article_read(&m->article, &inputs[0],
                           m->entry.both ? NULL : &inputs[1], &how);
}

/* The sides of a bead as lines: [zh, en) and [en, end) of all lines. */
struct bead_lines {
  size_t zh, en, end;
  float score;
};

static void put_line(making *m, const zhen_sentences *s, uint32_t begin,
                     uint32_t end, zhen_lang lang)
{
  zhen_str line = row_text(&m->line, s, begin, end, lang, ROW_LINE);

  buf_put(&m->lines, line.ptr, line.len);
}

static zhen_status take_bead(making *m, const zhen_sentences *zh,
                             const zhen_sentences *en, const zhen_bead *bead)
{
  struct bead_lines lines = {.zh = m->lines.len, .score = bead->score};
  zhen_status status =
      mem_grow(&m->at, &m->at_capacity, m->made.count + 1, sizeof *m->at);

  if (status != ZHEN_OK)
    return status;
  put_line(m, zh, bead->zh_begin, bead->zh_end, ZHEN_LANG_ZH);
  lines.en = m->lines.len;
  put_line(m, en, bead->en_begin, bead->en_end, ZHEN_LANG_EN);
  lines.end = m->lines.len;
  m->at[m->made.count++] = lines;
  return m->line.failed ? zhen_fail_memory() : buf_status(&m->lines);
}

zhen_status making_take(making *m, const zhen_document *stored)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < stored->count; i++)
    status = take_bead(m, &stored->zh.sentences, &stored->en.sentences,
                       &stored->beads[i].bead);
  return status;
}

static void judge(making *m, const zhen_filter *filter, size_t number)
{
  const struct bead_lines *at = &m->at[number];
  judged *out = &m->judged[number];
  zhen_pair pair = {.zh = {m->lines.ptr + at->zh, at->en - at->zh},
                    .en = {m->lines.ptr + at->en, at->end - at->en},
                    .score = (double)at->score};
  zhen_verdict verdict;

  *out = (judged){0};
  if (pair.zh.len == 0 || pair.en.len == 0)
    return;
  m->pairs++;
  out->passed = zhen_filter_check(filter, &pair, &verdict);
  if (out->passed) {
    out->signature = zhen_pair_signature(&pair);
    return;
  }
  out->rule = zhen_rule_name(verdict.rule);
  out->value = verdict.value;
  out->threshold = verdict.threshold;
}

zhen_status making_judge(making *m, const recipe *r)
{
  size_t count = m->made.count;
  zhen_status status =
      mem_grow(&m->judged, &m->judged_capacity, count, sizeof *m->judged);

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    judge(m, r->filter, i);
  m->made.judged = m->judged;
  return status;
}

static zhen_status take_alignment(making *m)
{
  size_t count;
  const zhen_bead *beads = zhen_alignment_beads(m->alignment, &count);
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    status =
        take_bead(m, m->made.zh->sentences, m->made.en->sentences, &beads[i]);
  m->made.beads = beads;
  return status;
}

zhen_status making_align(making *m, const recipe *r)
{
  zhen_align_options how = r->options->align;
  zhen_status status = read_article(m, r);

  how.threads = 1; /* each works on a document */
  if (status == ZHEN_OK) {
    m->made.zh = &m->article->zh;
    m->made.en = &m->article->en;
    status = zhen_align(&m->alignment, r->lexicon, m->article->zh.sentences,
                        m->article->en.sentences, &how);
  }
  if (status != ZHEN_OK)
    return keep_failure(m, status, NULL, NULL);
  status = take_alignment(m);
  return status == ZHEN_OK ? making_judge(m, r) : status;
}

void making_clear(making *m)
{
  zhen_alignment_free(m->alignment);
  zhen_article_free(m->article);
  m->alignment = NULL;
  m->article = NULL;
  m->bytes[0].len = m->bytes[1].len = m->lines.len = 0;
}

void making_dispose(making *m)
{
  making_clear(m);
  manifest_entry_dispose(&m->entry);
  buf_dispose(&m->bytes[0]);
  buf_dispose(&m->bytes[1]);
  buf_dispose(&m->line);
  buf_dispose(&m->lines);
  free(m->at);
  free(m->judged);
}
