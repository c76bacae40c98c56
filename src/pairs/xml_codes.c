/* SPDX-License-Identifier: Apache-2.0 */
#include "pairs/xml_codes.h"

static bool is_code(const char *name)
{
  return xml_is(name, "bpt") || xml_is(name, "ept") || xml_is(name, "it") ||
         xml_is(name, "ph") || xml_is(name, "ut");
}

static bool is_break(const xml_element *e)
{
  return xml_value_is(e, "type", "lb") || xml_value_is(e, "ctype", "lb") ||
         xml_value_is(e, "subType", "xlf:lb");
}

void xml_begin_code(xml_reader *t, const xml_element *e)
{
  xml_texts *x = &t->texts;

  if (x->in_text && t->codes == 0 && is_break(e))
    buf_putc(x->lang == ZHEN_LANG_ZH ? &x->zh : &x->en, ' ');
  t->codes += is_code(e->name);
}

void xml_end_code(xml_reader *t, const char *name)
{
  t->codes -= is_code(name);
}
