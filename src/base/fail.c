/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char last_message[1024];

const char *zhen_error_last(void)
{
  return last_message;
}

zhen_status zhen_fail(zhen_status status, const char *format, ...)
{
  va_list args;

  va_start(args, format);
  vsnprintf(last_message, sizeof last_message, format, args);
  va_end(args);
  return status;
}

zhen_status zhen_fail_memory(void)
{
  return zhen_fail(ZHEN_ENOMEM, "out of memory");
}

zhen_status zhen_fail_output(const char *target, int error)
{
  const char *remedy = error == ENOSPC || error == EDQUOT || error == EFBIG
                           ? "; free some space or write elsewhere"
                       : error == EACCES || error == EPERM || error == EROFS
                           ? "; change the permissions or write elsewhere"
                           : "";

  if (error == ENOMEM)
    return zhen_fail_memory();
  return zhen_fail(ZHEN_EOUTPUT, "%s: cannot be written: %s%s", target,
                   strerror(error), remedy);
}
