/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SubRip: each pair as captions with Chinese above English, or one side alone
 * with the times of the other. All beads are written, since a film needs all
 * its captions. A long pair becomes several captions, cut where both texts have
 * about the same share.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "format/writer.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
  /* What one caption shows, by the timed text style guides of Netflix: seven
     seconds, two lines of 42 letters or of 16 Chinese characters. */
  MOST_SHOWN = 7000,
  MOST_EN = 84,
  MOST_ZH = 32,
  LEAST_SHOWN = 500, /* milliseconds */
  FEWER = 4          /* a caption has at least this part of the most letters */
};

/* The caption that is written when the next one is known. */
typedef struct srt_caption {
  bool open;
  int64_t begin, end;
  buf zh, en;
  int64_t shift;   /* of the last pair: English less Chinese time */
  int64_t last;    /* when the last caption ended */
  uint64_t number; /* of captions */
} srt_caption;

static zhen_lang only(const writer_part *p)
{
  return p->writer->options.write.retime;
}

static zhen_status begin_srt(writer_part *p)
{
  p->caption = mem_calloc(1, sizeof *p->caption);
  return p->caption ? ZHEN_OK : zhen_fail_memory();
}

static void dispose_srt(writer_part *p)
{
  if (!p->caption)
    return;
  buf_dispose(&p->caption->zh);
  buf_dispose(&p->caption->en);
  free(p->caption);
}

static zhen_status begin_document(writer_part *p)
{
  const zhen_sentences *zh = p->doc->zh, *en = p->doc->en;
  bool has_zh = zh && (zh->times || zh->count == 0);
  bool has_en = en && (en->times || en->count == 0);

  if (only(p) == ZHEN_LANG_ZH   ? has_en
      : only(p) == ZHEN_LANG_EN ? has_zh
                                : has_zh || has_en)
    return ZHEN_OK;
  return zhen_fail(ZHEN_EUSAGE,
                   "srt: %s no times; only captions (SRT, WebVTT, ASS) have "
                   "times",
                   only(p) == ZHEN_LANG_ZH   ? "the English text has"
                   : only(p) == ZHEN_LANG_EN ? "the Chinese text has"
                                             : "the texts have");
}

/* ---- cutting ---- */

static bool is_mark(uint32_t rune)
{
  return rune == ',' || rune == '.' || rune == ';' || rune == ':' ||
         rune == '!' || rune == '?' || (rune >= 0x3001 && rune <= 0x3002) ||
         rune == 0xFF0C || rune == 0xFF01 || rune == 0xFF1A || rune == 0xFF1B ||
         rune == 0xFF1F;
}

/* How good a cut before `at` is; 0: none. */
static int cut_quality(zhen_str s, size_t at)
{
  size_t size, last = utf8_before(s, at);
  uint32_t before = utf8_at(s, last, &size), after = utf8_at(s, at, &size);

  if (is_mark(after))
    return 0;
  if (before == ' ')
    return last > 0 && is_mark(utf8_at(s, utf8_before(s, last), &size)) ? 3 : 2;
  if (before >= 0x80 && is_mark(before))
    return 3;
  return rune_is_han(before) && rune_is_han(after) ? 1 : 0;
}

/* The best cut near `wanted`, between `from` and the end. */
static size_t find_cut(zhen_str s, size_t from, size_t wanted, size_t reach)
{
  size_t best = s.len;
  double most = 0;

  for (size_t at = from + 1; at < s.len && at <= wanted + reach; at++) {
    double off = at > wanted ? (double)(at - wanted) : (double)(wanted - at);
    double good;

    if (((unsigned char)s.ptr[at] & 0xC0) == 0x80 || at + reach < wanted)
      continue;
    good = cut_quality(s, at) * (1 - off / (2 * (double)reach));
    if (good > most) {
      most = good;
      best = at;
    }
  }
  return best;
}

/* Where piece `k` of `n` ends. */
static size_t piece_end(zhen_str s, size_t from, size_t k, size_t n)
{
  size_t wanted = s.len / n * k;

  if (k == n || from >= s.len)
    return s.len;
  if (wanted <= from)
    wanted = from + 1;
  return find_cut(s, from, wanted, s.len / n / 2 + 1);
}

/* ---- captions ---- */

static void put_time(buf *b, int64_t ms)
{
  buf_printf(b, "%02" PRId64 ":%02d:%02d,%03d", ms / 3600000,
             (int)(ms / 60000 % 60), (int)(ms / 1000 % 60), (int)(ms % 1000));
}

/* A line of text; what SubRip could take for something else is changed. */
static void put_text(buf *b, zhen_str s)
{
  s = str_trim(s);
  for (size_t i = 0; i < s.len; i++) {
    if (str_begins(str_after(s, i), "-->")) {
      buf_puts(b, "→");
      i += 2;
    } else {
      buf_putc(b, s.ptr[i] == '\n' || s.ptr[i] == '\r' ? ' ' : s.ptr[i]);
    }
  }
  if (s.len > 0)
    buf_putc(b, '\n');
}

static size_t pieces_of(int64_t shown, zhen_str zh, zhen_str en)
{
  size_t n = ((size_t)shown + MOST_SHOWN - 1) / MOST_SHOWN;
  size_t by_zh = (utf8_length(zh) + MOST_ZH - 1) / MOST_ZH;
  size_t by_en = (utf8_length(en) + MOST_EN - 1) / MOST_EN;
  size_t most = (size_t)shown / (2 * LEAST_SHOWN);
  size_t few = FEWER * (by_zh > by_en ? by_zh : by_en);

  n = n < few ? n : few; /* however long it is shown */
  n = n > by_zh ? n : by_zh;
  n = n > by_en ? n : by_en;
  n = n < most ? n : most;
  return n > 0 ? n : 1;
}

static void write_caption(writer_part *p)
{
  srt_caption *c = p->caption;
  zhen_str zh = {c->zh.ptr, c->zh.len}, en = {c->en.ptr, c->en.len};
  size_t n = pieces_of(c->end - c->begin, zh, en);
  size_t in_zh = 0, in_en = 0;
  int64_t step = (c->end - c->begin) / (int64_t)n;

  for (size_t k = 1; k <= n && c->open; k++) {
    size_t to_zh = piece_end(zh, in_zh, k, n);
    size_t to_en = piece_end(en, in_en, k, n);
    int64_t begin = c->begin + step * (int64_t)(k - 1);

    if (to_zh == in_zh && to_en == in_en)
      continue;
    buf_printf(&p->line, "%" PRIu64 "\n", ++c->number);
    put_time(&p->line, begin);
    buf_puts(&p->line, " --> ");
    put_time(&p->line, k == n ? c->end : begin + step);
    buf_putc(&p->line, '\n');
    put_text(&p->line, str_part(zh, in_zh, to_zh));
    put_text(&p->line, str_part(en, in_en, to_en));
    buf_putc(&p->line, '\n');
    in_zh = to_zh;
    in_en = to_en;
  }
  c->last = c->end;
  c->open = false;
  c->zh.len = c->en.len = 0;
}

/* End the open caption before the next one begins, if that leaves some. */
static void end_caption(writer_part *p, int64_t next)
{
  srt_caption *c = p->caption;

  if (!c->open)
    return;
  if (c->end - c->begin < LEAST_SHOWN)
    c->end = c->begin + LEAST_SHOWN;
  if (c->end > next && next - c->begin >= LEAST_SHOWN)
    c->end = next;
  write_caption(p);
}

static void put_side(buf *b, zhen_str s)
{
  if (b->len > 0 && s.len > 0)
    buf_putc(b, ' ');
  buf_put(b, s.ptr, s.len);
}

/* When a record is said, by the clock of the times that are written. */
static bool find_time(zhen_time *out, const srt_caption *c, const record *r,
                      zhen_lang side)
{
  bool by_zh = side == ZHEN_LANG_EN;
  const record_side *own = by_zh ? &r->zh : &r->en;
  const record_side *other = by_zh ? &r->en : &r->zh;
  int64_t shift = by_zh ? -c->shift : c->shift;

  if (own->timed)
    *out = own->time;
  else if (other->timed)
    *out = (zhen_time){other->time.begin + shift, other->time.end + shift};
  return own->timed || other->timed;
}

/* Unaligned sentences of both sides that are said at the same time. */
static bool joins(srt_caption *c, const zhen_time *time, zhen_str zh,
                  zhen_str en)
{
  if (!c->open || time->begin >= c->end || (zh.len > 0 && en.len > 0) ||
      (zh.len > 0 ? c->zh.len : c->en.len) > 0)
    return false;
  c->end = time->end > c->end ? time->end : c->end;
  return true;
}

/* What has no time joins the caption before it. */
static zhen_status put_srt(writer_part *p, const record *r)
{
  srt_caption *c = p->caption;
  zhen_time time;
  zhen_status status;
  zhen_str zh = only(p) == ZHEN_LANG_EN ? (zhen_str){0} : r->zh.text;
  zhen_str en = only(p) == ZHEN_LANG_ZH ? (zhen_str){0} : r->en.text;

  if (r->zh.timed && r->en.timed)
    c->shift = r->en.time.begin - r->zh.time.begin;
  if (zh.len == 0 && en.len == 0)
    return ZHEN_OK;
  if (find_time(&time, c, r, only(p)) && !joins(c, &time, zh, en)) {
    end_caption(p, time.begin);
    c->begin = time.begin > c->last ? time.begin : c->last;
    c->end = time.end > c->begin ? time.end : c->begin;
    c->open = true;
  }
  put_side(&c->zh, zh);
  put_side(&c->en, en);
  status = buf_status(&c->zh);
  return status == ZHEN_OK ? buf_status(&c->en) : status;
}

static zhen_status end_document(writer_part *p)
{
  end_caption(p, INT64_MAX);
  return ZHEN_OK;
}

const writer_format format_srt = {.suffixes = {""},
                                  .every = true,
                                  .begin = begin_srt,
                                  .begin_document = begin_document,
                                  .put = put_srt,
                                  .end_document = end_document,
                                  .dispose = dispose_srt};
