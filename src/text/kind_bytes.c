/* SPDX-License-Identifier: Apache-2.0 */
/* Magic numbers, and the names in a ZIP archive. */
#include "text/kind.h"

#include <string.h>

static kind_found other(const char *what)
{
  return (kind_found){ZHEN_KIND_OTHER, what};
}

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
    {"content.xml",
     "",
     {ZHEN_KIND_ODT, "a text document (ODT), not plain text"}},
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
