/* SPDX-License-Identifier: Apache-2.0 */
#include "base/options.h"
#include "base/fail.h"

#include <string.h>

zhen_status options_take(void *known, size_t size, const void *given)
{
  size_t given_size = size;

  memset(known, 0, size);
  if (given)
    memcpy(&given_size, given, sizeof given_size);
  if (given_size < sizeof given_size || given_size > size)
    return zhen_fail(ZHEN_EUSAGE,
                     "options with struct_size %zu; initialize them with their "
                     "ZHEN_..._INIT, and compile with headers of this version",
                     given_size);
  if (given)
    memcpy(known, given, given_size);
  memcpy(known, &size, sizeof size);
  return ZHEN_OK;
}
