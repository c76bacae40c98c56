/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include <stdio.h>
#include <unicode/uvernum.h>

void print_version(void)
{
  printf("zhen %s\n"
         "libzhen %s, ICU %s\n"
         "Code: Apache-2.0. Default lexicon and model of zhen score: CC BY-SA "
         "4.0,\n"
         "sources in NOTICE.\n",
         zhen_version(), zhen_version(), U_ICU_VERSION);
}
