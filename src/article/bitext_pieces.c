/* SPDX-License-Identifier: Apache-2.0 */
/* The language of a line or a part of one, by its letters. */
#include "article/bitext_pieces.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <string.h>

/* The end of the web or mail address at `at`; `at` if there is none. */
static size_t skip_address(zhen_str s, size_t at)
{
  size_t end = at;

  while (end < s.len && bitext_is_ascii_word(s.ptr[end]))
    end++;
  if (memmem(s.ptr + at, end - at, "://", 3) ||
      memmem(s.ptr + at, end - at, "www.", 4) ||
      memchr(s.ptr + at, '@', end - at))
    return end;
  return at;
}

weight bitext_weigh(zhen_str s)
{
  weight w = {0};
  bool word_begin = true;

  for (size_t at = 0; at < s.len;) {
    size_t skipped = word_begin && bitext_is_ascii_word(s.ptr[at])
                         ? skip_address(s, at)
                         : at;
    uint32_t r;

    if (skipped > at) {
      at = skipped;
      continue;
    }
    word_begin = !bitext_is_ascii_word(s.ptr[at]);
    r = utf8_next(s, &at);
    w.han += rune_is_han(r);
    w.latin += rune_is_latin(r);
  }
  return w;
}

zhen_lang bitext_lang(weight w)
{
  if (w.han == 0 && w.latin == 0)
    return ZHEN_LANG_NONE;
  return BITEXT_HAN_LETTERS * w.han >= w.latin ? ZHEN_LANG_ZH : ZHEN_LANG_EN;
}

double bitext_length(const bitext_piece *p)
{
  return (double)(BITEXT_HAN_LETTERS * p->letters.han + p->letters.latin);
}

/* Characters that mark a Chinese sentence, whatever names it has. */
static bool is_function_character(uint32_t r)
{
  static const char list[] = "的了在是和与與为為于於被把从從对對将將不有这這";
  const zhen_str s = {list, sizeof list - 1};

  for (size_t at = 0; at < s.len;)
    if (utf8_next(s, &at) == r)
      return true;
  return false;
}

/* The text outside quotation marks and brackets. */
typedef struct narration {
  weight letters;
  size_t functions;
} narration;

static bool opens(uint32_t r)
{
  return r == 0x201C || r == 0x300C || r == 0x300E || r == '(' || r == 0xFF08;
}

static bool closes(uint32_t r)
{
  return r == 0x201D || r == 0x300D || r == 0x300F || r == ')' || r == 0xFF09;
}

static narration find_narration(zhen_str s)
{
  narration t = {0};
  size_t depth = 0;

  for (size_t at = 0; at < s.len;) {
    uint32_t r = utf8_next(s, &at);

    depth += opens(r);
    depth -= depth && closes(r);
    if (depth)
      continue;
    t.letters.han += rune_is_han(r);
    t.letters.latin += rune_is_latin(r);
    t.functions += is_function_character(r);
  }
  return t;
}

/* "Bartholomew: 好。": the words after a short name are Chinese. */
static bool is_chinese_speech(zhen_str s)
{
  for (size_t at = 0; at < s.len && at < BITEXT_SPEAKER_BYTES;) {
    uint32_t r = utf8_next(s, &at);
    zhen_str rest = {s.ptr + at, s.len - at};

    if (rune_is_han(r))
      return false;
    if (r == ':' || r == 0xFF1A)
      return bitext_lang(bitext_weigh(rest)) == ZHEN_LANG_ZH;
  }
  return false;
}

zhen_lang bitext_judge(zhen_str s)
{
  weight w = bitext_weigh(s);
  zhen_lang lang = bitext_lang(w);
  narration t;

  if (w.han == 0 || w.latin == 0)
    return lang;
  t = find_narration(s);
  /* A long quotation does not change the language of the sentence. */
  if (lang == ZHEN_LANG_ZH)
    return t.letters.latin > 0 && t.letters.han == 0 ? ZHEN_LANG_EN : lang;
  if (t.letters.han > 0 && t.letters.latin == 0)
    return ZHEN_LANG_ZH;
  /* Nor do names, if the text between them is Chinese. */
  if (t.functions && 2 * BITEXT_HAN_LETTERS * t.letters.han >= w.latin)
    return ZHEN_LANG_ZH;
  return is_chinese_speech(s) ? ZHEN_LANG_ZH : lang;
}

void bitext_append(pieces *p, const bitext_piece *one)
{
  if (p->failed ||
      mem_grow(&p->at, &p->capacity, p->count + 1, sizeof *one) != ZHEN_OK)
    p->failed = true;
  else
    p->at[p->count++] = *one;
}
