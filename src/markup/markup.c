/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/markup.h"
#include "markup/html.h"
#include "markup/md.h"
#include "markup/readers.h"

zhen_kind markup_kind(zhen_str text)
{
  if (text.len == 0)
    return ZHEN_KIND_TEXT;
  if (markup_is_man(text))
    return ZHEN_KIND_MAN;
  if (markup_is_latex(text))
    return ZHEN_KIND_LATEX;
  if (markup_is_asciidoc(text))
    return ZHEN_KIND_ASCIIDOC;
  if (markup_is_rst(text))
    return ZHEN_KIND_RST;
  if (markup_has_markdown(text))
    return ZHEN_KIND_MARKDOWN;
  return markup_has_blocks(text) ? ZHEN_KIND_HTML : ZHEN_KIND_TEXT;
}

bool markup_in_lines(zhen_str text)
{
  return text.len > 0 && (markup_has_entities(text) || markup_has_tags(text));
}

zhen_status markup_plain(zhen_text **out, const zhen_text *text, zhen_kind kind,
                         const markup_options *options)
{
  static markup_reader *const readers[ZHEN_KIND_OTHER + 1] = {
      [ZHEN_KIND_TEXT] = markup_read_lines,
      [ZHEN_KIND_HTML] = markup_read_html,
      [ZHEN_KIND_MARKDOWN] = markup_read_md,
      [ZHEN_KIND_RST] = markup_read_rst,
      [ZHEN_KIND_ASCIIDOC] = markup_read_asciidoc,
      [ZHEN_KIND_LATEX] = markup_read_latex,
      [ZHEN_KIND_MAN] = markup_read_man,
  };

  return readers[kind](out, text, options);
}
