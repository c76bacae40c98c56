/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Runs a fuzz target over the files given, so that the corpus is a test with
 * any compiler. With clang and -fsanitize=fuzzer the target needs no driver.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

enum { MAX_BYTES = 16 * 1024 * 1024 };

static int replay(const char *path)
{
  FILE *file = fopen(path, "rb");
  uint8_t *bytes = malloc(MAX_BYTES);
  size_t len;

  if (!file || !bytes) {
    perror(path);
    return EXIT_FAILURE;
  }
  len = fread(bytes, 1, MAX_BYTES, file);
  fclose(file);
  /* Exactly as long as the input, so that reading past it is noticed. */
  bytes = realloc(bytes, len ? len : 1);
  if (bytes)
    LLVMFuzzerTestOneInput(bytes, len);
  free(bytes);
  return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
  if (argc < 2) {
    fprintf(stderr, "usage: %s FILE...\n", argv[0]);
    return EXIT_FAILURE;
  }
  for (int i = 1; i < argc; i++)
    if (replay(argv[i]) != EXIT_SUCCESS)
      return EXIT_FAILURE;
  printf("%d inputs\n", argc - 1);
  return EXIT_SUCCESS;
}
