/* SPDX-License-Identifier: Apache-2.0 */
/* The formats with markup: what is kept, what is dropped, what is one. */
#include "markup/markup.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* Lines without those that are empty. */
static void squeeze(zhen_str s, char *out)
{
  size_t n = 0;

  for (size_t i = 0; i < s.len; i++)
    if (s.ptr[i] != '\n' || (n > 0 && out[n - 1] != '\n'))
      out[n++] = s.ptr[i];
  while (n > 0 && out[n - 1] == '\n')
    n--;
  out[n] = '\0';
}

static void check_with(zhen_kind kind, const char *from, const char *want,
                       const markup_options *options)
{
  zhen_text *text = unit_text(from), *plain;
  char got[4096];

  CHECK_OK(markup_plain(&plain, text, kind, options));
  if (plain && zhen_text_str(plain).len < sizeof got) {
    squeeze(zhen_text_str(plain), got);
    CHECK_STR(unit_str(got), want);
  }
  zhen_text_free(plain);
  zhen_text_free(text);
}

static void check(zhen_kind kind, const char *from, const char *want)
{
  static const markup_options options = {.named = true};

  check_with(kind, from, want, &options);
}

/* ---- kinds ---- */

static void knows_the_kinds(void)
{
  static const struct {
    const char *text;
    zhen_kind kind;
  } cases[] = {
      {"Port\n====\n\n.. note::\n\n   x\n", ZHEN_KIND_RST},
      {"标题\n====\n\n.. _a:\n\n文字\n", ZHEN_KIND_RST},
      {"A text about rst.\n\nWrite it so:\n\n.. note::\n\n   x\n",
       ZHEN_KIND_TEXT},
      {"# Notes\n\n```\n.. note:: x\n```\n", ZHEN_KIND_MARKDOWN},
      {"= Title\n\n== Part\n\ntext\n", ZHEN_KIND_ASCIIDOC},
      {"= Title =\n\n== Part ==\n\ntext\n", ZHEN_KIND_TEXT},
      {"% x\n\\documentclass{a}\n\\begin{document}\n\\emph{x}\n",
       ZHEN_KIND_LATEX},
      {"We write \\emph{x}, \\section{y} and \\textbf{z} in it.\n",
       ZHEN_KIND_TEXT},
      {".\\\" x\n.TH A 1\n.SH NAME\na\n", ZHEN_KIND_MAN},
      {".Dd May 1\n.Dt A 1\n.Sh NAME\n.Nm a\n", ZHEN_KIND_MAN},
      {"A page begins with\n.TH A 1\n.SH NAME\n", ZHEN_KIND_TEXT},
      {"<p>a</p>\n<p>b</p>\n", ZHEN_KIND_HTML},
      {"a <i>b</i> &amp; c\n", ZHEN_KIND_TEXT},
  };

  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    if (markup_kind(unit_str(cases[i].text)) != cases[i].kind)
      CU_FAIL(cases[i].text);
}

/* ---- HTML ---- */

static void reads_html_as_a_browser_shows_it(void)
{
  check(ZHEN_KIND_HTML, "<p>one\n\n  two</p>three<!-- a\nb -->\nfour",
        "one two\nthree four");
  check(ZHEN_KIND_HTML, "<ruby>港<rp>(<rt>gang<rp>)</ruby>口<wbr>x&shy;y",
        "港口xy");
  check(ZHEN_KIND_HTML, "a<svg><title>t</title></svg><x-y>b</x-y><q>c</q>",
        "ab“c”");
  check(ZHEN_KIND_HTML,
        "a<select><option>o</select><template><p>t</p></template>"
        "<SCRIPT>if (a</b) x</SCRIPT><dialog>d</dialog>b",
        "a\nb");
  check(ZHEN_KIND_HTML,
        "a<p hidden>h</p><span style=\"color:red; display: none\">n</span>"
        "<i aria-hidden=true>i</i>b<p hidden>open",
        "a\nb\nopen");
  check(ZHEN_KIND_HTML, "a<br>b<br><br>c<div>d<div>e</div></div>",
        "a\nb\nc\nd\ne");
  check(ZHEN_KIND_HTML, "<table><tr><td>a\n b<td>c</tr></table>", "a b\nc");
  check(ZHEN_KIND_HTML, "<pre>a\n b</pre><pre class=screen>c</pre>d",
        "a\n b\nd");
  check(ZHEN_KIND_HTML,
        "a <![CDATA[b]]> c<math><mi>x</mi>"
        "<annotation>y</annotation></math>",
        "a b cx");
  check(ZHEN_KIND_HTML,
        "<h1>t<a href=#t>¶</a></h1>a<sup><a href=#1>[1]</a>"
        "</sup>, x<sup>2</sup>",
        "t\na, x2");
  check(ZHEN_KIND_HTML, "<svg><svg>never closed", "never closed");
}

static void takes_the_main_text(void)
{
  static const markup_options options = {.main = true, .named = true};
  static const char text[] =
      "A port is a place where ships are loaded and unloaded, with piers and "
      "cranes, and where goods are kept until they go on.";
  char page[1024];

  snprintf(page, sizeof page,
           "<header><a href=/>Home</a></header><nav><ul><li><a href=a>A</a>"
           "</ul></nav><div class='x cookie-banner'>We use cookies.</div>"
           "<h1>Port</h1><p>%s</p><ul><li><a href=a>Other one</a><li><a "
           "href=b>Other two</a></ul><footer>2020</footer>",
           text);
  {
    char want[512];

    snprintf(want, sizeof want, "Port\n%s", text);
    check_with(ZHEN_KIND_HTML, page, want, &options);
  }
}

/* ---- Markdown ---- */

static void reads_dialects_of_markdown(void)
{
  check(ZHEN_KIND_MARKDOWN, "---\ntitle: \"港\"\ntags: [a]\n---\n\nx\n",
        "港\nx");
  check(ZHEN_KIND_MARKDOWN, "+++\ntitle = 'Port'\n+++\n\nx\n", "Port\nx");
  check(ZHEN_KIND_MARKDOWN,
        "import A from './a';\n\n<A b={<i>c</i>}>d</A>\n\n{/* e */}f\n",
        "d\nf");
  check(ZHEN_KIND_MARKDOWN, "a | b\n--|--\nc | `d|e`\n", "a\nb\nc\nd|e");
  check(ZHEN_KIND_MARKDOWN,
        "see [a] and [b].[^1]\n\n[a]: http://x \"t\"\n\n"
        "[^1]: note\n    more\n",
        "see a and [b].\n[1] note more");
  check(ZHEN_KIND_MARKDOWN,
        "!!! note \"T\"\n    a\n    b\n\n:::tip[U]\nc\n:::\n",
        "T\n    a b\nU\nc");
  check(ZHEN_KIND_MARKDOWN, "$$\nx\n$$\n\n{% raw %}a{% endraw %}\n{: .b}\n",
        "a");
}

static void reads_directives_of_myst(void)
{
  check(ZHEN_KIND_MARKDOWN,
        "a\n\n```{note} T *u*\n:class: x\n\nb\nc\n```\n\nd\n",
        "a\nT u\nb c\nd");
  check(ZHEN_KIND_MARKDOWN,
        "````{warning}\n---\nname: x\n---\na &lt; b\n\n```{tip}\nc\n```\n"
        "\n```c\nx\n```\n````\nd\n",
        "a < b\nc\nd");
  check(ZHEN_KIND_MARKDOWN,
        "```{code-block} c\nx\n```\n\n```{r, echo=FALSE}\nx\n```\n\n"
        "~~~{figure} a.png\n:alt: x\ncaption\n~~~\n\n```{math}\nx\n```\n",
        "caption");
  check(ZHEN_KIND_MARKDOWN,
        "```{versionadded} 3.8\nnew\n```\n\n```{note}\nnever closed\n",
        "new\nnever closed");
  check(ZHEN_KIND_MARKDOWN,
        "See {ref}`the pier <pier>`, {py:func}`~a.b`{cite:p}`x`, {x} `c`.\n",
        "See the pier, a.b, {x} c.");
}

/* ---- reStructuredText ---- */

static void reads_blocks_of_rst(void)
{
  check(ZHEN_KIND_RST, "====\nTop\n====\n\nOne\ntwo.\n\n概述\n----\n三\n四\n",
        "Top\nOne two.\n概述\n三四");
  check(ZHEN_KIND_RST, "- a\n  b\n- c\n\n  d\n\n1. e\n#. f\n\n* * g\n  * h\n",
        "a b\nc\nd\ne\nf\ng\nh");
  check(ZHEN_KIND_RST, "code::\n\n   x\n\ny ::\n\n   x\n\n::\n\n   x\n\nz\n",
        "code:\ny\nz");
  check(ZHEN_KIND_RST,
        "term\n  text\n  more\n\n:field: value\n-a, --all  opt\n"
        "\n| verse\n| line\n\n>>> code\n1\n",
        "term\ntext more\nvalue\nopt\nverse\nline");
}

static void reads_directives_of_rst(void)
{
  check(ZHEN_KIND_RST,
        ".. note:: a\n   b\n\n   c\n\n.. warning::\n   :class: x\n"
        "\n   d\n",
        "a b\nc\nd");
  check(ZHEN_KIND_RST,
        ".. code-block:: c\n\n   x\n\n.. image:: x.png\n"
        "   :alt: x\n\n.. toctree::\n\n   x\n\na\n",
        "a");
  check(ZHEN_KIND_RST,
        ".. figure:: x.png\n   :alt: x\n\n   caption\n\n"
        ".. list-table:: T\n   :widths: 1 2\n\n   * - a\n     - b\n",
        "caption\nT\na b");
  check(
      ZHEN_KIND_RST,
      ".. list-table::\n\n   * - 名\n     - 数\n   * - 港\n     - 一\n     -"
      " 港口今天开放了，船都回来了，码头上站满了来买鱼的人，天黑才散。\n"
      "       他们走了。\n     - 完\n     - 了\n   * - a\n",
      "名 数\n港 一\n港口今天开放了，船都回来了，码头上站满了来买鱼的人，天黑才"
      "散。他们走了。\n完 了\na");
  check(ZHEN_KIND_RST,
        ".. versionadded:: 3.8\n   new\n\n.. comment\n   x\n\n"
        ".. _t: http://x\n\n..\n   x\n\n.. [1] note\n.. [#a] n\n",
        "new\n[1] note\nn");
  check(ZHEN_KIND_RST,
        ".. csv-table:: T\n   :header: a\n\n   b, \"c, d\"\n\ne\n",
        "T\nb\nc, d\ne");
}

static void reads_tables_of_rst(void)
{
  check(ZHEN_KIND_RST,
        "+-----+-----+\n| a   | b   |\n| c   | d   |\n"
        "+=====+=====+\n| 中文 | 文 |\n+-----+-----+\ne\n",
        "a c\nb d\n中文\n文\ne");
  check(ZHEN_KIND_RST,
        "===  ====\na    b\n===  ====\nc    d\n     e\n"
        "中文   文\n===  ====\n\nf\n",
        "a\nb\nc\nd e\n中文\n文\nf");
}

static void reads_lines_of_rst(void)
{
  check(ZHEN_KIND_RST,
        "*a* **b** ``c *d*`` `e` `f <g>`_ `h`_ i_ 6*7 2*3 "
        ":ref:`j <k>` :py:func:`~l.m`\\ n\\*\n",
        "a b c *d* e f h i 6*7 2*3 j l.mn*");
  check(ZHEN_KIND_RST,
        "文\\ **重**\\ 点 [1]_。 |s| |image| |x|\n\n"
        ".. |s| replace:: t\n.. |image| image:: a\n",
        "文重点。 t x");
  check(ZHEN_KIND_RST, ":link_to_translation:`en:[English]`\n\n**a `b` c**\n",
        "a b c");
}

/* ---- others ---- */

static void reads_asciidoc(void)
{
  check(ZHEN_KIND_ASCIIDOC,
        "= T\nAn Author <a@b.c>\n:toc:\n\nOne\ntwo.\n\n"
        "[source]\n----\nx\n----\n\n.Title\n====\na\n====\n",
        "T\nOne two.\nTitle\na");
  check(ZHEN_KIND_ASCIIDOC,
        "* a\nb\n** c\n. d\n\nt:: u\n\nNOTE: e\n\n literal\n",
        "a b\nc\nd\nt\nu\ne");
  check(ZHEN_KIND_ASCIIDOC, "|===\n|a |b\n\n2+|c\nd\n|===\n\ne\n",
        "a\nb\nc d\ne");
  check(ZHEN_KIND_ASCIIDOC,
        "*a* _b_ `c` http://x[d] link:e[f] <<g,h>> "
        "a_b_c ((i)) (((j)))\"`k`\".footnote:[l _m_.]\n",
        "a b c d f h a_b_c i “k”.\nl m.");
  check(ZHEN_KIND_ASCIIDOC,
        "= T\n:p: Port *x*\n:!q:\n\n{p} {q} {none}.footnote:[a {p}]\n",
        "T\nPort x {q} {none}.\na Port x");
}

static void reads_latex(void)
{
  check(ZHEN_KIND_LATEX,
        "\\title{T}\n\\usepackage{x}\n\\begin{document}\n"
        "\\section*{S} a % c\n  b\\footnote{n\\emph{o}}. c\n\nd\n"
        "\\end{document}\nx",
        "T\nS\na b. c\nno\nd");
  check(ZHEN_KIND_LATEX,
        "``a'' --- 5\\,\\% \\'e\\ {\\bf b} $x_1$ \\[y\\] "
        "\\verb|z_| \\url{u_v} \\href{w}{c}~\\ref{d}",
        "“a” — 5 % é b $x_1$ z_ u_v c");
  check(ZHEN_KIND_LATEX,
        "\\begin{itemize}[x]\n\\item a\n\\item[b] c\n"
        "\\end{itemize}\\begin{verbatim}\nx\n\\end{verbatim}"
        "\\begin{tabular}{ll}\nd & e \\\\\nf & g\n\\end{tabular}"
        "\\begin{align}x\\end{align}\\caption{h}",
        "a\nb\nc\nd\ne\nf\ng\nh");
  check(ZHEN_KIND_LATEX,
        "na\\\"{\\i}f na\\\"\\i f \\v{\\j} \\def\\x#1{y #1}a "
        "\\let\\y=\\z b\\newcommand\\x[1]{y}\\vspace\\parskip c\\gdef\\x",
        "naïf naïf ǰ a b c");
  check(ZHEN_KIND_LATEX, "\\港口\\verb港x港", "港口港x港");
  check(ZHEN_KIND_LATEX, "\\begin{}a\\end{}", "a");
}

static void reads_manual_pages(void)
{
  check(ZHEN_KIND_MAN,
        ".TH A 1\n.SH \"THE NAME\"\na \\- \\fBb\\fR\nc\n.PP\nd\n"
        ".TP\n.BR \\-x \" [\" y ]\ne\n.IP \\(bu 2\nf\n.IP 1.\ng\n",
        "THE NAME\na - b c\nd\n-x [y]\ne\nf\n1.\ng");
  check(ZHEN_KIND_MAN,
        ".nf\na\nb\n.fi\n.EX\nc\n.EE\n.de X\nd\n..\n"
        "\\(lqe\\(rq \\s-1F\\s0\\&. \\[u2014]\n",
        "a\nb\n“e” F. —");
  check(ZHEN_KIND_MAN, ".TS\ntab(@);\nl l.\na@T{\nb\nc\nT}\n_\nd@e\n.TE\nf\n",
        "a\nb c\nd\ne\nf");
  check(ZHEN_KIND_MAN,
        ".Dd x\n.Sh NAME\n.Nm a\n.Nd b\n.Sh C\n.Op Fl d Ar e ,\n"
        ".Nm\n.Dq f g .\n.Xr h 1\n",
        "NAME\na — b\nC\n[-d e], a “f g”. h(1)");
}

static void refuses_links_of_manual_pages(void)
{
  static const markup_options options = {.named = true};
  zhen_text *text = unit_text(".\\\" x\n.so man3/a.3\n"), *plain;

  CU_ASSERT_EQUAL(markup_kind(zhen_text_str(text)), ZHEN_KIND_MAN);
  CU_ASSERT_EQUAL(markup_plain(&plain, text, ZHEN_KIND_MAN, &options),
                  ZHEN_EINPUT);
  CU_ASSERT_PTR_NOT_NULL(strstr(zhen_error_last(), "give man3/a.3"));
  zhen_text_free(text);
}

/* Quadratic time would show at this size. */
static void is_linear_in_hostile_input(void)
{
  static const char *const parts[] = {"\\footnote{",
                                      "\\begin{verbatim}",
                                      "\\begin{equation}\\end{x}",
                                      "$",
                                      "\\item[",
                                      "- ",
                                      "  - a\n",
                                      "`a ",
                                      "**a ",
                                      "[1",
                                      ":a:",
                                      "|a",
                                      ".. a\n",
                                      "+-+\n",
                                      "== ==\n",
                                      "* a\n",
                                      "footnote:[",
                                      "<<",
                                      "|===\n",
                                      "((",
                                      ".TP\n",
                                      ".B \"a\n",
                                      "\\*(a",
                                      ".de\n",
                                      "<p hidden>",
                                      "<svg>",
                                      "<a b={",
                                      "<x-y>",
                                      "</x-y>",
                                      "<sup><a ",
                                      "&lt;",
                                      "[a]: /b\n",
                                      "$$\n",
                                      ":::a\n",
                                      "!!! a\n",
                                      "```{note}\n",
                                      "```{note}\n---\n",
                                      "{a}`b",
                                      "\\def\\a#1",
                                      ":a: {a}\n{a}",
                                      ".so a\n",
                                      "{%"};
  enum { BYTES = 100000 };
  char *s = malloc(BYTES + 64);

  for (size_t i = 0; s && i < sizeof parts / sizeof *parts; i++) {
    size_t len = strlen(parts[i]), n = 0;
    zhen_text *text;

    for (; n < BYTES; n += len)
      memcpy(s + n, parts[i], len);
    CHECK_OK(zhen_text_decode(&text, s, n, "x", NULL));
    (void)markup_kind(zhen_text_str(text));
    for (zhen_kind k = ZHEN_KIND_TEXT; k <= ZHEN_KIND_MAN; k++) {
      static const markup_options options = {.main = true, .named = true};
      zhen_text *plain;

      CHECK_OK(markup_plain(&plain, text, k, &options));
      zhen_text_free(plain);
    }
    zhen_text_free(text);
  }
  free(s);
}

void suite_formats(void)
{
  CU_pSuite s = unit_suite("formats");

  UNIT_TEST(s, knows_the_kinds);
  UNIT_TEST(s, reads_html_as_a_browser_shows_it);
  UNIT_TEST(s, takes_the_main_text);
  UNIT_TEST(s, reads_dialects_of_markdown);
  UNIT_TEST(s, reads_directives_of_myst);
  UNIT_TEST(s, reads_blocks_of_rst);
  UNIT_TEST(s, reads_directives_of_rst);
  UNIT_TEST(s, reads_tables_of_rst);
  UNIT_TEST(s, reads_lines_of_rst);
  UNIT_TEST(s, reads_asciidoc);
  UNIT_TEST(s, reads_latex);
  UNIT_TEST(s, reads_manual_pages);
  UNIT_TEST(s, refuses_links_of_manual_pages);
  UNIT_TEST(s, is_linear_in_hostile_input);
}
