/* SPDX-License-Identifier: Apache-2.0 */
#include "align/beads/alignment.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#define XXH_STATIC_LINKING_ONLY /* a state without an allocation */
#include <xxhash.h>
#include <zhen/patch.h>

static const char head[] = "zpatch 1";

/* The key of a side: its content, and which of several occurrences it is. */
typedef struct key {
  bool none;
  uint64_t hash;
  size_t bytes;
  size_t occurrence, of; /* 0: the only one */
} key;

typedef struct decision {
  size_t line;
  bool refuse;
  key zh, en;
} decision;

struct zhen_patch {
  decision *at;
  size_t count, capacity;
  const decision **refused; /* by the hash of the Chinese */
  size_t n_refused;
  atomic_bool *seen; /* a pair with the texts of a refused one */
};

/* ---- reading ---- */

/* A decimal number at *p; false if there is none, or it is too large. */
static bool take_number(zhen_str *s, size_t *out)
{
  size_t n = 0, at = 0;

  for (; at < s->len && s->ptr[at] >= '0' && s->ptr[at] <= '9'; at++) {
    if (n > SIZE_MAX / 16)
      return false;
    n = n * 10 + (size_t)(s->ptr[at] - '0');
  }
  *out = n;
  *s = str_part(*s, at, s->len);
  return at > 0;
}

static bool take_char(zhen_str *s, char c)
{
  if (s->len == 0 || s->ptr[0] != c)
    return false;
  *s = str_part(*s, 1, s->len);
  return true;
}

static bool take_hash(zhen_str *s, uint64_t *out)
{
  static const char digits[] = "0123456789abcdef";

  *out = 0;
  if (s->len < 16)
    return false;
  for (size_t k = 0; k < 16; k++) {
    const char *digit = memchr(digits, s->ptr[k], 16);

    if (!digit)
      return false;
    *out = *out << 4 | (uint64_t)(digit - digits);
  }
  *s = str_part(*s, 16, s->len);
  return true;
}

static bool parse_key(zhen_str s, key *out)
{
  *out = (key){0};
  if (s.len == 1 && s.ptr[0] == '-') {
    out->none = true;
    return true;
  }
  if (!take_hash(&s, &out->hash) || !take_char(&s, ':') ||
      !take_number(&s, &out->bytes) || out->bytes == 0)
    return false;
  if (s.len == 0)
    return true;
  return take_char(&s, '@') && take_number(&s, &out->occurrence) &&
         take_char(&s, '/') && take_number(&s, &out->of) && s.len == 0 &&
         out->occurrence >= 1 && out->occurrence <= out->of;
}

/* The next field of a line. */
static zhen_str take_field(zhen_str *line)
{
  size_t end = str_find(*line, 0, '\t');
  zhen_str field = str_part(*line, 0, end);

  *line = str_part(*line, end < line->len ? end + 1 : end, line->len);
  return field;
}

static bool parse_line(zhen_str line, decision *out)
{
  zhen_str sign = take_field(&line);

  if (sign.len != 1 || (sign.ptr[0] != '+' && sign.ptr[0] != '-'))
    return false;
  out->refuse = sign.ptr[0] == '-';
  return parse_key(take_field(&line), &out->zh) &&
         parse_key(take_field(&line), &out->en) &&
         !(out->zh.none && out->en.none);
}

static zhen_status add_line(zhen_patch *p, zhen_str line, size_t number,
                            const char *path)
{
  decision d = {.line = number};
  zhen_status status;

  if (line.len == 0 || line.ptr[0] == '#')
    return ZHEN_OK;
  if (!parse_line(line, &d))
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line %zu: not a patch line; expected + or -, tab, "
                     "Chinese key, tab, English key",
                     path, number);
  status = mem_grow(&p->at, &p->capacity, p->count + 1, sizeof *p->at);
  if (status == ZHEN_OK)
    p->at[p->count++] = d;
  return status;
}

static bool is_head(zhen_str line)
{
  return line.len == strlen(head) && memcmp(line.ptr, head, line.len) == 0;
}

static zhen_status parse(zhen_patch *p, zhen_str s, const char *path)
{
  size_t number = 1;
  zhen_status status = ZHEN_OK;

  if (s.len == 0 || !is_head(str_trim(str_take_line(&s))))
    return zhen_fail(ZHEN_EINPUT,
                     "%s: line 1: not a patch: does not begin with \"%s\"",
                     path, head);
  while (status == ZHEN_OK && s.len > 0)
    status = add_line(p, str_trim(str_take_line(&s)), ++number, path);
  return status;
}

static int by_hash(const void *a, const void *b)
{
  uint64_t x = (*(const decision *const *)a)->zh.hash;
  uint64_t y = (*(const decision *const *)b)->zh.hash;

  return (x > y) - (x < y);
}

static zhen_status sort_refused(zhen_patch *p)
{
  p->refused = mem_calloc(p->count + 1, sizeof(const decision *));
  p->seen = mem_calloc(p->count + 1, sizeof *p->seen);
  if (!p->refused || !p->seen)
    return zhen_fail_memory();
  for (size_t i = 0; i < p->count; i++)
    if (p->at[i].refuse)
      p->refused[p->n_refused++] = &p->at[i];
  qsort(p->refused, p->n_refused, sizeof(const decision *), by_hash);
  return ZHEN_OK;
}

zhen_status zhen_patch_read(zhen_patch **out, const char *path)
{
  zhen_text *text;
  zhen_status status = zhen_text_read(&text, path, NULL);

  *out = NULL;
  if (status != ZHEN_OK)
    return status;
  *out = mem_calloc(1, sizeof **out);
  status = *out ? parse(*out, zhen_text_str(text), path) : zhen_fail_memory();
  if (status == ZHEN_OK)
    status = sort_refused(*out);
  zhen_text_free(text);
  if (status != ZHEN_OK) {
    zhen_patch_free(*out);
    *out = NULL;
  }
  return status;
}

void zhen_patch_free(zhen_patch *patch)
{
  if (!patch)
    return;
  free(patch->at);
  free(patch->refused);
  free(patch->seen);
  free(patch);
}

/* ---- pairs without a document ---- */

/* The key of a text, whichever occurrence it is. */
static key key_of(zhen_str s)
{
  key k = {.none = true};
  XXH64_state_t state;

  XXH64_reset(&state, 0);
  for (size_t at = 0; at < s.len;) {
    size_t from = at;

    if (rune_is_space(utf8_next(s, &at)))
      continue;
    XXH64_update(&state, s.ptr + from, at - from);
    k.bytes += at - from;
    k.none = false;
  }
  k.hash = k.none ? 0 : XXH64_digest(&state);
  return k;
}

static bool is_same(const key *a, const key *b)
{
  return a->none == b->none && a->hash == b->hash && a->bytes == b->bytes;
}

bool zhen_patch_refuses(const void *patch, const zhen_pair *pair)
{
  const zhen_patch *p = patch;
  key zh, en;
  size_t low = 0, high = p->n_refused;
  bool found = false;

  if (high == 0)
    return false;
  zh = key_of(pair->zh);
  en = key_of(pair->en);
  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (p->refused[mid]->zh.hash < zh.hash)
      low = mid + 1;
    else
      high = mid;
  }
  for (; low < p->n_refused && p->refused[low]->zh.hash == zh.hash; low++)
    if (is_same(&p->refused[low]->zh, &zh) &&
        is_same(&p->refused[low]->en, &en)) {
      atomic_store_explicit(&p->seen[low], true, memory_order_relaxed);
      found = true;
    }
  return found;
}

size_t zhen_patch_unseen(const zhen_patch *p, size_t *line)
{
  size_t n = 0;

  *line = 0;
  for (size_t i = 0; i < p->n_refused; i++) {
    if (atomic_load_explicit(&p->seen[i], memory_order_relaxed))
      continue;
    n++;
    if (*line == 0 || p->refused[i]->line < *line)
      *line = p->refused[i]->line;
  }
  return n;
}

size_t zhen_patch_refusals(const zhen_patch *p)
{
  return p->n_refused;
}

/* ---- finding ---- */

/* A side without white space, and where its sentences start in it. */
typedef struct bare {
  buf text;
  size_t *begin; /* count + 1 */
  size_t count;
} bare;

static zhen_status bare_open(bare *b, const zhen_sentences *s)
{
  *b = (bare){.begin = mem_calloc(s->count + 1, sizeof *b->begin),
              .count = s->count};
  if (!b->begin)
    return zhen_fail_memory();
  for (size_t i = 0; i < s->count; i++) {
    zhen_str sentence = zhen_sentence_str(s, i);

    for (size_t at = 0; at < sentence.len;) {
      size_t from = at;

      if (!rune_is_space(utf8_next(sentence, &at)))
        buf_put(&b->text, sentence.ptr + from, at - from);
    }
    b->begin[i + 1] = b->text.len;
  }
  return buf_status(&b->text);
}

static void bare_dispose(bare *b)
{
  buf_dispose(&b->text);
  free(b->begin);
}

/* The sentence boundary at a byte; false if there is none. */
static bool boundary_at(const bare *b, size_t byte, uint32_t *out)
{
  size_t low = 0, high = b->count;

  while (low < high) {
    size_t mid = low + (high - low) / 2;

    if (b->begin[mid] < byte)
      low = mid + 1;
    else
      high = mid;
  }
  *out = (uint32_t)low;
  return b->begin[low] == byte;
}

/* Sentences [*begin, *end) have this content; how often it occurs. */
static size_t find(const bare *b, const key *k, uint32_t *begin, uint32_t *end)
{
  size_t n = 0, wanted = k->occurrence ? k->occurrence : 1;

  for (uint32_t i = 0; i < b->count; i++) {
    uint32_t last;

    if (b->begin[i] == b->begin[i + 1] ||
        !boundary_at(b, b->begin[i] + k->bytes, &last) ||
        XXH64(b->text.ptr + b->begin[i], k->bytes, 0) != k->hash)
      continue;
    if (++n == wanted) {
      *begin = i;
      *end = last;
    }
  }
  return n;
}

/* ---- fitting ---- */

typedef struct fitter {
  bare zh, en;
  uint32_t max_bead;
  const char **reasons;         /* by line; NULL: it fits */
  zhen_constraint *constraints; /* by line */
} fitter;

/* Why a side does not fit; NULL if it does. */
static const char *fit_side(const bare *b, const key *k, uint32_t max_bead,
                            bool zh, uint32_t *begin, uint32_t *end)
{
  size_t n;

  *begin = *end = 0;
  if (k->none)
    return NULL;
  n = find(b, k, begin, end);
  if (n == 0)
    return zh ? "the Chinese is not in the text"
              : "the English is not in the text";
  if (n != (k->of ? k->of : 1))
    return zh ? "the Chinese occurs a different number of times in the text"
              : "the English occurs a different number of times in the text";
  if (*end - *begin > max_bead)
    return "the pair has too many sentences";
  return NULL;
}

static void fit_line(fitter *f, const decision *d, size_t number)
{
  zhen_constraint *h = &f->constraints[number];
  const char *why = fit_side(&f->zh, &d->zh, f->max_bead, true,
                             &h->bead.zh_begin, &h->bead.zh_end);

  h->refuse = d->refuse;
  if (!why)
    why = fit_side(&f->en, &d->en, f->max_bead, false, &h->bead.en_begin,
                   &h->bead.en_end);
  f->reasons[number] = why;
}

static bool overlap(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
  return a < d && c < b;
}

static bool same(const zhen_constraint *a, const zhen_constraint *b)
{
  return memcmp(&a->bead.zh_begin, &b->bead.zh_begin, 4 * sizeof(uint32_t)) ==
         0;
}

/* Do two decisions conflict? Refusals conflict only with the same bead. */
static bool contradict(const zhen_constraint *a, const zhen_constraint *b)
{
  const zhen_bead *x = &a->bead, *y = &b->bead;
  bool zh = overlap(x->zh_begin, x->zh_end, y->zh_begin, y->zh_end);
  bool en = overlap(x->en_begin, x->en_end, y->en_begin, y->en_end);

  if (a->refuse || b->refuse)
    return a->refuse != b->refuse && same(a, b);
  if (!is_pair(x) && !is_pair(y))
    return false;
  if (zh || en)
    return !same(a, b);
  return is_pair(x) && is_pair(y) &&
         (x->zh_begin < y->zh_begin) != (x->en_begin < y->en_begin);
}

/* All against all: a review has some hundred lines. Both of two are dropped. */
static void drop_contradictions(fitter *f, size_t n)
{
  for (size_t a = 0; a < n; a++)
    for (size_t b = a + 1; b < n; b++)
      if (!f->reasons[a] && !f->reasons[b] &&
          contradict(&f->constraints[a], &f->constraints[b]))
        f->constraints[a].bead.score = f->constraints[b].bead.score = 1;
  for (size_t k = 0; k < n; k++)
    if (f->constraints[k].bead.score > 0)
      f->reasons[k] = "contradicts another line of the patch";
}

/* The same pair twice counts once. */
static bool is_repeated(const fitter *f, size_t number)
{
  for (size_t k = 0; k < number; k++)
    if (!f->reasons[k] &&
        f->constraints[k].refuse == f->constraints[number].refuse &&
        same(&f->constraints[k], &f->constraints[number]))
      return true;
  return false;
}

static void collect(zhen_fitting *out, const fitter *f, const zhen_patch *p)
{
  for (size_t k = 0; k < p->count; k++) {
    if (f->reasons[k])
      out->misfits[out->n_misfits++] =
          (zhen_misfit){p->at[k].line, f->reasons[k]};
    else if (!is_repeated(f, k))
      out->constraints[out->n_constraints++] = f->constraints[k];
  }
}

static zhen_status fit(zhen_fitting *out, fitter *f, const zhen_patch *p,
                       const zhen_sentences *zh, const zhen_sentences *en)
{
  zhen_status status = bare_open(&f->zh, zh);

  if (status == ZHEN_OK)
    status = bare_open(&f->en, en);
  if (status != ZHEN_OK)
    return status;
  out->constraints = mem_calloc(p->count, sizeof *out->constraints);
  out->misfits = mem_calloc(p->count, sizeof *out->misfits);
  f->constraints = mem_calloc(p->count, sizeof *f->constraints);
  f->reasons = mem_calloc(p->count, sizeof *f->reasons);
  if (!out->constraints || !out->misfits || !f->constraints || !f->reasons)
    return zhen_fail_memory();
  for (size_t k = 0; k < p->count; k++)
    fit_line(f, &p->at[k], k);
  drop_contradictions(f, p->count);
  collect(out, f, p);
  return ZHEN_OK;
}

zhen_status zhen_patch_fit(zhen_fitting **out, const zhen_patch *patch,
                           const zhen_sentences *zh, const zhen_sentences *en,
                           uint32_t max_bead)
{
  fitter f = {.max_bead = max_bead ? max_bead : 8};
  zhen_status status;

  *out = mem_calloc(1, sizeof **out);
  status = *out ? fit(*out, &f, patch, zh, en) : zhen_fail_memory();
  bare_dispose(&f.zh);
  bare_dispose(&f.en);
  free(f.constraints);
  free(f.reasons);
  if (status != ZHEN_OK) {
    zhen_fitting_free(*out);
    *out = NULL;
  }
  return status;
}

void zhen_fitting_free(zhen_fitting *fitting)
{
  if (!fitting)
    return;
  free(fitting->constraints);
  free(fitting->misfits);
  free(fitting);
}
