/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Print everything that the reader returns from a store, in the order of the
 * corpus, to compare stores built in different ways.
 */
#include <stdio.h>
#include <stdlib.h>
#include <zhen/zhen.h>

static void print_side(const zhen_stored_side *side)
{
  printf(" %s\n", side->name ? side->name : "-");
  for (size_t i = 0; i < side->sentences.count; i++) {
    const zhen_sentence *at = &side->sentences.at[i];
    zhen_str s = zhen_sentence_str(&side->sentences, i);

    printf("  %u %u %d %zu-%zu %.*s\n", at->para, at->turn, (int)at->grade,
           side->bytes[i].begin, side->bytes[i].end, (int)s.len, s.ptr);
  }
}

static void print_beads(const zhen_stored_document *d)
{
  for (size_t i = 0; i < d->count; i++) {
    const zhen_stored_bead *b = &d->beads[i];

    printf("  %u-%u:%u-%u %.9g", b->bead.zh_begin, b->bead.zh_end,
           b->bead.en_begin, b->bead.en_end, (double)b->bead.score);
    if (b->rule)
      printf(" %s %.17g %.17g", b->rule, b->value, b->threshold);
    if (b->of)
      printf(" of %s %zu", b->of, b->of_bead);
    printf("%s\n", zhen_stored_bead_kept(b) ? " kept" : "");
  }
}

static zhen_status print_documents(zhen_documents *documents)
{
  const zhen_stored_document *d;
  zhen_status status;

  do {
    status = zhen_documents_next(documents, &d);
    if (status == ZHEN_OK && d) {
      printf("%s %s\n", d->id, d->content);
      print_side(&d->zh);
      print_side(&d->en);
      print_beads(d);
    }
  } while (status == ZHEN_OK && d);
  return status;
}

int main(int argc, char **argv)
{
  zhen_store *store = NULL;
  zhen_documents *documents = NULL;
  zhen_status status = zhen_store_open(&store, argc > 1 ? argv[1] : "");
  bool complete;

  if (status == ZHEN_OK)
    status = zhen_store_complete(store, &complete);
  if (status == ZHEN_OK) {
    printf("%s\n", complete ? "complete" : "incomplete");
    status = zhen_documents_open(&documents, store);
  }
  if (status == ZHEN_OK)
    status = print_documents(documents);
  if (status != ZHEN_OK)
    fprintf(stderr, "dump_store: %s\n", zhen_error_last());
  zhen_documents_close(documents);
  zhen_store_close(store);
  return status == ZHEN_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
