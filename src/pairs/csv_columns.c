/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/csv_columns.h"
#include "pairs/csv_record.h"
#include "pairs/pair_line.h"
#include "text/utf8.h"

#include <string.h>
#include <strings.h>

/* Records that are looked at, and columns of them. */
enum { SAMPLE = 100, COLUMNS_MAX = 64, NAME_MAX_BYTES = 40 };

/* ---- names ---- */

typedef enum name_kind {
  NAME_NONE,
  NAME_ZH,
  NAME_EN,
  NAME_SOURCE,
  NAME_TARGET,
  NAME_SCORE
} name_kind;

static const struct {
  const char
      *word; /* of ASCII: a whole word of the name; else any part of it */
  name_kind kind;
} words[] = {
    {"zh", NAME_ZH},
    {"zho", NAME_ZH},
    {"chi", NAME_ZH},
    {"cmn", NAME_ZH},
    {"cn", NAME_ZH},
    {"chinese", NAME_ZH},
    {"中文", NAME_ZH},
    {"汉语", NAME_ZH},
    {"漢語", NAME_ZH},
    {"简体", NAME_ZH},
    {"簡體", NAME_ZH},
    {"繁体", NAME_ZH},
    {"繁體", NAME_ZH},
    {"en", NAME_EN},
    {"eng", NAME_EN},
    {"english", NAME_EN},
    {"英文", NAME_EN},
    {"英语", NAME_EN},
    {"英語", NAME_EN},
    {"source", NAME_SOURCE},
    {"src", NAME_SOURCE},
    {"original", NAME_SOURCE},
    {"msgid", NAME_SOURCE},
    {"原文", NAME_SOURCE},
    {"源文", NAME_SOURCE},
    {"target", NAME_TARGET},
    {"tgt", NAME_TARGET},
    {"trg", NAME_TARGET},
    {"translation", NAME_TARGET},
    {"msgstr", NAME_TARGET},
    {"译文", NAME_TARGET},
    {"譯文", NAME_TARGET},
    {"翻译", NAME_TARGET},
    {"翻譯", NAME_TARGET},
    {"score", NAME_SCORE},
    {"prob", NAME_SCORE},
    {"probability", NAME_SCORE},
};

static bool is_letter(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool has_word(zhen_str name, const char *word)
{
  size_t len = strlen(word);

  if (!is_letter(word[0]))
    return memmem(name.ptr, name.len, word, len) != NULL;
  for (size_t at = 0; at < name.len;) {
    size_t end = at;

    while (end < name.len && is_letter(name.ptr[end]))
      end++;
    if (end - at == len && strncasecmp(name.ptr + at, word, len) == 0)
      return true;
    at = end > at ? end : at + 1;
  }
  return false;
}

/* A sentence may be about a language. */
static bool is_sentence(zhen_str name)
{
  static const char *const ends[] = {".", "!", "?", "。", "！", "？"};
  zhen_str s = str_trim(name);

  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    size_t len = strlen(ends[i]);

    if (s.len > len && memcmp(s.ptr + s.len - len, ends[i], len) == 0)
      return true;
  }
  return false;
}

/* A language goes before a role: "source (English)". Two languages: none. */
static name_kind kind_of(zhen_str name)
{
  bool has[NAME_SCORE + 1] = {false};

  if (name.len > NAME_MAX_BYTES || is_sentence(name))
    return NAME_NONE;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    has[words[i].kind] |= has_word(name, words[i].word);
  if (has[NAME_SCORE])
    return NAME_SCORE;
  if (has[NAME_ZH] != has[NAME_EN])
    return has[NAME_ZH] ? NAME_ZH : NAME_EN;
  if (has[NAME_SOURCE] != has[NAME_TARGET])
    return has[NAME_SOURCE] ? NAME_SOURCE : NAME_TARGET;
  return NAME_NONE;
}

/* The first column of each kind; whether both sides have a name. */
static bool find_names(const csv_record *r, size_t at[NAME_SCORE + 1])
{
  for (size_t k = 0; k <= NAME_SCORE; k++)
    at[k] = CSV_NONE;
  for (size_t i = 0; i < r->count; i++) {
    name_kind kind = kind_of(csv_field_of(r, i));

    if (at[kind] == CSV_NONE)
      at[kind] = i;
  }
  return (at[NAME_ZH] != CSV_NONE || at[NAME_SOURCE] != CSV_NONE ||
          at[NAME_TARGET] != CSV_NONE) &&
         (at[NAME_EN] != CSV_NONE || at[NAME_SOURCE] != CSV_NONE ||
          at[NAME_TARGET] != CSV_NONE) &&
         (at[NAME_ZH] != CSV_NONE || at[NAME_EN] != CSV_NONE ||
          (at[NAME_SOURCE] != CSV_NONE && at[NAME_TARGET] != CSV_NONE));
}

bool csv_is_header(zhen_str line, char separator)
{
  size_t at[NAME_SCORE + 1];
  csv_record r = {0};
  const char *fault;
  bool open, found;

  found = csv_take(&r, line, 0, separator, &open, &fault) == ZHEN_OK && !open &&
          !fault && r.count > 1 && find_names(&r, at);
  csv_record_dispose(&r);
  return found;
}

/* ---- scripts ---- */

typedef struct column_letters {
  size_t han[COLUMNS_MAX], latin[COLUMNS_MAX];  /* letters */
  size_t full[COLUMNS_MAX], plain[COLUMNS_MAX]; /* fields with Chinese letters;
                                                   with only Latin ones */
  size_t columns;
} column_letters;

static void count_letters(column_letters *c, const csv_record *r)
{
  for (size_t i = 0; i < r->count && i < COLUMNS_MAX; i++) {
    zhen_scripts s = zhen_text_scripts(csv_field_of(r, i));

    c->han[i] += s.han;
    c->latin[i] += s.han ? 0 : s.latin;
    c->full[i] += s.han > 0;
    c->plain[i] += s.han == 0 && s.latin > 0;
    c->columns = i + 1 > c->columns ? i + 1 : c->columns;
  }
}

static size_t most(const size_t *n, size_t count, size_t other)
{
  size_t best = CSV_NONE;

  for (size_t i = 0; i < count; i++)
    if (i != other && n[i] > 0 && (best == CSV_NONE || n[i] > n[best]))
      best = i;
  return best;
}

static void set_by_script(csv_columns *out, const column_letters *c)
{
  if (out->zh == CSV_NONE)
    out->zh = most(c->han, c->columns, out->en);
  if (out->en == CSV_NONE)
    out->en = most(c->latin, c->columns, out->zh);
  if (out->zh == CSV_NONE)
    out->zh = out->en == 0 ? 1 : 0;
  if (out->en == CSV_NONE)
    out->en = out->zh == 0 ? 1 : 0;
}

/* Columns named by a role: the one with more Chinese letters is Chinese. */
static void set_by_role(csv_columns *out, const size_t *at,
                        const column_letters *c)
{
  size_t source = at[NAME_SOURCE], target = at[NAME_TARGET];

  if (out->zh == CSV_NONE && out->en == CSV_NONE) {
    bool zh_first = source < COLUMNS_MAX && target < COLUMNS_MAX &&
                    c->han[source] > c->han[target];

    out->zh = zh_first ? source : target;
    out->en = zh_first ? target : source;
  } else if (out->zh == CSV_NONE) {
    out->zh = source != CSV_NONE ? source : target;
  } else if (out->en == CSV_NONE) {
    out->en = source != CSV_NONE ? source : target;
  }
}

/* ---- the sample ---- */

typedef struct csv_sample {
  csv_columns columns;
  size_t names[NAME_SCORE + 1];
  size_t first;                  /* fields of the first record */
  size_t count, regular, scores; /* records: all, with as many fields, with a
                                    number in the third */
  column_letters letters;
} csv_sample;

static void take_record(csv_sample *s, const csv_record *r, size_t number)
{
  if (number == 0) {
    s->first = r->count;
    s->columns.header = r->count > 1 && find_names(r, s->names);
  }
  s->count++;
  s->regular += r->count == s->first && r->count > 1;
  s->scores += r->count == 3 && pair_score(csv_field_of(r, 2)) >= 0;
  if (number > 0 || !s->columns.header)
    count_letters(&s->letters, r);
}

static zhen_status take_sample(csv_sample *s, zhen_str text, char separator)
{
  csv_record r = {0};
  zhen_status status = ZHEN_OK;
  size_t number = 0;

  *s = (csv_sample){.columns = {.separator = separator}};
  for (size_t at = 0; at < text.len && number < SAMPLE && status == ZHEN_OK;
       at = r.next) {
    const char *fault;
    bool open;

    status = csv_take(&r, text, at, separator, &open, &fault);
    if (open)
      break;
    if (status == ZHEN_OK && !fault &&
        str_trim(str_part(text, at, r.end)).len > 0)
      take_record(s, &r, number++);
    else if (fault)
      s->count++;
  }
  csv_record_dispose(&r);
  return status;
}

static void set_columns(csv_sample *s, bool swap)
{
  csv_columns *c = &s->columns;

  c->zh = c->header ? s->names[NAME_ZH] : CSV_NONE;
  c->en = c->header ? s->names[NAME_EN] : CSV_NONE;
  c->score = c->header ? s->names[NAME_SCORE] : CSV_NONE;
  if (c->header)
    set_by_role(c, s->names, &s->letters);
  else if (swap)
    *c = (csv_columns){.separator = c->separator, .zh = 1, .score = c->score};
  set_by_script(c, &s->letters);
  if (!c->header && s->first == 3 && s->scores == s->regular && s->scores > 0 &&
      c->zh < 2 && c->en < 2)
    c->score = 2;
}

zhen_status csv_find_columns(csv_columns *out, zhen_str text, bool swap)
{
  static const char separators[] = "\t,;";
  csv_sample best = {0}, next;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; separators[i] && status == ZHEN_OK; i++) {
    status = take_sample(&next, text, separators[i]);
    if (i == 0 || next.regular > best.regular)
      best = next;
  }
  if (best.regular == 0)
    best.columns.separator = ',';
  set_columns(&best, swap);
  *out = best.columns;
  return status;
}

zhen_status csv_find_swap(bool *out, zhen_str text)
{
  csv_sample s;
  zhen_status status = take_sample(&s, text, '\t');
  const column_letters *c = &s.letters;

  *out = c->han[1] > c->han[0] && c->latin[0] > c->latin[1];
  return status;
}

/* Whether a space follows the first separator of a line, as in prose. */
static bool is_prose(zhen_str text, char separator)
{
  while (text.len > 0) {
    zhen_str line = str_take_line(&text);
    size_t at = str_find(line, 0, separator);

    if (at + 1 < line.len && line.ptr[0] != '"')
      return line.ptr[at + 1] == ' ';
  }
  return false;
}

/* Whether the columns with names have the languages that these say; a text may
   begin with names, too. */
static bool fits_names(const column_letters *c, size_t zh, size_t en)
{
  return zh >= COLUMNS_MAX || en >= COLUMNS_MAX ||
         (c->full[zh] >= c->plain[zh] && c->plain[en] >= c->full[en]);
}

/* Without names, all records are alike and have both scripts: sentences have
   commas, too. */
bool csv_is_table(zhen_str text, bool tabs)
{
  csv_sample s;
  char comma = str_find(text, 0, ';') < str_find(text, 0, ',') ? ';' : ',';

  if (take_sample(&s, text, tabs ? '\t' : comma) != ZHEN_OK || s.count < 2)
    return false;
  set_columns(&s, false);
  if (s.columns.header)
    return s.regular * 2 > s.count &&
           fits_names(&s.letters, s.columns.zh, s.columns.en);
  return s.regular == s.count && !is_prose(text, s.columns.separator) &&
         s.columns.zh < COLUMNS_MAX && s.columns.en < COLUMNS_MAX &&
         s.letters.full[s.columns.zh] * 10 >= s.count * 9 &&
         s.letters.plain[s.columns.en] * 10 >= s.count * 9;
}
