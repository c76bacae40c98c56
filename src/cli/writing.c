/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/writing.h"

#include <string.h>
#include <unistd.h>

#define AT(field) offsetof(writing_values, field)

static const char *const source_words[] = {"zh", "en", NULL};
static const char *const layout_words[] = {"side", "under", NULL};

const option writing_options[] = {
    {0, "tmx-lang", OPTION_STRING, AT(tags), "ZH,EN",
     .help = "tmx, xliff, html and others: language codes",
     .unset = "zh-TW or zh-CN, by the text, and en-US"},
    {0, "source", OPTION_STRING, AT(source), NULL,
     .help = "tmx, xliff, po: which side is the source", .words = source_words,
     .unset = "zh; po: en"},
    {0, "approved", OPTION_REAL, AT(approved), "P",
     .help = "xliff: approve pairs with a probability of at least P; all "
             "formats for reading mark the others"},
    {0, "layout", OPTION_STRING, AT(layout), NULL,
     .help = "html, epub: paragraphs side by side, or each sentence under its "
             "translation",
     .words = layout_words},
    {0}};

int writing_settle(writing *w, const command *self, const writing_values *v,
                   zhen_write_options *how)
{
  static const zhen_lang sources[] = {ZHEN_LANG_ZH, ZHEN_LANG_EN};
  int failed = EXIT_DONE;

  if (v->tags) {
    failed = article_tags(self, v->tags, w->zh_code, w->en_code);
    how->zh_code = w->zh_code;
    how->en_code = w->en_code;
  }
  if (!failed && !(v->approved > 0 && v->approved <= 1))
    failed =
        say_usage(self, "--approved takes a number above 0, up to 1, not %g",
                  v->approved);
  how->approved = v->approved;
  how->source = v->source ? sources[option_word(source_words, v->source)]
                          : ZHEN_LANG_NONE;
  how->layout = (zhen_layout)option_word(layout_words, v->layout);
  return failed ? failed : article_date(self, &how->date);
}

int writing_check_terminal(const command *self, const char *output,
                           zhen_format format)
{
  if (strcmp(output, "-") != 0 || !isatty(STDOUT_FILENO) ||
      (!zhen_format_is_zip(format) && format != ZHEN_FORMAT_HTML))
    return EXIT_DONE;
  return say_usage(self,
                   "%s is not written to a terminal; use -o FILE, or redirect "
                   "the output",
                   zhen_format_name(format));
}
