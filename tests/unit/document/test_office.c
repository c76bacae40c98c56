/* SPDX-License-Identifier: Apache-2.0 */
/* OpenDocument texts, presentations and workbooks. */
#include "read.h"

#include <stdio.h>
#include <string.h>

#define REL                                                                    \
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* ---- OpenDocument ---- */

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACES                                                                 \
  " xmlns:office=\"" ODF "office:1.0\" xmlns:text=\"" ODF                      \
  "text:1.0\" xmlns:table=\"" ODF "table:1.0\" xmlns:draw=\"" ODF              \
  "drawing:1.0\" xmlns:svg=\"svg\" xmlns:style=\"" ODF "style:1.0\""

static char content[8192];

static const char *read_odt(const char *body)
{
  snprintf(content, sizeof content,
           "<office:document-content" SPACES
           "><office:automatic-styles><style:style style:name=\"T1\">"
           "<style:text-properties text:display=\"none\"/></style:style>"
           "</office:automatic-styles><office:body><office:text>%s"
           "</office:text></office:body></office:document-content>",
           body);
  return read_parts((members){
      "mimetype", "application/vnd.oasis.opendocument.text", "content.xml",
      content, "styles.xml",
      "<office:document-styles" SPACES "><office:master-styles><style:header>"
      "<text:p>Header</text:p></style:header></office:master-styles>"
      "</office:document-styles>",
      NULL});
}

static void reads_text_documents(void)
{
  CHECK_CSTR(
      read_odt(
          "<text:tracked-changes><text:p>deleted</text:p>"
          "</text:tracked-changes><text:h text:outline-level=\"1\">"
          "<text:number>1.</text:number>One</text:h><text:p>a<text:s "
          "text:c=\"3\"/>b<text:tab/>c<text:line-break/>d <text:span>e"
          "</text:span><text:span text:style-name=\"T1\">hidden</text:span>"
          "<text:ruby><text:ruby-base>f</text:ruby-base><text:ruby-text>"
          "x</text:ruby-text></text:ruby></text:p><text:section "
          "text:display=\"none\"><text:p>hidden</text:p></text:section>"),
      "# One\na b c d ef\n");
}

static void keeps_notes_and_frames_apart(void)
{
  CHECK_CSTR(
      read_odt("<text:p>One<text:note><text:note-citation>1"
               "</text:note-citation><text:note-body><text:p>A note.</text:p>"
               "</text:note-body></text:note> two <draw:frame><svg:title>t"
               "</svg:title><draw:text-box><text:p>In a box.</text:p>"
               "</draw:text-box></draw:frame>three.<office:annotation>"
               "<text:p>A comment.</text:p></office:annotation></text:p>"
               "<text:table-of-content><text:p>One 5</text:p>"
               "</text:table-of-content><text:p>Four by <text:title>Title"
               "</text:title>.</text:p>"),
      "One two three.\nIn a box.\nFour by Title.\n# A note.\n");
}

static void knows_bilingual_tables(void)
{
  CHECK_CSTR(
      read_odt("<table:table><table:table-header-rows><table:table-row>"
               "<table:table-cell><text:p>Chinese</text:p></table:table-cell>"
               "<table:table-cell><text:p>English</text:p></table:table-cell>"
               "</table:table-row></table:table-header-rows><table:table-row>"
               "<table:table-cell><text:p>港口今天</text:p><text:p>开放。"
               "</text:p></table:table-cell><table:table-cell><text:p>The port "
               "opens today.</text:p></table:table-cell></table:table-row>"
               "</table:table>"),
      "港口今天开放。|The port opens today.\n");
}

static void reads_flat_documents(void)
{
  static const char flat[] =
      "<?xml version=\"1.0\"?>\n<office:document" SPACES
      "><office:meta><text:p>x</text:p></office:meta><office:body>"
      "<office:text><text:p>港口今天\n   开放。</text:p></office:text>"
      "</office:body></office:document>";

  CHECK_CSTR(read_bytes(flat, sizeof flat - 1), "港口今天开放。\n");
}

static void refuses_encrypted_documents(void)
{
  CHECK_READ("! file: content.xml: is encrypted; save the file without a "
             "password",
             "mimetype", "application/vnd.oasis.opendocument.text",
             "content.xml", "####", "META-INF/manifest.xml",
             "<manifest><file-entry full-path=\"content.xml\">"
             "<encryption-data/></file-entry></manifest>");
  CHECK_CSTR(read_bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1__"
                        "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
                        42),
             "! file: an encrypted Office document; save it without a "
             "password");
}

/* ---- presentations ---- */

#define SLIDE(shapes)                                                          \
  "<p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:mc=\"mc\">" shapes "</p:sld>"
#define SHAPE(about, text)                                                     \
  "<p:sp><p:nvSpPr>" about "</p:nvSpPr><p:txBody><a:p><a:r><a:t>" text         \
  "</a:t></a:r></a:p></p:txBody></p:sp>"

static void reads_presentations(void)
{
  static const char *const names[] = {
      "_rels/.rels",
      "<R><Relationship Id=\"r\" Type=\"" REL
      "/officeDocument\" Target=\"ppt/presentation.xml\"/></R>",
      "ppt/presentation.xml",
      "<p:presentation xmlns:p=\"p\" xmlns:r=\"" REL "\"><p:sldIdLst>"
      "<p:sldId id=\"256\" r:id=\"b\"/><p:sldId id=\"257\" r:id=\"h\"/>"
      "<p:sldId id=\"258\" r:id=\"a\"/></p:sldIdLst></p:presentation>",
      "ppt/_rels/presentation.xml.rels",
      "<R><Relationship Id=\"a\" Target=\"slides/slide1.xml\" "
      "Type=\"x/slide\"/>"
      "<Relationship Id=\"b\" Target=\"slides/slide2.xml\" Type=\"x/slide\"/>"
      "<Relationship Id=\"h\" Target=\"slides/slide3.xml\" Type=\"x/slide\"/>"
      "</R>",
      "ppt/slides/slide1.xml",
      SLIDE("<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Cell"
            "</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl>"
            "</p:graphicFrame>" SHAPE("<p:cNvPr hidden=\"1\"/>", "hidden")),
      "ppt/slides/slide2.xml",
      SLIDE(SHAPE("<p:cNvPr/>", "First</a:t></a:r><a:br/><a:r><a:t>slide.")
                SHAPE("<p:nvPr><p:ph type=\"sldNum\"/></p:nvPr>", "1")),
      "ppt/slides/slide3.xml",
      "<p:sld xmlns:p=\"p\" show=\"0\"><p:t>hidden</p:t></p:sld>",
      "ppt/slides/_rels/slide2.xml.rels",
      "<R><Relationship Id=\"n\" Target=\"../notesSlides/n.xml\" "
      "Type=\"x/notesSlide\"/></R>",
      "ppt/notesSlides/n.xml",
      "<p:notes xmlns:p=\"p\" xmlns:a=\"a\">" SHAPE(
          "<p:nvPr><p:ph type=\"body\"/></p:nvPr>", "What I say.")
          SHAPE("<p:nvPr><p:ph type=\"sldImg\"/></p:nvPr>", "x") "</p:notes>",
      NULL};

  CHECK_CSTR(read_parts(names), "# First slide.\nWhat I say.\n# Cell\n");
}

/* ---- workbooks ---- */

#define SHEET(rows) "<worksheet>" rows "</worksheet>"

static const char *read_sheets(const char *one, const char *two,
                               const char *state)
{
  static char book[1024];

  snprintf(book, sizeof book,
           "<workbook xmlns:r=\"" REL
           "\"><sheets><sheet name=\"A\" r:id=\"a\"/>"
           "<sheet name=\"B\" r:id=\"b\" state=\"%s\"/></sheets></workbook>",
           state);
  return read_parts((members){
      "_rels/.rels",
      "<R><Relationship Id=\"r\" Type=\"" REL
      "/officeDocument\" Target=\"xl/workbook.xml\"/></R>",
      "xl/workbook.xml", book, "xl/_rels/workbook.xml.rels",
      "<R><Relationship Id=\"a\" Target=\"a.xml\" Type=\"x/worksheet\"/>"
      "<Relationship Id=\"b\" Target=\"b.xml\" Type=\"x/worksheet\"/>"
      "<Relationship Id=\"s\" Target=\"s.xml\" Type=\"x/sharedStrings\"/></R>",
      "xl/s.xml",
      "<sst><si><t>zh</t></si><si><t>English</t></si><si><r><t>港口</t></r><r>"
      "<t>今天</t></r><rPh><t>gang kou</t></rPh><t>开放。</t></si>"
      "<si><t>The port_x000A_opens _x005F_today_.</t></si></sst>",
      "xl/a.xml", one, "xl/b.xml", two, NULL});
}

static void reads_two_columns(void)
{
  CHECK_CSTR(
      read_sheets(
          SHEET(
              "<cols><col min=\"5\" max=\"5\" hidden=\"1\"/></cols><sheetData>"
              "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>1</v></c>"
              "<c r=\"D1\" t=\"s\"><v>0</v></c></row>"
              "<row r=\"2\"><c r=\"A2\"><v>42</v></c><c t=\"s\"><v>3</v></c>"
              "<c r=\"D2\" t=\"s\"><v>2</v></c><c t=\"inlineStr\"><is><t>"
              "in a hidden column</t></is></c></row>"
              "<row r=\"3\" hidden=\"1\"><c t=\"s\"><v>3</v></c></row>"
              "<row r=\"4\"><c r=\"B4\" t=\"inlineStr\"><is><t>A boat.</t>"
              "</is></c><c r=\"D4\" t=\"str\"><f>\"x\"</f><v>船。</v></c>"
              "<c t=\"b\"><v>1</v></c></row></sheetData>"),
          SHEET("<row><c t=\"s\"><v>3</v></c></row>"), "hidden"),
      "港口今天开放。|The port opens _today_.\n船。|A boat.\n");
}

static void reads_two_sheets(void)
{
  CHECK_CSTR(read_sheets(SHEET("<row><c t=\"s\"><v>3</v></c></row>"),
                         SHEET("<row><c t=\"s\"><v>2</v></c></row>"),
                         "visible"),
             "港口今天开放。|The port opens _today_.\n");
}

static void reads_one_language(void)
{
  CHECK_CSTR(read_sheets(SHEET("<row><c t=\"s\"><v>3</v></c><c t=\"s\"><v>1</v>"
                               "</c></row>"),
                         SHEET("<row><c t=\"s\"><v>1</v></c></row>"),
                         "visible"),
             "# The port opens _today_.\nEnglish\n# English\n");
}

void suite_office(void)
{
  CU_pSuite s = unit_suite("office");

  UNIT_TEST(s, reads_text_documents);
  UNIT_TEST(s, keeps_notes_and_frames_apart);
  UNIT_TEST(s, knows_bilingual_tables);
  UNIT_TEST(s, reads_flat_documents);
  UNIT_TEST(s, refuses_encrypted_documents);
  UNIT_TEST(s, reads_presentations);
  UNIT_TEST(s, reads_two_columns);
  UNIT_TEST(s, reads_two_sheets);
  UNIT_TEST(s, reads_one_language);
}
