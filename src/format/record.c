/* SPDX-License-Identifier: Apache-2.0 */
#include "format/record.h"
#include "text/json.h"

#include <inttypes.h>

static record_side side_of(const zhen_side *side, uint32_t begin, uint32_t end,
                           zhen_lang lang, row_style style, buf *text)
{
  const zhen_sentence *at = side->sentences->at;
  record_side r = {.text =
                       row_text(text, side->sentences, begin, end, lang, style),
                   .begin = begin,
                   .end = end};

  if (begin < end) {
    r.para = at[begin].para;
    r.bytes = (zhen_bytes){zhen_text_source(side->source, at[begin].begin),
                           zhen_text_source(side->source, at[end - 1].end)};
    if (side->sentences->times) {
      const zhen_time *times = side->sentences->times;

      r.timed = true;
      r.time = (zhen_time){times[begin].begin, times[end - 1].end};
    }
  }
  return r;
}

record record_of(const zhen_bead *b, const zhen_side *zh, const zhen_side *en,
                 row_style style, record_texts *t)
{
  return (record){
      .zh = side_of(zh, b->zh_begin, b->zh_end, ZHEN_LANG_ZH, style, &t->zh),
      .en = side_of(en, b->en_begin, b->en_end, ZHEN_LANG_EN, style, &t->en),
      .score = b->score > 0 ? (double)b->score : 0,
      .placed = true};
}

zhen_status record_texts_end(record_texts *t)
{
  zhen_status status = buf_status(&t->zh);

  if (status == ZHEN_OK)
    status = buf_status(&t->en);
  buf_dispose(&t->zh);
  buf_dispose(&t->en);
  return status;
}

bool record_is_pair(const record *r)
{
  return r->zh.text.len > 0 && r->en.text.len > 0;
}

void record_put_bead(buf *b, const record *r)
{
  buf_printf(b, "%u-%u", r->zh.end - r->zh.begin, r->en.end - r->en.begin);
}

/* ---- words ---- */

static void put_words(buf *b, const zhen_bytes *words, size_t n, zhen_str text)
{
  for (size_t i = 0; i < n; i++) {
    buf_put(b, text.ptr + words[i].begin, words[i].end - words[i].begin);
    buf_putc(b, ' ');
  }
  buf_puts(b, "||| ");
}

void record_put_links(buf *b, const record *r, bool words)
{
  const zhen_pair_words *w = r->words;

  if (!w)
    return;
  if (words) {
    put_words(b, w->zh, w->n_zh, r->zh.text);
    put_words(b, w->en, w->n_en, r->en.text);
  }
  for (size_t i = 0; i < w->n_links; i++)
    buf_printf(b, "%s%u-%u", i ? " " : "", w->links[i].zh, w->links[i].en);
}

static void put_ranges(buf *b, const char *key, const zhen_bytes *words,
                       size_t n)
{
  buf_printf(b, ",\"%s\":[", key);
  for (size_t i = 0; i < n; i++)
    buf_printf(b, "%s[%zu,%zu]", i ? "," : "", words[i].begin, words[i].end);
  buf_putc(b, ']');
}

void record_put_json_words(buf *b, const record *r)
{
  const zhen_pair_words *w = r->words;

  if (!w)
    return;
  buf_puts(b, ",\"words\":\"");
  record_put_links(b, r, false);
  buf_putc(b, '"');
  put_ranges(b, "zh_words", w->zh, w->n_zh);
  put_ranges(b, "en_words", w->en, w->n_en);
}

/* ---- JSON ---- */

void record_put_json_ids(buf *b, const char *key, uint32_t begin, uint32_t end)
{
  buf_printf(b, ",\"%s\":[", key);
  row_put_ids(b, begin, end, ",");
  buf_putc(b, ']');
}

static void put_place(buf *b, const char *key, const record_side *s, bool bytes)
{
  buf_printf(b, ",\"%s\":", key);
  if (s->begin == s->end)
    buf_puts(b, "null");
  else if (bytes)
    buf_printf(b, "[%zu,%zu]", s->bytes.begin, s->bytes.end);
  else
    buf_printf(b, "%u", s->para);
}

/* Milliseconds. */
static void put_time(buf *b, const char *key, const record_side *s)
{
  if (s->timed)
    buf_printf(b, ",\"%s\":[%" PRId64 ",%" PRId64 "]", key, s->time.begin,
               s->time.end);
}

static void put_score(buf *b, const char *key, double score, bool full)
{
  if (score < 0)
    return;
  buf_printf(b, ",\"%s\":", key);
  line_put_score(b, score, 4);
  while (!full && b->len > 2 && b->ptr[b->len - 1] == '0' &&
         b->ptr[b->len - 2] != '.')
    b->len--;
}

void record_put_json(buf *b, const record *r, bool full)
{
  buf_puts(b, "\"zh\":");
  json_put_data(b, r->zh.text);
  buf_puts(b, ",\"en\":");
  json_put_data(b, r->en.text);
  put_score(b, "score", r->score, full);
  if (!r->placed)
    return;
  buf_puts(b, ",\"bead\":\"");
  record_put_bead(b, r);
  buf_putc(b, '"');
  record_put_json_ids(b, "zh_ids", r->zh.begin, r->zh.end);
  record_put_json_ids(b, "en_ids", r->en.begin, r->en.end);
  put_place(b, "zh_para", &r->zh, false);
  put_place(b, "en_para", &r->en, false);
  put_place(b, "zh_bytes", &r->zh, true);
  put_place(b, "en_bytes", &r->en, true);
  put_time(b, "zh_time", &r->zh);
  put_time(b, "en_time", &r->en);
}

void record_put_json_doubt(buf *b, const record *r, bool full)
{
  const zhen_bead *d = &r->doubt;

  if (r->zh.begin < r->zh.end)
    record_put_json_ids(b, "doubtful", d->en_begin, d->en_end);
  else
    record_put_json_ids(b, "doubtful", d->zh_begin, d->zh_end);
  put_score(b, "doubtful_score", (double)d->score, full);
}

void record_put_json_verdict(buf *b, double parallel, const char *relation,
                             bool full)
{
  put_score(b, "parallel", parallel, full);
  buf_printf(b, ",\"relation\":\"%s\"", relation);
}
