/* SPDX-License-Identifier: Apache-2.0 */
#include "corpus/make.h"
#include "base/fail.h"
#include "base/mem.h"
#include "corpus/row.h"
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
  text_limits limits = text_limits_of(path, NULL);
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

static zhen_status judge(making *m, const recipe *r, const zhen_bead *bead,
                         judged *out)
{
  zhen_pair pair = {.score = (double)bead->score};
  zhen_verdict verdict;

  *out = (judged){0};
  m->zh.len = m->en.len = 0;
  row_put_text(&m->zh, m->article->zh.sentences, bead->zh_begin, bead->zh_end,
               ZHEN_LANG_ZH);
  row_put_text(&m->en, m->article->en.sentences, bead->en_begin, bead->en_end,
               ZHEN_LANG_EN);
  if (m->zh.failed || m->en.failed)
    return zhen_fail_memory();
  if (m->zh.len == 0 || m->en.len == 0)
    return ZHEN_OK;
  m->pairs++;
  pair.zh = (zhen_str){m->zh.ptr, m->zh.len};
  pair.en = (zhen_str){m->en.ptr, m->en.len};
  out->passed = zhen_filter_check(r->filter, &pair, &verdict);
  if (out->passed) {
    out->signature = zhen_pair_signature(&pair);
    return ZHEN_OK;
  }
  out->rule = zhen_rule_name(verdict.rule);
  out->value = verdict.value;
  out->threshold = verdict.threshold;
  return ZHEN_OK;
}

static zhen_status judge_all(making *m, const recipe *r)
{
  size_t count;
  const zhen_bead *beads = zhen_alignment_beads(m->alignment, &count);
  zhen_status status =
      mem_grow(&m->judged, &m->judged_capacity, count, sizeof *m->judged);

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    status = judge(m, r, &beads[i], &m->judged[i]);
  m->made.beads = beads;
  m->made.judged = m->judged;
  m->made.count = count;
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
  if (status == ZHEN_OK)
    return judge_all(m, r);
  return keep_failure(m, status, NULL, NULL);
}

void making_clear(making *m)
{
  zhen_alignment_free(m->alignment);
  zhen_article_free(m->article);
  m->alignment = NULL;
  m->article = NULL;
  m->bytes[0].len = m->bytes[1].len = 0;
}

void making_dispose(making *m)
{
  making_clear(m);
  manifest_entry_dispose(&m->entry);
  buf_dispose(&m->bytes[0]);
  buf_dispose(&m->bytes[1]);
  buf_dispose(&m->zh);
  buf_dispose(&m->en);
  free(m->judged);
}
