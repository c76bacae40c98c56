/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chinese: its end marks are unambiguous, so the conditions are about what
 * follows a quotation. The clause after the closing mark, up to its own
 * punctuation, names the speaker (老张说), or cannot start a sentence (就走了,
 * 这个问题), or is a sentence of its own.
 */
#include "split/rules.h"
#include "split/marks.h"
#include "text/utf8.h"

#include <string.h>

enum { LONGEST_SPEAKER = 24 }; /* characters of 那个戴眼镜的年轻人低声问道 */

/* Verbs that end a reporting clause. */
static const char *const speech_verbs[] = {
    "说",   "說",   "道",   "问",   "問",       "答",       "喊",   "叫",
    "嚷",   "吼",   "骂",   "罵",   "劝",       "勸",       "叹",   "嘆",
    "应",   "應",   "解释", "解釋", "补充",     "補充",     "回应", "回應",
    "表示", "吩咐", "嘱咐", "囑咐", "抱怨",     "嘀咕",     "嘟囔", "嘟哝",
    "咕哝", "低语", "追问", "追問", "反问",     "反問",     "回复", "回覆",
    "写道", "寫道", "呼喊", "尖叫", "惊呼",     "驚呼",     "哀求", "恳求",
    "懇求", "提醒", "警告", "催促", "安慰",     "命令",     "承认", "承認",
    "感叹", "感嘆", "赞叹", "讚嘆", "自言自语", "自言自語", "插嘴", "打断",
    "打斷", "附和", "接话", "接話", "开口",     "開口",     NULL};

/* May follow the verb: 喊了一声, 说着, 叫起来. */
static const char *const verb_tails[] = {
    "着",     "著",     "了",     "起来",   "起來", "一声", "一聲",
    "了一声", "了一聲", "一句",   "了一句", "了句", "了声", "了聲",
    "了起来", "了起來", "出声来", "出聲來", "出来", "出來", "我",
    "他",     "她",     "你",     "我们",   "我們", "他们", "他們",
    "她们",   "她們",   "大家",   "自己",   "对方", "對方", NULL};

/* Words that end in 道 说 问 叫 ... and are not verbs of speech. */
static const char *const no_speech[] = {
    "知道",     "难道",     "難道",   "街道",   "味道", "报道",   "報道",
    "轨道",     "軌道",     "频道",   "頻道",   "通道", "管道",   "小道",
    "大道",     "一道",     "地道",   "渠道",   "人道", "公道",   "力道",
    "小说",     "小說",     "听说",   "聽說",   "传说", "傳說",   "学说",
    "學說",     "再说",     "再說",   "没说",   "沒說", "不说",   "不說",
    "别说",     "別說",     "没有说", "沒有說", "来说", "來說",   "而言",
    "学问",     "學問",     "疑问",   "疑問",   "访问", "訪問",   "顾问",
    "顧問",     "没问",     "沒問",   "不问",   "不問", "没有问", "沒有問",
    "名叫",     "没叫",     "沒叫",   "不答",   "没答", "沒答",   "没有回答",
    "沒有回答", "没回答",   "沒回答", "反应",   "反應", "响应",   "響應",
    "适应",     "適應",     "效应",   "效應",   "供应", "供應",   "对应",
    "對應",     "相应",     "相應",   "不应",   "不應", "答应",   "答應",
    "没有开口", "沒有開口", "没开口", "沒開口", NULL};

/* Cannot start a sentence: the quotation is a part of this clause. */
static const char *const goes_on[] = {
    "的",       "就",       "便",       "也",       "都",       "是",
    "把",       "被",       "让",       "讓",       "使",       "则",
    "則",       "等",       "之",       "为题",     "為題",     "为由",
    "為由",     "为名",     "為名",     "这句",     "這句",     "这话",
    "這話",     "这番",     "這番",     "这声",     "這聲",     "那句",
    "那一声",   "那一聲",   "一词",     "一詞",     "一语",     "一語",
    "一书",     "一書",     "一文",     "一类",     "一類",     "二字",
    "两字",     "兩字",     "三字",     "四字",     "几个字",   "幾個字",
    "两个字",   "兩個字",   "三个字",   "三個字",   "四个字",   "四個字",
    "字样",     "字樣",     "成了",     "成为",     "成為",     "这几个字",
    "這幾個字", "这两个字", "這兩個字", "这三个字", "這三個字", "这四个字",
    "這四個字", NULL};

/* 这个问题, 那一声: the words refer to the quotation itself. */
static const char *const measures[] = {"个",   "個",   "一",   "种",   "種",
                                       "类",   "類",   "样的", "樣的", "些",
                                       "两个", "兩個", "几个", "幾個", NULL};

static const char *const quotation_nouns[] = {
    "问题", "問題", "疑问", "疑問", "话",   "話",   "说法", "說法",
    "字",   "词",   "詞",   "名字", "消息", "道理", "口号", "口號",
    "观点", "觀點", "念头", "念頭", "想法", "主题", "主題", "题目",
    "題目", "回答", "答案", "结论", "結論", "声音", "聲音", "理念",
    "口吻", "态度", "態度", "喊声", "喊聲", "呼声", "呼聲", "说",
    "問",   "问",   "句",   "声",   "聲",   NULL};

/* 这一天 and similar words may start a sentence, however. */
static const char *const begins[] = {
    "这时",     "這時",     "这一天", "這一天", "这一年",   "這一年",
    "这一刻",   "這一刻",   "这一夜", "這一夜", "这一次",   "這一次",
    "这个时候", "這個時候", "这几天", "這幾天", "这几年",   "這幾年",
    "这两天",   "這兩天",   "这两年", "這兩年", "那个时候", "那個時候",
    "是的",     "是啊",     "是吗",   "是嗎",   "是不是",   "是谁",
    "是誰",     "是我",     "是他",   "是她",   "是你",     "就在",
    "就算",     "就连",     "就連",   "就这",   "就這",     "就要",
    "就像",     "就是",     "就因",   "也许",   "也許",     "也好",
    "都说",     "都說",     "都市",   "都怪",   "都什么",   "把手",
    "被告",     "被子",     "被害",   "让我",   "讓我",     "让你",
    "讓你",     "让他们",   "讓他們", "使劲",   "使者",     "使馆",
    "则天",     "等到",     "等了",   "等他",   "等她",     "等我",
    "等你",     "等着",     "等著",   "等一",   "等大家",   "等候",
    "等待",     "之后",     "之後",   "之前",   "便是",     "便衣",
    NULL};

/* Between two quotations that are parts of one clause. */
static const char *const links[] = {"和", "与", "與", "或", "及",
                                    "跟", "同", "、", NULL};

/* Before a quotation without a colon: 她问“…”. */
static const char *const leads_quote[] = {
    "说",   "說",   "道",   "问", "問", "答", "喊", "叫", "写着",
    "寫著", "写道", "寫道", "着", "著", "骂", "罵", "想", NULL};

enum { RUNE = 3 /* bytes of each character in the lists */ };

static size_t word_len(const char *word)
{
  size_t len = RUNE;

  while (word[len])
    len += RUNE;
  return len;
}

/* Whether `s` ends with a word. Characters differ most in their last byte. */
static bool ends_in(zhen_str s, const char *word, size_t len)
{
  return len <= s.len && s.ptr[s.len - 1] == word[len - 1] &&
         memcmp(s.ptr + s.len - len, word, len) == 0;
}

static bool ends_with(zhen_str s, const char *const *list)
{
  for (; *list; list++)
    if (ends_in(s, *list, word_len(*list)))
      return true;
  return false;
}

static bool begins_with(zhen_str s, const char *const *list)
{
  for (; s.len >= RUNE && *list; list++)
    if ((*list)[RUNE - 1] == s.ptr[RUNE - 1]) {
      size_t len = word_len(*list);

      if (len <= s.len && memcmp(s.ptr, *list, len) == 0)
        return true;
    }
  return false;
}

/* The text up to the next mark; `*end` is that mark, 0 at the end. */
static zhen_str first_clause(zhen_str s, uint32_t *end)
{
  size_t at = 0;
  size_t size;

  *end = 0;
  for (int runes = 0; at < s.len; runes++) {
    uint32_t rune = utf8_at(s, at, &size);

    if (runes > LONGEST_SPEAKER)
      return (zhen_str){s.ptr, 0};
    if (mark_of(rune) != MARK_NONE) {
      *end = rune;
      break;
    }
    at += size;
  }
  return (zhen_str){s.ptr, at};
}

/* 没有人接话: nobody spoke. 没好气地说 is not a negation. */
static bool is_denied(zhen_str clause)
{
  static const char *const denials[] = {"没", "沒", "未", NULL};
  bool denied = false;

  for (size_t at = 0; at + 3 <= clause.len; at += 3) {
    zhen_str rest = {clause.ptr + at, clause.len - at};

    if (begins_with(rest, denials))
      denied = true;
    else if (memcmp(rest.ptr, "地", 3) == 0)
      denied = false;
  }
  return denied;
}

/* Only at the start: the rest may be long. */
static zhen_str skip_spaces(zhen_str s)
{
  size_t at = 0;
  size_t size;

  while (at < s.len) {
    uint32_t rune = utf8_at(s, at, &size);

    if (!mark_is_space(rune) || mark_of(rune) == MARK_BREAK)
      break;
    at += size;
  }
  return (zhen_str){s.ptr + at, s.len - at};
}

/* A subject followed by a verb of speech. */
static bool ends_with_verb(zhen_str clause)
{
  if (clause.len <= RUNE)
    return false;
  for (const char *const *verb = speech_verbs; *verb; verb++) {
    size_t len = word_len(*verb);

    if (len < clause.len && ends_in(clause, *verb, len))
      return !ends_with(clause, no_speech) && !is_denied(clause);
  }
  return false;
}

/* 他说着，走了出去: the next sentence; 他喊着，“等等！”: one clause. */
static bool is_background(zhen_str clause, zhen_str rest, uint32_t end)
{
  static const char *const durative[] = {"着", "著", NULL};
  size_t at = clause.len;
  mark m;

  if (!ends_with(clause, durative) || (end != 0xFF0C && end != ','))
    return false;
  utf8_next(rest, &at);
  rest = skip_spaces((zhen_str){rest.ptr + at, rest.len - at});
  at = 0;
  m = mark_of(utf8_next(rest, &at));
  return !mark_opens(m) && m != MARK_STRAIGHT;
}

bool rules_zh_names_speaker(zhen_str after)
{
  uint32_t end;
  zhen_str rest = skip_spaces(after);
  zhen_str clause = first_clause(rest, &end);
  mark m = mark_of(end);

  if (end == 0xFF1A || end == ':' || mark_opens(m) || m == MARK_STRAIGHT ||
      is_background(clause, rest, end))
    return false;
  if (ends_with_verb(clause))
    return true;
  for (const char *const *tail = verb_tails; *tail; tail++) {
    size_t len = word_len(*tail);

    if (len < clause.len && ends_in(clause, *tail, len) &&
        ends_with_verb((zhen_str){clause.ptr, clause.len - len}))
      return true;
  }
  return false;
}

/* The quotation is a word of a clause: 一声“滚！”, not 他说：“走！” */
static bool is_embedded(zhen_str before)
{
  size_t size;
  uint32_t last;

  before = str_trim(before);
  if (before.len == 0)
    return false;
  last = utf8_at(before, utf8_before(before, before.len), &size);
  return rune_is_word(last) && !ends_with(before, leads_quote);
}

/* After 这 or 那: whether the quotation is named, as in 这个问题. */
static bool names_quotation(zhen_str rest)
{
  static const char *const pointing[] = {"这", "這", "那", NULL};

  if (!begins_with(rest, pointing))
    return false;
  rest = (zhen_str){rest.ptr + 3, rest.len - 3};
  for (const char *const *m = measures; *m; m++) {
    size_t len = strlen(*m);

    if (len <= rest.len && memcmp(rest.ptr, *m, len) == 0 &&
        begins_with((zhen_str){rest.ptr + len, rest.len - len},
                    quotation_nouns))
      return true;
  }
  return false;
}

/* 这个“准”字: refers to what follows, not to the quotation. */
static bool points_ahead(zhen_str rest)
{
  static const char *const pointing[] = {"这", "這", "那", NULL};
  uint32_t end;

  if (!begins_with(rest, pointing))
    return false;
  return first_clause(rest, &end).len <= 6 && mark_opens(mark_of(end));
}

/* “谁？”和“为什么？”都是问题 */
static bool links_quotations(zhen_str rest)
{
  size_t at = 3;
  mark m;

  if (!begins_with(rest, links))
    return false;
  m = mark_of(utf8_next(rest, &at));
  return mark_opens(m) || m == MARK_STRAIGHT;
}

/* 一边喊着“抓小偷！”一边追了出去 */
static bool is_paired(zhen_str before, zhen_str rest)
{
  static const char *const pairs[] = {"一边", "一邊", "一面", NULL};

  return before.len > 0 && begins_with(rest, pairs) &&
         memmem(before.ptr, before.len, rest.ptr, 6) != NULL;
}

bool rules_zh_goes_on(zhen_str after)
{
  zhen_str rest = skip_spaces(after);

  return begins_with(rest, goes_on) && !begins_with(rest, begins) &&
         !points_ahead(rest);
}

verdict rules_zh_quote(zhen_str before, zhen_str after)
{
  zhen_str rest = skip_spaces(after);

  if (rules_zh_goes_on(rest) || links_quotations(rest) ||
      is_paired(before, rest) || names_quotation(rest))
    return GO_ON;
  if (before.ptr && is_embedded(before))
    return GO_ON;
  if (str_trim(before).len == 0 && rules_zh_names_speaker(after))
    return GO_ON;
  return HARD;
}

/* 图2. 表 3. at the start: the number of a caption. */
bool rules_zh_is_caption(zhen_str before)
{
  static const char *const captions[] = {"图",   "圖",   "表",   "例",   "式",
                                         "附件", "附录", "附錄", "问题", "問題",
                                         "步骤", "步驟", "案例", NULL};
  size_t at = before.len;

  if (before.len > 24 || !begins_with(before, captions))
    return false;
  while (at > 0 && (rune_is_digit((unsigned char)before.ptr[at - 1]) ||
                    before.ptr[at - 1] == ' ' || before.ptr[at - 1] == '-' ||
                    before.ptr[at - 1] == '.'))
    at--;
  return at < before.len && str_is_one_of((zhen_str){before.ptr, at}, captions);
}

/* 二．五公里: a decimal point; not 百分之五．二、其余, a list item. */
static bool is_decimal(zhen_str before, zhen_str after)
{
  static const char *const digits[] = {"〇", "零", "一", "二", "三", "四",
                                       "五", "六", "七", "八", "九", NULL};
  static const char *const tens[] = {"十", "百", "千", NULL};
  static const char *const item[] = {"、", NULL};

  size_t at = 0;

  if (!ends_with(before, digits) && !ends_with(before, tens))
    return false;
  while (begins_with((zhen_str){after.ptr + at, after.len - at}, digits))
    at += 3;
  return at > 0 &&
         !begins_with((zhen_str){after.ptr + at, after.len - at}, item);
}

verdict rules_zh_dot(zhen_str before, zhen_str after)
{
  follow f = rules_follow(after);

  if (rules_is_label(before) || is_decimal(before, after) ||
      rules_zh_is_name(before, after))
    return GO_ON;
  return !f.space && f.rune < 0x80 && rune_is_lower(f.rune) ? GO_ON : HARD;
}
