/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#ifdef ZHEN_DESK
#include "desk/desk.h"
#endif

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

static void print_library(const zhen_library *one)
{
  printf("  %-10s %s", one->name, one->running);
  if (strcmp(one->built, one->running) != 0)
    printf(" (compiled with %s)", one->built);
  putchar('\n');
}

void print_build(void)
{
  zhen_library all[MAX_LIBRARIES];
  size_t count = zhen_libraries(all, MAX_LIBRARIES);

  print_version();
  puts("\nCompiler: " COMPILER "\nLibraries:");
  for (size_t i = 0; i < count && i < MAX_LIBRARIES; i++)
    print_library(&all[i]);
#ifdef ZHEN_DESK
  if (desk_http_library(&all[0]))
    print_library(&all[0]);
#endif
}
