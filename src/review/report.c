/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of an alignment: the template with the data inserted. The data are
 * one JSON object of arrays of numbers, since a page may have a hundred
 * thousand sentences:
 *
 *   zh, en           the sentences
 *   zhPara, enPara   the paragraph of each
 *   zhAt, enAt       its bytes in the input: begin, end, begin, end ...
 *   zhTime, enTime   of captions: milliseconds: begin, end, begin, end ...
 *   beads            sentences of either side, probability in 1/10000; and
 *                    why: terms, matched words (eight numbers each),
 *                    deviation of the length, margin, rival beads; and, if
 *                    not 1, the probability in 1/10000 that the texts are
 *                    parallel there
 *   links            word links of each bead; see links.h
 *   parallel         how far the texts are parallel, from 0 to 1
 *   relation         how they are related
 *   passages         where they are parallel: Chinese sentences, English
 *                    sentences; repeated
 *   corridor         search band: Chinese sentence, first and last English
 *                    one; repeated
 *   moved            passages that are elsewhere: Chinese sentences, English
 *                    sentences; repeated
 *   doubtful         unaligned sentences that may be a pair: Chinese sentences,
 *                    English sentences, probability in 1/10000; repeated
 *   terms, kinds     names of terms and of kinds of matches
 *   numbers          number mismatches: sentence, range, value
 */
#include "review/report.h"
#include "align/beads/alignment.h"
#include "base/fail.h"
#include "base/options.h"
#include "review/mismatch.h"
#include "review/links.h"
#include "review/page.h"
#include "review/report_beads.h"
#include "text/line.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zhen/zhen.h>

static const char policy_mark[] = "@POLICY@", data_mark[] = "@DATA@";

/* ---- sentences ---- */

static void put_texts(report_builder *r, const char *key,
                      const zhen_sentences *s)
{
  report_put_key(r, key);
  for (size_t i = 0; i < s->count; i++) {
    buf_putc(&r->json, i ? ',' : '[');
    json_put(&r->json, zhen_sentence_str(s, i));
  }
  buf_puts(&r->json, s->count ? "]" : "[]");
}

static void put_positions(report_builder *r, const char *name,
                          const zhen_side *side, const zhen_bytes *bytes)
{
  const zhen_sentences *s = side->sentences;
  buf *json = &r->json;

  buf_printf(json, ",\n\"%sPara\":[", name);
  for (size_t i = 0; i < s->count; i++)
    buf_printf(json, "%s%u", i ? "," : "", s->at[i].para);
  buf_printf(json, "],\n\"%sAt\":[", name);
  for (size_t i = 0; i < s->count; i++)
    buf_printf(
        json, "%s%zu,%zu", i ? "," : "",
        bytes ? bytes[i].begin : zhen_text_source(side->source, s->at[i].begin),
        bytes ? bytes[i].end : zhen_text_source(side->source, s->at[i].end));
  buf_putc(json, ']');
  if (!s->times)
    return;
  buf_printf(json, ",\n\"%sTime\":[", name);
  for (size_t i = 0; i < s->count; i++)
    buf_printf(json, "%s%" PRId64 ",%" PRId64, i ? "," : "", s->times[i].begin,
               s->times[i].end);
  buf_putc(json, ']');
}

/* ---- ranges ---- */

static void put_passages(report_builder *r, const char *key,
                         const zhen_bead *at, size_t count)
{
  report_put_key(r, key);
  for (size_t k = 0; k < count; k++)
    buf_printf(&r->json, "%c%u,%u,%u,%u", k ? ',' : '[', at[k].zh_begin,
               at[k].zh_end, at[k].en_begin, at[k].en_end);
  buf_puts(&r->json, count ? "]" : "[]");
}

static void put_doubtful(report_builder *r)
{
  const zhen_alignment *a = r->alignment;

  report_put_key(r, "doubtful");
  buf_putc(&r->json, '[');
  for (size_t k = 0; k < a->n_doubtful; k++) {
    const zhen_bead *b = &a->doubtful[k];

    buf_printf(&r->json, "%s%u,%u,%u,%u,%ld", k ? "," : "", b->zh_begin,
               b->zh_end, b->en_begin, b->en_end,
               lround((double)b->score * 1e4));
  }
  buf_putc(&r->json, ']');
}

/* How the texts are related, the corridor, and passages. */
static void put_ranges(report_builder *r)
{
  const zhen_alignment *a = r->alignment;
  buf *json = &r->json;

  report_put_key(r, "parallel");
  line_put_score(json, a->parallel, 4);
  report_put_key(r, "relation");
  buf_printf(json, "\"%s\"", zhen_relation_name(a->relation));
  put_passages(r, "passages", a->passages, a->n_passages);
  report_put_key(r, "corridor");
  buf_putc(json, '[');
  for (size_t k = 0; k < a->n_band; k++)
    buf_printf(json, "%s%u,%u,%u", k ? "," : "", a->band[k].zh, a->band[k].low,
               a->band[k].high);
  buf_putc(json, ']');
  put_passages(r, "moved", a->moved, a->n_moved);
  put_doubtful(r);
}

/* What the page has only of a memory: where each pair is, and why. */
static void put_memory(report_builder *r)
{
  const report_memory *m = r->memory;

  report_put_key(r, "memory");
  buf_printf(&r->json, "\"%s\"", zhen_format_name(m->format));
  report_put_key(r, "lines");
  for (size_t k = 0; k < m->count; k++)
    buf_printf(&r->json, "%c%zu", k ? ',' : '[', m->rows[k].line);
  buf_puts(&r->json, m->count ? "]" : "[]");
  report_put_key(r, "reasons");
  for (size_t k = 0; k < m->count; k++) {
    buf_putc(&r->json, k ? ',' : '[');
    json_put(&r->json, memory_reasons(m, k));
  }
  buf_puts(&r->json, m->count ? "]" : "[]");
}

static void put_names(report_builder *r)
{
  if (r->memory) {
    put_memory(r);
    report_put_key(r, "terms");
    buf_puts(&r->json, "[]");
    report_put_key(r, "kinds");
    memory_put_kinds(&r->json);
    return;
  }
  report_put_key(r, "terms");
  for (int t = 0; t < ZHEN_TERMS; t++)
    buf_printf(&r->json, "%s\"%s\"", t ? "," : "[",
               zhen_term_name((zhen_term)t));
  buf_putc(&r->json, ']');
  report_put_key(r, "kinds");
  for (int k = 0; k < ZHEN_MATCH_KINDS; k++)
    buf_printf(&r->json, "%s\"%s\"", k ? "," : "[",
               zhen_word_match_name((zhen_word_match_kind)k));
  buf_putc(&r->json, ']');
}

/* ---- numbers ---- */

/* 12,600 or 0.62: digits in groups, a point in every locale. */
static void put_value(buf *json, double value)
{
  double whole = floor(fabs(value));
  char digits[40];
  int n;

  if (whole >= 1e15) {
    n = (int)floor(log10(whole));
    buf_printf(json, "10^%d", n);
    return;
  }
  n = snprintf(digits, sizeof digits, "%.0f", whole);
  for (int k = 0; k < n; k++)
    buf_printf(json, "%s%c", k > 0 && (n - k) % 3 == 0 ? "," : "", digits[k]);
  n = (int)lround((fabs(value) - whole) * 1e4);
  if (n > 0 && n < 10000) {
    n = snprintf(digits, sizeof digits, ".%04d", n);
    while (digits[n - 1] == '0')
      n--;
    buf_put(json, digits, (size_t)n);
  }
}

static void put_number(report_builder *r, bool zh, const text_number *f)
{
  if (f->begin == f->end)
    return;
  buf_printf(&r->json, ",\"%s\":[%u,%zu,%zu,\"", zh ? "zh" : "en", f->sentence,
             report_units_to(r, zh, f->sentence, f->begin),
             report_units_to(r, zh, f->sentence, f->end));
  put_value(&r->json, f->value);
  buf_puts(&r->json, "\"]");
}

static zhen_status put_numbers(report_builder *r)
{
  const zhen_sentences *zh = r->zh->sentences, *en = r->en->sentences;
  number_mismatches pairs = {0};
  zhen_status status = ZHEN_OK;

  for (size_t k = 0; k < r->alignment->count && status == ZHEN_OK; k++)
    status = mismatches_find(&pairs, &r->alignment->beads[k], zh, en);
  report_put_key(r, "numbers");
  buf_putc(&r->json, '[');
  for (size_t k = 0; k < pairs.count; k++) {
    buf_printf(&r->json, "%s{\"power\":%d", k ? "," : "", pairs.at[k].power);
    put_number(r, true, &pairs.at[k].zh);
    put_number(r, false, &pairs.at[k].en);
    buf_putc(&r->json, '}');
  }
  buf_putc(&r->json, ']');
  free(pairs.at);
  return status;
}

/* ---- the page ---- */

/* The key of stored reviews: the text and its beads. */
static uint64_t content_key(const report_builder *r)
{
  const zhen_sentences *both[] = {r->zh->sentences, r->en->sentences};
  const zhen_alignment *a = r->alignment;
  uint64_t key = 0;

  for (int side = 0; side < 2; side++)
    for (size_t i = 0; i < both[side]->count; i++) {
      zhen_str s = zhen_sentence_str(both[side], i);

      key = XXH64(s.ptr, s.len, key + 1);
    }
  for (size_t k = 0; k < a->count; k++)
    key = XXH64(&a->beads[k].zh_begin, 4 * sizeof(uint32_t), key);
  return key;
}

static void put_head(report_builder *r)
{
  buf *json = &r->json;

  buf_printf(json, "{\"schema\":\"zhen.report/1\",\"version\":\"%s\"",
             zhen_version());
  buf_printf(json, ",\"key\":\"%016llx\"", (unsigned long long)content_key(r));
  buf_puts(json, ",\"files\":[");
  json_put_name(json, zhen_text_name(r->zh->source));
  buf_putc(json, ',');
  json_put_name(json, zhen_text_name(r->en->source));
  buf_puts(json, "],\"languages\":[");
  json_put_name(json, r->zh_code);
  buf_putc(json, ',');
  json_put_name(json, r->en_code);
  buf_putc(json, ']');
  if (r->served)
    buf_puts(json, ",\"served\":true");
}

static zhen_status put_data(report_builder *r)
{
  zhen_status status = json_units_open(&r->zh_units, r->zh->sentences->text);

  if (status == ZHEN_OK)
    status = json_units_open(&r->en_units, r->en->sentences->text);
  if (status != ZHEN_OK)
    return status;
  put_head(r);
  put_texts(r, "zh", r->zh->sentences);
  put_texts(r, "en", r->en->sentences);
  put_positions(r, "zh", r->zh, r->zh_bytes);
  put_positions(r, "en", r->en, r->en_bytes);
  put_names(r);
  status = report_put_beads(r);
  if (status == ZHEN_OK && r->lexicon) {
    const page_texts texts = {r->zh->sentences, r->en->sentences, &r->zh_units,
                              &r->en_units};

    report_put_key(r, "links");
    status = page_put_links(&r->json, r->lexicon, r->alignment, &texts);
  }
  put_ranges(r);
  if (status == ZHEN_OK)
    status = put_numbers(r);
  buf_puts(&r->json, "}");
  return status == ZHEN_OK ? buf_status(&r->json) : status;
}

/* Put the page up to a mark; what follows the mark. */
static const char *put_to(zhen_output *out, const char *from, const char *mark)
{
  const char *at =
      memmem(from, (size_t)(page_embedded_end - from), mark, strlen(mark));

  zhen_output_put(out, from, (size_t)(at - from));
  return at + strlen(mark);
}

static zhen_status write_page(const char *path, const report_builder *r)
{
  static const char policy[] = "connect-src 'self'; ";
  const char *rest;
  zhen_output *out;
  zhen_status status = zhen_output_open(&out, path);

  if (status != ZHEN_OK)
    return status;
  rest = put_to(out, page_embedded, policy_mark);
  if (r->served)
    zhen_output_put(out, policy, strlen(policy));
  rest = put_to(out, rest, data_mark);
  zhen_output_put(out, r->json.ptr, r->json.len);
  zhen_output_put(out, rest, (size_t)(page_embedded_end - rest));
  return zhen_output_commit(out);
}

zhen_status zhen_report_fits(const zhen_side *zh, const zhen_side *en)
{
  size_t n = zh->sentences->count + en->sentences->count;

  if (n <= ZHEN_REPORT_SENTENCES_MAX)
    return ZHEN_OK;
  return zhen_fail(ZHEN_ELIMIT,
                   "%zu sentences: the limit of a report page is %d; split the "
                   "text and report each part",
                   n, ZHEN_REPORT_SENTENCES_MAX);
}

static const char *han_code(const zhen_side *zh)
{
  return zhen_text_han(zh->sentences->text) == ZHEN_HAN_TRADITIONAL ? "zh-TW"
                                                                    : "zh-CN";
}

zhen_status zhen_report_write(const char *path, const zhen_alignment *alignment,
                              const zhen_side *zh, const zhen_side *en,
                              const zhen_report_options *options)
{
  return report_write(path, alignment, zh, en, options, NULL);
}

zhen_status report_write(const char *path, const zhen_alignment *alignment,
                         const zhen_side *zh, const zhen_side *en,
                         const zhen_report_options *options,
                         const report_memory *memory)
{
  zhen_report_options known;
  zhen_status status = OPTIONS_TAKE(&known, options);
  report_builder r = {.alignment = alignment,
                      .zh = zh,
                      .en = en,
                      .zh_code = known.zh_code ? known.zh_code : han_code(zh),
                      .en_code = known.en_code ? known.en_code : "en-US",
                      .zh_bytes = known.zh_bytes,
                      .en_bytes = known.en_bytes,
                      .memory = memory,
                      .served = known.served && !memory,
                      .lexicon = known.words};

  if (status == ZHEN_OK)
    status = progress_open(&r.progress, known.progress);
  if (status == ZHEN_OK)
    status = zhen_report_fits(zh, en);
  if (status == ZHEN_OK)
    status = put_data(&r);
  if (status == ZHEN_OK)
    status = write_page(path, &r);
  json_units_close(&r.zh_units);
  json_units_close(&r.en_units);
  buf_dispose(&r.json);
  return status;
}
