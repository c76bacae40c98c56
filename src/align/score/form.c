/* SPDX-License-Identifier: Apache-2.0 */
#include "align/score/form.h"
#include "base/quick.h"

/* What is in units of a side. */
typedef struct form_sums {
  double chars;
  uint32_t sentences;
  unsigned boilerplate;
} form_sums;

static form_sums sum_units(const unit *units, uint32_t begin, uint32_t end)
{
  form_sums c = {.sentences =
                     units[end - 1].sentence - units[begin].sentence + 1};

  for (uint32_t u = begin; u < end; u++) {
    c.chars += (double)units[u].chars;
    c.boilerplate += units[u].boilerplate;
  }
  return c;
}

zh_form zh_form_of(const document *d, const align_params *p, uint32_t begin,
                   uint32_t end)
{
  form_sums c = sum_units(d->zh.units, begin, end);
  double sd = p->length_sd * sqrt(1 + p->length_short / c.chars);
  double wide = p->length_sd_chance;
  zh_form f = {.chars = p->length_ratio * c.chars,
               .deviation = sd,
               .level = IMPOSSIBLE,
               .shape = p->prior_both + p->prior_extra_zh * (c.sentences - 1)};

  f.log = quick_log(f.chars + 1);
  if (f.chars > 0) {
    f.level = p->length_weight * quick_log(wide / sd);
    f.slope = p->length_weight * .5 * (1 / (sd * sd) - 1 / (wide * wide));
  }
  if (c.sentences > 1)
    f.shape += p->boilerplate_inside * c.boilerplate;
  return f;
}

en_form en_form_of(const document *d, const align_params *p, uint32_t begin,
                   uint32_t end)
{
  form_sums c = sum_units(d->en.units, begin, end);
  double shape = p->prior_extra_en * (end - begin - 1);

  if (end - begin > 1)
    shape += p->boilerplate_inside * c.boilerplate;
  return (en_form){quick_log(c.chars + 1), shape};
}
