/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/hunalign_write.h"

#include <stdlib.h>
#include <string.h>

static void put(zhen_output *out, const char *text)
{
  zhen_output_put(out, text, strlen(text));
}

/* ---- rungs ---- */

/* Whether a bisentence is written; the last rung is the empty line that
   hunalign counts after the last line feed. */
static bool is_bisentence(const rungs *r, size_t i, const hunalign_form *form)
{
  return i + 1 == r->count ||
         (rungs_straight(r, i) &&
          (!form->cautious || rungs_between_straight(r, i)));
}

/* A ladder needs all its rungs; other forms drop what is doubtful. */
static bool is_written(const rungs *r, size_t i, const hunalign_form *form)
{
  if (!form->text && !form->bisentence)
    return true;
  return r->at[i].quality >= form->least &&
         (!form->bisentence || is_bisentence(r, i, form));
}

/* -0.3 and 0.3 as hunalign prints them; some readers compare text. */
static void put_quality(zhen_output *out, double quality)
{
  char text[32];

  if (quality == QUALITY_ALONE || quality == QUALITY_EMPTY)
    snprintf(text, sizeof text, "%g\n", quality);
  else
    snprintf(text, sizeof text, "%.4f\n", quality);
  put(out, text);
}

/* The line as it was read; a tab would be a column. */
static void put_line(zhen_output *out, const hunalign_text *t, size_t line)
{
  const char *at = zhen_text_str(t->read).ptr + t->lines[line].begin;
  const char *end = zhen_text_str(t->read).ptr + t->lines[line].end;

  while (at < end) {
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    const char *stop = tab ? tab : end;

    zhen_output_put(out, at, (size_t)(stop - at));
    if (tab)
      put(out, " ");
    at = stop + (tab != NULL);
  }
}

static void put_texts(zhen_output *out, const rung *r, bool last,
                      const hunalign_text texts[2])
{
  for (int i = 0; i < 2; i++) {
    for (size_t k = r->at[i]; !last && k < r[1].at[i]; k++) {
      if (k > r->at[i])
        put(out, " ~~~ ");
      put_line(out, &texts[i], k);
    }
    put(out, "\t");
  }
}

void hunalign_put(zhen_output *out, const rungs *r,
                  const hunalign_text texts[2], const hunalign_form *form)
{
  char numbers[32];

  for (size_t i = 0; i < r->count; i++) {
    const rung *at = &r->at[i];

    if (!is_written(r, i, form))
      continue;
    if (form->text) {
      put_texts(out, at, i + 1 == r->count, texts);
    } else {
      snprintf(numbers, sizeof numbers, "%u\t%u\t", at->at[0], at->at[1]);
      put(out, numbers);
    }
    put_quality(out, at->quality);
  }
}

/* ---- learned words ---- */

void hunalign_put_learned(zhen_output *out, const zhen_alignment *alignment,
                          bool zh_is_target)
{
  size_t count;
  const zhen_learned *pairs = zhen_alignment_learned(alignment, &count);

  for (size_t i = 0; i < count; i++) {
    put(out, zh_is_target ? pairs[i].zh : pairs[i].en);
    put(out, " @ ");
    put(out, zh_is_target ? pairs[i].en : pairs[i].zh);
    put(out, "\n");
  }
}

/* ---- comparison ---- */

typedef struct hand {
  uint32_t (*at)[2];
  size_t count;
} hand;

static int by_place(const void *a, const void *b)
{
  const uint32_t *x = a, *y = b;

  if (x[0] != y[0])
    return x[0] < y[0] ? -1 : 1;
  return (x[1] > y[1]) - (x[1] < y[1]);
}

/* Two whole numbers; what follows them is not read. */
static bool parse_rung(const char *line, uint32_t at[2])
{
  for (int i = 0; i < 2; i++) {
    size_t skip = i ? strspn(line, " \t") : 0;
    size_t len = strspn(line += skip, "0123456789");

    if (len == 0 || len > 9 || (i && !skip))
      return false;
    at[i] = (uint32_t)strtoul(line, NULL, 10);
    line += len;
  }
  return *line == '\0' || strchr(" \t\r\n", *line) != NULL;
}

static int read_hand(hand *h, const char *path)
{
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, path, NULL);
  zhen_str s;
  int failed = EXIT_DONE;

  if (status != ZHEN_OK)
    return say_failure(status);
  s = zhen_text_str(text);
  h->at = calloc(s.len / 2 + 1, sizeof *h->at); /* a line is longer */
  if (!h->at)
    failed = say_failure(ZHEN_ENOMEM);
  for (size_t at = 0, number = 1; !failed && at < s.len; number++) {
    const char *feed = memchr(s.ptr + at, '\n', s.len - at);
    size_t end = feed ? (size_t)(feed - s.ptr) : s.len;
    char line[64];

    snprintf(line, sizeof line, "%.*s", (int)(end - at < 63 ? end - at : 63),
             s.ptr + at);
    at = end + 1;
    if (parse_rung(line, h->at[h->count])) {
      h->count++;
      continue;
    }
    say("%s: line %zu: no rung; expected two line numbers", path, number);
    failed = EXIT_INPUT;
  }
  zhen_text_free(text);
  return failed;
}

int hunalign_compare(const char *path, const rungs *r,
                     const hunalign_form *form)
{
  hand h = {0};
  int failed = read_hand(&h, path);
  size_t bets = 0, right = 0;

  if (!failed)
    qsort(h.at, h.count, sizeof *h.at, by_place);
  for (size_t i = 0; !failed && i < r->count; i++) {
    if (!is_written(r, i, form))
      continue;
    bets++;
    right +=
        bsearch(r->at[i].at, h.at, h.count, sizeof *h.at, by_place) != NULL;
  }
  if (!failed)
    fprintf(stderr,
            "%zu misaligned out of %zu correct items, %zu bets.\n"
            "Precision: %g, Recall: %g\n",
            bets - right, h.count, bets,
            bets > 0 ? (double)right / (double)bets : 0,
            h.count > 0 ? (double)right / (double)h.count : 0);
  free(h.at);
  return failed;
}
