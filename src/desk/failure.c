/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/parts.h"

#include <stdarg.h>
#include <stdio.h>

zhen_status desk_fail(desk_failure *why, zhen_status status, const char *format,
                      ...)
{
  va_list args;

  va_start(args, format);
  why->status = status;
  vsnprintf(why->text, sizeof why->text, format, args);
  va_end(args);
  return status;
}

zhen_status desk_fail_as(desk_failure *why, zhen_status status)
{
  return desk_fail(why, status, "%s",
                   status == ZHEN_ENOMEM ? "out of memory" : zhen_error_last());
}
