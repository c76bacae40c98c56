/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A number matches one of the same value, of any kind: 1990年代 and "1990". Of
 * the rest, two that differ by a power of ten belong together. What remains is
 * missing on the other side, unless it could be a word there: spelled numbers
 * below ten are words ("three", 三).
 */
#include "review/mismatch.h"
#include "base/fail.h"
#include "base/mem.h"

#include <math.h>
#include <stdlib.h>

enum { WORDS_BELOW = 10, POWER_MAX = 12 };

typedef struct text_numbers {
  text_number *at;
  size_t count, capacity;
} text_numbers;

typedef bool (*number_reader)(zhen_str text, size_t *at, number *out);

/* Small and spelled, or a digit that may be spelled on the other side. */
static bool is_word(const text_number *f, zhen_str s)
{
  if (!(fabs(f->value) < WORDS_BELOW))
    return false;
  for (size_t at = f->begin; at < f->end; at++)
    if (s.ptr[at] >= '0' && s.ptr[at] <= '9')
      return floor(f->value) == f->value;
  return true;
}

static zhen_status collect(text_numbers *out, const zhen_sentences *s,
                           uint32_t begin, uint32_t end, number_reader next)
{
  for (uint32_t i = begin; i < end; i++) {
    number n;

    for (size_t at = 0; next(zhen_sentence_str(s, i), &at, &n);) {
      zhen_status status =
          mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);

      if (status != ZHEN_OK)
        return status;
      if (n.kind == NUMBER_PLAIN || n.kind == NUMBER_DECADE)
        out->at[out->count++] = (text_number){i, n.begin, n.end, n.value};
    }
  }
  return ZHEN_OK;
}

/* The same value up to the last bits of a product. */
static bool is_same(double a, double b)
{
  return fabs(a - b) <= 1e-9 * fmax(fabs(a), fabs(b));
}

/* The power of ten between two values; 0 if there is none. */
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

/* ---- the numbers of the English side by value ---- */

/*
 * `order` is sorted by value, then by number; numbers of one value are a run of
 * it. `next` skips those that are matched.
 */
typedef struct by_value {
  const text_numbers *of;
  uint32_t *order, *run_end, *next;
  bool *answered;
} by_value;

static int compare_values(const void *a, const void *b)
{
  const text_number *x = *(const text_number *const *)a,
                    *y = *(const text_number *const *)b;

  if (x->value < y->value || x->value > y->value)
    return x->value < y->value ? -1 : 1;
  return (x > y) - (x < y);
}

static void by_value_close(by_value *v)
{
  free(v->order);
  free(v->run_end);
  free(v->next);
  free(v->answered);
}

static void fill(by_value *v, const text_number **sorted)
{
  size_t n = v->of->count;

  for (size_t k = 0; k < n; k++)
    sorted[k] = &v->of->at[k];
  qsort(sorted, n, sizeof *sorted, compare_values);
  for (size_t k = n; k > 0; k--) {
    bool last = k == n || sorted[k]->value > sorted[k - 1]->value;

    v->order[k - 1] = (uint32_t)(sorted[k - 1] - v->of->at);
    v->run_end[k - 1] = last ? (uint32_t)k : v->run_end[k];
    v->next[k - 1] = (uint32_t)k - 1;
  }
  v->next[n] = (uint32_t)n;
}

static zhen_status by_value_open(by_value *v, const text_numbers *of)
{
  size_t n = of->count + 1;
  const text_number **sorted = mem_calloc(n, sizeof *sorted);

  *v = (by_value){.of = of,
                  .order = mem_calloc(n, sizeof *v->order),
                  .run_end = mem_calloc(n, sizeof *v->run_end),
                  .next = mem_calloc(n, sizeof *v->next),
                  .answered = mem_calloc(n, sizeof *v->answered)};
  if (!sorted || !v->order || !v->run_end || !v->next || !v->answered) {
    free(sorted);
    by_value_close(v);
    return zhen_fail_memory();
  }
  fill(v, sorted);
  free(sorted);
  return ZHEN_OK;
}

static size_t first_at_least(const by_value *v, double value)
{
  size_t low = 0, high = v->of->count;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (v->of->at[v->order[mid]].value < value)
      low = mid + 1;
    else
      high = mid;
  }
  return low;
}

/* The first position in `order` from `k` on that is not matched. */
static size_t next_left(by_value *v, size_t k)
{
  size_t end = k;

  while (v->next[end] != end)
    end = v->next[end];
  while (v->next[k] != end) {
    size_t after = v->next[k];

    v->next[k] = (uint32_t)end;
    k = after;
  }
  return end;
}

/* The first unmatched number of the same value; `best`, if that comes first. */
static size_t find_same(by_value *v, double value, size_t best)
{
  double slack = 2e-9 * fabs(value);
  size_t k = next_left(v, first_at_least(v, value - slack));

  while (k < v->of->count && v->of->at[v->order[k]].value <= value + slack) {
    if (is_same(value, v->of->at[v->order[k]].value) && v->order[k] < best)
      best = v->order[k];
    k = next_left(v, v->run_end[k]);
  }
  return best;
}

static void answer(by_value *v, size_t which)
{
  size_t k = first_at_least(v, v->of->at[which].value);

  k = next_left(v, k); /* those of a run are matched in order */
  v->next[k] = (uint32_t)k + 1;
  v->answered[which] = true;
}

/* ---- matching, and powers of ten ---- */

/* Numbers of one side that occur on the other are not reported. */
static void drop_same(text_numbers *zh, by_value *en)
{
  size_t left = 0;

  for (size_t i = 0; i < zh->count; i++) {
    size_t j = find_same(en, zh->at[i].value, SIZE_MAX);

    if (j == SIZE_MAX)
      zh->at[left++] = zh->at[i];
    else
      answer(en, j);
  }
  zh->count = left;
}

static zhen_status put(number_mismatches *out, text_number zh, text_number en,
                       int power)
{
  zhen_status status =
      mem_grow(&out->at, &out->capacity, out->count + 1, sizeof *out->at);

  if (status == ZHEN_OK)
    out->at[out->count++] = (number_mismatch){zh, en, power};
  return status;
}

/* The first unmatched number that differs by a power of ten. */
static size_t find_scaled(by_value *en, double value)
{
  size_t best = SIZE_MAX;

  for (int power = -POWER_MAX; power <= POWER_MAX && value > 0; power++)
    if (power != 0)
      best = find_same(en, value * pow(10, power), best);
  return best;
}

static zhen_status put_scaled(number_mismatches *out, text_numbers *zh,
                              by_value *en)
{
  size_t left = 0;

  for (size_t i = 0; i < zh->count; i++) {
    const text_number *f = &zh->at[i];
    size_t j = find_scaled(en, f->value);
    zhen_status status;

    if (j == SIZE_MAX) {
      zh->at[left++] = *f;
      continue;
    }
    status = put(out, *f, en->of->at[j],
                 power_between(f->value, en->of->at[j].value));
    if (status != ZHEN_OK)
      return status;
    answer(en, j);
  }
  zh->count = left;
  return ZHEN_OK;
}

static zhen_status match(number_mismatches *out, text_numbers *zh,
                         text_numbers *en)
{
  by_value v;
  size_t left = 0;
  zhen_status status = by_value_open(&v, en);

  if (status != ZHEN_OK)
    return status;
  drop_same(zh, &v);
  status = put_scaled(out, zh, &v);
  for (size_t j = 0; j < en->count; j++)
    if (!v.answered[j])
      en->at[left++] = en->at[j];
  en->count = left;
  by_value_close(&v);
  return status;
}

static zhen_status put_missing(number_mismatches *out, const text_numbers *f,
                               const zhen_sentences *s, bool zh)
{
  const text_number none = {0};

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

zhen_status mismatches_find(number_mismatches *out, const zhen_bead *bead,
                            const zhen_sentences *zh, const zhen_sentences *en)
{
  text_numbers a = {0}, b = {0};
  zhen_status status = ZHEN_OK;

  if (bead->zh_begin == bead->zh_end || bead->en_begin == bead->en_end)
    return ZHEN_OK;
  status = collect(&a, zh, bead->zh_begin, bead->zh_end, number_next_zh);
  if (status == ZHEN_OK)
    status = collect(&b, en, bead->en_begin, bead->en_end, number_next_en);
  if (status == ZHEN_OK && a.count && b.count)
    status = match(out, &a, &b);
  if (status == ZHEN_OK)
    status = put_missing(out, &a, zh, true);
  if (status == ZHEN_OK)
    status = put_missing(out, &b, en, false);
  free(a.at);
  free(b.at);
  return status;
}
