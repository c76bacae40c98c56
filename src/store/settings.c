/* SPDX-License-Identifier: Apache-2.0 */
#include "store/settings.h"
#include "base/buf.h"
#include "base/digester.h"
#include "base/fail.h"
#include "lexicon/lexicon.h"

#include <math.h>
#include <string.h>
#include <zhen/zhen.h>

static zhen_status digest_lexicon(const zhen_lexicon *lexicon, char *out)
{
  digester d;
  zhen_status status = digester_open(&d);

  if (status != ZHEN_OK)
    return status;
  digester_add(&d, lexicon->bytes, lexicon->size);
  for (size_t i = 0; i < lexicon->n_terms; i++) {
    const glossary_term *term = &lexicon->terms[i];

    digester_add(&d, term->zh, strlen(term->zh));
    for (const glossary_stem *s = term->stems; s; s = s->next)
      digester_add(&d, s->text, strlen(s->text));
    digester_add(&d, NULL, 0);
  }
  digester_close(&d, out);
  return ZHEN_OK;
}

/* %g with enough digits for all floats, and a point in every locale. */
static void put_threshold(buf *b, double value)
{
  int64_t millionths;

  if (isnan(value)) {
    buf_puts(b, "off");
    return;
  }
  millionths = llround(value * 1e6);
  buf_printf(b, "%lld.%06lld", (long long)(millionths / 1000000),
             (long long)(millionths < 0 ? -millionths : millionths) % 1000000);
}

static void put_rule(buf *b, const zhen_filter *filter, zhen_rule rule)
{
  buf_printf(b, "\n%s ", zhen_rule_name(rule));
  put_threshold(b, zhen_filter_threshold(filter, rule));
}

static void describe_filter(buf *b, const zhen_filter *filter)
{
  buf_printf(b, "zhen %s", zhen_version());
  put_rule(b, filter, ZHEN_RULE_PARALLEL);
  for (int rule = ZHEN_RULE_NONE + 1; rule < ZHEN_RULE_DUPLICATE; rule++)
    put_rule(b, filter, (zhen_rule)rule);
}

static zhen_status describe_align(buf *b, const zhen_lexicon *lexicon,
                                  const zhen_build_options *options)
{
  static const char *const wraps[] = {"auto", "keep", "join"};
  const zhen_article_options *reading = options->reading;
  char digest[DIGEST];
  zhen_status status = digest_lexicon(lexicon, digest);

  if (status != ZHEN_OK)
    return status;
  buf_printf(
      b, "zhen %s\nlexicon %s\nmax-bead %u\nwrap %s\n", zhen_version(), digest,
      options->align->max_bead ? options->align->max_bead : ZHEN_BEAD_MAX,
      wraps[reading->wrap]);
  buf_printf(b, "markup %s\npresplit %s\nrepair %s\nencoding ",
             reading->keep_markup ? "keep" : "auto",
             reading->presplit ? "yes" : "no", reading->repair ? "yes" : "no");
  buf_puts(b, reading->encoding ? reading->encoding : "auto");
  if (reading->main_content)
    buf_puts(b, "\ncontent main");
  if (reading->kind != ZHEN_KIND_AUTO)
    buf_printf(b, "\nfrom %s", zhen_kind_name(reading->kind));
  if (options->align->max_memory)
    buf_printf(b, "\nmax-memory %zu", options->align->max_memory);
  return ZHEN_OK;
}

static zhen_status find_or_put(database *db, const buf *text,
                               const char *digest, int64_t *key)
{
  query put, find = {0};
  bool row = false;
  zhen_status status = query_open(
      &put, db, "INSERT OR IGNORE INTO settings(digest, text) VALUES(?, ?)");

  if (status == ZHEN_OK) {
    query_string(&put, digest);
    query_text(&put, (zhen_str){text->ptr, text->len});
    status = query_run(&put);
  }
  query_close(&put);
  if (status == ZHEN_OK)
    status = query_open(&find, db, "SELECT key FROM settings WHERE digest = ?");
  if (status == ZHEN_OK) {
    query_string(&find, digest);
    status = query_next(&find, &row);
  }
  *key = row ? query_int_at(&find, 0) : 0;
  query_close(&find);
  return status;
}

/* Ends the text. */
static zhen_status key_of(database *db, buf *text, int64_t *key)
{
  char digest[DIGEST];
  digester d;
  zhen_status status = buf_status(text);

  if (status == ZHEN_OK)
    status = digester_open(&d);
  if (status == ZHEN_OK) {
    digester_add(&d, text->ptr, text->len);
    digester_close(&d, digest);
    status = find_or_put(db, text, digest, key);
  }
  buf_dispose(text);
  return status;
}

zhen_status settings_align(database *db, const zhen_lexicon *lexicon,
                           const zhen_build_options *options, int64_t *key)
{
  buf text = {0};
  zhen_status status = describe_align(&text, lexicon, options);

  if (status == ZHEN_OK)
    return key_of(db, &text, key);
  buf_dispose(&text);
  return status;
}

zhen_status settings_filter(database *db, const zhen_filter *filter,
                            int64_t *key)
{
  buf text = {0};

  describe_filter(&text, filter);
  return key_of(db, &text, key);
}
