/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PO, the message catalogs of gettext: entries of comments and strings, with an
 * empty line between two.
 *
 *   #, fuzzy
 *   msgctxt "menu"
 *   msgid "One file"
 *   msgid_plural "%d files"
 *   msgstr[0] "%d 个文件"
 *
 * Fuzzy and obsolete (#~) entries and those without a translation are no pairs.
 * Of plural forms the last one counts: Chinese has one form, which is that of
 * many. Which side is Chinese the header says, or else the scripts of the
 * texts.
 */
#include "base/fail.h"
#include "base/mem.h"
#include "pairs/pair_line.h"
#include "pairs/unit_reader.h"
#include "text/line.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <stdlib.h>
#include <string.h>

/* As zhen writes it. */
static const char score_mark[] = "#. score ";

typedef struct po_reader {
  unit_sink *sink;
  size_t line;         /* of the file, from 1 */
  buf id, text, other; /* msgid or its plural, msgstr, what is not needed */
  buf *open;           /* the string that goes on; NULL: none */
  bool begun, has_id, has_text, fuzzy, obsolete;
  zhen_lang target; /* language of the translations; NONE: not known */
  unit_place place;
  double score;
} po_reader;

/* ---- strings ---- */

static int digit_of(char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  c = (char)(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* \101 or \x41: a byte; only ASCII is kept, for the text is decoded. */
static size_t put_code(buf *out, zhen_str s, size_t at, int base)
{
  unsigned value = 0;
  size_t end = at;

  while (end < s.len && end - at < 3 && digit_of(s.ptr[end]) < base)
    value = value * (unsigned)base + (unsigned)digit_of(s.ptr[end++]);
  buf_put_rune(out, value > 0 && value < 0x80 ? value : 0xFFFD);
  return end;
}

/* The escape whose letter is at `at`; what follows it. */
static size_t put_escape(buf *out, zhen_str s, size_t at)
{
  static const char letters[] = "abfnrtv", meant[] = "\a\b\f\n\r\t\v";
  char c = s.ptr[at];
  const char *found = c ? strchr(letters, c) : NULL;

  if (found)
    buf_putc(out, meant[found - letters]);
  else if (c == 'x')
    return put_code(out, s, at + 1, 16);
  else if (c >= '0' && c <= '7')
    return put_code(out, s, at, 8);
  else
    buf_putc(out, c);
  return at + 1;
}

/* What is wrong with a string in quotes; NULL: nothing, it was appended. */
static const char *take_string(buf *out, zhen_str s)
{
  s = str_trim(s);
  if (s.len < 2 || s.ptr[0] != '"')
    return "a string in quotes is expected";
  for (size_t at = 1; at < s.len;) {
    size_t end = at;

    if (s.ptr[at] == '"')
      return at + 1 == s.len ? NULL : "text after a string";
    while (end < s.len && s.ptr[end] != '"' && s.ptr[end] != '\\')
      end++;
    buf_put(out, s.ptr + at, end - at);
    at = end;
    if (at + 1 < s.len && s.ptr[at] == '\\')
      at = put_escape(out, s, at + 1);
    else if (at < s.len && s.ptr[at] == '\\')
      break;
  }
  return "a string without its end";
}

/* ---- entries ---- */

static void reset(po_reader *r)
{
  r->id.len = r->text.len = r->other.len = 0;
  r->begun = r->has_id = r->has_text = r->fuzzy = r->obsolete = false;
  r->open = NULL;
  r->place = (unit_place){0};
  r->score = -1;
}

/* "Language: zh_CN" */
static void read_header(po_reader *r)
{
  static const char key[] = "Language:";
  zhen_str rest = {r->text.ptr, r->text.len};

  while (rest.len > 0) {
    zhen_str line = str_take_line(&rest);

    if (str_begins(line, key)) {
      line = str_trim(str_after(line, sizeof key - 1));
      r->target = xml_lang(line.ptr, line.len);
    }
  }
}

static bool has_han(const buf *b)
{
  return zhen_text_scripts((zhen_str){b->ptr, b->len}).han > 0;
}

/* By script, where only one side has Chinese characters. */
static zhen_lang target_of(const po_reader *r)
{
  bool id = has_han(&r->id), text = has_han(&r->text);

  if (id == text)
    return r->target;
  return text ? ZHEN_LANG_ZH : ZHEN_LANG_EN;
}

/* A text on one line. */
static zhen_str unfold(buf *b)
{
  for (size_t i = 0; i < b->len; i++)
    if ((unsigned char)b->ptr[i] < ' ')
      b->ptr[i] = ' ';
  return (zhen_str){b->ptr, b->len};
}

static zhen_status add(po_reader *r)
{
  zhen_str none = {"", 0};
  bool used = !r->fuzzy && !r->obsolete && r->id.len && r->text.len;
  zhen_lang target = used ? target_of(r) : ZHEN_LANG_NONE;
  zhen_str id = target ? unfold(&r->id) : none;
  zhen_str text = target ? unfold(&r->text) : none;
  text_pair pair = {.zh = target == ZHEN_LANG_ZH ? text : id,
                    .en = target == ZHEN_LANG_ZH ? id : text,
                    .score = r->score,
                    .line = r->line,
                    .place = r->place};

  return unit_sink_add(r->sink, pair, false);
}

static zhen_status end_entry(po_reader *r)
{
  zhen_status status = buf_status(&r->id);

  if (status == ZHEN_OK)
    status = buf_status(&r->text);
  if (status == ZHEN_OK && r->has_text && r->id.len == 0)
    read_header(r);
  else if (status == ZHEN_OK && (r->has_text || r->obsolete))
    status = add(r);
  reset(r);
  return status;
}

/* ---- lines ---- */

static const struct {
  const char *word;
  bool id, text, begins;
} keywords[] = {{"msgctxt", false, false, true},
                {"msgid_plural", true, false, false},
                {"msgid", true, false, true},
                {"msgstr", false, true, false}};

/* The string of a keyword, after it; NULL: no keyword. */
static const char *take_keyword(po_reader *r, zhen_str line, size_t k)
{
  zhen_str rest = str_after(line, strlen(keywords[k].word));

  if (rest.len > 0 && rest.ptr[0] == '[')
    rest = str_after(rest, str_find(rest, 0, ']') +
                               (str_find(rest, 0, ']') < rest.len));
  if (keywords[k].text && !r->has_id)
    return "msgstr without msgid";
  r->open = keywords[k].id ? &r->id : keywords[k].text ? &r->text : &r->other;
  r->open->len = 0;
  r->has_id |= keywords[k].id;
  r->has_text |= keywords[k].text;
  return take_string(r->open, rest);
}

static void take_comment(po_reader *r, zhen_str line, size_t at)
{
  if (str_begins(line, "#~"))
    r->obsolete = true;
  else if (str_begins(line, "#,"))
    r->fuzzy |= memmem(line.ptr, line.len, "fuzzy", 5) != NULL;
  if (str_begins(line, score_mark) &&
      pair_score(str_trim(str_after(line, sizeof score_mark - 1))) >= 0) {
    r->score = pair_score(str_trim(str_after(line, sizeof score_mark - 1)));
    r->place.edit = at;
    r->place.edit_end = at + line.len;
    r->place.edits = true;
  } else if (!r->place.edits && line.len > 1 && line.ptr[1] != ' ') {
    r->place.edit = r->place.edit_end = at;
    r->place.edits = true;
  }
}

static bool begins_entry(const po_reader *r, zhen_str line)
{
  if (!r->has_text || line.ptr[0] == '"')
    return false;
  for (size_t k = 0; k < sizeof keywords / sizeof *keywords; k++)
    if (str_begins(line, keywords[k].word))
      return keywords[k].begins;
  return line.ptr[0] == '#';
}

static const char *take_text_line(po_reader *r, zhen_str line, size_t at)
{
  if (!r->place.edits)
    r->place.edit = r->place.edit_end = at;
  r->place.edits = true;
  for (size_t k = 0; k < sizeof keywords / sizeof *keywords; k++)
    if (str_begins(line, keywords[k].word))
      return take_keyword(r, line, k);
  if (line.ptr[0] == '"' && r->open)
    return take_string(r->open, line);
  return "not a line of PO; msgid, msgstr, a string or a comment is expected";
}

static zhen_status refuse(po_reader *r, const char *why)
{
  return zhen_fail(ZHEN_EINPUT, "%s: line %zu: %s", r->sink->path, r->line,
                   why);
}

/* The line that begins at byte `at` of the text, without its end. */
static zhen_status take_line(po_reader *r, zhen_str line, size_t at)
{
  bool cr = line.len > 0 && line.ptr[line.len - 1] == '\r';
  const char *fault = NULL;
  zhen_status status = ZHEN_OK;

  line.len -= cr;
  if (str_trim(line).len == 0 || begins_entry(r, line))
    status = end_entry(r);
  r->line++;
  if (status != ZHEN_OK || str_trim(line).len == 0)
    return status;
  if (!r->begun)
    r->place.begin = window_space(r->sink->window, at);
  r->begun = true;
  r->place.wrap = cr;
  if (line.ptr[0] == '#')
    take_comment(r, line, at);
  else
    fault = take_text_line(r, line, at);
  r->place.end = at + line.len;
  if (fault)
    return refuse(r, fault);
  if (r->id.len > SEGMENT_MAX || r->text.len > SEGMENT_MAX)
    return refuse(r, "a text over 1 MiB");
  return r->place.end - r->place.begin > UNIT_MAX
             ? refuse(r, "an entry over 16 MiB")
             : ZHEN_OK;
}

static zhen_status push(void *self, zhen_str piece, size_t at)
{
  po_reader *r = self;
  zhen_status status = ZHEN_OK;

  for (size_t i = 0; i < piece.len && status == ZHEN_OK;) {
    size_t end = str_find(piece, i, '\n');

    status = take_line(r, str_part(piece, i, end), at + i);
    i = end + 1;
  }
  return status;
}

static zhen_status finish(void *self)
{
  po_reader *r = self;
  zhen_status status;

  if (r->has_id && !r->has_text)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: truncated: the last entry has no msgstr; "
                     "get a complete copy",
                     r->sink->path, r->line);
  status = end_entry(r);
  if (status == ZHEN_OK && !r->sink->any)
    return zhen_fail(ZHEN_EINPUT,
                     "%s: no translated message with Chinese on one side and "
                     "English on the other",
                     r->sink->path);
  return status;
}

static zhen_status open_reader(void **out, unit_sink *sink)
{
  po_reader *r = mem_calloc(1, sizeof *r);

  *out = r;
  if (!r)
    return zhen_fail_memory();
  r->sink = sink;
  sink->format = ZHEN_FORMAT_PO;
  reset(r);
  return ZHEN_OK;
}

/* `wrap`: lines end in CR LF. */
static void put_score(const void *self, buf *out, double score, bool fresh,
                      bool wrap)
{
  const po_reader *r = self;
  (void)r;
  buf_puts(out, score_mark);
  line_put_score(out, score, 4);
  if (fresh)
    buf_puts(out, wrap ? "\r\n" : "\n");
}

static void close_reader(void *self)
{
  po_reader *r = self;
  if (!r)
    return;
  buf_dispose(&r->id);
  buf_dispose(&r->text);
  buf_dispose(&r->other);
  free(r);
}

const unit_reader_type po_units = {open_reader, push,         finish,
                                   put_score,   close_reader, NULL};
