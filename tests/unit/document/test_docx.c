/* SPDX-License-Identifier: Apache-2.0 */
/* Word documents: only the text of the final version, once, in its order. */
#include "read.h"

#include <stdio.h>
#include <string.h>

#define W                                                                      \
  "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define STRICT "xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\""
#define REL                                                                    \
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define T(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(inside) "<w:p>" inside "</w:p>"

static const char links[] =
    "<Relationships><Relationship Id=\"a\" Type=\"" REL
    "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
static const char part_links[] =
    "<Relationships>"
    "<Relationship Id=\"1\" Type=\"" REL "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"2\" Type=\"" REL
    "footnotes\" Target=\"/word/notes.xml\"/>"
    "<Relationship Id=\"3\" Type=\"" REL
    "hyperlink\" Target=\"http://a/../../b\""
    " TargetMode=\"External\"/></Relationships>";
static const char styles[] =
    "<w:styles " W ">"
    "<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style>"
    "<w:style w:styleId=\"Own\"><w:name w:val=\"Own\"/><w:basedOn w:val=\"1\"/>"
    "</w:style>"
    "<w:style w:styleId=\"T2\"><w:name w:val=\"toc 2\"/></w:style>"
    "<w:style w:styleId=\"H\"><w:name w:val=\"H\"/><w:rPr><w:vanish/></w:rPr>"
    "</w:style></w:styles>";
static const char notes[] =
    "<w:footnotes " W ">"
    "<w:footnote w:type=\"separator\" w:id=\"-1\">" P(T(
        "---")) "</w:footnote>"
                "<w:footnote w:id=\"1\">" P("<w:r><w:footnoteRef/></w:r>" T(
                    "Note one.")) "</w:footnote>"
                                  "<w:footnote w:id=\"2\">" P(T(
                                      "Nobody refers to it.")) "</w:footnote>"
                                                               "<w:footnote "
                                                               "w:id=\"3\">" P(
                                                                   T("Note "
                                                                     "three"
                                                                     ".")) "<"
                                                                           "/"
                                                                           "w"
                                                                           ":"
                                                                           "f"
                                                                           "o"
                                                                           "o"
                                                                           "t"
                                                                           "n"
                                                                           "o"
                                                                           "t"
                                                                           "e"
                                                                           ">"
                                                                           "<"
                                                                           "/"
                                                                           "w"
                                                                           ":"
                                                                           "f"
                                                                           "o"
                                                                           "o"
                                                                           "t"
                                                                           "n"
                                                                           "o"
                                                                           "t"
                                                                           "e"
                                                                           "s"
                                                                           ">";

/* The text of a document whose body this is. */
static const char *read_body(const char *space, const char *body, bool parts)
{
  static char document[8192];
  const char *const all[] = {"[Content_Types].xml",
                             "<Types/>",
                             "_rels/.rels",
                             links,
                             "word/document.xml",
                             document,
                             "word/_rels/document.xml.rels",
                             part_links,
                             "word/styles.xml",
                             styles,
                             "word/notes.xml",
                             notes,
                             NULL};

  snprintf(document, sizeof document,
           "<w:document %s xmlns:m=\"m\" xmlns:mc=\"mc\"><w:body>%s</w:body>"
           "</w:document>",
           space, body);
  return parts ? read_parts(all) : read_members(all);
}

static void check(const char *body, const char *want)
{
  CHECK_CSTR(read_body(W, body, false), want);
  CHECK_CSTR(read_body(STRICT, body, false), want);
}

static void joins_runs(void)
{
  check(
      P("<w:r><w:t>Some te</w:t></w:r><w:r><w:t xml:space=\"preserve\">xt "
        "</w:t></w:r><w:proofErr/><w:hyperlink>" T(
            "here") "</w:hyperlink>"
                    "<w:smartTag><w:sdt><w:sdtPr><w:alias "
                    "w:val=\"x\"/></w:sdtPr>"
                    "<w:sdtContent>" T(
                        ", too") "</w:sdtContent></w:sdt></w:smartTag>" T("."))
          P(""),
      "Some text here, too.\n");
}

static void takes_the_final_version(void)
{
  check(P(T("a") "<w:ins>" T("b") "</w:ins><w:del><w:r><w:delText>c"
                                  "</w:delText></w:r></w:del><w:moveFrom>" T(
                                      "d") "</w:moveFrom>"
                                           "<w:moveTo>" T("e") "</w:moveTo>"),
        "abe\n");
  check(P("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" T("One ")) P(T("line.")),
        "One line.\n");
  check(P("<w:pPr><w:rPr><w:ins/></w:rPr><w:pPrChange><w:pPr><w:rPr><w:del/>"
          "</w:rPr></w:pPr></w:pPrChange></w:pPr>" T("One.")) P(T("Two.")),
        "One.\nTwo.\n");
}

static void drops_hidden_text(void)
{
  check(P("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>"
          "<w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>a</w:t></w:r>"
          "<w:r><w:rPr><w:webHidden/></w:rPr><w:tab/><w:t>5</w:t></w:r>"
          "<w:r><w:rPr><w:rStyle w:val=\"H\"/></w:rPr><w:t>x</w:t></w:r>" T(
              "b")) P("<w:pPr><w:pStyle w:val=\"H\"/></w:pPr>" T("x"))
            P("<w:pPr><w:pStyle w:val=\"T2\"/></w:pPr>" T("Contents 5")),
        "ab\n");
}

static void drops_codes_of_fields(void)
{
#define FIELD(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
  check(
      P(T("See ") FIELD(
          "begin") "<w:r><w:instrText>REF x</w:instrText></w:r>" FIELD("begin")
            T("nested") FIELD("separate") T("inner") FIELD("end")
                FIELD("separate") T("page 5")
                    FIELD("end") "<w:fldSimple w:instr=\"PAGE\">" T(
                        " or 6") "</w:fldSimple>" T(".")),
      "See page 5 or 6.\n");
  check(P(FIELD("begin") T("open")) P(T("kept")), "kept\n");
}

static void takes_text_boxes_once(void)
{
#define BOX(text) "<w:txbxContent>" P(T(text)) "</w:txbxContent>"
  check(P(T("Before ") "<w:r><mc:AlternateContent><mc:Choice><w:"
                       "drawing>" BOX("Box.") "</w:drawing></"
                                              "mc:Choice><mc:Fallback><w:"
                                              "pict>" BOX("Box.") "</"
                                                                  "w:pict><"
                                                                  "/mc:"
                                                                  "Fallback"
                                                                  "></"
                                                                  "mc:"
                                                                  "Alternat"
                                                                  "eContent"
                                                                  "></"
                                                                  "w:r>" T(
                                                                      "after."))
            P("<w:r><mc:AlternateContent><mc:Fallback>" BOX(
                "Old.") "</mc:Fallback></mc:AlternateContent></w:r>"),
        "Before after.\nBox.\nOld.\n");
}

static void puts_notes_at_the_end(void)
{
  check(P(T("One") "<w:r><w:footnoteReference w:id=\"3\"/></w:r>" T(
            " two.") "<w:del><w:r><w:footnoteReference "
                     "w:id=\"2\"/></w:r></w:del>")
            P(T("Three.") "<w:r><w:footnoteReference w:id=\"1\"/></w:r>"),
        "One two.\nThree.\nNote one.\nNote three.\n");
}

static void reads_special_characters(void)
{
  check(P("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:tab/><w:t>a"
          "</w:t><w:softHyphen/><w:t>b</w:t><w:sym w:font=\"Wingdings\" "
          "w:char=\"F0E0\"/><w:sym w:char=\"00B5\"/></w:r>"),
        "co-op abµ\n");
  check(P("<w:ruby><w:rubyPr/><w:rt>" T("gang") "</w:rt><w:rubyBase>" T(
            "港") "</w:rubyBase></w:ruby>" T("口")),
        "港口\n");
  check(P("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1\n");
}

static void joins_broken_lines(void)
{
  check(P("<w:r><w:t>港口今</w:t><w:br/><w:t>天开放。</w:t></w:r>")
            P("<w:r><w:t>The port</w:t><w:cr/><w:t>opens.</w:t></w:r>")
                P("<w:r><w:t>One.</w:t><w:br/><w:br/><w:t>Two.</w:t>"
                  "<w:br w:type=\"page\"/><w:t>Three.</w:t></w:r>"),
        "港口今天开放。\nThe port opens.\nOne.\nTwo.\nThree.\n");
}

static void begins_parts_at_headings(void)
{
#define STYLED(style, text)                                                    \
  P("<w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr>" T(text))
  CHECK_CSTR(
      read_body(W,
                P(T("Title")) STYLED("1", "One") P(T("a")) STYLED("Own", "Two")
                    P("<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>" T("Three")),
                true),
      "Title\n# One\na\n# Two\n# Three\n");
}

#define CELL(text) "<w:tc><w:tcPr/>" P(T(text)) "</w:tc>"
#define ROW(cells) "<w:tr>" cells "</w:tr>"

static void reads_tables_cell_by_cell(void)
{
  check("<w:tbl>" ROW(CELL("a") CELL("b")) ROW(CELL("c") "<w:tc><w:tbl>" ROW(
            CELL("d") CELL("e")) "</w:tbl></w:tc>") "</w:tbl>",
        "a\nb\nc\nd\ne\n");
}

static void knows_bilingual_tables(void)
{
  check(P(T("Translation")) "<w:tbl>" ROW(CELL("No.") CELL("英文") CELL("中文"))
            ROW(CELL("1") CELL("The port opens today.") CELL("港口今天开放。"))
                ROW(CELL("2") CELL("A boat came.")
                        CELL("一条船") "<w:tc>" P("") "</w:tc>")
                    ROW("<w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" P(
                        "") "</w:tc>" CELL("只有中文。"))
                        ROW(CELL("4") CELL("The end.") CELL("完。")) "</w:tbl>",
        "|Translation\n港口今天开放。|The port opens today.\n一条船|A boat "
        "came.\n只有中文。|\n完。|The end.\n");
  check("<w:tbl>" ROW(CELL("港口") CELL("port")) "</w:tbl>" P(
            T("这里是很长很长的一段话，只有中文，表里的两个词不算。")),
        "港口\nport\n这里是很长很长的一段话，只有中文，表里的两个词不算。\n");
}

static void refuses_what_it_would_lose(void)
{
  check("<w:altChunk r:id=\"x\" xmlns:r=\"r\"/>",
        "! file: altChunk: a part of the text is another document; open and "
        "save the file in Word");
}

void suite_docx(void)
{
  CU_pSuite s = unit_suite("docx");

  UNIT_TEST(s, joins_runs);
  UNIT_TEST(s, takes_the_final_version);
  UNIT_TEST(s, drops_hidden_text);
  UNIT_TEST(s, drops_codes_of_fields);
  UNIT_TEST(s, takes_text_boxes_once);
  UNIT_TEST(s, puts_notes_at_the_end);
  UNIT_TEST(s, reads_special_characters);
  UNIT_TEST(s, joins_broken_lines);
  UNIT_TEST(s, begins_parts_at_headings);
  UNIT_TEST(s, reads_tables_cell_by_cell);
  UNIT_TEST(s, knows_bilingual_tables);
  UNIT_TEST(s, refuses_what_it_would_lose);
}
