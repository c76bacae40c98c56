/* SPDX-License-Identifier: Apache-2.0 */
#include "split/marks.h"
#include "text/utf8.h"

#include <utf8proc.h>

const bool mark_lead[256] = {
    ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true, ['!'] = true,
    ['"'] = true,  ['\''] = true, ['('] = true,  [')'] = true,  ['.'] = true,
    [';'] = true,  ['?'] = true,  ['['] = true,  [']'] = true,  ['{'] = true,
    ['}'] = true,  [0xC2] = true, /* U+0085 « » */
    [0xE2] = true, /* U+2000..2FFF: quotes, …, line separators, ① */
    [0xE3] = true, /* U+3000..3FFF: 。「」《》 */
    [0xEF] = true, /* U+F000..FFFF: full-width forms */
};

static mark ascii_mark(uint32_t rune)
{
  switch (rune) {
  case '\n':
  case '\v':
  case '\f':
  case '\r':
    return MARK_BREAK;
  case '!':
  case '?':
    return MARK_ASCII_STOP;
  case '.':
    return MARK_DOT;
  case ';':
    return MARK_SEMICOLON;
  case ',':
  case ':':
  case '%':
  case '/':
  case '=':
  case '&':
    return MARK_COMMA;
  case '"':
    return MARK_STRAIGHT;
  case '\'':
    return MARK_TICK;
  case '(':
  case '[':
  case '{':
    return MARK_OPEN_BRACKET;
  case ')':
  case ']':
  case '}':
    return MARK_CLOSE_BRACKET;
  case '-':
    return MARK_DASH;
  default:
    return MARK_NONE;
  }
}

static mark general_mark(uint32_t rune)
{
  switch (rune) {
  case 0x2013: /* – */
  case 0x2014: /* — */
  case 0x2015:
  case 0x2500: /* ─ as a dash */
    return MARK_DASH;
  case 0x00AB: /* « */
  case 0x2018: /* ‘ */
  case 0x201C: /* “ */
    return MARK_OPEN_QUOTE;
  case 0x00BB: /* » */
  case 0x2019: /* ’ */
  case 0x201D: /* ” */
    return MARK_CLOSE_QUOTE;
  case 0x2026: /* … */
  case 0x22EF: /* ⋯ */
    return MARK_ELLIPSIS;
  case 0x0085:
  case 0x2028:
  case 0x2029:
    return MARK_BREAK;
  case 0x203C: /* ‼ */
  case 0x203D: /* ‽ */
  case 0x2047:
  case 0x2048:
  case 0x2049:
    return MARK_STOP;
  case 0x2039: /* ‹ */
    return MARK_OPEN_TITLE;
  case 0x203A: /* › */
    return MARK_CLOSE_TITLE;
  default:
    if ((rune >= 0x2460 && rune <= 0x2473) ||
        (rune >= 0x2776 && rune <= 0x2793) ||
        (rune >= 0x3251 && rune <= 0x325F))
      return MARK_CIRCLED;
    return MARK_NONE;
  }
}

static mark cjk_mark(uint32_t rune)
{
  switch (rune) {
  case 0x3001: /* 、 */
    return MARK_COMMA;
  case 0x3002: /* 。 */
    return MARK_STOP;
  case 0x3008: /* 〈 */
  case 0x300A: /* 《 */
    return MARK_OPEN_TITLE;
  case 0x3009: /* 〉 */
  case 0x300B: /* 》 */
    return MARK_CLOSE_TITLE;
  case 0x300C: /* 「 */
  case 0x300E: /* 『 */
  case 0x301D: /* 〝 */
    return MARK_OPEN_QUOTE;
  case 0x300D: /* 」 */
  case 0x300F: /* 』 */
  case 0x301E: /* 〞 */
  case 0x301F:
    return MARK_CLOSE_QUOTE;
  case 0x3010: /* 【 */
  case 0x3014: /* 〔 */
  case 0x3016: /* 〖 */
  case 0x3018:
  case 0x301A:
    return MARK_OPEN_BRACKET;
  case 0x3011: /* 】 */
  case 0x3015: /* 〕 */
  case 0x3017: /* 〗 */
  case 0x3019:
  case 0x301B:
    return MARK_CLOSE_BRACKET;
  default:
    return MARK_NONE;
  }
}

/* Full-width, half-width, small and vertical forms. */
static mark form_mark(uint32_t rune)
{
  switch (rune) {
  case 0xFF01: /* ！ */
  case 0xFF1F: /* ？ */
  case 0xFF61: /* ｡ */
  case 0xFE12:
  case 0xFE15:
  case 0xFE16:
  case 0xFE56: /* ﹖ */
  case 0xFE57: /* ﹗ */
    return MARK_STOP;
  case 0xFF0E: /* ． */
  case 0xFE52: /* ﹒ */
    return MARK_DOT;
  case 0xFF1B: /* ； */
  case 0xFE54:
    return MARK_SEMICOLON;
  case 0xFF0C: /* ， */
  case 0xFF1A: /* ： */
  case 0xFF64: /* ､ */
  case 0xFE10:
  case 0xFE11:
  case 0xFE13:
  case 0xFE50:
  case 0xFE51:
  case 0xFE55:
    return MARK_COMMA;
  case 0xFF02: /* ＂ */
    return MARK_STRAIGHT;
  case 0xFF08: /* （ */
  case 0xFF3B: /* ［ */
  case 0xFF5B: /* ｛ */
  case 0xFE59:
    return MARK_OPEN_BRACKET;
  case 0xFF09: /* ） */
  case 0xFF3D: /* ］ */
  case 0xFF5D: /* ｝ */
  case 0xFE5A:
    return MARK_CLOSE_BRACKET;
  case 0xFF62: /* ｢ */
  case 0xFE41: /* ﹁ */
  case 0xFE43: /* ﹃ */
    return MARK_OPEN_QUOTE;
  case 0xFF63: /* ｣ */
  case 0xFE42: /* ﹂ */
  case 0xFE44: /* ﹄ */
    return MARK_CLOSE_QUOTE;
  default:
    return MARK_NONE;
  }
}

mark mark_of(uint32_t rune)
{
  if (rune < 0x80)
    return ascii_mark(rune);
  if (rune < 0x3000 || (rune >= 0x3251 && rune <= 0x325F))
    return general_mark(rune);
  if (rune < 0x3040)
    return cjk_mark(rune);
  return rune >= 0xFE10 && rune < 0xFFF0 ? form_mark(rune) : MARK_NONE;
}

uint32_t mark_opener(uint32_t closer)
{
  switch (closer) {
  case ')':
    return '(';
  case ']':
  case '}':
    return closer - 2;
  case 0x00BB:
    return 0x00AB;
  case 0x2019:
  case 0x201D:
  case 0x203A:
  case 0xFF09:
  case 0xFF63:
  case 0xFE42:
  case 0xFE44:
  case 0xFE5A:
    return closer - 1;
  case 0xFF3D:
  case 0xFF5D:
    return closer - 2;
  case 0x301E:
  case 0x301F:
    return 0x301D;
  default: /* U+3008..301B come in pairs; " and ' are their own openers */
    return closer >= 0x3008 && closer <= 0x301B ? closer - 1 : closer;
  }
}

bool mark_opens(mark m)
{
  return m == MARK_OPEN_QUOTE || m == MARK_OPEN_BRACKET || m == MARK_OPEN_TITLE;
}

bool mark_closes(mark m)
{
  return m == MARK_CLOSE_QUOTE || m == MARK_CLOSE_BRACKET ||
         m == MARK_CLOSE_TITLE;
}

bool rune_is_letter(uint32_t rune)
{
  if (rune < 0x80)
    return (rune | 0x20) >= 'a' && (rune | 0x20) <= 'z';
  switch (utf8proc_category((utf8proc_int32_t)rune)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_NL:
    return true;
  default:
    return false;
  }
}

bool rune_is_upper(uint32_t rune)
{
  utf8proc_category_t category;

  if (rune < 0x80)
    return rune >= 'A' && rune <= 'Z';
  category = utf8proc_category((utf8proc_int32_t)rune);
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
}

bool rune_is_lower(uint32_t rune)
{
  if (rune < 0x80)
    return rune >= 'a' && rune <= 'z';
  return utf8proc_category((utf8proc_int32_t)rune) == UTF8PROC_CATEGORY_LL;
}

bool rune_is_digit(uint32_t rune)
{
  return (rune >= '0' && rune <= '9') || (rune >= 0xFF10 && rune <= 0xFF19);
}

bool rune_is_word(uint32_t rune)
{
  return rune_is_digit(rune) || rune_is_letter(rune);
}

bool rune_is_emoji(uint32_t rune)
{
  return (rune >= 0x1F000 && rune <= 0x1FAFF) || rune == 0x200D ||
         (rune >= 0xFE00 && rune <= 0xFE0F) || rune == 0x2639 ||
         rune == 0x263A || rune == 0x2665 || rune == 0x2728 || rune == 0x2764 ||
         rune == 0x266A || rune == 0x266B ||
         (rune >= 0xE0020 && rune <= 0xE007F);
}

bool rune_is_note(uint32_t rune)
{
  return rune == 0xB9 || rune == 0xB2 || rune == 0xB3 || rune == 0x2070 ||
         (rune >= 0x2074 && rune <= 0x2079) || rune == 0x2020 || rune == 0x2021;
}
