/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that all have one form: catalogs, captions, RTF. */
#include "text/kind.h"

#include <string.h>
#include <strings.h>

/* The next line, trimmed; false at the end of the examined text. */
static bool next_line(zhen_str s, size_t *at, zhen_str *line)
{
  size_t end;

  if (*at >= s.len)
    return false;
  end = str_find(s, *at, '\n');
  *line = str_trim(str_part(s, *at, end));
  *at = end + 1;
  return true;
}

static bool is_quoted(zhen_str s)
{
  return s.len > 1 && s.ptr[0] == '"' && s.ptr[s.len - 1] == '"';
}

/* msgid "…", msgstr[0] "…" */
static bool is_keyword(zhen_str line, const char *word)
{
  size_t at = strlen(word);

  if (!str_begins(line, word))
    return false;
  if (at < line.len && line.ptr[at] == '[')
    at = str_find(line, at, ']') + 1;
  return at < line.len && is_quoted(str_trim(str_part(line, at, line.len)));
}

/* Only comments, keywords and strings, and both of the keywords. */
static bool is_po(zhen_str s)
{
  static const char *const words[] = {"msgid", "msgstr", "msgctxt",
                                      "msgid_plural"};
  bool seen[4] = {false};
  zhen_str line;

  for (size_t at = 0; next_line(s, &at, &line);) {
    bool fits = line.len == 0 || line.ptr[0] == '#' || is_quoted(line);

    for (size_t i = 0; i < 4; i++)
      if (is_keyword(line, words[i]))
        fits = seen[i] = true;
    if (!fits)
      return false;
  }
  return seen[0] && seen[1];
}

/* Digits, and : , . between them: 00:01:02,345 */
static size_t time_length(zhen_str s)
{
  size_t at = 0, colons = 0, digits = 0;

  for (; at < s.len; at++) {
    if (s.ptr[at] >= '0' && s.ptr[at] <= '9')
      digits++;
    else if (s.ptr[at] == ':')
      colons++;
    else if (s.ptr[at] != ',' && s.ptr[at] != '.')
      break;
  }
  return colons > 0 && digits > 4 ? at : 0;
}

/* 00:00:01,000 --> 00:00:02,500 */
static bool is_cue_time(zhen_str line)
{
  size_t at = time_length(line);

  if (at == 0)
    return false;
  line = str_trim(str_part(line, at, line.len));
  if (!str_begins(line, "-->"))
    return false;
  line = str_trim(str_part(line, 3, line.len));
  return time_length(line) > 0;
}

static bool is_whole_number(zhen_str line)
{
  for (size_t i = 0; i < line.len; i++)
    if (line.ptr[i] < '0' || line.ptr[i] > '9')
      return false;
  return line.len > 0;
}

/* Blocks between empty lines, and those that start like a caption. */
typedef struct cues {
  size_t blocks, cues;
  bool first; /* the first one does */
} cues;

static cues count_cues(zhen_str s)
{
  cues n = {0};
  bool blank = true, number = false, cut = false;
  zhen_str line;

  for (size_t at = 0; next_line(s, &at, &line); blank = line.len == 0) {
    cut = number && !is_cue_time(line); /* if this is the last line */
    if (number || (blank && line.len > 0)) {
      n.blocks += !number;
      n.cues += is_cue_time(line);
      n.first |= n.blocks == 1 && is_cue_time(line);
    }
    number = blank && is_whole_number(line);
  }
  n.blocks -= (cut || number) && n.blocks > 1;
  return n;
}

/* A number, a time, text: the first block and most others. */
static bool is_srt(zhen_str s)
{
  cues n = count_cues(s);

  return n.first && n.cues * 3 >= n.blocks * 2;
}

static bool has_line(zhen_str s, bool (*is_it)(zhen_str line))
{
  zhen_str line;

  for (size_t at = 0; next_line(s, &at, &line);)
    if (is_it(line))
      return true;
  return false;
}

static bool is_vtt(zhen_str s)
{
  return str_begins(s, "WEBVTT") && s.len > 6 && strchr(" \t\r\n", s.ptr[6]) &&
         has_line(s, is_cue_time);
}

static bool is_ass_line(zhen_str line)
{
  return str_begins(line, "ScriptType:") || str_begins(line, "[V4") ||
         str_begins(line, "[Events]");
}

static bool is_ass(zhen_str s)
{
  static const char head[] = "[Script Info]";
  zhen_str line;
  size_t at = 0;

  return next_line(s, &at, &line) && line.len == sizeof head - 1 &&
         strncasecmp(line.ptr, head, line.len) == 0 && has_line(s, is_ass_line);
}

static bool is_rtf(zhen_str s)
{
  return str_begins(s, "{\\rtf") && s.len > 5 && s.ptr[5] >= '0' &&
         s.ptr[5] <= '9';
}

static const struct {
  bool (*is_it)(zhen_str s);
  kind_found found;
} texts[] = {
    {is_rtf,
     {ZHEN_KIND_OTHER, "an RTF document, not plain text; save it as DOCX"}},
    {is_vtt, {ZHEN_KIND_VTT, "captions (WebVTT), not running text"}},
    {is_ass, {ZHEN_KIND_ASS, "captions (ASS), not running text"}},
    {is_srt, {ZHEN_KIND_SRT, "captions (SRT), not running text"}},
    {is_po, {ZHEN_KIND_PO, "a message catalog (PO), not running text"}},
};

kind_found kind_of_lines(zhen_str s)
{
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    if (texts[i].is_it(s))
      return texts[i].found;
  return (kind_found){ZHEN_KIND_TEXT, NULL};
}
