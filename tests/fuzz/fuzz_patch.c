/* SPDX-License-Identifier: Apache-2.0 */
/* Any bytes as a patch: its lines become constraints or misfits. */
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>
#include <zhen/zhen.h>

/* The sentences of tests/fuzz/corpus/patch. */
static char zh_text[] = "一。二。一。三。", en_text[] = "a b a c ";
static zhen_sentence zh_at[] = {{.begin = 0, .end = 6},
                                {.begin = 6, .end = 12},
                                {.begin = 12, .end = 18},
                                {.begin = 18, .end = 24}};
static zhen_sentence en_at[] = {{.begin = 0, .end = 2},
                                {.begin = 2, .end = 4},
                                {.begin = 4, .end = 6},
                                {.begin = 6, .end = 8}};
static const zhen_sentences zh = {
    .text = {zh_text, 24}, .at = zh_at, .count = 4};
static const zhen_sentences en = {
    .text = {en_text, 8}, .at = en_at, .count = 4};

static void check_fitting(const zhen_patch *patch)
{
  zhen_fitting *f;

  REQUIRE(zhen_patch_fit(&f, patch, &zh, &en, 0) == ZHEN_OK);
  for (size_t i = 0; i < f->n_misfits; i++)
    REQUIRE(f->misfits[i].reason[0] &&
            (i == 0 || f->misfits[i].line > f->misfits[i - 1].line));
  for (size_t i = 0; i < f->n_constraints; i++) {
    const zhen_bead *c = &f->constraints[i].bead;

    REQUIRE(c->zh_begin <= c->zh_end && c->zh_end <= zh.count);
    REQUIRE(c->en_begin <= c->en_end && c->en_end <= en.count);
    REQUIRE(c->zh_begin < c->zh_end || c->en_begin < c->en_end);
  }
  zhen_fitting_free(f);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
  char path[64];
  zhen_patch *patch;
  int fd = memfd_create("fuzz", MFD_CLOEXEC);

  REQUIRE(fd >= 0 && write(fd, bytes, len) == (ssize_t)len);
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  if (zhen_patch_read(&patch, path) != ZHEN_OK) {
    REQUIRE(!patch && zhen_error_last()[0]);
  } else {
    check_fitting(patch);
    zhen_patch_free(patch);
  }
  close(fd);
  return 0;
}
