/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/parts.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

zhen_status desk_random(char *out, size_t digits, desk_failure *why)
{
  static const char hex[] = "0123456789abcdef";
  unsigned char bytes[DESK_SECRET];

  if (getrandom(bytes, digits, 0) != (ssize_t)digits)
    return desk_fail(why, ZHEN_EINPUT, "no random numbers: %s",
                     strerror(errno));
  for (size_t k = 0; k < digits; k++)
    out[k] = hex[bytes[k] & 15];
  out[digits] = '\0';
  return ZHEN_OK;
}

bool desk_same(const char *secret, const char *given)
{
  size_t len = strlen(secret);
  unsigned differ = 0;

  if (len == 0 || strlen(given) != len)
    return false;
  for (size_t k = 0; k < len; k++)
    differ |= (unsigned)(secret[k] ^ given[k]);
  return differ == 0;
}
