/* SPDX-License-Identifier: Apache-2.0 */
#include "text/decode_declared.h"
#include "text/utf8.h"

#include <string.h>
#include <unicode/ucnv.h>

/* Of valid UTF-8: a sequence of three bytes is not in it by chance, unless the
   text has some words only. */
static bool has_three(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] >= 0xE0)
      return true;
  return false;
}

static bool is_ascii(zhen_str s)
{
  for (size_t i = 0; i < s.len; i++)
    if ((unsigned char)s.ptr[i] >= 0x80)
      return false;
  return true;
}

/* Any bytes are of an encoding of single bytes; the detected one is better
   than that if it has characters of several. */
static zhen_status check(zhen_str s, const char *declared, const char *detected,
                         bool *fits)
{
  bool narrow, utf8 = utf8_valid((const unsigned char *)s.ptr, s.len) == s.len;
  zhen_status status = encoding_fits(declared, s, fits, &narrow);

  if (narrow && !is_ascii(s))
    *fits = !utf8 && (strcmp(detected, "windows-1252") == 0 ||
                      strcmp(detected, "UTF-8") == 0);
  else if (utf8 && has_three(s))
    *fits = false;
  return status;
}

static zhen_status choose(zhen_read_options *options, zhen_str s,
                          const char *name, const char *declared, bool *misfit)
{
  text_decoder decoder = text_decoder_of(name, options);
  const buf raw = {.ptr = (char *)s.ptr, .len = s.len};
  zhen_status status = text_decoder_look(&decoder, &raw, false);
  bool fits;

  if (status != ZHEN_OK || decoder.skip > 0 ||
      ucnv_compareNames(decoder.encoding, declared) == 0)
    return status;
  status = check(s, declared, decoder.encoding, &fits);
  if (fits)
    options->encoding = declared;
  *misfit = !fits;
  return status;
}

zhen_status text_decode_declared(zhen_text **out, zhen_str bytes,
                                 const char *name,
                                 const zhen_read_options *options, bool *misfit)
{
  zhen_read_options how = *options;
  const char *declared = how.encoding ? NULL : encoding_declared(bytes);
  zhen_status status = ZHEN_OK;

  *out = NULL;
  *misfit = false;
  if (declared)
    status = choose(&how, bytes, name, declared, misfit);
  return status == ZHEN_OK
             ? zhen_text_decode(out, bytes.ptr, bytes.len, name, &how)
             : status;
}
