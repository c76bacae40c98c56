/* SPDX-License-Identifier: Apache-2.0 */
/* E-books. */
#include "read.h"

#include <string.h>

#define PAGE(text) "<html><body><p>" text "</p></body></html>"
#define CONTAINER                                                              \
  "META-INF/container.xml",                                                    \
      "<container><rootfiles><rootfile full-path=\"OEBPS/b.opf\"/>"            \
      "</rootfiles></container>"
#define ITEM(id, href, more)                                                   \
  "<item id=\"" id "\" href=\"" href                                           \
  "\" media-type=\"application/xhtml+xml\"" more "/>"
#define ENCRYPTED(algorithm, uri)                                              \
  "META-INF/encryption.xml",                                                   \
      "<encryption><EncryptedData><EncryptionMethod Algorithm=\"" algorithm    \
      "\"/><CipherData><CipherReference URI=\"" uri                            \
      "\"/></CipherData></EncryptedData></encryption>"

static const char package[] = "<package><manifest>" ITEM(
    "c1", "text/a.xhtml", "") ITEM("c2", "text/b%20c.xhtml#x", "")
    ITEM("n", "nav.xhtml", " properties=\"nav\"") ITEM(
        "t", "toc.xhtml",
        "") "<item id=\"i\" href=\"i.png\" "
            "media-type=\"image/png\"/></manifest><spine>"
            "<itemref idref=\"c2\"/><itemref idref=\"n\"/><itemref "
            "idref=\"t\"/>"
            "<itemref idref=\"i\"/><itemref idref=\"c1\"/></spine><guide>"
            "<reference type=\"toc\" href=\"toc.xhtml\"/></guide></package>";

#define PAGES                                                                  \
  "OEBPS/b.opf", package, "OEBPS/text/a.xhtml", PAGE("Last."),                 \
      "OEBPS/text/b c.xhtml", PAGE("First."), "OEBPS/nav.xhtml", PAGE("nav"),  \
      "OEBPS/toc.xhtml", PAGE("toc")

static void follows_the_spine(void)
{
  CHECK_CSTR(read_parts((members){CONTAINER, PAGES, NULL}),
             "# First.\n# Last.\n");
}

static void refuses_encrypted_books(void)
{
  CHECK_READ("! file: OEBPS/text/a.xhtml: is encrypted (DRM); only a book "
             "without DRM can be read",
             CONTAINER, PAGES,
             ENCRYPTED("http://www.w3.org/2001/04/xmlenc#aes128-cbc",
                       "OEBPS/text/a.xhtml"));
  CHECK_READ(
      "First.\nLast.\n", CONTAINER, PAGES,
      ENCRYPTED("http://www.idpf.org/2008/embedding", "OEBPS/text/a.xhtml"));
}

#define AES "http://www.w3.org/2001/04/xmlenc#aes128-cbc"

static void names_the_scheme(void)
{
  CHECK_READ("! file: OEBPS/text/a.xhtml: is encrypted (DRM by Adobe ADEPT); "
             "only a book without DRM can be read",
             CONTAINER, PAGES, ENCRYPTED(AES, "OEBPS/text/a.xhtml"),
             "META-INF/rights.xml", "<rights/>");
  CHECK_READ("! file: OEBPS/text/a.xhtml: is encrypted (DRM by Apple FairPlay)"
             "; only a book without DRM can be read",
             CONTAINER, PAGES, ENCRYPTED(AES, "OEBPS/text/a.xhtml"),
             "META-INF/sinf.xml", "<fairplay/>");
  /* The marks alone, and other files that are encrypted, are harmless. */
  CHECK_READ("First.\nLast.\n", CONTAINER, PAGES, ENCRYPTED(AES, "OEBPS/i.png"),
             "META-INF/rights.xml", "<rights/>");
}

#define ONE(page)                                                              \
  CONTAINER, "OEBPS/b.opf",                                                    \
      "<package><manifest>" ITEM(                                              \
          "c", "c.xhtml", "") "</manifest><spine>"                             \
                              "<itemref idref=\"c\"/></spine></package>",      \
      "OEBPS/c.xhtml", page

static void notes_follow_the_page(void)
{
  CHECK_READ("The harbour is open.\nIt closes at night.\nA note.\nAnother "
             "note.\n",
             ONE("<html><body><p>The harbour<span epub:type=\"footnote\">A "
                 "note.</span> is<a epub:type=\"noteref\" href=\"#n\">2</a> "
                 "open.</p><aside id=\"n\" epub:type=\"footnote\"><p>Another "
                 "note. <a epub:type=\"backlink\" href=\"#r\">back</a></p>"
                 "</aside><p>It closes at night.</p></body></html>"));
  /* A note without an end is text. */
  CHECK_READ("One.\nTwo.\nThree.\n",
             ONE("<html><body><p>One.</p><aside role=\"doc-footnote\">"
                 "<aside>Two.</aside><p>Three.</p></body></html>"));
}

static void leaves_contents_out(void)
{
  CHECK_READ("Text.\n",
             ONE("<html><body><nav epub:type=\"toc\"><ol><li>One</li></ol>"
                 "</nav><p>Text.</p></body></html>"));
}

static void reads_declared_encodings(void)
{
  CHECK_READ("联通\n",
             ONE("<?xml version=\"1.0\" encoding=\"GB2312\"?><html><body>"
                 "<p>\xC1\xAA\xCD\xA8</p></body></html>"));
}

static void refuses_links_that_lead_out(void)
{
  CHECK_READ("! file: OEBPS/b.opf: '../../etc/passwd' leads out of the "
             "archive; do not trust this file",
             CONTAINER, "OEBPS/b.opf",
             "<package>" ITEM("a", "../../etc/passwd", "") "</package>");
  CHECK_READ("! file: OEBPS/x: is missing in the archive, which is damaged or "
             "not a document; get the file again",
             CONTAINER, "OEBPS/b.opf",
             "<package>" ITEM("a", "x", "") "<itemref idref=\"a\"/></package>");
}

static const char fiction[] =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<FictionBook>\n<description>"
    "<p>about</p></description><body><title><p>Title</p></title><section>"
    "<title><p>One</p></title><p>Some<a type=\"note\">[1]</a> text\nhere.</p>"
    "<section><p>Inner.</p></section></section><section><poem><stanza><v>A "
    "verse</v></stanza></poem></section></body><body name=\"notes\"><section>"
    "<p>Note.</p></section></body><binary>AAAA</binary></FictionBook>";

static void reads_fiction(void)
{
  static const char want[] =
      "Title\n# One\nSome text here.\nInner.\n# A verse\n# Note.\n";

  CHECK_CSTR(read_parts((members){"book.fb2", fiction, NULL}), want);
  CHECK_CSTR(read_bytes(fiction, sizeof fiction - 1),
             "Title\nOne\nSome text here.\nInner.\nA verse\nNote.\n");
}

void suite_books(void)
{
  CU_pSuite s = unit_suite("books");

  UNIT_TEST(s, follows_the_spine);
  UNIT_TEST(s, refuses_encrypted_books);
  UNIT_TEST(s, names_the_scheme);
  UNIT_TEST(s, notes_follow_the_page);
  UNIT_TEST(s, leaves_contents_out);
  UNIT_TEST(s, reads_declared_encodings);
  UNIT_TEST(s, refuses_links_that_lead_out);
  UNIT_TEST(s, reads_fiction);
}
