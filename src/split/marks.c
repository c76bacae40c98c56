/* SPDX-License-Identifier: Apache-2.0 */
#include "split/marks.h"
#include "text/utf8.h"

#include <utf8proc.h>

const unsigned char mark_ascii[0x80] = {
    ['\n'] = MARK_BREAK,       ['\v'] = MARK_BREAK,
    ['\f'] = MARK_BREAK,       ['\r'] = MARK_BREAK,
    ['!'] = MARK_ASCII_STOP,   ['?'] = MARK_ASCII_STOP,
    ['.'] = MARK_DOT,          [';'] = MARK_SEMICOLON,
    [','] = MARK_COMMA,        [':'] = MARK_COMMA,
    ['%'] = MARK_COMMA,        ['/'] = MARK_COMMA,
    ['='] = MARK_COMMA,        ['&'] = MARK_COMMA,
    ['"'] = MARK_STRAIGHT,     ['\''] = MARK_TICK,
    ['('] = MARK_OPEN_BRACKET, [')'] = MARK_CLOSE_BRACKET,
    ['['] = MARK_OPEN_BRACKET, [']'] = MARK_CLOSE_BRACKET,
    ['{'] = MARK_OPEN_BRACKET, ['}'] = MARK_CLOSE_BRACKET,
    ['-'] = MARK_DASH,
};

const unsigned char mark_general[0x70] = {
    [0x13] = MARK_DASH,        /* – */
    [0x14] = MARK_DASH,        /* — */
    [0x15] = MARK_DASH,        /* ― */
    [0x18] = MARK_OPEN_QUOTE,  /* ‘ */
    [0x19] = MARK_CLOSE_QUOTE, /* ’ */
    [0x1C] = MARK_OPEN_QUOTE,  /* “ */
    [0x1D] = MARK_CLOSE_QUOTE, /* ” */
    [0x26] = MARK_ELLIPSIS,    /* … */
    [0x28] = MARK_BREAK,       /* line separator */
    [0x29] = MARK_BREAK,       /* paragraph separator */
    [0x39] = MARK_OPEN_TITLE,  /* ‹ */
    [0x3A] = MARK_CLOSE_TITLE, /* › */
    [0x3C] = MARK_STOP,        /* ‼ */
    [0x3D] = MARK_STOP,        /* ‽ */
    [0x47] = MARK_STOP,        /* ⁇ */
    [0x48] = MARK_STOP,        /* ⁈ */
    [0x49] = MARK_STOP,        /* ⁉ */
};

const unsigned char mark_cjk[0x40] = {
    [0x01] = MARK_COMMA,         /* 、 */
    [0x02] = MARK_STOP,          /* 。 */
    [0x08] = MARK_OPEN_TITLE,    /* 〈 */
    [0x09] = MARK_CLOSE_TITLE,   /* 〉 */
    [0x0A] = MARK_OPEN_TITLE,    /* 《 */
    [0x0B] = MARK_CLOSE_TITLE,   /* 》 */
    [0x0C] = MARK_OPEN_QUOTE,    /* 「 */
    [0x0D] = MARK_CLOSE_QUOTE,   /* 」 */
    [0x0E] = MARK_OPEN_QUOTE,    /* 『 */
    [0x0F] = MARK_CLOSE_QUOTE,   /* 』 */
    [0x10] = MARK_OPEN_BRACKET,  /* 【 */
    [0x11] = MARK_CLOSE_BRACKET, /* 】 */
    [0x14] = MARK_OPEN_BRACKET,  /* 〔 */
    [0x15] = MARK_CLOSE_BRACKET, /* 〕 */
    [0x16] = MARK_OPEN_BRACKET,  /* 〖 */
    [0x17] = MARK_CLOSE_BRACKET, /* 〗 */
    [0x18] = MARK_OPEN_BRACKET,  /* 〘 */
    [0x19] = MARK_CLOSE_BRACKET, /* 〙 */
    [0x1A] = MARK_OPEN_BRACKET,  /* 〚 */
    [0x1B] = MARK_CLOSE_BRACKET, /* 〛 */
    [0x1D] = MARK_OPEN_QUOTE,    /* 〝 */
    [0x1E] = MARK_CLOSE_QUOTE,   /* 〞 */
    [0x1F] = MARK_CLOSE_QUOTE,   /* 〟 */
};

/* Full-width and half-width forms. */
const unsigned char mark_forms[0x80] = {
    [0x01] = MARK_STOP,          /* ！ */
    [0x02] = MARK_STRAIGHT,      /* ＂ */
    [0x08] = MARK_OPEN_BRACKET,  /* （ */
    [0x09] = MARK_CLOSE_BRACKET, /* ） */
    [0x0C] = MARK_COMMA,         /* ， */
    [0x0E] = MARK_DOT,           /* ． */
    [0x1A] = MARK_COMMA,         /* ： */
    [0x1B] = MARK_SEMICOLON,     /* ； */
    [0x1F] = MARK_STOP,          /* ？ */
    [0x3B] = MARK_OPEN_BRACKET,  /* ［ */
    [0x3D] = MARK_CLOSE_BRACKET, /* ］ */
    [0x5B] = MARK_OPEN_BRACKET,  /* ｛ */
    [0x5D] = MARK_CLOSE_BRACKET, /* ｝ */
    [0x61] = MARK_STOP,          /* ｡ */
    [0x62] = MARK_OPEN_QUOTE,    /* ｢ */
    [0x63] = MARK_CLOSE_QUOTE,   /* ｣ */
    [0x64] = MARK_COMMA,         /* ､ */
};

/* Vertical and small forms. */
static mark form_mark(uint32_t rune)
{
  switch (rune) {
  case 0xFE12: /* ︒ */
  case 0xFE15: /* ︕ */
  case 0xFE16: /* ︖ */
  case 0xFE56: /* ﹖ */
  case 0xFE57: /* ﹗ */
    return MARK_STOP;
  case 0xFE52: /* ﹒ */
    return MARK_DOT;
  case 0xFE14: /* ︔ */
  case 0xFE54: /* ﹔ */
    return MARK_SEMICOLON;
  case 0xFE10: /* ︐ */
  case 0xFE11: /* ︑ */
  case 0xFE13: /* ︓ */
  case 0xFE50: /* ﹐ */
  case 0xFE51: /* ﹑ */
  case 0xFE55: /* ﹕ */
    return MARK_COMMA;
  case 0xFE41: /* ﹁ */
  case 0xFE43: /* ﹃ */
    return MARK_OPEN_QUOTE;
  case 0xFE42: /* ﹂ */
  case 0xFE44: /* ﹄ */
    return MARK_CLOSE_QUOTE;
  case 0xFE59: /* ﹙ */
    return MARK_OPEN_BRACKET;
  case 0xFE5A: /* ﹚ */
    return MARK_CLOSE_BRACKET;
  default:
    return MARK_NONE;
  }
}

static bool is_circled(uint32_t rune)
{
  return (rune >= 0x2460 && rune <= 0x2473) || /* ① */
         (rune >= 0x2776 && rune <= 0x2793) || /* ❶ */
         (rune >= 0x3251 && rune <= 0x325F);   /* ㉑ */
}

mark mark_elsewhere(uint32_t rune)
{
  if (rune >= 0xFE10 && rune < 0xFE60)
    return form_mark(rune);
  switch (rune) {
  case 0x0085: /* next line */
    return MARK_BREAK;
  case 0x00AB: /* « */
    return MARK_OPEN_QUOTE;
  case 0x00BB: /* » */
    return MARK_CLOSE_QUOTE;
  case 0x22EF: /* ⋯ */
    return MARK_ELLIPSIS;
  case 0x2500: /* ─ as a dash */
    return MARK_DASH;
  default:
    return is_circled(rune) ? MARK_CIRCLED : MARK_NONE;
  }
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

bool mark_is_letter(uint32_t rune)
{
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

bool mark_is_lower(uint32_t rune)
{
  return utf8proc_category((utf8proc_int32_t)rune) == UTF8PROC_CATEGORY_LL;
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
