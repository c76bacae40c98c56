/* SPDX-License-Identifier: Apache-2.0 */
#include "terms/phrases.h"
#include "base/mem.h"
#include "text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* The longest phrases, in words. Names are single characters if the lexicon
   does not have them. */
enum { ZH_MAX = 7, EN_MAX = 6, STEM_BYTES = 200 };

typedef enum word_use {
  USE_CONTENT,
  USE_FIRST, /* a participle: not at the end of a term */
  USE_INNER, /* may be inside a term, not at its ends */
  USE_NONE,  /* may not be part of a term */
  USE_BEFORE /* the same; a noun follows */
} word_use;

typedef struct phrase_word {
  zhen_bytes at;
  uint32_t first, last; /* the words that it is linked to */
  bool linked, ends, capital, number;
  word_use use;
  size_t stem, stem_len; /* en: in `stems` */
  uint32_t hash;
} phrase_word;

/* ---- words ---- */

/* Words of lower case, and then their use. */
static const char before_noun[] =
    " a an the of for in on by from with within without into onto via this "
    "that these those your its his her their our my each every any no some "
    "all as at about between under over through per during against across "
    "several many most both such other another ";
static const char inner[] = " of and for ";
static const char function_words[] =
    " to and or but if when while where which who whom whose what why how then "
    "than so not also only just very too more less least much few be is are "
    "was were been being am have has had having do does did done doing can "
    "could will would shall should may might must need needs needed want "
    "wants use uses used using make makes made making get gets got getting "
    "let lets see sees seen seeing you he she it we they i me him them us "
    "there here because although though since until unless whether however "
    "therefore thus yet still already again once twice always never often "
    "sometimes usually now up down out off back away go goes going went gone "
    "come comes came take takes took taken taking give gives gave given "
    "giving say says said know known known like same following above below "
    "please etc one two three four five six seven eight nine ten first second "
    "next last new different own various certain able based provide provides "
    "provided allow allows allowed enable enables enabled include includes "
    "including included contain contains ensure select click enter create "
    "creates created creating add adds added adding set sets setting specify "
    "specified choose open opens opened change changed changes changing "
    "remove removed removing delete deleted deleting show shows shown run "
    "runs running call calls called calling return returns returned become "
    "becomes became help helps keep keeps kept start starts started starting "
    "stop stopped find finds found work works worked working try tries tried "
    "available possible important easy easily automatically currently "
    "directly instead even well together along after before around another "
    "else when whenever according due because s t re ve ll d m ";

static bool is_in(const char *list, const char *form)
{
  char word[STEM_MAX + 3];
  size_t n = strlen(form);

  word[0] = word[n + 1] = ' ';
  memcpy(word + 1, form, n);
  word[n + 2] = '\0';
  return strstr(list, word) != NULL;
}

static word_use use_of(const english_word *w)
{
  size_t n = strlen(w->form);

  if (is_in(inner, w->form))
    return USE_INNER;
  if (is_in(before_noun, w->form))
    return USE_BEFORE;
  if (is_in(function_words, w->form))
    return USE_NONE;
  if (n > 4 && strcmp(w->form + n - 2, "ly") == 0)
    return USE_NONE;
  if (n > 4 && strcmp(w->form + n - 2, "ed") == 0 && strlen(w->stem) < n)
    return USE_FIRST;
  return USE_CONTENT;
}

static bool is_before_noun(const phrase_word *w)
{
  return w->use == USE_BEFORE || w->use == USE_INNER;
}

static uint32_t hash_bytes(const char *s, size_t len)
{
  uint32_t h = 2166136261U;

  for (size_t i = 0; i < len; i++)
    h = (h ^ (uint8_t)s[i]) * 16777619U;
  return h ? h : 1;
}

/* The last byte of a text ends a sentence or a heading. */
static bool ends_sentence(zhen_str word)
{
  return word.len > 0 && strchr(".!?:;|>", word.ptr[word.len - 1]);
}

static void read_en(phrase_reader *r, zhen_str text, phrase_word *p)
{
  zhen_str word = str_part(text, p->at.begin, p->at.end);
  english_word w;
  size_t n = 0, end = 0;

  p->use = USE_NONE;
  p->stem = r->stems.len;
  p->ends = ends_sentence(word);
  for (size_t at = 0; english_next(r->english, word, &at, &w); n++) {
    if (n == 0) {
      p->use = use_of(&w);
      p->capital = w.capital || w.has_digit;
      p->number = strspn(w.form, "0123456789.,") == strlen(w.form);
    } else {
      buf_putc(&r->stems, ' ');
    }
    end = w.end;
    buf_puts(&r->stems, w.stem);
  }
  if (n > 0)
    p->at.end = p->at.begin + end;
  p->stem_len = r->stems.len - p->stem;
  p->hash = hash_bytes(word.ptr, word.len);
}

/* Characters that no term begins or ends with, or, the second list, has. */
static bool is_loose_zh(zhen_str word, bool *never)
{
  static const char ends[] =
      " 和 与 及 或 并 且 中 上 下 内 外 时 后 前 等 个 种 项 名 位 次 者 各 "
      "每 "
      "所 由 于 以 为 其 之 一 两 三 四 五 六 七 八 九 十 多 更 最 新 大 小 可 "
      "能 会 要 应 需 须 必须 可以 应该 需要 能够 进行 使用 通过 提供 支持 "
      "包括 包含 根据 按照 基于 关于 有关 相关 如何 所有 任何 其他 其它 以下 "
      "以上 之间 之后 之前 不同 多个 每个 各种 某些 一些 许多 第一 创建 选择 "
      "添加 删除 设置 打开 启用 允许 执行 运行 调用 返回 表示 成为 作为 用于 "
      "同 同一 单击 点击 输入 查看 更改 更新 确保 指定 显示 如果 但是 因为 "
      "所以 而且 并且 或者 以及 还 都 也 就 才 又 再 很 太 已 已经 正在 将 ";
  static const char nowhere[] =
      " 的 了 在 是 这 那 该 此 我 你 您 他 她 它 我们 你们 他们 它们 不 没 "
      "没有 有 把 被 对 从 向 让 使 给 到 着 过 得 地 吗 呢 吧 这个 那个 这些 "
      "那些 一个 什么 怎么 自己 时候 ";
  char name[64];

  if (word.len + 3 > sizeof name)
    return false;
  name[0] = ' ';
  memcpy(name + 1, word.ptr, word.len);
  memcpy(name + 1 + word.len, " ", 2);
  *never = strstr(nowhere, name) != NULL;
  return strstr(ends, name) != NULL;
}

/* 第一項; words such as 项目的, which the lexicon has as one. */
static bool is_no_part(zhen_str word)
{
  static const char digits[] = "一二三四五六七八九十0123456789";

  if (word.len > 3 && memcmp(word.ptr + word.len - 3, "的", 3) == 0)
    return true;
  if (word.len < 4 || memcmp(word.ptr, "第", 3) != 0)
    return false;
  for (size_t i = 0; i < sizeof digits - 1; i += utf8_size(digits[i]))
    if (memcmp(word.ptr + 3, digits + i,
               word.len < 6 ? 1 : utf8_size(digits[i])) == 0)
      return true;
  return false;
}

static void read_zh(zhen_str text, phrase_word *p)
{
  zhen_str word = str_part(text, p->at.begin, p->at.end);
  bool never = false, letters = false;

  p->use = is_loose_zh(word, &never) ? USE_INNER : USE_CONTENT;
  for (size_t at = 0; at < word.len;) {
    uint32_t rune = utf8_next(word, &at);

    letters |= rune_is_han(rune) || rune_is_latin(rune);
    p->capital |= rune_is_han(rune); /* of a Chinese word: has a character */
    p->number |= rune >= '0' && rune <= '9';
  }
  p->hash = hash_bytes(word.ptr, word.len);
  if (never || is_no_part(word) || (!letters && !p->number))
    p->use = USE_NONE;
}

static void link_words(phrase_word *zh, phrase_word *en, zhen_word_link link)
{
  phrase_word *both[] = {zh + link.zh, en + link.en};
  uint32_t to[] = {link.en, link.zh};

  for (size_t i = 0; i < 2; i++) {
    phrase_word *w = both[i];

    w->first = !w->linked || to[i] < w->first ? to[i] : w->first;
    w->last = !w->linked || to[i] > w->last ? to[i] : w->last;
    w->linked = true;
  }
}

static zhen_status read_pair(phrase_reader *r, const zhen_pair *pair,
                             const zhen_pair_words *words)
{
  zhen_status status =
      mem_grow(&r->zh, &r->zh_capacity, words->n_zh + 1, sizeof *r->zh);

  if (status == ZHEN_OK)
    status = mem_grow(&r->en, &r->en_capacity, words->n_en + 1, sizeof *r->en);
  if (status != ZHEN_OK)
    return status;
  r->stems.len = 0;
  for (size_t i = 0; i < words->n_zh; i++) {
    r->zh[i] = (phrase_word){.at = words->zh[i]};
    read_zh(pair->zh, &r->zh[i]);
  }
  for (size_t i = 0; i < words->n_en; i++) {
    r->en[i] = (phrase_word){.at = words->en[i]};
    read_en(r, pair->en, &r->en[i]);
  }
  for (size_t i = 0; i < words->n_links; i++)
    link_words(r->zh, r->en, words->links[i]);
  return buf_status(&r->stems);
}

/* ---- phrases ---- */

typedef struct phrase_span {
  size_t zh, zh_end, en, en_end;
} phrase_span;

/* The English words that a Chinese span is linked to are linked to no other. */
static bool is_closed(const phrase_reader *r, phrase_span *s)
{
  bool any = false;

  for (size_t i = s->zh; i < s->zh_end; i++) {
    const phrase_word *w = &r->zh[i];

    if (!w->linked)
      continue;
    s->en = !any || w->first < s->en ? w->first : s->en;
    s->en_end = !any || w->last >= s->en_end ? w->last + 1 : s->en_end;
    any = true;
  }
  if (!any || s->en_end - s->en > EN_MAX)
    return false;
  for (size_t k = s->en; k < s->en_end; k++)
    if (r->en[k].linked &&
        (r->en[k].first < s->zh || r->en[k].last >= s->zh_end))
      return false;
  return true;
}

static bool is_term_zh(const phrase_reader *r, const phrase_span *s)
{
  const phrase_word *first = &r->zh[s->zh], *last = &r->zh[s->zh_end - 1];
  bool han = false;

  for (size_t i = s->zh; i < s->zh_end; i++) {
    if (r->zh[i].use == USE_NONE)
      return false;
    han |= r->zh[i].capital;
  }
  return han && first->linked && last->linked && first->use == USE_CONTENT &&
         last->use == USE_CONTENT && !first->number;
}

/* The words after the first are not cut off by a mark. */
static bool is_term_en(const phrase_reader *r, const phrase_span *s)
{
  const phrase_word *first = &r->en[s->en], *last = &r->en[s->en_end - 1];

  for (size_t k = s->en; k < s->en_end; k++) {
    const phrase_word *w = &r->en[k];

    if (w->use > USE_INNER)
      return false;
    if (k + 1 < s->en_end && w->ends)
      return false;
    if (!w->linked && w->use != USE_INNER)
      return false;
  }
  return first->use <= USE_FIRST && last->use == USE_CONTENT &&
         !first->number && (!last->number || first->capital);
}

static bool is_long_enough(const phrase_reader *r, const phrase_span *s)
{
  size_t bytes = r->zh[s->zh_end - 1].at.end - r->zh[s->zh].at.begin;

  return s->en_end - s->en > 1 || s->zh_end - s->zh > 1 || bytes >= 6;
}

static void put_zh(phrase_reader *r, zhen_str text, const phrase_span *s)
{
  r->text.len = 0;
  for (size_t i = s->zh; i < s->zh_end; i++) {
    zhen_bytes at = r->zh[i].at;

    if (i > s->zh && at.begin > r->zh[i - 1].at.end && !r->zh[i].capital &&
        !r->zh[i - 1].capital)
      buf_putc(&r->text, ' ');
    buf_put(&r->text, text.ptr + at.begin, at.end - at.begin);
  }
}

/* Both scripts, and both ways to write ASCII, are one. */
static void put_zh_key(phrase_reader *r)
{
  zhen_str text = {r->text.ptr, r->text.len};

  r->folded.len = 0;
  for (size_t at = 0; at < text.len;) {
    uint32_t rune = utf8_next(text, &at);

    if (rune >= 0xFF01 && rune <= 0xFF5E)
      rune -= 0xFEE0;
    if (rune >= 'A' && rune <= 'Z')
      rune += 32;
    buf_put_rune(&r->folded,
                 rune >= 0x3400 ? lexicon_fold(r->lexicon, rune) : rune);
  }
}

static void put_key(phrase_reader *r, const phrase_span *s)
{
  r->key.len = 0;
  for (size_t k = s->en; k < s->en_end; k++) {
    if (k > s->en)
      buf_putc(&r->key, ' ');
    buf_put(&r->key, r->stems.ptr + r->en[k].stem, r->en[k].stem_len);
  }
}

static bool has_capitals(const phrase_reader *r, const phrase_span *s)
{
  for (size_t k = s->en; k < s->en_end; k++)
    if (r->en[k].use != USE_INNER && !r->en[k].capital)
      return false;
  return true;
}

/* What is beside a Chinese phrase: 0 if it cannot be a part of it. */
static uint32_t beside(const phrase_word *w)
{
  return w->use == USE_NONE ? 0 : w->hash;
}

static zhen_status visit_span(phrase_reader *r, const zhen_pair *pair,
                              const zhen_pair_words *words,
                              const phrase_span *s, phrase_visit *visit,
                              void *context)
{
  const phrase_word *before = s->en > 0 ? &r->en[s->en - 1] : NULL;
  const phrase_word *after = s->en_end < words->n_en ? &r->en[s->en_end] : NULL;
  phrase p = {
      .initial = !before || before->ends,
      .nominal = before && is_before_noun(before),
      .capital = has_capitals(r, s),
      .left = before && before->use <= USE_FIRST && !before->ends ? before->hash
                                                                  : 0,
      .right = after && after->use <= USE_FIRST ? after->hash : 0,
      .left_zh = s->zh > 0 ? beside(&r->zh[s->zh - 1]) : 0,
      .right_zh = s->zh_end < words->n_zh ? beside(&r->zh[s->zh_end]) : 0};
  zhen_status status;

  put_zh(r, pair->zh, s);
  put_zh_key(r);
  put_key(r, s);
  status = buf_status(&r->text);
  if (status == ZHEN_OK)
    status = buf_status(&r->folded);
  if (status == ZHEN_OK)
    status = buf_status(&r->key);
  if (status != ZHEN_OK || r->text.len > STEM_BYTES || r->key.len > STEM_BYTES)
    return status;
  p.zh = (zhen_str){r->text.ptr, r->text.len};
  p.zh_key = (zhen_str){r->folded.ptr, r->folded.len};
  p.key = (zhen_str){r->key.ptr, r->key.len};
  p.en = str_part(pair->en, r->en[s->en].at.begin, r->en[s->en_end - 1].at.end);
  return visit(context, &p);
}

zhen_status phrases_of(phrase_reader *r, const zhen_pair *pair,
                       const zhen_pair_words *words, phrase_visit *visit,
                       void *context)
{
  zhen_status status = read_pair(r, pair, words);

  for (size_t i = 0; i < words->n_zh && status == ZHEN_OK; i++) {
    if (r->zh[i].use != USE_CONTENT || !r->zh[i].linked)
      continue;
    for (size_t end = i + 1;
         end <= words->n_zh && end <= i + ZH_MAX &&
         r->zh[end - 1].use != USE_NONE && status == ZHEN_OK;
         end++) {
      phrase_span s = {.zh = i, .zh_end = end};

      if (is_closed(r, &s) && is_term_zh(r, &s) && is_term_en(r, &s) &&
          is_long_enough(r, &s))
        status = visit_span(r, pair, words, &s, visit, context);
    }
  }
  return status;
}

void phrase_reader_dispose(phrase_reader *r)
{
  free(r->zh);
  free(r->en);
  buf_dispose(&r->stems);
  buf_dispose(&r->text);
  buf_dispose(&r->folded);
  buf_dispose(&r->key);
}
