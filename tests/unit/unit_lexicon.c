/* SPDX-License-Identifier: Apache-2.0 */
#include "unit_lexicon.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static zhen_lexicon *built_in;

const zhen_lexicon *unit_default_lexicon(void)
{
  if (!built_in && zhen_lexicon_open_default(&built_in) != ZHEN_OK) {
    fprintf(stderr, "unit: %s\n", zhen_error_last());
    exit(EXIT_FAILURE);
  }
  return built_in;
}

void unit_lexicon_close(void)
{
  zhen_lexicon_close(built_in);
  built_in = NULL;
}

zhen_status unit_lexicon_build(const char *out, const char *const *dictionaries,
                               size_t count)
{
  return zhen_lexicon_build(out, dictionaries, count);
}

zhen_lexicon *unit_lexicon(const char *name, const char *lines)
{
  char *in = unit_path(name), *out = unit_path("unit.zlex");
  const char *paths[] = {in};
  zhen_lexicon *lexicon = NULL;
  zhen_status status;

  unit_write(in, lines, strlen(lines));
  status = unit_lexicon_build(out, paths, 1);
  if (status == ZHEN_OK)
    status = zhen_lexicon_open(&lexicon, out);
  if (status != ZHEN_OK) {
    fprintf(stderr, "unit: %s\n", zhen_error_last());
    exit(EXIT_FAILURE);
  }
  free(in);
  free(out);
  return lexicon;
}
