/* SPDX-License-Identifier: Apache-2.0 */
/* Split one text with both languages into the sentences of its two sides. */
#include "article/bitext_lines.h"
#include "article/bitext_pattern.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>

/* A side under construction. */
typedef struct filler {
  zhen_sentences *out;
  size_t capacity;
} filler;

static zhen_status append(filler *f, const zhen_sentence *s)
{
  zhen_sentences *out = f->out;
  zhen_status st = mem_grow(&out->at, &f->capacity, out->count + 1, sizeof *s);

  if (st == ZHEN_OK)
    out->at[out->count++] = *s;
  return st;
}

/* The sentences of a piece, which is one paragraph. */
static zhen_status split_piece(filler *f, const bitext_piece *p, uint32_t para)
{
  zhen_str text = {f->out->text.ptr + p->begin, p->end - p->begin};
  zhen_split_options options = {.struct_size = sizeof options, .lang = p->lang};
  zhen_sentences *parts;
  zhen_status st = zhen_split(&parts, text, &options);

  if (st != ZHEN_OK)
    return st;
  for (size_t i = 0; i < parts->count && st == ZHEN_OK; i++) {
    zhen_sentence s = parts->at[i];

    s.begin += p->begin;
    s.end += p->begin;
    s.para = para;
    s.turn = p->turn;
    st = append(f, &s);
  }
  zhen_sentences_free(parts);
  return st;
}

static zhen_status take_line(filler *f, const bitext_piece *p, uint32_t para)
{
  zhen_sentence s = {.begin = p->begin,
                     .end = p->end,
                     .para = para,
                     .turn = p->turn,
                     .grade = ZHEN_GRADE_PARA};

  return append(f, &s);
}

static zhen_status fill(zhen_bitext *bitext, const pieces *p, bool lines)
{
  filler zh = {.out = bitext->zh}, en = {.out = bitext->en};

  for (size_t i = 0; i < p->count; i++) {
    const bitext_piece *one = &p->at[i];
    filler *f = one->lang == ZHEN_LANG_ZH ? &zh : &en;
    zhen_status st = lines ? take_line(f, one, (uint32_t)i)
                           : split_piece(f, one, (uint32_t)i);

    if (st != ZHEN_OK)
      return st;
  }
  return ZHEN_OK;
}

static zhen_status make_sides(zhen_bitext *bitext, zhen_str text)
{
  bitext->zh = mem_calloc(1, sizeof *bitext->zh);
  bitext->en = mem_calloc(1, sizeof *bitext->en);
  if (!bitext->zh || !bitext->en)
    return zhen_fail_memory();
  bitext->zh->text = bitext->en->text = text;
  return ZHEN_OK;
}

static zhen_status check_both(const pieces *p)
{
  bool zh = false, en = false;

  for (size_t i = 0; i < p->count; i++) {
    zh |= p->at[i].lang == ZHEN_LANG_ZH;
    en |= p->at[i].lang == ZHEN_LANG_EN;
  }
  if (zh && en)
    return ZHEN_OK;
  if (!zh && !en)
    return zhen_fail(ZHEN_EINPUT, "no Chinese and no English text found");
  return zhen_fail(
      ZHEN_EINPUT,
      "no %s text found; give one file with both languages, or two files",
      zh ? "English" : "Chinese");
}

zhen_status zhen_bitext_split(zhen_bitext **out, zhen_str text, bool lines)
{
  pieces p = {.text = text};
  zhen_bitext *bitext = mem_calloc(1, sizeof *bitext);
  zhen_status st = bitext ? make_sides(bitext, text) : zhen_fail_memory();

  *out = NULL;
  if (st == ZHEN_OK)
    st = bitext_read_pieces(&p);
  if (st == ZHEN_OK)
    st = check_both(&p);
  if (st == ZHEN_OK) {
    bitext_find_pattern(bitext, &p);
    st = fill(bitext, &p, lines);
  }
  free(p.at);
  if (st == ZHEN_OK)
    *out = bitext;
  else
    zhen_bitext_free(bitext);
  return st;
}

const char *zhen_bitext_describe(const zhen_bitext *bitext)
{
  static const char *const words[][2] = {
      [ZHEN_PATTERN_PARAGRAPHS] = {"alternating paragraphs, Chinese first",
                                   "alternating paragraphs, English first"},
      [ZHEN_PATTERN_LINES] = {"alternating lines, Chinese first",
                              "alternating lines, English first"},
      [ZHEN_PATTERN_GROUPS] =
          {"alternating groups of paragraphs, Chinese first",
           "alternating groups of paragraphs, English first"},
      [ZHEN_PATTERN_HALVES] = {"all Chinese first, then all English",
                               "all English first, then all Chinese"},
      [ZHEN_PATTERN_SAME_LINE] = {"both languages on one line, Chinese first",
                                  "both languages on one line, English first"},
      [ZHEN_PATTERN_HEADLINE] = {"Chinese headline, English text",
                                 "English headline, Chinese text"},
  };

  return words[bitext->pattern][bitext->first == ZHEN_LANG_EN];
}

void zhen_bitext_free(zhen_bitext *bitext)
{
  if (!bitext)
    return;
  zhen_sentences_free(bitext->zh);
  zhen_sentences_free(bitext->en);
  free(bitext);
}
