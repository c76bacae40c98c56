#include "base/fail.h"
#include "text/utf8.h"
zhen_scripts zhen_text_scripts(zhen_str t)
{
  (void)t;
  return (zhen_scripts){0};
}
zhen_lang zhen_text_lang(zhen_str t)
{
  (void)t;
  return ZHEN_LANG_NONE;
}
bool zhen_text_is(zhen_str t, zhen_lang l, const char **s)
{
  (void)t;
  (void)l;
  (void)s;
  return true;
}
