/* SPDX-License-Identifier: Apache-2.0 */
#include "build/document_job.h"
#include "article/same.h"
#include "base/fail.h"
#include "base/mem.h"
#include "format/row.h"
#include "text/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names in messages for texts in the manifest. */
static const char *label(const manifest_entry *e, int side)
{
  static const char *const sides[2] = {"zh", "en"};

  if (e->names[side])
    return e->names[side];
  return e->both ? "text" : sides[side];
}

/*
 * Keep an error in the document; pass on any other. The file is named as in the
 * manifest.
 */
static zhen_status keep_failure(document_job *j, zhen_status status,
                                const char *path, const char *name)
{
  const char *why = zhen_error_last();
  size_t len = path ? strlen(path) : 0;

  if (status == ZHEN_OK || status == ZHEN_ENOMEM || status == ZHEN_EOUTPUT ||
      status == ZHEN_ECANCELLED)
    return status;
  if (len > 0 && strncmp(why, path, len) == 0)
    snprintf(j->failure, sizeof j->failure, "%s%s", name, why + len);
  else
    snprintf(j->failure, sizeof j->failure, "%s", why);
  j->result.failure = j->failure;
  return ZHEN_OK;
}

static zhen_status read_whole(const char *path, buf *out)
{
  const zhen_read_options regular = {.struct_size = sizeof regular,
                                     .regular = true};
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

static zhen_status read_file(document_job *j, const recipe *r, int side)
{
  buf path = {0};
  zhen_status status = manifest_path(r->manifest, &j->entry, side, &path);

  if (status == ZHEN_OK)
    status = read_whole(path.ptr, &j->bytes[side]);
  status = keep_failure(j, status, path.ptr, j->entry.names[side]);
  buf_dispose(&path);
  return status;
}

static zhen_str text_of(const document_job *j, int side)
{
  const manifest_entry *e = &j->entry;

  if (!e->names[side])
    return e->inlined[side];
  return (zhen_str){j->bytes[side].ptr ? j->bytes[side].ptr : "",
                    j->bytes[side].len};
}

static int sides(const document_job *j)
{
  return j->entry.both ? 1 : 2;
}

static zhen_status take_digest(document_job *j)
{
  digester d;
  zhen_status status = digester_open(&d);

  if (status != ZHEN_OK)
    return status;
  for (int i = 0; i < sides(j); i++) {
    zhen_str text = text_of(j, i);

    digester_add(&d, text.ptr, text.len);
    j->size += text.len;
  }
  digester_close(&d, j->digest);
  j->result.content = j->digest;
  return ZHEN_OK;
}

zhen_status document_job_read(document_job *j, const recipe *r)
{
  const manifest_entry *e = &j->entry;
  zhen_status status = ZHEN_OK;

  j->result = (document_result){
      .id = e->id, .zh_name = e->names[0], .en_name = e->names[1]};
  j->size = j->pairs = 0;
  if (e->missing)
    j->result.failure = e->missing;
  for (int i = 0; status == ZHEN_OK && !j->result.failure && i < sides(j); i++)
    if (e->names[i])
      status = read_file(j, r, i);
  return status == ZHEN_OK && !j->result.failure ? take_digest(j) : status;
}

static zhen_status read_article(document_job *j, const recipe *r)
{
  zhen_article_options how = *r->options->reading;
  zhen_input inputs[2];

  for (int i = 0; i < 2; i++) {
    zhen_str text = text_of(j, i);

    inputs[i] = (zhen_input){label(&j->entry, i), text.ptr, text.len};
  }
  how.order = ZHEN_ORDER_CHECK;
  return zhen_article_read(&j->article, &inputs[0],
                           j->entry.both ? NULL : &inputs[1], &how);
}

/* The sides of a bead as lines: [zh, en) and [en, end) of all lines. */
struct bead_lines {
  size_t zh, en, end;
  double score;
};

static void put_line(document_job *j, const zhen_sentences *s, uint32_t begin,
                     uint32_t end, zhen_lang lang)
{
  zhen_str line = row_text(&j->line, s, begin, end, lang, ROW_LINE);

  buf_put(&j->lines, line.ptr, line.len);
}

static zhen_status take_bead(document_job *j, const zhen_sentences *zh,
                             const zhen_sentences *en, const zhen_bead *bead)
{
  struct bead_lines lines = {.zh = j->lines.len, .score = bead->score};
  zhen_status status =
      mem_grow(&j->at, &j->at_capacity, j->result.count + 1, sizeof *j->at);

  if (status != ZHEN_OK)
    return status;
  put_line(j, zh, bead->zh_begin, bead->zh_end, ZHEN_LANG_ZH);
  lines.en = j->lines.len;
  put_line(j, en, bead->en_begin, bead->en_end, ZHEN_LANG_EN);
  lines.end = j->lines.len;
  j->at[j->result.count++] = lines;
  return j->line.failed ? zhen_fail_memory() : buf_status(&j->lines);
}

zhen_status document_job_take(document_job *j,
                              const zhen_stored_document *stored)
{
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < stored->count; i++)
    status = take_bead(j, &stored->zh.sentences, &stored->en.sentences,
                       &stored->beads[i].bead);
  j->result.parallel = stored->parallel;
  j->result.relation = stored->relation;
  return status;
}

/* The rule on documents; its verdict is that of each pair. */
static bool judge_document(document_job *j, const zhen_filter *filter,
                           zhen_verdict *out)
{
  double least = zhen_filter_threshold(filter, ZHEN_RULE_PARALLEL);

  *out = (zhen_verdict){ZHEN_RULE_PARALLEL, j->result.parallel, least};
  j->result.rule = NULL;
  if (j->result.parallel < least)
    j->result.rule = zhen_rule_name(out->rule);
  return !j->result.rule;
}

/* `whole`: the verdict on the document that it failed; NULL: none. */
static void judge(document_job *j, const zhen_filter *filter,
                  const zhen_verdict *whole, size_t number)
{
  const struct bead_lines *at = &j->at[number];
  judged *out = &j->judged[number];
  zhen_pair pair = {.zh = {j->lines.ptr + at->zh, at->en - at->zh},
                    .en = {j->lines.ptr + at->en, at->end - at->en},
                    .score = at->score};
  zhen_verdict verdict = {0};

  *out = (judged){0};
  if (pair.zh.len == 0 || pair.en.len == 0)
    return;
  j->pairs++;
  if (whole)
    verdict = *whole;
  else
    out->passed = zhen_filter_check(filter, &pair, &verdict);
  if (out->passed) {
    out->signature = zhen_pair_signature(&pair);
    return;
  }
  out->rule = zhen_rule_name(verdict.rule);
  out->value = verdict.value;
  out->threshold = verdict.threshold;
}

zhen_status document_job_judge(document_job *j, const recipe *r)
{
  size_t count = j->result.count;
  zhen_status status =
      mem_grow(&j->judged, &j->judged_capacity, count, sizeof *j->judged);
  zhen_verdict whole;
  bool passed = judge_document(j, r->filter, &whole);

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    judge(j, r->filter, passed ? NULL : &whole, i);
  j->result.judged = j->judged;
  return status;
}

static zhen_status take_alignment(document_job *j)
{
  size_t count;
  const zhen_bead *beads = zhen_alignment_beads(j->alignment, &count);
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; status == ZHEN_OK && i < count; i++)
    status = take_bead(j, j->result.zh->sentences, j->result.en->sentences,
                       &beads[i]);
  j->result.beads = beads;
  j->result.parallel = zhen_alignment_parallel(j->alignment);
  j->result.relation = zhen_alignment_relation(j->alignment);
  return status;
}

zhen_status document_job_align(document_job *j, const recipe *r)
{
  const zhen_progress inner = progress_inner(r->progress);
  zhen_align_options how = *r->options->align;
  zhen_status status = read_article(j, r);

  how.threads = 1; /* several documents run in parallel */
  how.progress = &inner;
  if (status == ZHEN_OK) {
    j->result.zh = &j->article->zh;
    j->result.en = &j->article->en;
    status = zhen_align(&j->alignment, r->lexicon, j->article->zh.sentences,
                        j->article->en.sentences, &how);
  }
  if (status != ZHEN_OK)
    return keep_failure(j, status, NULL, NULL);
  status = take_alignment(j);
  return status == ZHEN_OK ? document_job_judge(j, r) : status;
}

bool document_untranslated(const char *failure)
{
  return failure &&
         strncmp(failure, ARTICLE_SAME, sizeof ARTICLE_SAME - 1) == 0;
}

void document_job_clear(document_job *j)
{
  zhen_alignment_free(j->alignment);
  zhen_article_free(j->article);
  j->alignment = NULL;
  j->article = NULL;
  j->bytes[0].len = j->bytes[1].len = j->lines.len = 0;
}

void document_job_dispose(document_job *j)
{
  document_job_clear(j);
  manifest_entry_dispose(&j->entry);
  buf_dispose(&j->bytes[0]);
  buf_dispose(&j->bytes[1]);
  buf_dispose(&j->line);
  buf_dispose(&j->lines);
  free(j->at);
  free(j->judged);
}
