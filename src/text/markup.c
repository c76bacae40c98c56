#include "base/fail.h"
#include "text/utf8.h"
unsigned zhen_text_markup(zhen_str t)
{
  (void)t;
  return 0;
}
zhen_status zhen_text_plain(zhen_text **o, const zhen_text *t, unsigned k)
{
  (void)t;
  (void)k;
  *o = NULL;
  return zhen_fail(ZHEN_EINPUT, "stub");
}
