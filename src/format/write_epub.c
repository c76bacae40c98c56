/* SPDX-License-Identifier: Apache-2.0 */
/* EPUB 3: a chapter for each document; long ones are cut between blocks. */
#include "base/fail.h"
#include "base/mem.h"
#include "base/zip.h"
#include "format/reading.h"
#include "text/utf8.h"
#include "text/xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

/* Bytes: some readers refuse over 300 KB. A chapter may begin with a heading if
   there is enough before it. A label has 40 characters. */
enum { CHAPTER_MAX = 120 * 1024, CHAPTER_ENOUGH = 30 * 1024, LABEL_MAX = 40 };

typedef struct epub_book {
  buf title;      /* of the first document */
  buf contents;   /* items of the table of contents */
  uint64_t id[2]; /* a hash of all text */
  unsigned chapters;
  size_t size; /* of the chapter */
  bool open;
} epub_book;

static const char untitled[] = "Chinese and English";

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container version=\"1.0\" "
    "xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
    " <rootfiles><rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/></rootfiles>\n"
    "</container>\n";

static const char page[] =
    "<html xmlns=\"http://www.w3.org/1999/xhtml\" "
    "xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"en\" "
    "xml:lang=\"en\">\n<head>\n<title>";
static const char page_head[] =
    "</title>\n<link rel=\"stylesheet\" type=\"text/css\" "
    "href=\"style.css\"/>\n</head>\n<body>\n";
static const char page_end[] = "</body>\n</html>\n";

/* The line to the chapter. */
static void put_chapter(writer_part *p)
{
  epub_book *k = p->book;

  for (int i = 0; i < 2 && p->line.len > 0; i++)
    k->id[i] =
        XXH3_64bits_withSeed(p->line.ptr, p->line.len, k->id[i] + (unsigned)i);
  k->size += p->line.len;
  zip_put(p->zip, &p->line);
}

static void end_chapter(writer_part *p)
{
  if (!p->book->open)
    return;
  p->book->open = false;
  buf_puts(&p->line, page_end);
  put_chapter(p);
}

static void put_label(buf *b, zhen_str text)
{
  buf line = {0};
  zhen_str label;
  size_t at = 0, n = 0;

  line_put_collapsed(&line, text, false);
  label = (zhen_str){line.ptr, line.len};
  while (at < label.len && n++ < LABEL_MAX)
    utf8_next(label, &at);
  xml_put_text(b, (zhen_str){label.ptr, at});
  buf_puts(b, at < label.len ? "\xE2\x80\xA6" : "");
  b->failed |= line.failed;
  buf_dispose(&line);
}

static void begin_chapter(writer_part *p, zhen_str label)
{
  epub_book *k = p->book;
  char name[32];

  end_chapter(p);
  snprintf(name, sizeof name, "EPUB/c%05u.xhtml", ++k->chapters);
  zip_member(p->zip, name, false);
  k->open = true;
  k->size = 0;
  buf_puts(&p->line, xml_declaration);
  buf_puts(&p->line, page);
  put_label(&p->line, label);
  buf_puts(&p->line, page_head);
  buf_printf(&k->contents, "<li><a href=\"%s\">", name + strlen("EPUB/"));
  put_label(&k->contents, label);
  buf_puts(&k->contents, "</a></li>\n");
}

static void begin_block(writer_part *p, bool heading)
{
  zhen_str text = reading_first_text(p);
  char number[16];

  put_chapter(p);
  if (p->book->size < (heading ? CHAPTER_ENOUGH : CHAPTER_MAX))
    return;
  snprintf(number, sizeof number, "%u", p->book->chapters + 1);
  begin_chapter(p, text.len > 0 ? text : (zhen_str){number, strlen(number)});
}

static zhen_status begin_epub(writer_part *p)
{
  buf type = {0};

  p->zip = zip_open(p->files[0]);
  p->book = mem_calloc(1, sizeof *p->book);
  if (!p->zip || !p->book)
    return zhen_fail_memory();
  zip_member(p->zip, "mimetype", true);
  buf_puts(&type, "application/epub+zip");
  zip_put(p->zip, &type);
  buf_dispose(&type);
  zip_put_member(p->zip, "META-INF/container.xml", container);
  zip_put_member(p->zip, "EPUB/style.css", reading_style);
  return reading_open(p, begin_block);
}

static zhen_status begin_document(writer_part *p)
{
  const char *name = document_title(p->doc);
  buf line = {0};

  line_put_name(&line, *name ? name : untitled);
  if (p->documents == 0)
    buf_put(&p->book->title, line.ptr, line.len);
  begin_chapter(p, (zhen_str){line.ptr, line.len});
  buf_puts(&p->line, "<h1>");
  xml_put_text(&p->line, (zhen_str){line.ptr, line.len});
  buf_puts(&p->line, "</h1>\n");
  reading_put_legend(&p->line, p->writer->options.write.approved);
  p->line.failed |= line.failed;
  buf_dispose(&line);
  put_chapter(p);
  return reading_begin_document(p);
}

static zhen_status put_epub(writer_part *p, const record *r)
{
  zhen_status status = reading_put(p, r);

  put_chapter(p);
  return status;
}

static zhen_status end_document(writer_part *p)
{
  zhen_status status = reading_end_document(p);

  put_chapter(p);
  end_chapter(p);
  return status;
}

/* ---- the package ---- */

static void put_contents(writer_part *p)
{
  buf *b = &p->line;

  zip_member(p->zip, "EPUB/nav.xhtml", false);
  buf_puts(b, xml_declaration);
  buf_puts(b, page);
  buf_puts(b, "Contents");
  buf_puts(b, page_head);
  buf_puts(b, "<nav epub:type=\"toc\" id=\"toc\">\n<h1>Contents</h1>\n<ol>\n");
  buf_put(b, p->book->contents.ptr, p->book->contents.len);
  b->failed |= p->book->contents.failed;
  buf_puts(b, "</ol>\n</nav>\n");
  buf_puts(b, page_end);
  zip_put(p->zip, b);
}

static void put_metadata(writer_part *p)
{
  const zhen_write_options *o = &p->writer->options.write;
  const uint64_t *id = p->book->id;
  buf *b = &p->line;

  buf_printf(b,
             "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
             "<dc:identifier id=\"id\">urn:uuid:%08x-%04x-8%03x-8%03x-%012llx"
             "</dc:identifier>\n<dc:title>",
             (unsigned)(id[0] >> 32), (unsigned)(id[0] >> 16 & 0xFFFF),
             (unsigned)(id[0] & 0xFFF), (unsigned)(id[1] >> 52),
             (unsigned long long)(id[1] & 0xFFFFFFFFFFFF));
  if (p->documents == 1)
    xml_put_text(b, (zhen_str){p->book->title.ptr, p->book->title.len});
  else
    buf_puts(b, untitled);
  b->failed |= p->book->title.failed;
  buf_puts(b, "</dc:title>\n<dc:language>");
  writer_put_xml_name(b, o->zh_code);
  buf_puts(b, "</dc:language>\n<dc:language>");
  writer_put_xml_name(b, o->en_code);
  buf_puts(b, "</dc:language>\n<meta property=\"dcterms:modified\">");
  writer_put_date(b, o->date, "%Y-%m-%dT%H:%M:%SZ");
  buf_puts(b, "</meta>\n</metadata>\n");
}

static void put_package(writer_part *p)
{
  buf *b = &p->line;

  zip_member(p->zip, "EPUB/package.opf", false);
  buf_puts(b, xml_declaration);
  buf_puts(b, "<package xmlns=\"http://www.idpf.org/2007/opf\" "
              "version=\"3.0\" unique-identifier=\"id\">\n");
  put_metadata(p);
  buf_puts(b, "<manifest>\n<item id=\"nav\" href=\"nav.xhtml\" "
              "media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n"
              "<item id=\"style\" href=\"style.css\" "
              "media-type=\"text/css\"/>\n");
  for (unsigned i = 1; i <= p->book->chapters; i++)
    buf_printf(b,
               "<item id=\"c%05u\" href=\"c%05u.xhtml\" "
               "media-type=\"application/xhtml+xml\"/>\n",
               i, i);
  buf_puts(b, "</manifest>\n<spine>\n");
  for (unsigned i = 1; i <= p->book->chapters; i++)
    buf_printf(b, "<itemref idref=\"c%05u\"/>\n", i);
  buf_puts(b, "</spine>\n</package>\n");
  zip_put(p->zip, b);
}

static zhen_status end_epub(writer_part *p)
{
  if (p->book->chapters == 0) {
    begin_chapter(p, (zhen_str){"-", 1});
    end_chapter(p);
  }
  put_contents(p);
  put_package(p);
  return zip_end(p->zip);
}

static void dispose_epub(writer_part *p)
{
  zip_close(p->zip);
  reading_close(p);
  if (p->book) {
    buf_dispose(&p->book->title);
    buf_dispose(&p->book->contents);
  }
  free(p->book);
}

const writer_format format_epub = {.suffixes = {""},
                                   .labels = LABELS_SCRIPT,
                                   .begin = begin_epub,
                                   .begin_document = begin_document,
                                   .put = put_epub,
                                   .end_document = end_document,
                                   .end = end_epub,
                                   .dispose = dispose_epub};
