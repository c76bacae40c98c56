/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"
#include "base/mem.h"
#include "base/options.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>
#include <zhen/article.h>

/* What the caller sees comes first. */
typedef struct article {
  zhen_article sides;
  zhen_text *texts[2]; /* that the sides are of */
  zhen_bitext *one;
  zhen_sentences *two[2];
} article;

/* An article that is being read. */
typedef struct article_reader {
  article *article;
  const zhen_input *inputs[2];
  zhen_article_options options;
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

/* Replace a text by the part of it to align. */
static zhen_status take_markup_away(zhen_text **text, zhen_article_note *note)
{
  zhen_text *plain;
  zhen_status status;

  note->markup = zhen_text_markup(zhen_text_str(*text));
  if (note->markup == ZHEN_MARKUP_NONE)
    return ZHEN_OK;
  status = zhen_text_plain(&plain, *text, note->markup);
  if (status != ZHEN_OK)
    return status;
  zhen_text_free(*text);
  *text = plain;
  return ZHEN_OK;
}

static zhen_status join_lines(zhen_text **text, zhen_wrap wrap,
                              zhen_article_note *note)
{
  zhen_sentences *dropped = NULL;
  zhen_text *joined;
  zhen_status status = zhen_text_unwrap(&joined, *text, wrap, &dropped);

  if (status != ZHEN_OK)
    return status;
  note->dropped = dropped->count;
  zhen_sentences_free(dropped);
  zhen_text_free(*text);
  *text = joined;
  return ZHEN_OK;
}

static zhen_status decode(zhen_text **text, const zhen_input *input,
                          const zhen_article_options *options)
{
  const zhen_read_options how = {.struct_size = sizeof how,
                                 .encoding = options->encoding,
                                 .repair = options->repair,
                                 .prose = true};

  if (input->bytes)
    return zhen_text_decode(text, input->bytes, input->len, input->name, &how);
  return zhen_text_read(text, input->name, &how);
}

static zhen_status read_text(const article_reader *r, int which)
{
  const zhen_article_options *options = &r->options;
  zhen_text **text = &r->article->texts[which];
  zhen_article_note *note = &r->article->sides.notes[which];
  zhen_status status = decode(text, r->inputs[which], options);

  if (status == ZHEN_OK && !options->keep_markup && !options->presplit)
    status = take_markup_away(text, note);
  if (status == ZHEN_OK && options->wrap != ZHEN_WRAP_KEEP)
    status = join_lines(text, options->wrap, note);
  if (status != ZHEN_OK)
    return status;
  note->encoding = zhen_text_encoding(*text);
  if (is_blank(zhen_text_str(*text)))
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

/* Put the Chinese text first. */
static zhen_status put_in_order(const article_reader *r)
{
  zhen_text **texts = r->article->texts;
  const char *first = language_of(texts[0]);
  const char *second = language_of(texts[1]);
  const char *names[2];

  if (strcmp(first, "Chinese") == 0 && strcmp(second, "English") == 0)
    return ZHEN_OK;
  if (strcmp(first, "English") == 0 && strcmp(second, "Chinese") == 0) {
    zhen_text *text = texts[0];

    texts[0] = texts[1];
    texts[1] = text;
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

/* Trust sides named by the user, unless both are clearly swapped. */
static zhen_status check_given(const article_reader *r)
{
  static const zhen_lang wanted[2] = {ZHEN_LANG_ZH, ZHEN_LANG_EN};
  zhen_article_note *notes = r->article->sides.notes;

  for (int i = 0; i < 2; i++) {
    zhen_str text = zhen_text_str(r->article->texts[i]);
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
  static const char *const other[2] = {"English", "Chinese"};

  for (int i = 0; i < 2; i++) {
    const char *seems = language_of(r->article->texts[i]);

    if (strcmp(seems, wanted[i]) == 0 || strcmp(seems, "unknown") == 0)
      continue;
    return zhen_fail(ZHEN_EINPUT, "%s: detected language is %s, not %s%s",
                     text_label(r->inputs[i]->name), seems, wanted[i],
                     strcmp(seems, other[i]) == 0 ? "; are the sides swapped?"
                                                  : "");
  }
  return ZHEN_OK;
}

static zhen_status split_side(zhen_sentences **out, const zhen_text *text,
                              zhen_lang lang, bool presplit)
{
  const zhen_split_options options = {.struct_size = sizeof options,
                                      .lang = lang};

  if (presplit)
    return zhen_split_lines(out, zhen_text_str(text));
  return zhen_split(out, zhen_text_str(text), &options);
}

static zhen_status read_two(const article_reader *r)
{
  static const zhen_lang langs[2] = {ZHEN_LANG_ZH, ZHEN_LANG_EN};
  article *a = r->article;
  zhen_status status = ZHEN_OK;

  for (int i = 0; status == ZHEN_OK && i < 2; i++)
    status = read_text(r, i);
  if (status == ZHEN_OK && r->options.order == ZHEN_ORDER_DETECT)
    status = put_in_order(r);
  if (status == ZHEN_OK && r->options.order == ZHEN_ORDER_GIVEN)
    status = check_given(r);
  if (status == ZHEN_OK && r->options.order == ZHEN_ORDER_CHECK)
    status = check_order(r);
  for (int i = 0; status == ZHEN_OK && i < 2; i++)
    status = split_side(&a->two[i], a->texts[i], langs[i], r->options.presplit);
  a->sides.zh = (zhen_side){a->two[0], a->texts[0]};
  a->sides.en = (zhen_side){a->two[1], a->texts[1]};
  return status;
}

static zhen_status read_one(const article_reader *r)
{
  article *a = r->article;
  zhen_status status = read_text(r, 0);

  if (status != ZHEN_OK)
    return status;
  status = zhen_bitext_split(&a->one, zhen_text_str(a->texts[0]),
                             r->options.presplit);
  if (status == ZHEN_EINPUT) {
    char why[256];

    snprintf(why, sizeof why, "%s", zhen_error_last());
    return zhen_fail(status, "%s: %s", text_label(r->inputs[0]->name), why);
  }
  if (status != ZHEN_OK)
    return status;
  a->sides.bitext = a->one;
  a->sides.zh = (zhen_side){a->one->zh, a->texts[0]};
  a->sides.en = (zhen_side){a->one->en, a->texts[0]};
  return ZHEN_OK;
}

zhen_status zhen_article_read(zhen_article **out, const zhen_input *first,
                              const zhen_input *second,
                              const zhen_article_options *options)
{
  article_reader r = {.article = mem_calloc(1, sizeof(article)),
                      .inputs = {first, second}};
  zhen_status status;

  *out = NULL;
  if (!r.article)
    return zhen_fail_memory();
  status = OPTIONS_TAKE(&r.options, options);
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
  zhen_text_free(a->texts[0]);
  zhen_text_free(a->texts[1]);
  free(a);
}
