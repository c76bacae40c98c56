#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make a flat OpenDocument text with what page layouts and desks add.

make.py COLUMNS PARAGRAPHS HEADER [--final] >FILE.fodt

PARAGRAPHS is a text file, a paragraph per line; # begins a heading. The pages
are small, so that paragraphs go over columns and pages; they have a running
header and a page number. The second paragraph has a deleted word, hidden text
and a comment in it, none of which is of the text; --final leaves out the deleted
word, which LibreOffice prints.
"""
import sys
from xml.sax.saxutils import escape

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{ODF}office:1.0" xmlns:style="{ODF}style:1.0"
 xmlns:text="{ODF}text:1.0" xmlns:table="{ODF}table:1.0"
 xmlns:fo="{ODF}xsl-fo-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:style style:name="hidden" style:family="text"><style:text-properties
 text:display="none"/></style:style>
<style:page-layout style:name="page"><style:page-layout-properties
 fo:page-width="12cm" fo:page-height="16cm" fo:margin-top="1cm"
 fo:margin-bottom="1cm" fo:margin-left="1.2cm" fo:margin-right="1.2cm">
<style:columns fo:column-count="%d" fo:column-gap="0.6cm"/>
</style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:min-height="0.8cm"/>
</style:header-style><style:footer-style><style:header-footer-properties
 fo:min-height="0.8cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:styles><style:default-style style:family="paragraph">
<style:paragraph-properties fo:hyphenation-ladder-count="no-limit"/>
<style:text-properties fo:font-size="10pt" style:font-size-asian="10pt"
 fo:language="en" fo:country="US" fo:hyphenate="true"
 fo:hyphenation-remain-char-count="2" fo:hyphenation-push-char-count="2"
 style:font-name-asian="WenQuanYi Micro Hei"/>
</style:default-style>
<style:style style:name="Heading" style:family="paragraph">
<style:text-properties fo:font-size="14pt" style:font-size-asian="14pt"/>
</style:style></office:styles>
<office:master-styles><style:master-page style:name="Standard"
 style:page-layout-name="page"><style:header><text:p>%s</text:p></style:header>
<style:footer><text:p>- <text:page-number/> -</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
<text:tracked-changes><text:changed-region text:id="c"><text:deletion>
<office:change-info><dc:creator>x</dc:creator><dc:date>2026-01-01T00:00:00
</dc:date></office:change-info><text:p>DELETED</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
"""
DELETED = '<text:change text:change-id="c"/>'
EXTRAS = (
    '<text:span text:style-name="hidden">HIDDEN</text:span>'
    '<office:annotation><dc:creator>x</dc:creator><text:p>COMMENT</text:p>'
    "</office:annotation>")


def main():
    columns, path, header = sys.argv[1:4]
    extras = EXTRAS if sys.argv[4:] == ["--final"] else DELETED + EXTRAS
    print(HEAD % (int(columns), escape(header)))
    lines = [line.strip() for line in open(path, encoding="utf-8")]
    for i, line in enumerate(line for line in lines if line):
        if line.startswith("#"):
            print('<text:h text:outline-level="1" text:style-name="Heading">'
                  f"{escape(line[1:].strip())}</text:h>")
            continue
        middle = len(line) // 2
        print(f"<text:p>{escape(line[:middle])}{extras if i == 1 else ''}"
              f"{escape(line[middle:])}</text:p>")
    print("</office:text></office:body></office:document>")


main()
