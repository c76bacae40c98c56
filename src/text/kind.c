/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each format has a rule that running text never meets: magic numbers, the
 * names in a ZIP archive, the root element of XML, or lines that all have one
 * form. A text about a format, with an example of it, is a text.
 */
#include "text/kind.h"
#include "base/fail.h"

#include <string.h>
#include <strings.h>

enum { LOOK_AT = 64 * 1024 /* bytes of text that are examined */ };

static zhen_status refuse(const char *name, kind_found found)
{
  if (found.kind == ZHEN_KIND_TEXT)
    return ZHEN_OK;
  return zhen_fail(ZHEN_EINPUT, "%s: %s", text_label(name), found.what);
}

static kind_found other(const char *what)
{
  return (kind_found){ZHEN_KIND_OTHER, what};
}

/* ---- bytes ---- */

typedef struct magic {
  size_t at, len;
  const char *bytes;
  const char *what;
} magic;

#define IMAGE                                                                  \
  "an image, not text; extract the text with an OCR program such as tesseract"

#define IWORK                                                                  \
  "a document of Pages, Numbers or Keynote; export it as DOCX, XLSX or PPTX"
#define CAJ "a CAJ document; save it as PDF with CAJViewer"

static const magic magics[] = {
    {0, 8, "\x89PNG\r\n\x1A\n", IMAGE},
    {0, 3, "\xFF\xD8\xFF", IMAGE},
    {0, 4, "II*\0", IMAGE},
    {0, 4, "MM\0*", IMAGE},
    {8, 4, "WEBP", IMAGE},
    {0, 16, "SQLite format 3",
     "an SQLite database, not text; if it is a zhen store, use zhen export to "
     "get its pairs"},
    {257, 5, "ustar", "a tar archive; extract it and give the files"},
    {0, 6, "7z\xBC\xAF\x27\x1C", "a 7z archive; extract it and give the files"},
    {0, 6, "Rar!\x1A\x07", "a RAR archive; extract it and give the files"},
    {60, 8, "BOOKMOBI",
     "a Kindle book (MOBI, AZW); convert it to EPUB, with Calibre for example"},
    {0, 4, "AT&T", "a DjVu document; extract its text with djvutxt"},
    {0, 4, "ITSF", "a compiled help file (CHM); extract its pages with 7z x"},
    {0, 4, "CAJ\0", CAJ},
    {0, 4, "HN\0\0", CAJ},
    {4, 6, "1AY&SY", "compressed with bzip2; decompress it with bzip2 -d"},
};

/* Files of Office 97-2003, and what holds an encrypted newer one. */
static kind_found kind_of_ole(zhen_str s)
{
#define NAMED(name, what)                                                      \
  {                                                                            \
    name, sizeof name - 1, what                                                \
  }
  static const struct {
    const char *name; /* of a stream in it, in UTF-16 */
    size_t len;
    const char *what;
  } streams[] = {
      NAMED("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
            "an encrypted Office document; save it without a password"),
      NAMED("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
            "a Word 97-2003 document (.doc); save it as DOCX"),
      NAMED("W\0o\0r\0k\0b\0o\0o\0k\0",
            "an Excel 97-2003 workbook (.xls); save it as XLSX"),
      NAMED("P\0o\0w\0e\0r\0P\0o\0i\0n\0t\0",
            "a PowerPoint 97-2003 presentation (.ppt); save it as PPTX"),
  };
#undef NAMED

  for (size_t i = 0; i < sizeof streams / sizeof *streams; i++)
    if (memmem(s.ptr, s.len, streams[i].name, streams[i].len))
      return other(streams[i].what);
  return other("an Office 97-2003 document (.doc, .xls, .ppt); save it as "
               "DOCX, XLSX or PPTX");
}

/* The kind of a ZIP archive, by how a name in it begins and ends. */
static const struct {
  const char *name, *end;
  kind_found found;
} members[] = {
    {"word/", "", {ZHEN_KIND_DOCX, "a Word document (DOCX), not text"}},
    {"xl/",
     "",
     {ZHEN_KIND_XLSX, "a workbook (XLSX), not text; save it as CSV UTF-8"}},
    {"ppt/", "", {ZHEN_KIND_PPTX, "a presentation (PPTX), not text"}},
    {"META-INF/container.xml",
     "",
     {ZHEN_KIND_EPUB, "an e-book (EPUB), not text"}},
    {"", ".fb2", {ZHEN_KIND_FB2, "a FictionBook, not running text"}},
    {"Index/", ".iwa", {ZHEN_KIND_OTHER, IWORK}},
    {"index.apxl", "", {ZHEN_KIND_OTHER, IWORK}},
    {"OFD.xml",
     "",
     {ZHEN_KIND_OTHER, "an OFD document; save it as PDF with its reader"}},
    {"FixedDocSeq.fdseq",
     "",
     {ZHEN_KIND_OTHER, "an XPS document; print it to a PDF file"}},
};

/* The kind by what the member "mimetype" contains. */
static const struct {
  const char *type;
  kind_found found;
} types[] = {
    {"application/epub+zip", {ZHEN_KIND_EPUB, "an e-book (EPUB), not text"}},
    {"application/vnd.oasis.opendocument.text",
     {ZHEN_KIND_ODT, "a text document (ODT), not plain text"}},
    {"application/vnd.oasis.opendocument",
     {ZHEN_KIND_OTHER,
      "an OpenDocument file other than a text; save it as ODT, XLSX or PPTX"}},
};

enum { ZIP_HEADER = 30 /* bytes before a name */ };

static size_t zip_number(zhen_str s, size_t at, size_t size)
{
  size_t n = 0;

  for (size_t i = size; i-- > 0;)
    n = n << 8 | (unsigned char)s.ptr[at + i];
  return n;
}

static bool str_ends(zhen_str s, const char *end)
{
  size_t len = strlen(end);

  return s.len >= len && memcmp(s.ptr + s.len - len, end, len) == 0;
}

/* What a member shows, by its name and its first bytes. */
static const kind_found *look_at_member(zhen_str name, zhen_str content)
{
  if (name.len == 8 && str_begins(name, "mimetype"))
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
      if (str_begins(content, types[i].type))
        return &types[i].found;
  for (size_t i = 0; i < sizeof members / sizeof *members; i++)
    if (str_begins(name, members[i].name) && str_ends(name, members[i].end))
      return &members[i].found;
  return NULL;
}

/*
 * Where the next member may begin: after this one, if its size is known. A
 * document in an archive is not taken for the archive.
 */
static size_t next_member(zhen_str s, size_t at, size_t content)
{
  enum { SIZE_IS_LATER = 8 };
  const char *next;

  if (!(zip_number(s, at + 6, 2) & SIZE_IS_LATER))
    content += zip_number(s, at + 18, 4);
  if (content >= s.len)
    return s.len;
  next = memmem(s.ptr + content, s.len - content, "PK\3\4", 4);
  return next ? (size_t)(next - s.ptr) : s.len;
}

/* The kind of a ZIP archive, by the first member that shows it. */
static kind_found kind_of_zip(zhen_str s)
{
  for (size_t at = 0; at + ZIP_HEADER < s.len;) {
    size_t name = at + ZIP_HEADER, end = name + zip_number(s, at + 26, 2);
    size_t content = end + zip_number(s, at + 28, 2);
    const kind_found *found;

    if (end > s.len)
      break;
    if (content > s.len)
      content = s.len;
    found = look_at_member(str_part(s, name, end), str_after(s, content));
    if (found)
      return *found;
    at = next_member(s, at, content);
  }
  return other("a ZIP archive, not a document; extract it and give the files");
}

static bool is_gif(zhen_str s)
{
  return s.len > 12 && (str_begins(s, "GIF87a") || str_begins(s, "GIF89a")) &&
         s.ptr[12] == 0;
}

static bool is_pdf(zhen_str s)
{
  return s.len > 8 && str_begins(s, "%PDF-") && s.ptr[5] >= '0' &&
         s.ptr[5] <= '9' && s.ptr[6] == '.';
}

kind_found kind_of_bytes(zhen_str s)
{
  if (str_begins(s, "PK\3\4") || str_begins(s, "PK\5\6"))
    return kind_of_zip(s);
  if (str_begins(s, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return kind_of_ole(s);
  if (is_pdf(s))
    return (kind_found){ZHEN_KIND_PDF, "a PDF document, not text"};
  if (is_gif(s))
    return other(IMAGE);
  for (size_t i = 0; i < sizeof magics / sizeof *magics; i++) {
    const magic *m = &magics[i];

    if (s.len >= m->at + m->len && memcmp(s.ptr + m->at, m->bytes, m->len) == 0)
      return other(m->what);
  }
  return (kind_found){ZHEN_KIND_TEXT, NULL};
}

zhen_status kind_check_bytes(const char *name, const buf *raw)
{
  return refuse(name, kind_of_bytes((zhen_str){raw->ptr, raw->len}));
}

/* ---- XML ---- */

static zhen_str skip_space(zhen_str s)
{
  while (s.len > 0 && strchr(" \t\r\n", s.ptr[0]))
    s = str_part(s, 1, s.len);
  return s;
}

/* After the next `end`; empty if there is none. */
static zhen_str skip_past(zhen_str s, const char *end)
{
  const char *found = memmem(s.ptr, s.len, end, strlen(end));
  size_t at = found ? (size_t)(found - s.ptr) + strlen(end) : s.len;

  return str_part(s, at, s.len);
}

/* Declarations may be in brackets in it. */
static zhen_str skip_doctype(zhen_str s)
{
  if (str_find(s, 0, '[') < str_find(s, 0, '>'))
    s = skip_past(s, "]");
  return skip_past(s, ">");
}

/* The root element and its content, after the prolog. */
static zhen_str find_root(zhen_str s)
{
  for (;;) {
    s = skip_space(s);
    if (str_begins(s, "<?"))
      s = skip_past(s, "?>");
    else if (str_begins(s, "<!--"))
      s = skip_past(s, "-->");
    else if (str_begins(s, "<!DOCTYPE"))
      s = skip_doctype(s);
    else
      return s;
  }
}

/* An element of this name, with any prefix if it has none, that contains only
   elements. */
static bool is_root(zhen_str s, const char *name)
{
  size_t len = strlen(name), prefix = 1;

  if (!str_begins(s, "<"))
    return false;
  for (size_t i = 1; i < s.len && i < 24 && !strchr(" \t\r\n/>", s.ptr[i]); i++)
    if (s.ptr[i] == ':' && !strchr(name, ':'))
      prefix = i + 1;
  if (s.len <= prefix + len || memcmp(s.ptr + prefix, name, len) != 0 ||
      !strchr(" \t\r\n>", s.ptr[prefix + len]))
    return false;
  s = skip_space(skip_past(s, ">"));
  return s.len > 0 && s.ptr[0] == '<';
}

static const struct {
  const char *name;
  kind_found found;
} roots[] = {
    {"tmx", {ZHEN_KIND_TMX, "a translation memory (TMX), not running text"}},
    {"xliff", {ZHEN_KIND_XLIFF, "an XLIFF file, not running text"}},
    {"martif", {ZHEN_KIND_TBX, "a glossary (TBX), not running text"}},
    {"tbx", {ZHEN_KIND_TBX, "a glossary (TBX), not running text"}},
    {"FictionBook", {ZHEN_KIND_FB2, "a FictionBook, not running text"}},
    {"office:document",
     {ZHEN_KIND_ODT, "a text document (ODT), not plain text"}},
    {"tt",
     {ZHEN_KIND_OTHER, "captions (TTML), not running text; save them as SRT"}},
};

static kind_found kind_of_xml(zhen_str s)
{
  s = find_root(s);
  for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
    if (is_root(s, roots[i].name))
      return roots[i].found;
  return (kind_found){ZHEN_KIND_TEXT, NULL};
}

/* ---- lines ---- */

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
  line = skip_space(str_part(line, at, line.len));
  if (!str_begins(line, "-->"))
    return false;
  line = skip_space(str_part(line, 3, line.len));
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
  bool blank = true, number = false;
  zhen_str line;

  for (size_t at = 0; next_line(s, &at, &line); blank = line.len == 0) {
    if (number || (blank && line.len > 0)) {
      n.blocks += !number;
      n.cues += is_cue_time(line);
      n.first |= n.blocks == 1 && is_cue_time(line);
    }
    number = blank && is_whole_number(line);
  }
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

kind_found kind_of_text(zhen_str text)
{
  kind_found found = {ZHEN_KIND_TEXT, NULL};
  zhen_str s = text;

  if (s.len > LOOK_AT) { /* whole lines */
    s.len = LOOK_AT;
    while (s.len > 0 && s.ptr[s.len - 1] != '\n')
      s.len--;
  }
  s = skip_space(s);
  if (str_begins(s, "<"))
    found = kind_of_xml(s);
  for (size_t i = 0;
       found.kind == ZHEN_KIND_TEXT && i < sizeof texts / sizeof *texts; i++)
    if (texts[i].is_it(s))
      found = texts[i].found;
  return found;
}

zhen_status kind_check_prose(const char *name, zhen_str text)
{
  return refuse(name, kind_of_text(text));
}
