/* SPDX-License-Identifier: Apache-2.0 */
/* quick STATE: a desk that cuts slow connections after one and two seconds. */
#include "desk/desk.h"

#include <stdio.h>

static void ready(void *context, const char *url, const char *file)
{
  (void)context;
  (void)file;
  puts(url);
  fflush(stdout);
}

int main(int argc, char **argv)
{
  const desk_options how = {
      .state = argv[argc - 1], .ready = ready, .idle = 1, .whole = 2};
  desk_failure why;

  if (desk_run(&how, &why) == ZHEN_OK)
    return 0;
  fprintf(stderr, "%s\n", why.text);
  return 1;
}
