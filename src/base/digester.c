/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digester.h"
#include "base/fail.h"

#include <stdint.h>
#include <stdio.h>
#include <xxhash.h>

zhen_status digester_open(digester *d)
{
  d->state = XXH3_createState();
  if (!d->state || XXH3_128bits_reset(d->state) != XXH_OK)
    return zhen_fail_memory();
  return ZHEN_OK;
}

void digester_add(digester *d, const void *bytes, size_t len)
{
  uint64_t n = len;
  unsigned char size[8];

  for (int i = 0; i < 8; i++)
    size[i] = (unsigned char)(n >> 8 * i);
  XXH3_128bits_update(d->state, size, sizeof size);
  if (len > 0)
    XXH3_128bits_update(d->state, bytes, len);
}

void digester_close(digester *d, char out[DIGEST])
{
  XXH128_hash_t h = XXH3_128bits_digest(d->state);

  snprintf(out, DIGEST, "%016llx%016llx", (unsigned long long)h.high64,
           (unsigned long long)h.low64);
  XXH3_freeState(d->state);
  d->state = NULL;
}
