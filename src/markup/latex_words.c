/* SPDX-License-Identifier: Apache-2.0 */
/* The commands of LaTeX and its usual packages. */
#include "markup/latex_command.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define DROP(name, groups)                                                     \
  {                                                                            \
    name, LATEX_DROP, groups, 0                                                \
  }
#define IS(name, use)                                                          \
  {                                                                            \
    name, use, 0, 0                                                            \
  }
#define RUNE(name, rune)                                                       \
  {                                                                            \
    name, LATEX_RUNE, 0, rune                                                  \
  }

/* Sorted by name. */
static const latex_command commands[] = {
    RUNE("AA", 0xC5),
    RUNE("AE", 0xC6),
    RUNE("L", 0x141),
    RUNE("O", 0xD8),
    RUNE("OE", 0x152),
    RUNE("P", 0xB6),
    RUNE("S", 0xA7),
    RUNE("aa", 0xE5),
    DROP("addbibresource", 1),
    DROP("addcontentsline", 3),
    DROP("addtocounter", 2),
    DROP("addtolength", 2),
    RUNE("ae", 0xE6),
    DROP("author", 1),
    DROP("autocite", 1),
    DROP("autoref", 1),
    RUNE("backslash", '\\'),
    DROP("bibitem", 1),
    DROP("bibliography", 1),
    DROP("bibliographystyle", 1),
    IS("bigskip", LATEX_BREAK),
    IS("caption", LATEX_PARAGRAPH),
    DROP("cellcolor", 1),
    IS("chapter", LATEX_PARAGRAPH),
    DROP("cite", 1),
    DROP("citeauthor", 1),
    DROP("citep", 1),
    DROP("citet", 1),
    DROP("citeyear", 1),
    DROP("cleardoublepage", 0),
    DROP("clearpage", 0),
    DROP("cline", 1),
    DROP("cmidrule", 1),
    DROP("color", 1),
    DROP("colorbox", 1),
    RUNE("copyright", 0xA9),
    DROP("cref", 1),
    RUNE("dag", 0x2020),
    DROP("date", 1),
    IS("def", LATEX_DEFINE),
    DROP("definecolor", 3),
    DROP("documentclass", 1),
    RUNE("dots", 0x2026),
    IS("edef", LATEX_DEFINE),
    DROP("eqref", 1),
    RUNE("euro", 0x20AC),
    DROP("fontsize", 2),
    IS("footnote", LATEX_NOTE),
    DROP("footnotemark", 0),
    IS("footnotetext", LATEX_NOTE),
    IS("framesubtitle", LATEX_PARAGRAPH),
    IS("frametitle", LATEX_PARAGRAPH),
    DROP("fullcite", 1),
    IS("gdef", LATEX_DEFINE),
    DROP("gls", 0),
    DROP("graphicspath", 1),
    DROP("href", 1),
    DROP("hskip", 0),
    DROP("hspace", 1),
    DROP("hypersetup", 1),
    DROP("hypertarget", 1),
    DROP("include", 1),
    DROP("includegraphics", 1),
    DROP("index", 1),
    DROP("input", 1),
    IS("item", LATEX_ITEM),
    RUNE("l", 0x142),
    DROP("label", 1),
    RUNE("ldots", 0x2026),
    IS("let", LATEX_DEFINE),
    DROP("listoffigures", 0),
    DROP("listoftables", 0),
    IS("lstinline", LATEX_VERB),
    DROP("lstset", 1),
    DROP("makeatletter", 0),
    DROP("makeatother", 0),
    IS("marginpar", LATEX_NOTE),
    IS("medskip", LATEX_BREAK),
    IS("mintinline", LATEX_VERB),
    DROP("multicolumn", 2),
    DROP("multirow", 2),
    DROP("nameref", 1),
    DROP("newcommand", 2),
    DROP("newenvironment", 3),
    IS("newline", LATEX_LINE),
    IS("newpage", LATEX_BREAK),
    DROP("newtheorem", 2),
    DROP("nocite", 1),
    RUNE("o", 0xF8),
    RUNE("oe", 0x153),
    IS("pagebreak", LATEX_BREAK),
    DROP("pagenumbering", 1),
    DROP("pageref", 1),
    DROP("pagestyle", 1),
    IS("par", LATEX_BREAK),
    IS("paragraph", LATEX_PARAGRAPH),
    DROP("parbox", 1),
    DROP("parencite", 1),
    IS("part", LATEX_PARAGRAPH),
    DROP("pdfbookmark", 2),
    RUNE("pounds", 0xA3),
    DROP("printbibliography", 0),
    DROP("providecommand", 2),
    RUNE("qquad", ' '),
    RUNE("quad", ' '),
    DROP("raisebox", 1),
    DROP("ref", 1),
    DROP("renewcommand", 2),
    DROP("resizebox", 2),
    DROP("rowcolor", 1),
    DROP("rule", 2),
    DROP("scalebox", 1),
    IS("section", LATEX_PARAGRAPH),
    DROP("setcounter", 2),
    DROP("setlength", 2),
    IS("smallskip", LATEX_BREAK),
    RUNE("space", ' '),
    RUNE("ss", 0xDF),
    IS("subparagraph", LATEX_PARAGRAPH),
    IS("subsection", LATEX_PARAGRAPH),
    IS("subsubsection", LATEX_PARAGRAPH),
    IS("subtitle", LATEX_PARAGRAPH),
    DROP("tableofcontents", 0),
    DROP("textasciicircum", 0),
    RUNE("textasciitilde", '~'),
    RUNE("textbackslash", '\\'),
    RUNE("textbar", '|'),
    RUNE("textbullet", 0x2022),
    DROP("textcolor", 1),
    RUNE("textdegree", 0xB0),
    RUNE("textellipsis", 0x2026),
    RUNE("textemdash", 0x2014),
    RUNE("textendash", 0x2013),
    RUNE("textgreater", '>'),
    RUNE("textless", '<'),
    RUNE("textquotedblleft", 0x201C),
    RUNE("textquotedblright", 0x201D),
    RUNE("textquoteleft", 0x2018),
    RUNE("textquoteright", 0x2019),
    RUNE("textregistered", 0xAE),
    RUNE("texttimes", 0xD7),
    RUNE("texttrademark", 0x2122),
    RUNE("textunderscore", '_'),
    IS("thanks", LATEX_NOTE),
    DROP("thispagestyle", 1),
    IS("title", LATEX_PARAGRAPH),
    IS("url", LATEX_URL),
    DROP("usepackage", 1),
    DROP("usetheme", 1),
    IS("verb", LATEX_VERB),
    DROP("vskip", 0),
    DROP("vspace", 1),
};

enum { COMMANDS = sizeof commands / sizeof *commands, MAX_NAME = 32 };

static int by_name(const void *key, const void *element)
{
  const latex_command *c = element;

  return strcmp(key, c->name);
}

const latex_command *latex_find(zhen_str name)
{
  char key[MAX_NAME] = {0};

  if (name.len >= sizeof key)
    return NULL;
  memcpy(key, name.ptr, name.len);
  return bsearch(key, commands, COMMANDS, sizeof *commands, by_name);
}

static bool is_one_of(zhen_str name, const char *list)
{
  if (name.len == 0)
    return false;
  for (const char *at = list; (at = memmem(at, strlen(at), name.ptr, name.len));
       at += name.len)
    if (at > list && at[-1] == ' ' && at[name.len] == ' ')
      return true;
  return false;
}

latex_environment latex_environment_of(zhen_str name)
{
  if (name.len > 0 && name.ptr[name.len - 1] == '*')
    name.len--;
  if (is_one_of(name, " verbatim Verbatim BVerbatim lstlisting minted comment "
                      "filecontents tikzpicture pgfpicture picture "
                      "thebibliography algorithmic algorithm2e forest "
                      "semiverbatim tcblisting alltt "))
    return LATEX_CODE;
  if (is_one_of(name, " equation align gather multline eqnarray displaymath "
                      "flalign alignat math split dmath array "))
    return LATEX_DISPLAY;
  if (is_one_of(name, " tabular tabularx tabulary longtable tabu supertabular "
                      "xltabular longtblr tblr "))
    return LATEX_TABLE;
  return LATEX_PROSE;
}

uint32_t latex_accent(char accent, uint32_t letter)
{
  static const char accents[] = "`'^\"~=.uvHcdbr";
  static const uint16_t marks[] = {0x300, 0x301, 0x302, 0x308, 0x303,
                                   0x304, 0x307, 0x306, 0x30C, 0x30B,
                                   0x327, 0x323, 0x331, 0x30A};
  const char *found = accent ? strchr(accents, accent) : NULL;
  utf8proc_int32_t pair[2] = {(utf8proc_int32_t)letter, 0};

  if (!found)
    return 0;
  pair[1] = marks[found - accents];
  if (utf8proc_normalize_utf32(pair, 2, UTF8PROC_COMPOSE) != 1)
    return letter;
  return (uint32_t)pair[0];
}
