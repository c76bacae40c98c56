/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uvernum.h>

enum { MAX_LIBRARIES = 32 };

#ifdef __clang__ /* says its name itself */
#define COMPILER __VERSION__
#else
#define COMPILER "gcc " __VERSION__
#endif

void print_version(void)
{
  printf("zhen %s\n"
         "libzhen %s, ICU %s\n"
         "Code: Apache-2.0. Default lexicon and model of zhen score: CC BY-SA "
         "4.0,\n"
         "sources in NOTICE.\n",
         zhen_version(), zhen_version(), U_ICU_VERSION);
}

void print_build(void)
{
  zhen_library all[MAX_LIBRARIES];
  size_t count = zhen_libraries(all, MAX_LIBRARIES);

  print_version();
  puts("\nCompiler: " COMPILER "\nLibraries:");
  for (size_t i = 0; i < count && i < MAX_LIBRARIES; i++) {
    printf("  %-9s %s", all[i].name, all[i].running);
    if (strcmp(all[i].built, all[i].running) != 0)
      printf(" (compiled with %s)", all[i].built);
    putchar('\n');
  }
}
