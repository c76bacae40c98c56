/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strict F1 of the aligner on directories of gold alignments, with any
 * parameter of the model set otherwise:
 *
 *   tune [-v] [-x] [-p] [-g GLOSSARY] [name=value]... [-m] DIRECTORY...
 *
 * A directory holds DOC.zh, DOC.en (one sentence a line) and DOC.gold (lines
 * of `[zh ids]:[en ids]`). -m joins beads that lie inside one gold bead of the
 * next directory (for gold coarser than sentences). The definitions are those
 * of Sennrich & Volk: precision over all beads, recall over gold beads that
 * are no nulls. Then the expected calibration error of the scores of pairs, and
 * the share of pairs that may stay if 98 % of them shall be right.
 *
 * -x searches all there is instead of a corridor: what the corridor costs.
 * `tune --params` lists the parameters. -p prints instead how probable the gold
 * is under the model: the mean of log(.02 + .98 P) over its beads, and of
 * log(.02 + .98 (1 - P)) for null beads of one sentence that are not in it. It
 * is smoother than F1, so parameters are fitted by it.
 */
#include "align/align.h"
#include "align/beads/alignment.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct name_of {
  const char *name;
  size_t offset;
} name_of;

#define NAME(field)                                                            \
  {                                                                            \
#field, offsetof(align_params, field)                                      \
  }
#define HIT(name, kind)                                                        \
  {                                                                            \
    "hit_" name, offsetof(align_params, hit) + sizeof(double) * (kind)         \
  }

static const name_of names[] = {
    HIT("word", TOKEN_WORD),
    HIT("char", TOKEN_CHAR),
    HIT("en", TOKEN_EN),
    HIT("latin", TOKEN_LATIN),
    HIT("number", TOKEN_NUMBER),
    HIT("tens", TOKEN_TENS),
    HIT("hard", TOKEN_HARD),
    HIT("name", TOKEN_NAME),
    HIT("proper", TOKEN_PROPER),
    HIT("mark", TOKEN_MARK),
    HIT("term", TOKEN_TERM),
    HIT("part", TOKEN_PART),
    HIT("phrase", TOKEN_PHRASE),
    NAME(absent),
    NAME(token_weight_zh),
    NAME(token_weight_en),
    NAME(length_ratio),
    NAME(length_sd),
    NAME(length_short),
    NAME(length_sd_chance),
    NAME(length_weight),
    NAME(order_weight),
    NAME(order_scale),
    NAME(order_free),
    NAME(order_turned),
    NAME(turned_sentence),
    NAME(cross),
    NAME(cross_sentence),
    NAME(repeat_weight),
    NAME(repeat_weight_en),
    NAME(repeat_own),
    NAME(prior_extra_zh),
    NAME(prior_extra_en),
    NAME(prior_both),
    NAME(usual_chars),
    NAME(usual_beads),
    NAME(usual_merges),
    NAME(usual_nulls),
    NAME(run_most),
    NAME(prior_null_zh),
    NAME(prior_null_en),
    NAME(null_more),
    NAME(null_gap),
    NAME(null_boilerplate),
    NAME(boilerplate_inside),
    NAME(null_length),
    NAME(inner_end),
    NAME(quote_same),
    NAME(quote_differs),
    NAME(end_differs),
    NAME(end_torn),
    NAME(para_both),
    NAME(para_one),
    NAME(para_inside),
    NAME(turn_apart),
    NAME(time_weight),
    NAME(time_least),
    NAME(time_within),
    NAME(time_exact),
    NAME(length_cut),
    NAME(prune),
    NAME(mass_min),
    NAME(vectors_weight),
    NAME(vectors_most),
    NAME(digest_max),
    NAME(digest_ratio),
    NAME(digest_null),
    NAME(digest_lead),
    NAME(digest_weight),
    NAME(learn_bead),
    NAME(learn_count),
    NAME(learn_dice),
    NAME(learn_g2),
    NAME(learn_chance),
    NAME(rate_prior),
    NAME(rate_most),
    NAME(rate_least),
    NAME(rate_prior_name),
    NAME(rate_least_name),
    NAME(calibration),
};

typedef struct bead4 {
  unsigned z0, z1, e0, e1;
  float score;
} bead4;

typedef struct judged {
  float score;
  bool right;
} judged;

enum { BINS = 10, PAIRS_MAX = 200000 };

typedef struct score {
  double hits, total, gold_hits, gold_total, null_hits, null_total, null_gold;
  double log_p, judged;
  judged *pairs;
  size_t n_pairs;
} score;

static align_params params;
static align_how how = {.max_bead = 8};
static bool merge_gold, verbose, judge;

static bool set_param(const char *arg)
{
  const char *eq = strchr(arg, '=');

  for (size_t i = 0; eq && i < sizeof names / sizeof names[0]; i++)
    if (strlen(names[i].name) == (size_t)(eq - arg) &&
        strncmp(names[i].name, arg, (size_t)(eq - arg)) == 0) {
      *(double *)(void *)((char *)&params + names[i].offset) =
          strtod(eq + 1, NULL);
      return true;
    }
  return false;
}

static const char *read_ids(const char *p, unsigned *begin, unsigned *end,
                            unsigned after)
{
  bool any = false;

  p = strchr(p, '[');
  if (!p)
    return NULL;
  *begin = *end = after;
  for (p++; *p && *p != ']';) {
    char *next;
    unsigned id = (unsigned)strtoul(p, &next, 10);

    if (next == p) {
      p++;
      continue;
    }
    if (!any)
      *begin = id;
    any = true;
    *end = id + 1;
    p = next;
  }
  return *p ? p + 1 : NULL;
}

static size_t read_gold(const char *path, bead4 *out)
{
  FILE *f = fopen(path, "r");
  static char line[65536];
  unsigned z = 0, e = 0;
  size_t n = 0;

  if (!f)
    return 0;
  while (fgets(line, sizeof line, f)) {
    bead4 b;
    const char *p = read_ids(line, &b.z0, &b.z1, z);

    if (!p || !read_ids(p, &b.e0, &b.e1, e))
      continue;
    z = b.z1;
    e = b.e1;
    out[n++] = b;
  }
  fclose(f);
  return n;
}

static bool same(const bead4 *a, const bead4 *b)
{
  bool za = a->z1 == a->z0, zb = b->z1 == b->z0;
  bool ea = a->e1 == a->e0, eb = b->e1 == b->e0;

  return za == zb && ea == eb && (za || (a->z0 == b->z0 && a->z1 == b->z1)) &&
         (ea || (a->e0 == b->e0 && a->e1 == b->e1));
}

static bool has(const bead4 *list, size_t n, const bead4 *b)
{
  for (size_t i = 0; i < n; i++)
    if (same(&list[i], b))
      return true;
  return false;
}

static bool is_null(const bead4 *b)
{
  return b->z0 == b->z1 || b->e0 == b->e1;
}

static bool lies_in(const bead4 *b, const bead4 *gold)
{
  bool z = b->z0 == b->z1 || (b->z0 >= gold->z0 && b->z1 <= gold->z1);
  bool e = b->e0 == b->e1 || (b->e0 >= gold->e0 && b->e1 <= gold->e1);

  return z && e;
}

static size_t merge(bead4 *hyp, size_t n, const bead4 *gold, size_t n_gold)
{
  size_t out = 0;
  size_t last = (size_t)-1;

  for (size_t i = 0; i < n; i++) {
    size_t in = (size_t)-1;

    for (size_t g = 0; g < n_gold && in == (size_t)-1; g++)
      if (lies_in(&hyp[i], &gold[g]) &&
          !(is_null(&hyp[i]) && last != (size_t)-1 &&
            lies_in(&hyp[i], &gold[last]) && g != last))
        in = g;
    if (in != (size_t)-1 && in == last) {
      bead4 *o = &hyp[out - 1];

      if (o->score > hyp[i].score)
        o->score = hyp[i].score;
      if (hyp[i].z0 != hyp[i].z1) {
        if (o->z0 == o->z1)
          o->z0 = hyp[i].z0;
        o->z1 = hyp[i].z1;
      }
      if (hyp[i].e0 != hyp[i].e1) {
        if (o->e0 == o->e1)
          o->e0 = hyp[i].e0;
        o->e1 = hyp[i].e1;
      }
    } else {
      hyp[out++] = hyp[i];
    }
    last = in;
  }
  return out;
}

static void add(score *s, const bead4 *hyp, size_t n, const bead4 *gold,
                size_t n_gold)
{
  for (size_t i = 0; i < n; i++) {
    bool hit = has(gold, n_gold, &hyp[i]);

    s->total++;
    s->hits += hit;
    if (is_null(&hyp[i])) {
      s->null_total++;
      s->null_hits += hit;
    } else if (s->pairs) {
      s->pairs[s->n_pairs++] = (judged){hyp[i].score, hit};
    }
  }
  for (size_t i = 0; i < n_gold; i++) {
    if (is_null(&gold[i])) {
      s->null_gold++;
      continue;
    }
    s->gold_total++;
    s->gold_hits += has(hyp, n, &gold[i]);
  }
}

static double f1(const score *s)
{
  double p = s->total > 0 ? s->hits / s->total : 0;
  double r = s->gold_total > 0 ? s->gold_hits / s->gold_total : 0;

  return p + r > 0 ? 2 * p * r / (p + r) : 0;
}

static int by_score(const void *a, const void *b)
{
  float x = ((const judged *)a)->score, y = ((const judged *)b)->score;

  return (x < y) - (x > y);
}

/* Largest share of the pairs, the best first, of which 98 % are right. */
static double kept(const score *s)
{
  size_t right = 0, most = 0;

  for (size_t k = 0; k < s->n_pairs; k++) {
    right += s->pairs[k].right;
    if ((double)right >= .98 * (double)(k + 1))
      most = k + 1;
  }
  return s->n_pairs ? (double)most / (double)s->n_pairs : 1;
}

static double calibration_error(const score *s)
{
  double sum[BINS] = {0}, right[BINS] = {0}, error = 0;

  for (size_t k = 0; k < s->n_pairs; k++) {
    int bin = (int)(s->pairs[k].score * BINS);

    bin = bin < BINS ? bin : BINS - 1;
    sum[bin] += (double)s->pairs[k].score;
    right[bin] += s->pairs[k].right;
  }
  for (int bin = 0; bin < BINS; bin++)
    error += fabs(sum[bin] - right[bin]);
  return s->n_pairs ? error / (double)s->n_pairs : 0;
}

/* Whether a sentence is unaligned in the gold. */
static bool is_unaligned(const bead4 *gold, size_t n, const zhen_bead *b)
{
  bool zh = b->zh_begin < b->zh_end;

  for (size_t i = 0; i < n; i++)
    if (is_null(&gold[i]) &&
        (zh ? gold[i].z0 <= b->zh_begin && b->zh_begin < gold[i].z1
            : gold[i].e0 <= b->en_begin && b->en_begin < gold[i].e1))
      return true;
  return false;
}

static double log_score(double p)
{
  return log(.02 + .98 * p);
}

/* Add the beads of the gold, and null beads of one sentence. */
static void add_gold(score *total, const zhen_lexicon *lexicon,
                     const zhen_sentences *zh, const zhen_sentences *en,
                     const bead4 *gold, size_t n)
{
  size_t all = n + zh->count + en->count;
  zhen_bead *beads = calloc(all + 1, sizeof *beads);

  for (size_t i = 0; i < n; i++)
    beads[i] = (zhen_bead){gold[i].z0, gold[i].z1, gold[i].e0, gold[i].e1, 0};
  for (uint32_t i = 0; i < zh->count; i++)
    beads[n + i] = (zhen_bead){i, i + 1, 0, 0, 0};
  for (uint32_t j = 0; j < en->count; j++)
    beads[n + zh->count + j] = (zhen_bead){0, 0, j, j + 1, 0};
  if (align_judge(lexicon, zh, en, &params, beads, all) != ZHEN_OK)
    exit(5);
  for (size_t i = 0; i < n; i++)
    total->log_p += log_score((double)beads[i].score);
  for (size_t i = n; i < all; i++)
    if (!is_unaligned(gold, n, &beads[i]))
      total->log_p += log_score(1 - (double)beads[i].score);
  total->judged += (double)n;
  free(beads);
}

static zhen_sentences *read_side(zhen_text **text, const char *dir,
                                 const char *doc, const char *ext)
{
  char path[1024];
  zhen_sentences *s;

  snprintf(path, sizeof path, "%s/%s%s", dir, doc, ext);
  if (zhen_text_read(text, path, NULL) != ZHEN_OK ||
      zhen_split_lines(&s, zhen_text_str(*text)) != ZHEN_OK) {
    fprintf(stderr, "%s\n", zhen_error_last());
    exit(3);
  }
  return s;
}

static void run(const zhen_lexicon *lexicon, const char *dir, const char *doc,
                score *total)
{
  static bead4 gold[200000], hyp[200000];
  char path[1024];
  zhen_text *zt, *et;
  zhen_sentences *zh = read_side(&zt, dir, doc, ".zh");
  zhen_sentences *en = read_side(&et, dir, doc, ".en");
  zhen_alignment *a = NULL;
  size_t n_gold, n;
  score s = {0};

  snprintf(path, sizeof path, "%s/%s.gold", dir, doc);
  n_gold = read_gold(path, gold);
  if (judge) {
    add_gold(total, lexicon, zh, en, gold, n_gold);
    goto out;
  }
  if (align_with(&a, lexicon, zh, en, &params, &how) != ZHEN_OK) {
    fprintf(stderr, "%s\n", zhen_error_last());
    exit(5);
  }
  n = a->count;
  for (size_t i = 0; i < n; i++)
    hyp[i] =
        (bead4){a->beads[i].zh_begin, a->beads[i].zh_end, a->beads[i].en_begin,
                a->beads[i].en_end, (float)a->beads[i].score};
  if (merge_gold)
    n = merge(hyp, n, gold, n_gold);
  add(&s, hyp, n, gold, n_gold);
  add(total, hyp, n, gold, n_gold);
  if (verbose)
    printf("  %s %.4f\n", doc, f1(&s));
out:
  zhen_alignment_free(a);
  zhen_sentences_free(zh);
  zhen_sentences_free(en);
  zhen_text_free(zt);
  zhen_text_free(et);
}

static int ends_with_gold(const struct dirent *e)
{
  size_t n = strlen(e->d_name);

  return n > 5 && strcmp(e->d_name + n - 5, ".gold") == 0;
}

static double run_dir(const zhen_lexicon *lexicon, const char *dir)
{
  static judged pairs[PAIRS_MAX];
  struct dirent **list;
  int n = scandir(dir, &list, ends_with_gold, alphasort);
  score total = {.pairs = pairs};
  clock_t start = clock();

  for (int i = 0; i < n; i++) {
    list[i]->d_name[strlen(list[i]->d_name) - 5] = '\0';
    run(lexicon, dir, list[i]->d_name, &total);
    free(list[i]);
  }
  if (n > 0)
    free(list);
  if (judge) {
    printf("%-36s log p %.5f of %.0f\n", dir, total.log_p / total.judged,
           total.judged);
    return total.log_p / total.judged;
  }
  qsort(pairs, total.n_pairs, sizeof *pairs, by_score);
  printf("%-36s F1 %.4f  P %.4f R %.4f  nulls P %.3f R %.3f  ece %.4f "
         "kept %.3f  %.2f s\n",
         dir, f1(&total), total.hits / total.total,
         total.gold_hits / total.gold_total,
         total.null_total > 0 ? total.null_hits / total.null_total : 1,
         total.null_gold > 0 ? total.null_hits / total.null_gold : 1,
         calibration_error(&total), kept(&total),
         (double)(clock() - start) / CLOCKS_PER_SEC);
  return f1(&total);
}

static void print_params(void)
{
  for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
    printf("%s=%g\n", names[i].name,
           *(double *)(void *)((char *)&params + names[i].offset));
}

int main(int argc, char **argv)
{
  zhen_lexicon *lexicon;
  double sum = 0;
  int n = 0;
  const char *lex = getenv("ZHEN_LEXICON");

  params = align_defaults;
  if (argc == 2 && strcmp(argv[1], "--params") == 0) {
    print_params();
    return 0;
  }
  if ((lex ? zhen_lexicon_open(&lexicon, lex)
           : zhen_lexicon_open_default(&lexicon)) != ZHEN_OK)
    return 3;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-m") == 0)
      merge_gold = true;
    else if (strcmp(argv[i], "-x") == 0)
      how.exact = true;
    else if (strcmp(argv[i], "-p") == 0)
      judge = true;
    else if (strcmp(argv[i], "-v") == 0)
      verbose = true;
    else if (strcmp(argv[i], "-g") == 0 && i + 1 < argc) {
      if (zhen_lexicon_add_glossary(lexicon, argv[++i]) != ZHEN_OK)
        return 3;
    } else if (!set_param(argv[i])) {
      sum += run_dir(lexicon, argv[i]);
      merge_gold = false;
      n++;
    }
  }
  printf("mean %.5f\n", n ? sum / n : 0);
  zhen_lexicon_close(lexicon);
  return 0;
}
