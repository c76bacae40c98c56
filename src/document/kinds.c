/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/buf.h"

#include <string.h>
#include <zhen/kind.h>

static const struct {
  const char *name, *words;
} kinds[] = {
    [ZHEN_KIND_AUTO] = {"auto", "a file of any kind"},
    [ZHEN_KIND_TEXT] = {"text", "plain text"},
    [ZHEN_KIND_HTML] = {"html", "HTML"},
    [ZHEN_KIND_MARKDOWN] = {"markdown", "Markdown"},
    [ZHEN_KIND_RST] = {"rst", "reStructuredText"},
    [ZHEN_KIND_ASCIIDOC] = {"asciidoc", "AsciiDoc"},
    [ZHEN_KIND_LATEX] = {"latex", "LaTeX"},
    [ZHEN_KIND_MAN] = {"man", "a manual page"},
    [ZHEN_KIND_DOCX] = {"docx", "a Word document"},
    [ZHEN_KIND_ODT] = {"odt", "an OpenDocument text"},
    [ZHEN_KIND_PPTX] = {"pptx", "a presentation"},
    [ZHEN_KIND_XLSX] = {"xlsx", "a workbook"},
    [ZHEN_KIND_EPUB] = {"epub", "an e-book"},
    [ZHEN_KIND_FB2] = {"fb2", "a FictionBook"},
    [ZHEN_KIND_PDF] = {"pdf", "a PDF document"},
    [ZHEN_KIND_SRT] = {"srt", "SubRip captions"},
    [ZHEN_KIND_VTT] = {"vtt", "WebVTT captions"},
    [ZHEN_KIND_ASS] = {"ass", "ASS captions"},
    [ZHEN_KIND_TMX] = {"tmx", "a translation memory"},
    [ZHEN_KIND_XLIFF] = {"xliff", "an XLIFF file"},
    [ZHEN_KIND_PO] = {"po", "a message catalog"},
    [ZHEN_KIND_TBX] = {"tbx", "a glossary"},
    [ZHEN_KIND_CSV] = {"csv", "comma-separated values"},
    [ZHEN_KIND_TSV] = {"tsv", "tab-separated values"},
    [ZHEN_KIND_JSONL] = {"jsonl", "JSON lines"},
    [ZHEN_KIND_OTHER] = {"other", "a file that is not read"},
};

enum { KINDS = sizeof kinds / sizeof *kinds };

const char *zhen_kind_name(zhen_kind kind)
{
  return kinds[kind].name;
}

const char *zhen_kind_describe(zhen_kind kind)
{
  return kinds[kind].words;
}

zhen_status zhen_kind_parse(zhen_kind *out, const char *name)
{
  buf names = {0};
  zhen_status status;

  *out = ZHEN_KIND_AUTO;
  for (size_t i = 0; i < ZHEN_KIND_OTHER; i++)
    if (strcmp(kinds[i].name, name) == 0) {
      *out = (zhen_kind)i;
      buf_dispose(&names);
      return ZHEN_OK;
    }
  for (size_t i = 0; i < ZHEN_KIND_OTHER; i++)
    buf_printf(&names, "%s%s", i ? ", " : "", kinds[i].name);
  buf_putc(&names, '\0');
  status = names.failed
               ? zhen_fail_memory()
               : zhen_fail(ZHEN_EUSAGE, "unknown kind '%s'; use one of %s",
                           name, names.ptr);
  buf_dispose(&names);
  return status;
}
