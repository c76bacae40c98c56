/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/article.h"

#include <string.h>
#include <utf8proc.h>

static const char *label(const char *file)
{
  return strcmp(file, "-") == 0 ? "standard input" : file;
}

static bool is_blank(zhen_str s)
{
  const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.ptr;

  for (size_t at = 0; at < s.len;) {
    utf8proc_int32_t rune;

    at +=
        (size_t)utf8proc_iterate(p + at, (utf8proc_ssize_t)(s.len - at), &rune);
    switch (utf8proc_category(rune)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
      break;
    default:
      return false;
    }
  }
  return true;
}

static void say_markup(const char *file, unsigned kinds)
{
  static const struct {
    unsigned kind;
    const char *name;
  } names[] = {{ZHEN_MARKUP_ENTITIES, "character references"},
               {ZHEN_MARKUP_TAGS, "tags"},
               {ZHEN_MARKUP_MARKDOWN, "Markdown marks"}};

  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    if (kinds & names[i].kind)
      say("%s: without its %s; --markup keep leaves them", label(file),
          names[i].name);
}

/* Replace a text by what of it is to be read. */
static int take_markup_away(zhen_text **text, const char *file,
                            const article_request *request)
{
  unsigned kinds = zhen_text_markup(zhen_text_str(*text));
  zhen_text *plain;
  zhen_status status;

  if (kinds == ZHEN_MARKUP_NONE)
    return EXIT_DONE;
  status = zhen_text_plain(&plain, *text, kinds);
  if (status != ZHEN_OK)
    return say_failure(status);
  zhen_text_free(*text);
  *text = plain;
  if (request->verbose)
    say_markup(file, kinds);
  return EXIT_DONE;
}

static int join_lines(zhen_text **text, const char *file,
                      const article_request *request)
{
  zhen_sentences *dropped = NULL;
  zhen_text *joined;
  zhen_status status =
      zhen_text_unwrap(&joined, *text, request->wrap, &dropped);

  if (status != ZHEN_OK)
    return say_failure(status);
  if (dropped->count > 0 && !request->quiet)
    say("%s: left out between two halves of a sentence: %zu page number%s or "
        "running header%s",
        label(file), dropped->count, dropped->count == 1 ? "" : "s",
        dropped->count == 1 ? "" : "s");
  zhen_sentences_free(dropped);
  zhen_text_free(*text);
  *text = joined;
  return EXIT_DONE;
}

static int read_file(zhen_text **text, const char *file,
                     const article_request *request)
{
  zhen_read_options options = {.encoding = request->encoding,
                               .repair = request->repair};
  zhen_status status = zhen_text_read(text, file, &options);

  if (status != ZHEN_OK)
    return say_failure(status);
  if (request->verbose)
    say("%s: %s", label(file), zhen_text_encoding(*text));
  if (!request->keep_markup && !request->presplit) {
    int failed = take_markup_away(text, file, request);

    if (failed)
      return failed;
  }
  if (request->wrap != ZHEN_WRAP_KEEP) {
    int failed = join_lines(text, file, request);

    if (failed)
      return failed;
  }
  if (!is_blank(zhen_text_str(*text)))
    return EXIT_DONE;
  say("%s: empty: there is nothing to align", label(file));
  return EXIT_INPUT;
}

/* What a text seems to be: "Chinese", "English", or something else. */
static const char *language_of(const zhen_text *text)
{
  zhen_lang lang = zhen_text_lang(zhen_text_str(text));
  bool none = lang == ZHEN_LANG_NONE;
  const char *seems = NULL;

  if (zhen_text_is(zhen_text_str(text), none ? ZHEN_LANG_EN : lang, &seems))
    return none                   ? "in no language"
           : lang == ZHEN_LANG_ZH ? "Chinese"
                                  : "English";
  return seems;
}

/* Which of the two files is Chinese; it becomes the first. */
static int put_in_order(article *a, const article_request *request)
{
  const char *first = language_of(a->texts[0]);
  const char *second = language_of(a->texts[1]);

  if (strcmp(first, "Chinese") == 0 && strcmp(second, "English") == 0)
    return EXIT_DONE;
  if (strcmp(first, "English") == 0 && strcmp(second, "Chinese") == 0) {
    zhen_text *text = a->texts[0];

    a->texts[0] = a->texts[1];
    a->texts[1] = text;
    return EXIT_DONE;
  }
  if (strcmp(first, second) == 0)
    say("%s and %s both seem to be %s; zhen aligns Chinese with English; "
        "--zh FILE --en FILE says which is which",
        label(request->files[0]), label(request->files[1]), first);
  else
    say("%s seems to be %s and %s %s; zhen aligns Chinese with English; "
        "--zh FILE --en FILE says which is which",
        label(request->files[0]), first, label(request->files[1]), second);
  return EXIT_INPUT;
}

static zhen_status split_side(zhen_sentences **out, const zhen_text *text,
                              zhen_lang lang, bool presplit)
{
  zhen_split_options options = {.lang = lang};

  if (presplit)
    return zhen_split_lines(out, zhen_text_str(text));
  return zhen_split(out, zhen_text_str(text), &options);
}

static int read_two(article *a, const article_request *request)
{
  static const zhen_lang langs[2] = {ZHEN_LANG_ZH, ZHEN_LANG_EN};

  for (int i = 0; i < 2; i++) {
    int failed = read_file(&a->texts[i], request->files[i], request);

    if (failed)
      return failed;
  }
  if (!request->in_order) {
    int failed = put_in_order(a, request);

    if (failed)
      return failed;
  }
  for (int i = 0; i < 2; i++) {
    zhen_status status =
        split_side(&a->own[i], a->texts[i], langs[i], request->presplit);

    if (status != ZHEN_OK)
      return say_failure(status);
  }
  a->zh = (zhen_side){a->own[0], a->texts[0]};
  a->en = (zhen_side){a->own[1], a->texts[1]};
  return EXIT_DONE;
}

static int read_one(article *a, const article_request *request)
{
  const char *file = request->files[0];
  int failed = read_file(&a->texts[0], file, request);
  zhen_status status;

  if (failed)
    return failed;
  status = zhen_bitext_split(&a->bitext, zhen_text_str(a->texts[0]),
                             request->presplit);
  if (status == ZHEN_EINPUT) {
    say("%s: %s", label(file), zhen_error_last());
    return EXIT_INPUT;
  }
  if (status != ZHEN_OK)
    return say_failure(status);
  if (!request->quiet)
    say("%s: %s", label(file), zhen_bitext_describe(a->bitext));
  a->zh = (zhen_side){a->bitext->zh, a->texts[0]};
  a->en = (zhen_side){a->bitext->en, a->texts[0]};
  return EXIT_DONE;
}

int article_read(article *out, const article_request *request)
{
  *out = (article){0};
  return request->files[1] ? read_two(out, request) : read_one(out, request);
}

void article_dispose(article *a)
{
  zhen_sentences_free(a->own[0]);
  zhen_sentences_free(a->own[1]);
  zhen_bitext_free(a->bitext);
  zhen_text_free(a->texts[0]);
  zhen_text_free(a->texts[1]);
}
