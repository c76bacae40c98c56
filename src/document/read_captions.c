/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Captions as running text: those of one sentence are joined, since a caption
 * ends where the picture or the reader wants it to. A paragraph ends where
 * nobody speaks for a while, or somebody else begins to. A file with both
 * languages in most captions is read as two texts.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "document/captions.h"
#include "document/readers.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
  PAUSE = 3000, /* milliseconds: in films more than a pause for breath */
  SAME_TIME = 100
};

/* The text of a side under construction. */
typedef struct side_text {
  const cue_list *cues;
  const caption_lines *lines;
  zhen_text *text;
  zhen_caption *captions;
  size_t count, capacity;
  const caption_line *last; /* the line put last; NULL: none */
  bool apart;               /* it is a paragraph of its own */
  bool failed;
} side_text;

/* ---- which language ---- */

static bool same_time(const cue *a, const cue *b)
{
  return b->begin - a->begin <= SAME_TIME && a->end - b->end <= SAME_TIME &&
         b->end - a->end <= SAME_TIME;
}

/* After the lines that are shown at the same time as line `i`. */
static size_t group_end(const cue_list *cues, const caption_lines *lines,
                        size_t i)
{
  const cue *c = &cues->at[lines->at[i].cue];

  while (i < lines->count && same_time(c, &cues->at[lines->at[i].cue]))
    i++;
  return i;
}

/* Do most groups with letters have lines of both languages? */
static bool is_bilingual(const cue_list *cues, const caption_lines *lines)
{
  size_t groups = 0, both = 0;

  for (size_t i = 0; i < lines->count;) {
    size_t end = group_end(cues, lines, i);
    bool seen[3] = {false};

    for (; i < end; i++)
      seen[lines->at[i].lang] = true;
    groups += seen[ZHEN_LANG_ZH] || seen[ZHEN_LANG_EN];
    both += seen[ZHEN_LANG_ZH] && seen[ZHEN_LANG_EN];
  }
  return both * 2 > groups;
}

/* A line without letters, such as 1984, is of the language that has no line
   yet. */
static void settle_languages(const cue_list *cues, caption_lines *lines)
{
  for (size_t i = 0; i < lines->count;) {
    size_t end = group_end(cues, lines, i);
    bool zh = false;

    for (size_t k = i; k < end; k++)
      zh |= lines->at[k].lang == ZHEN_LANG_ZH;
    for (; i < end; i++) {
      if (lines->at[i].lang == ZHEN_LANG_NONE)
        lines->at[i].lang = zh ? ZHEN_LANG_EN : ZHEN_LANG_ZH;
      zh |= lines->at[i].lang == ZHEN_LANG_ZH;
    }
  }
}

/* ---- joining ---- */

static bool is_wide_mark(uint32_t rune)
{
  return (rune >= 0x3000 && rune <= 0x303F) ||
         (rune >= 0xFF01 && rune <= 0xFF0F) ||
         (rune >= 0xFF1A && rune <= 0xFF20) || rune == 0x201D;
}

static zhen_str str_of(const side_text *s, const caption_line *l)
{
  return str_part(zhen_text_str(s->lines->plain), l->at.begin, l->at.end);
}

/* Only a sound or a song: [door closes], （音乐）, ♪. */
static bool is_sound(zhen_str line)
{
  size_t at = 0, size;
  uint32_t first = utf8_next(line, &at);
  uint32_t last = utf8_at(line, utf8_before(line, line.len), &size);

  return (first == '[' && last == ']') || (first == '(' && last == ')') ||
         (first == 0xFF08 && last == 0xFF09) ||
         (first == 0x3010 && last == 0x3011) || first == 0x266A ||
         first == 0x266B || first == '#';
}

static bool same_speaker(const cue *a, const cue *b)
{
  return a->speaker.len == 0 || b->speaker.len == 0 ||
         (a->speaker.len == b->speaker.len &&
          memcmp(a->speaker.ptr, b->speaker.ptr, a->speaker.len) == 0);
}

static bool begins_paragraph(const side_text *s, const caption_line *l)
{
  const cue *before = &s->cues->at[s->last->cue], *c = &s->cues->at[l->cue];

  return s->apart || l->speaks || is_sound(str_of(s, l)) ||
         !same_speaker(before, c) || c->begin - before->end >= PAUSE;
}

static void put(side_text *s, const char *bytes, size_t n, size_t at,
                size_t end)
{
  const zhen_text *plain = s->lines->plain;
  size_t source = zhen_text_source(plain, at);

  buf_put(&s->text->bytes, bytes, n);
  text_map(s->text, n, source,
           n == 1 ? 1 : zhen_text_source(plain, end) - source);
}

/* What is between the last line and this one: nothing after a wide mark. */
static void put_between(side_text *s, const caption_line *l)
{
  zhen_str before = str_of(s, s->last), line = str_of(s, l);
  size_t size;

  if (begins_paragraph(s, l))
    put(s, "\n", 1, s->last->at.end, l->at.begin);
  else if (!is_wide_mark(
               utf8_at(before, utf8_before(before, before.len), &size)) &&
           !is_wide_mark(utf8_at(line, 0, &size)))
    put(s, " ", 1, s->last->at.end, l->at.begin);
}

static void put_line(side_text *s, const caption_line *l)
{
  zhen_str plain = zhen_text_str(s->lines->plain);

  for (size_t at = l->at.begin; at < l->at.end;) {
    size_t n = utf8_size(plain.ptr[at]);

    put(s, plain.ptr + at, n, at, at + n);
    at += n;
  }
}

/* The same line in another layer, for a shadow. */
static bool is_shown_twice(const side_text *s, const caption_line *l)
{
  const cue *a, *b;
  zhen_str x, y;

  if (!s->last || s->last->cue == l->cue)
    return false;
  a = &s->cues->at[s->last->cue];
  b = &s->cues->at[l->cue];
  x = str_of(s, s->last);
  y = str_of(s, l);
  return a->begin == b->begin && a->end == b->end && x.len == y.len &&
         memcmp(x.ptr, y.ptr, x.len) == 0;
}

static void add_line(side_text *s, const caption_line *l)
{
  const cue *c = &s->cues->at[l->cue];
  size_t begin;

  if (s->last)
    put_between(s, l);
  begin = s->text->bytes.len;
  put_line(s, l);
  if (s->last && s->last->cue == l->cue) {
    s->captions[s->count - 1].at.end = s->text->bytes.len;
  } else if (mem_grow(&s->captions, &s->capacity, s->count + 1,
                      sizeof *s->captions) == ZHEN_OK) {
    s->captions[s->count++] =
        (zhen_caption){{begin, s->text->bytes.len}, c->begin, c->end};
  } else {
    s->failed = true;
  }
  s->last = l;
  s->apart = is_sound(str_of(s, l));
}

/* ---- the document ---- */

/* The lines of a language as a text; ZHEN_LANG_NONE: all. */
static zhen_status make_side(zhen_content *out, const cue_list *cues,
                             const caption_lines *lines, zhen_lang lang)
{
  side_text s = {.cues = cues, .lines = lines};
  zhen_status status;

  s.text =
      text_new(zhen_text_name(lines->plain), zhen_text_encoding(lines->plain));
  if (!s.text)
    return zhen_fail_memory();
  for (size_t i = 0; i < lines->count && !s.failed; i++)
    if ((lang == ZHEN_LANG_NONE || lines->at[i].lang == lang) &&
        !is_shown_twice(&s, &lines->at[i]))
      add_line(&s, &lines->at[i]);
  if (s.last)
    put(&s, "\n", 1, s.last->at.end, s.last->at.end);
  s.text->source_len = lines->plain->source_len;
  *out = (zhen_content){
      .text = s.text, .captions = s.captions, .n_captions = s.count};
  status = text_status(s.text);
  if (status == ZHEN_OK && cues->moved) { /* the order is not the file's */
    s.text->map.count = 0;
    s.text->map.text_len = 0;
    s.text->source_len = s.text->bytes.len;
    text_map(s.text, s.text->bytes.len, 0, s.text->bytes.len);
    status = text_status(s.text);
  }
  return s.failed ? zhen_fail_memory() : status;
}

static zhen_status make_document(zhen_document *out, const cue_list *cues,
                                 caption_lines *lines)
{
  zhen_status status;

  if (!is_bilingual(cues, lines))
    return make_side(&out->main, cues, lines, ZHEN_LANG_NONE);
  settle_languages(cues, lines);
  status = make_side(&out->main, cues, lines, ZHEN_LANG_ZH);
  if (status == ZHEN_OK)
    status = make_side(&out->other, cues, lines, ZHEN_LANG_EN);
  return status;
}

static zhen_status read_cues(cue_list *cues, zhen_kind kind)
{
  switch (kind) {
  case ZHEN_KIND_VTT:
    return cues_read_vtt(cues, cues->text);
  case ZHEN_KIND_ASS:
    return cues_read_ass(cues, cues->text);
  default:
    return cues_read_srt(cues, cues->text);
  }
}

zhen_status document_read_captions(zhen_document *out, document_source *source)
{
  cue_list cues = {.text = zhen_text_str(source->text)};
  caption_lines lines = {0};
  zhen_status status = read_cues(&cues, out->kind);

  if (status == ZHEN_OK && cues.count == 0)
    status = source_fail(source, NULL,
                         out->kind == ZHEN_KIND_ASS
                             ? "no captions: no line begins with Dialogue:"
                             : "no captions: no line has the times of one, as "
                               "00:01:02,000 --> 00:01:04,000");
  if (status == ZHEN_OK) {
    cues_order(&cues, out->kind == ZHEN_KIND_ASS);
    status = cues_report(out, &cues);
  }
  if (status == ZHEN_OK)
    status = caption_lines_read(&lines, &cues, source, out->kind);
  if (status == ZHEN_OK)
    status = make_document(out, &cues, &lines);
  caption_lines_dispose(&lines);
  cues_dispose(&cues);
  return status;
}
