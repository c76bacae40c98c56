/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A number is answered by one of the same value, of whatever kind: 1990年代 by
 * "1990". Of those left, two that a power of ten lies between belong together.
 * What is left then is missing on the other side, if it is one that could not
 * be a word there: spelled numbers below ten are words ("three", 三).
 */
#include "corpus/figures.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { WORDS_BELOW = 10, POWER_MAX = 12 };

typedef struct figures {
  figure *at;
  size_t count, capacity;
} figures;

typedef bool (*next_number)(zhen_str text, size_t *at, number *out);

/* Small and spelled, or a digit that may be spelled on the other side. */
static bool is_word(const figure *f, zhen_str s)
{
  if (!(fabs(f->value) < WORDS_BELOW))
    return false;
  for (size_t at = f->begin; at < f->end; at++)
    if (s.ptr[at] >= '0' && s.ptr[at] <= '9')
      return floor(f->value) == f->value;
  return true;
}

static zhen_status collect(figures *out, const zhen_sentences *s,
                           uint32_t begin, uint32_t end, next_number next)
{
  for (uint32_t i = begin; i < end; i++) {
    number n;

    for (size_t at = 0; next(zhen_sentence_str(s, i), &at, &n);) {
      zhen_status status =
          mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);

      if (status != ZHEN_OK)
        return status;
      if (n.kind == NUMBER_PLAIN || n.kind == NUMBER_DECADE)
        out->at[out->count++] = (figure){i, n.begin, n.end, n.value};
    }
  }
  return ZHEN_OK;
}

/* The same value, but for the last bits of a product. */
static bool is_same(double a, double b)
{
  return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* The power of ten between two values; 0 if none is. */
static int power_between(double zh, double en)
{
  double power;

  if (!(zh > 0) || !(en > 0))
    return 0;
  power = round(log10(en / zh));
  if (fabs(power) > POWER_MAX || !is_same(zh * pow(10, power), en))
    return 0;
  return (int)power;
}

static void drop(figures *f, size_t k)
{
  for (f->count--; k < f->count; k++)
    f->at[k] = f->at[k + 1];
}

/* Numbers of one side that stand on the other, too, are no matter. */
static void drop_same(figures *zh, figures *en)
{
  for (size_t i = 0; i < zh->count;) {
    size_t j = 0;

    while (j < en->count && !is_same(zh->at[i].value, en->at[j].value))
      j++;
    if (j == en->count) {
      i++;
      continue;
    }
    drop(zh, i);
    drop(en, j);
  }
}

static zhen_status put(figure_pairs *out, figure zh, figure en, int power)
{
  zhen_status status =
      mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);

  if (status == ZHEN_OK)
    out->at[out->count++] = (figure_pair){zh, en, power};
  return status;
}

static zhen_status put_scaled(figure_pairs *out, figures *zh, figures *en)
{
  for (size_t i = 0; i < zh->count;) {
    size_t j = 0;
    zhen_status status;

    while (j < en->count && !power_between(zh->at[i].value, en->at[j].value))
      j++;
    if (j == en->count) {
      i++;
      continue;
    }
    status = put(out, zh->at[i], en->at[j],
                 power_between(zh->at[i].value, en->at[j].value));
    if (status != ZHEN_OK)
      return status;
    drop(zh, i);
    drop(en, j);
  }
  return ZHEN_OK;
}

static zhen_status put_missing(figure_pairs *out, const figures *f,
                               const zhen_sentences *s, bool zh)
{
  const figure none = {0};

  for (size_t k = 0; k < f->count; k++) {
    zhen_status status;

    if (is_word(&f->at[k], zhen_sentence_str(s, f->at[k].sentence)))
      continue;
    status = zh ? put(out, f->at[k], none, 0) : put(out, none, f->at[k], 0);
    if (status != ZHEN_OK)
      return status;
  }
  return ZHEN_OK;
}

zhen_status figures_differ(figure_pairs *out, const zhen_bead *bead,
                           const zhen_sentences *zh, const zhen_sentences *en)
{
  figures a = {0}, b = {0};
  zhen_status status = ZHEN_OK;

  if (bead->zh_begin == bead->zh_end || bead->en_begin == bead->en_end)
    return ZHEN_OK;
  status = collect(&a, zh, bead->zh_begin, bead->zh_end, number_next_zh);
  if (status == ZHEN_OK)
    status = collect(&b, en, bead->en_begin, bead->en_end, number_next_en);
  if (status == ZHEN_OK) {
    drop_same(&a, &b);
    status = put_scaled(out, &a, &b);
  }
  if (status == ZHEN_OK)
    status = put_missing(out, &a, zh, true);
  if (status == ZHEN_OK)
    status = put_missing(out, &b, en, false);
  free(a.at);
  free(b.at);
  return status;
}
