/* SPDX-License-Identifier: Apache-2.0 */
#include <zhen/zhen.h>

#define TEXT(x) #x
#define TEXT_OF(x) TEXT(x)

const char *zhen_version(void)
{
  return TEXT_OF(ZHEN_VERSION_MAJOR) "." TEXT_OF(
      ZHEN_VERSION_MINOR) "." TEXT_OF(ZHEN_VERSION_PATCH);
}
