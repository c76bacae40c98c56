/* SPDX-License-Identifier: Apache-2.0 */
#include "article/delimited.h"
#include "article/same.h"
#include "article/timed.h"
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "base/progress.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <zhen/article.h>

/* What the caller sees comes first. */
typedef struct article {
  zhen_article sides;
  zhen_document *documents[2];     /* of the inputs */
  const zhen_content *contents[2]; /* of the sides, which are of these */
  zhen_bitext *one;
  zhen_sentences *two[2];
  zhen_constraint *delimiters;
} article;

/* An article that is being read. */
typedef struct article_reader {
  article *article;
  const zhen_input *inputs[2];
  zhen_article_options options;
  progress *progress;
} article_reader;

static bool is_blank(zhen_str s)
{
  for (size_t at = 0; at < s.len;)
    switch (utf8proc_category((utf8proc_int32_t)utf8_next(s, &at))) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
      break;
    default:
      return false;
    }
  return true;
}

static zhen_status read_document(const article_reader *r, int which)
{
  const zhen_article_options *options = &r->options;
  const char *encoding = options->encodings[which];
  const zhen_document_options how = {
      .struct_size = sizeof how,
      .kind = options->kinds[which] ? options->kinds[which] : options->kind,
      .wrap = options->presplit ? ZHEN_WRAP_KEEP : options->wrap,
      .keep_markup = options->keep_markup || options->presplit,
      .main_content = options->main_content,
      .comments = !r->inputs[1],
      .repair = options->repair,
      .encoding = encoding ? encoding : options->encoding};
  zhen_article_note *note = &r->article->sides.notes[which];
  zhen_document **d = &r->article->documents[which];
  zhen_status status = progress_step(r->progress, 0);

  if (status == ZHEN_OK)
    status = zhen_document_read(d, r->inputs[which], &how);
  if (status != ZHEN_OK)
    return status;
  *note =
      (zhen_article_note){.kind = (*d)->kind,
                          .encoding = (*d)->encoding,
                          .han = zhen_text_han(zhen_text_str((*d)->main.text)),
                          .markup = (*d)->markup,
                          .wrapped = (*d)->wrapped,
                          .dropped = (*d)->dropped,
                          .repairs = (*d)->repairs,
                          .n_repairs = (*d)->n_repairs};
  if (is_blank(zhen_text_str((*d)->main.text)) &&
      (!(*d)->other.text || is_blank(zhen_text_str((*d)->other.text))))
    return zhen_fail(ZHEN_EINPUT, "%s: no text to align",
                     text_label(r->inputs[which]->name));
  return ZHEN_OK;
}

/* The detected language of a text: "Chinese", "English", or another. */
static const char *language_of(const zhen_text *text)
{
  zhen_lang lang = zhen_text_lang(zhen_text_str(text));
  bool none = lang == ZHEN_LANG_NONE;
  const char *seems = NULL;

  if (zhen_text_is(zhen_text_str(text), none ? ZHEN_LANG_EN : lang, &seems))
    return none ? "unknown" : lang == ZHEN_LANG_ZH ? "Chinese" : "English";
  return seems;
}

/* Whether a text is so much in one script that its language is not in doubt. */
static bool is_plain(const zhen_text *text)
{
  enum { ENOUGH = 40, PURE = 10, HAN_WEIGHT = 4 }; /* letters of English */
  zhen_scripts n = zhen_text_scripts(zhen_text_str(text));
  size_t han = HAN_WEIGHT * n.han;
  size_t more = han > n.latin ? han : n.latin, less = han + n.latin - more;

  return more >= ENOUGH && more > PURE * less;
}

/* Two texts in one language are not aligned, whatever the user says. */
static zhen_status refuse_same(const article_reader *r)
{
  const zhen_content *const *sides = r->article->contents;
  const char *first = language_of(sides[0]->text);

  if (strcmp(first, language_of(sides[1]->text)) != 0 ||
      !is_plain(sides[0]->text) || !is_plain(sides[1]->text))
    return ZHEN_OK;
  return zhen_fail(ZHEN_EINPUT,
                   "%s and %s: both texts are %s; expected one in Chinese and "
                   "one in English",
                   text_label(r->inputs[0]->name),
                   text_label(r->inputs[1]->name), first);
}

/* Put the Chinese text first. */
static zhen_status put_in_order(const article_reader *r)
{
  const zhen_content **sides = r->article->contents;
  const char *first = language_of(sides[0]->text);
  const char *second = language_of(sides[1]->text);
  const char *names[2];

  if (strcmp(first, "Chinese") == 0 && strcmp(second, "English") == 0)
    return ZHEN_OK;
  if (strcmp(first, "English") == 0 && strcmp(second, "Chinese") == 0) {
    const zhen_content *side = sides[0];

    sides[0] = sides[1];
    sides[1] = side;
    return ZHEN_OK;
  }
  for (int i = 0; i < 2; i++)
    names[i] = text_label(r->inputs[i]->name);
  if (strcmp(first, second) == 0)
    return zhen_fail(
        ZHEN_EINPUT,
        "%s and %s: detected language is %s for both; expected Chinese and "
        "English; to override, use ZHEN_ORDER_GIVEN",
        names[0], names[1], first);
  return zhen_fail(ZHEN_EINPUT,
                   "%s: detected language is %s; %s: %s; expected Chinese and "
                   "English; to override, use ZHEN_ORDER_GIVEN",
                   names[0], first, names[1], second);
}

/* Trust sides named by the user, unless they are clearly swapped. */
static zhen_status check_given(const article_reader *r)
{
  static const zhen_lang wanted[2] = {ZHEN_LANG_ZH, ZHEN_LANG_EN};
  zhen_article_note *notes = r->article->sides.notes;

  for (int i = 0; i < 2; i++) {
    zhen_str text = zhen_text_str(r->article->contents[i]->text);
    const char *seems;

    if (!zhen_text_is(text, wanted[i], &seems))
      notes[i].seems = seems;
  }
  if (!notes[0].seems || !notes[1].seems ||
      strcmp(notes[1].seems, "Chinese") != 0)
    return ZHEN_OK;
  return zhen_fail(ZHEN_EINPUT,
                   "%s: detected language is %s; %s: Chinese; the sides are "
                   "swapped: give the Chinese file as `first`",
                   text_label(r->inputs[0]->name), notes[0].seems,
                   text_label(r->inputs[1]->name));
}

/* Texts too short to detect are accepted. */
static zhen_status check_order(const article_reader *r)
{
  static const char *const wanted[2] = {"Chinese", "English"};
  const char *seems[2];

  for (int i = 0; i < 2; i++)
    seems[i] = language_of(r->article->contents[i]->text);
  for (int i = 0; i < 2; i++) {
    const char *other = wanted[1 - i];

    if (strcmp(seems[i], wanted[i]) == 0 || strcmp(seems[i], "unknown") == 0)
      continue;
    if (strcmp(seems[i], other) == 0 && strcmp(seems[1 - i], other) == 0)
      return zhen_fail(ZHEN_EINPUT, ARTICLE_SAME "both texts are %s", other);
    return zhen_fail(ZHEN_EINPUT, "%s: detected language is %s, not %s%s",
                     text_label(r->inputs[i]->name), seems[i], wanted[i],
                     strcmp(seems[i], other) == 0 ? "; are the sides swapped?"
                                                  : "");
  }
  return ZHEN_OK;
}

static zhen_status delimit(const article_reader *r)
{
  article *a = r->article;
  zhen_status status =
      delimited_cut(&a->delimiters, &a->sides.n_delimiters, &a->sides.zh,
                    &a->sides.en, a->two, r->options.delimiter);

  a->sides.delimiters = a->delimiters;
  return status;
}

/* With which sentences chapters begin. */
static zhen_status set_parts(zhen_sentences *s, const zhen_content *content)
{
  uint32_t *parts;
  size_t n = 0, i = 0;

  if (content->n_parts == 0)
    return ZHEN_OK;
  parts = mem_calloc(content->n_parts, sizeof *parts);
  if (!parts)
    return zhen_fail_memory();
  for (size_t k = 0; k < content->n_parts; k++) {
    while (i < s->count && s->at[i].begin < content->parts[k])
      i++;
    if (i < s->count && (n == 0 || parts[n - 1] < i))
      parts[n++] = (uint32_t)i;
  }
  s->parts = parts;
  s->n_parts = n;
  return ZHEN_OK;
}

static zhen_status split_sides(const article_reader *r)
{
  static const zhen_lang langs[2] = {ZHEN_LANG_ZH, ZHEN_LANG_EN};
  article *a = r->article;
  zhen_status status = ZHEN_OK;

  for (int i = 0; status == ZHEN_OK && i < 2; i++) {
    const zhen_split_options options = {.struct_size = sizeof options,
                                        .lang = langs[i]};
    zhen_str text = zhen_text_str(a->contents[i]->text);

    status = progress_step(r->progress, 0);
    if (status == ZHEN_OK)
      status = r->options.presplit ? zhen_split_lines(&a->two[i], text)
                                   : zhen_split(&a->two[i], text, &options);
    if (status == ZHEN_OK)
      status = set_parts(a->two[i], a->contents[i]);
    if (status == ZHEN_OK)
      status = timed_sentences(a->two[i], a->contents[i], langs[i],
                               r->options.presplit);
  }
  if (status != ZHEN_OK)
    return status;
  a->sides.zh = (zhen_side){a->two[0], a->contents[0]->text};
  a->sides.en = (zhen_side){a->two[1], a->contents[1]->text};
  return r->options.delimiter ? delimit(r) : ZHEN_OK;
}

static bool is_in(const zhen_content *content, const char *language)
{
  return strcmp(language_of(content->text), language) == 0;
}

/*
 * A side that is a document of pairs gives the text of its language. Two of
 * them are catalogs of names, each with the texts of one language.
 */
static void take_contents(const article_reader *r)
{
  article *a = r->article;
  zhen_document *const *d = a->documents;
  bool both = d[0]->other.text && d[1]->other.text;
  int en = 1; /* the side that is English */

  for (int i = 0; i < 2; i++)
    a->contents[i] = &d[i]->main;
  if (r->options.order == ZHEN_ORDER_DETECT) {
    if (both && !is_in(&d[0]->main, "Chinese"))
      en = 0;
    else if (!both && d[0]->other.text && is_in(&d[1]->main, "Chinese"))
      en = 0;
    else if (!both && d[1]->other.text && !is_in(&d[0]->main, "Chinese"))
      return;
  }
  if (d[en]->other.text)
    a->contents[en] = &d[en]->other;
}

static zhen_status read_two(const article_reader *r)
{
  zhen_status status = ZHEN_OK;

  for (int i = 0; status == ZHEN_OK && i < 2; i++)
    status = read_document(r, i);
  if (status != ZHEN_OK)
    return status;
  take_contents(r);
  if (r->options.order != ZHEN_ORDER_CHECK)
    status = refuse_same(r);
  if (status == ZHEN_OK && r->options.order == ZHEN_ORDER_DETECT)
    status = put_in_order(r);
  if (status == ZHEN_OK && r->options.order == ZHEN_ORDER_GIVEN)
    status = check_given(r);
  if (r->options.order == ZHEN_ORDER_CHECK)
    status = check_order(r);
  return status == ZHEN_OK ? split_sides(r) : status;
}

/* One text with both languages. */
static zhen_status split_bitext(const article_reader *r)
{
  article *a = r->article;
  const zhen_text *text = a->documents[0]->main.text;
  zhen_status status =
      zhen_bitext_split(&a->one, zhen_text_str(text), r->options.presplit);

  if (status == ZHEN_EINPUT) {
    char why[256];

    snprintf(why, sizeof why, "%s", zhen_error_last());
    return zhen_fail(status, "%s: %s", text_label(r->inputs[0]->name), why);
  }
  if (status != ZHEN_OK)
    return status;
  a->sides.bitext = a->one;
  a->sides.zh = (zhen_side){a->one->zh, text};
  a->sides.en = (zhen_side){a->one->en, text};
  return ZHEN_OK;
}

static zhen_status read_one(const article_reader *r)
{
  article *a = r->article;
  zhen_status status = read_document(r, 0);

  if (status != ZHEN_OK)
    return status;
  if (!a->documents[0]->other.text)
    return split_bitext(r);
  a->contents[0] = &a->documents[0]->main;
  a->contents[1] = &a->documents[0]->other;
  return split_sides(r);
}

zhen_status zhen_article_read(zhen_article **out, const zhen_input *first,
                              const zhen_input *second,
                              const zhen_article_options *options)
{
  article_reader r = {.article = mem_calloc(1, sizeof(article)),
                      .inputs = {first, second}};
  progress watched;
  zhen_status status;

  *out = NULL;
  if (!r.article)
    return zhen_fail_memory();
  status = OPTIONS_TAKE(&r.options, options);
  r.progress = &watched;
  if (status == ZHEN_OK)
    status = progress_open(&watched, r.options.progress);
  if (status == ZHEN_OK && r.options.delimiter &&
      (!r.options.presplit || !second))
    status = zhen_fail(ZHEN_EUSAGE,
                       "a delimiter needs two files of one sentence per line");
  if (status == ZHEN_OK)
    status = second ? read_two(&r) : read_one(&r);
  if (status == ZHEN_OK)
    *out = &r.article->sides;
  else
    zhen_article_free(&r.article->sides);
  return status;
}

void zhen_article_free(zhen_article *sides)
{
  article *a = (article *)sides;

  if (!a)
    return;
  zhen_sentences_free(a->two[0]);
  zhen_sentences_free(a->two[1]);
  zhen_bitext_free(a->one);
  free(a->delimiters);
  zhen_document_free(a->documents[0]);
  zhen_document_free(a->documents[1]);
  free(a);
}
