/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cut a line with both languages, one after the other, into parts. Four ways,
 * from the most to the least reliable: at tabs, at sentence ends, at a bracket
 * that closes the line, at a change of script. The parts must be pure and could
 * be translations of each other by their lengths; a foreign term within a
 * sentence is not a part.
 */
#include "article/bitext_cut.h"
#include "text/utf8.h"

/* English letters per Han character, wider than for translations. */
static const double RATIO_LOW = 1.0, RATIO_HIGH = 12.0;
static const double LENIENT_LOW = 0.3, LENIENT_HIGH = 25.0;

enum {
  SHORT_LETTERS = 12, /* too short for the ratio to be reliable */
  PURE_ENGLISH = 8    /* letters per Han character, weighted */
};

typedef struct line_view {
  pieces *out;
  zhen_str text; /* up to the end of the line */
  size_t begin, end;
  bool lenient;
} line_view;

static zhen_str part(const line_view *v, size_t begin, size_t end)
{
  return (zhen_str){v->text.ptr + begin, end - begin};
}

static bool is_opening(uint32_t r)
{
  return r == '(' || r == '[' || r == 0xFF08 || r == 0x3010 || r == 0x300A ||
         r == 0x201C || r == 0x300C || r == 0x300E;
}

static bool is_closing(uint32_t r)
{
  return r == ')' || r == ']' || r == 0xFF09 || r == 0x3011 || r == 0x300B ||
         r == 0x201D || r == 0x300D || r == 0x300F;
}

static bool is_stop(uint32_t r)
{
  return r == 0x3002 || r == 0xFF01 || r == 0xFF1F || r == '!' || r == '?' ||
         r == 0x2026 || r == 0xFF0E;
}

/* Separators that may be between the parts and belong to neither. */
static bool is_separator(uint32_t r)
{
  return rune_is_space(r) || r == '|' || r == '/' || r == '=' || r == '-' ||
         r == ':' || r == 0xFF1A || r == 0x2013 || r == 0x2014 || r == 0xFF5C ||
         r == 0xFF0F;
}

static bool is_zh_mark(uint32_t r)
{
  return r == 0xFF0C || r == 0x3002 || r == 0xFF1B || r == 0x3001 ||
         r == 0xFF01 || r == 0xFF1F;
}

static uint32_t rune_at(zhen_str s, size_t at)
{
  size_t size;

  return at < s.len ? utf8_at(s, at, &size) : 0;
}

static bool is_trimmed(uint32_t r, bool inner)
{
  return inner ? is_separator(r) : rune_is_space(r);
}

/*
 * The piece [begin, end) without surrounding white space, enclosing brackets,
 * and separators at the cut.
 */
static bitext_piece make_piece(const line_view *v, size_t begin, size_t end)
{
  zhen_str s = v->text;
  bool inner_begin = begin > v->begin, inner_end = end < v->end;
  size_t size = 0;
  uint32_t first, last;
  bitext_piece p = {0};

  while (begin < end && is_trimmed(rune_at(s, begin), inner_begin))
    begin += utf8_size(s.ptr[begin]);
  while (end > begin && is_trimmed(rune_at(s, utf8_before(s, end)), inner_end))
    end = utf8_before(s, end);
  first = begin < end ? utf8_at(s, begin, &size) : 0;
  last = begin < end ? rune_at(s, utf8_before(s, end)) : 0;
  if ((first == '(' && last == ')') || (first == 0xFF08 && last == 0xFF09)) {
    begin += size;
    end = utf8_before(s, end);
  }
  p.begin = begin;
  p.end = end;
  p.letters = bitext_weigh(part(v, begin, end));
  p.lang = bitext_judge(part(v, begin, end));
  return p;
}

static size_t word_count(zhen_str s)
{
  size_t n = 0;
  bool inside = false;

  for (size_t at = 0; at < s.len;) {
    bool latin = rune_is_latin(utf8_next(s, &at));

    n += latin && !inside;
    inside = latin;
  }
  return n;
}

static bool is_pure(const line_view *v, const bitext_piece *p)
{
  if (p->lang == ZHEN_LANG_ZH)
    return v->lenient || p->letters.latin <= 2 * p->letters.han;
  return p->letters.han * BITEXT_HAN_LETTERS * PURE_ENGLISH <= p->letters.latin;
}

static bool could_translate(const line_view *v, const bitext_piece *a,
                            const bitext_piece *b)
{
  const bitext_piece *zh = a->lang == ZHEN_LANG_ZH ? a : b;
  const bitext_piece *en = zh == a ? b : a;
  double ratio = (double)en->letters.latin /
                 (bitext_length(zh) / BITEXT_HAN_LETTERS + 0.01);

  if (en->letters.latin < SHORT_LETTERS &&
      zh->letters.han * BITEXT_HAN_LETTERS < 4 * SHORT_LETTERS)
    return true;
  if (v->lenient)
    return ratio >= LENIENT_LOW && ratio <= LENIENT_HIGH;
  return ratio >= RATIO_LOW && ratio <= RATIO_HIGH;
}

/* Whether the pieces are pairs: zh en zh en, or en zh en zh. */
static bool are_translations(const line_view *v, const pieces *all)
{
  if (all->failed || all->count == 0 || all->count % 2)
    return false;
  for (size_t i = 0; i < all->count; i += 2) {
    const bitext_piece *a = &all->at[i], *b = a + 1;

    if (a->lang == ZHEN_LANG_NONE || b->lang == ZHEN_LANG_NONE ||
        a->lang == b->lang || !is_pure(v, a) || !is_pure(v, b) ||
        !could_translate(v, a, b))
      return false;
  }
  return true;
}

/* The range up to `end` is a unit: it joins its kind or starts a piece. */
static void add_unit(const line_view *v, size_t end)
{
  pieces *out = v->out;
  bitext_piece *last = out->count ? &out->at[out->count - 1] : NULL;
  bitext_piece unit = {.begin = last ? last->end : v->begin, .end = end};

  unit.lang = bitext_judge(part(v, unit.begin, end));
  if (!last) {
    bitext_append(out, &unit);
    return;
  }
  if (last->lang == ZHEN_LANG_NONE) /* a number: joins what follows */
    last->lang = unit.lang;
  else if (unit.lang != ZHEN_LANG_NONE && unit.lang != last->lang) {
    bitext_append(out, &unit);
    return;
  }
  last->end = end;
}

static bool finish(const line_view *v)
{
  pieces *out = v->out;

  for (size_t i = 0; i < out->count; i++)
    out->at[i] = make_piece(v, out->at[i].begin, out->at[i].end);
  return are_translations(v, out);
}

/* Tab-separated fields; a leading row number is not a field. */
static bool cut_at_tabs(const line_view *line)
{
  line_view v = *line;

  for (size_t at = v.begin; at < v.end; at++) {
    if (v.text.ptr[at] != '\t')
      continue;
    if (bitext_lang(bitext_weigh(part(&v, v.begin, at))) == ZHEN_LANG_NONE)
      v.begin = at + 1;
    else
      add_unit(&v, at);
  }
  if (v.out->count == 0)
    return false;
  add_unit(&v, v.end);
  return finish(&v);
}

/* Whether the full stop before `at` may end a sentence. */
static bool dot_ends(const line_view *v, size_t at)
{
  uint32_t next = at < v->end ? rune_at(v->text, at) : ' ';

  return rune_is_space(next) || next >= 0x2000 || next == '"' ||
         is_closing(next) || (next >= 'A' && next <= 'Z');
}

/* The end of the next sentence from `at`; `nested`: not inside brackets. */
static size_t next_stop(const line_view *v, size_t at, bool nested)
{
  size_t depth = 0;

  while (at < v->end) {
    uint32_t r = utf8_next(v->text, &at);

    depth += nested && is_opening(r);
    depth -= nested && depth && is_closing(r);
    if (depth || !(is_stop(r) || (r == '.' && dot_ends(v, at))))
      continue;
    while (at < v->end) {
      size_t size;

      r = utf8_at(v->text, at, &size);
      if (!is_closing(r) && !is_stop(r) && r != '"' && r != 0x2019)
        break;
      at += size;
    }
    return at;
  }
  return v->end;
}

static bool cut_at_any_stops(const line_view *v, bool nested)
{
  for (size_t at = v->begin; at < v->end;) {
    at = next_stop(v, at, nested);
    add_unit(v, at);
  }
  return finish(v);
}

static bool cut_at_sentences(const line_view *v)
{
  return cut_at_any_stops(v, true);
}

/* Unmatched brackets are ignored. */
static bool cut_at_stops(const line_view *v)
{
  return cut_at_any_stops(v, false);
}

/* Cut into two pieces; whether they may be a pair. */
static bool cut_in_two(const line_view *v, size_t at)
{
  bitext_piece a = make_piece(v, v->begin, at), b = make_piece(v, at, v->end);

  bitext_append(v->out, &a);
  bitext_append(v->out, &b);
  return are_translations(v, v->out);
}

/* Try another way after one that failed. */
static bool cut_again(const line_view *v, bool (*way)(const line_view *))
{
  v->out->count = 0;
  return way(v);
}

/* Where the bracket that closes the line opens; the end of the line if none. */
static size_t find_bracket(const line_view *v)
{
  size_t at = utf8_before(v->text, v->end), depth = 1;
  uint32_t close = rune_at(v->text, at);
  uint32_t open = close == ')' ? '(' : 0xFF08;

  if (close != ')' && close != 0xFF09)
    return v->end;
  while (at > v->begin && depth > 0) {
    uint32_t r;

    at = utf8_before(v->text, at);
    r = rune_at(v->text, at);
    depth += r == close;
    depth -= r == open;
  }
  return depth == 0 && at > v->begin ? at : v->end;
}

static bool ends_with_stop(const line_view *v, const bitext_piece *p)
{
  uint32_t r = rune_at(v->text, utf8_before(v->text, p->end));

  return is_stop(r) || r == '.' || r == '"' || is_closing(r);
}

static bool has_zh_mark(zhen_str s)
{
  for (size_t at = 0; at < s.len;)
    if (is_zh_mark(utf8_next(s, &at)))
      return true;
  return false;
}

/* "Title of a chapter（章名）", but no term explained at a sentence's end. */
static bool cut_at_bracket(const line_view *v)
{
  size_t open = find_bracket(v);
  const bitext_piece *head;

  if (open == v->end || !cut_in_two(v, open))
    return false;
  head = &v->out->at[0];
  return v->lenient || ends_with_stop(v, head) ||
         !has_zh_mark(part(v, head->begin, head->end));
}

/* Whether there is an English word that is not a name. */
static bool has_common_word(zhen_str s)
{
  size_t len = 0;

  for (size_t at = 0; at < s.len; at++) {
    bool lower = s.ptr[at] >= 'a' && s.ptr[at] <= 'z';
    bool fresh = at == 0 || s.ptr[at - 1] == ' ';

    if (lower && (len || fresh))
      len++;
    else
      len = 0;
    if (len > 1)
      return true;
  }
  return false;
}

/*
 * The change of script: after the last Han character if the line starts in
 * Chinese, before the first if it starts in English; the end if there is none.
 */
static size_t find_change(const line_view *v, zhen_lang first)
{
  size_t change = v->end;

  for (size_t at = v->begin; at < v->end;) {
    size_t begin = at;
    bool han = rune_is_han(utf8_next(v->text, &at));

    if (han && first == ZHEN_LANG_EN)
      return begin;
    if (han)
      change = at;
  }
  while (change < v->end) {
    size_t size;
    uint32_t r = utf8_at(v->text, change, &size);

    if (!is_closing(r) && !is_stop(r) && !is_zh_mark(r))
      break;
    change += size;
  }
  return change;
}

static bool is_weak_translation(const line_view *v, const bitext_piece *p)
{
  const bitext_piece *zh = p[0].lang == ZHEN_LANG_ZH ? &p[0] : &p[1];
  const bitext_piece *en = zh == &p[0] ? &p[1] : &p[0];
  zhen_str zh_str = part(v, zh->begin, zh->end);
  zhen_str en_str = part(v, en->begin, en->end);
  bool apart = p[1].begin > p[0].end;

  if (en->letters.han || zh->letters.latin > zh->letters.han ||
      has_zh_mark(en_str))
    return false;
  if (v->lenient)
    return true;
  return apart && !has_zh_mark(zh_str) && zh->letters.han > 1 &&
         word_count(en_str) > 1 && has_common_word(en_str);
}

static zhen_lang first_language(const line_view *v)
{
  for (size_t at = v->begin; at < v->end;) {
    uint32_t r = utf8_next(v->text, &at);

    if (rune_is_han(r))
      return ZHEN_LANG_ZH;
    if (rune_is_latin(r))
      return ZHEN_LANG_EN;
  }
  return ZHEN_LANG_NONE;
}

static bool cut_where_it_changes(const line_view *v, zhen_lang first)
{
  size_t change = find_change(v, first);

  v->out->count = 0;
  return change < v->end && cut_in_two(v, change) &&
         is_weak_translation(v, v->out->at);
}

/* A line that starts with a name in Latin letters may be Chinese. */
static bool cut_at_change(const line_view *v)
{
  zhen_lang first = first_language(v);

  return cut_where_it_changes(v, first) ||
         (v->lenient && first == ZHEN_LANG_EN &&
          cut_where_it_changes(v, ZHEN_LANG_ZH));
}

/* Reliable ways. */
static bool cut_surely(const line_view *v)
{
  return cut_at_tabs(v) || cut_again(v, cut_at_sentences) ||
         cut_again(v, cut_at_stops);
}

static bool cut_weakly(const line_view *v)
{
  return cut_again(v, cut_at_bracket) || cut_again(v, cut_at_change);
}

bool bitext_cut_line(pieces *out, const bitext_piece *line, bool lenient,
                     zhen_lang order)
{
  line_view v = {.out = out,
                 .text = {out->text.ptr, line->end},
                 .begin = line->begin,
                 .end = line->end,
                 .lenient = lenient};

  out->count = 0;
  if (line->letters.han == 0 || line->letters.latin < 2)
    return false;
  /* The last Han character is more reliable than stops, the first is less. */
  if (lenient && first_language(&v) == ZHEN_LANG_ZH &&
      (cut_at_tabs(&v) || cut_again(&v, cut_at_change)))
    return true;
  out->count = 0;
  if (cut_surely(&v))
    return true;
  return cut_weakly(&v) &&
         (order == ZHEN_LANG_NONE || order == out->at[0].lang);
}
