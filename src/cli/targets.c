/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/targets.h"

static bool is_ready(targets *t)
{
  if (!t->set && t->status == ZHEN_OK)
    t->status = zhen_files_new(&t->set);
  return t->status == ZHEN_OK;
}

void targets_input(targets *t, const char *path)
{
  if (path && is_ready(t))
    t->status = zhen_files_add_input(t->set, path);
}

void targets_output(targets *t, const char *path, zhen_target kind)
{
  if (path && is_ready(t))
    t->status = zhen_files_add_target(t->set, path, kind);
}

int targets_check(targets *t, const command *self)
{
  zhen_status status = t->status;

  zhen_files_free(t->set);
  *t = (targets){0};
  if (status == ZHEN_OK)
    return EXIT_DONE;
  return status == ZHEN_EUSAGE ? say_usage(self, "%s", zhen_error_last())
                               : say_failure(status);
}

int targets_check_print(const command *self, const char *input)
{
  targets t = {0};

  targets_input(&t, input);
  targets_output(&t, "-", ZHEN_TARGET_FILE);
  return targets_check(&t, self);
}
