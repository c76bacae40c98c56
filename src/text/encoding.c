/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Detect the encoding of bytes that are not UTF-8.
 *
 * Every candidate decodes a sample; the one with the largest share of
 * characters that are common in Chinese (or of typographic marks and accents
 * that are common in English) wins. The characters below are two thirds or more
 * of running Chinese text, and less than a tenth of a wrong decoding.
 */
#include "base/fail.h"
#include "text/text.h"

#include <string.h>
#include <unicode/ucnv.h>

enum {
  SAMPLE = 64 * 1024,
  /* Damaged UTF-8 still has this many valid sequences per invalid byte. */
  DAMAGED_RATIO = 3
};

/* Minimum shares for a text of that language. */
static const double MIN_SHARE = 0.25;
static const double MIN_WESTERN = 0.5;

/* The most common characters, simplified and traditional, by code point. */
static const char common[] =
    "一七万丈三上下不与专且世业东两严並个中丹为主丽举久么义之乎乐九也习书买乾了"
    "争事二于云五亚些亞交产亨京亲人亿什仅今介从他代令以仪们件价任企伊会传伯但位"
    "低住体何作你佣使來例依侧便俄保信修個們候值做健側傑備储傭傳僅像價儀億儲儿元"
    "兄先光克兒党入內全兩八公六共关兵其具内再写军农冠冬决况冷净准减几凯凱出击函"
    "分切列刘则创判別利别到制則前創劉力加务动助努励势勇動務勝勢勵包化北区医區十"
    "千升午半协協单卖南卡印危即却卻历压厚原去县参參又及友双反发叔取受变口句只叫"
    "可台史右号司吃各合同名后向吗否吧听呀告员呢命和咱品响員哥哦哪哭商啊問喜單嗎"
    "嘛嘴器嚴四回因团园困围国图圆國圍園圓圖團土在地圳场坏块型城執基報場塊塑境墙"
    "增壓壞士声处备复夏外多夜够夠夢大天太夫失头奇奋奖奮女奶她好如妈妹妻姆始姐委"
    "婆婚媒媽子字存季学孩學它宇守安完官宙定实审客宣宪害家宽密富察實審寫寬对导将"
    "將專對導小少尔尖就尼尽局层居屆届屏展層山岛峰島峻州工左己已巴币市布师带師席"
    "帶常帽幅幕幣干平年并幾广床序库应底店府度庫庭康廣建开异弃式引弟张張強强当录"
    "形影待很律後得從復德心必志忙忧快态怎怒怕思急性总您悲情惊惩想意愛感態慢慧憂"
    "憲應懲成我或战戰戶户房所手才打执扩批找承技把投抗护报抱担拉拜拢拿持指据排接"
    "控推提援摘播擊擔據擴攏支收改放政救敗教敢散数數文斗料斯新方於旁旅无日早旱时"
    "明易星春是显時晚晨普智暂暖暫更書最會月有朋服朗望期本术机权李材束条来杰東松"
    "极析林果染查标树校样核格案桌桥條梦梯械棄森椅業極楼樂樓標樣樹橋機權次欢欣欧"
    "款歉歐歡正此步歷死段毀毁毅母毒比民气氣水永求江池污決汽沒没河油治況法泳洁洪"
    "洲活派浅济浙海消涉涨淨深淺清減温港游湖湾湿源溫滅满滿演漲潔澳濕濟灣火灭灯灰"
    "災灾炎炭点為烧热無然煤熱燃燈燒爭爱爲父爷爸爺爾牆版物特状狀狗狱猫献獄獎獲獻"
    "率王玛环现玻班現球理琳瑟瑪璃環甜生產用由电男界留略異當疗疫病痛療登發白百的"
    "皮监盘盡監盤目直相看真眼着睡知石矿码研破硬确確碼礦示社神票离秋种科秘称稅程"
    "税種稱究空突窄窗立站竞章童端競笑笔第筆等策签算管節篇簽米类粗系約紅紙級紧紫"
    "細紹終組結絡給統經綠維網緊線緩縣縮總繞繼續纖红纤约级纸线组细终绍经结绕给络"
    "统继续维绿缓缩网罗罚罪置罰署羅美群義習翰老考者而耳职联聘聚聞聯聲職聽肉肝股"
    "肺胃背胜胶能脑脚脸腦腳腿膠臉自至臺與舉航般船色节花苏若苦英茶草药莎获菜萬落"
    "著蓝薄薪藍藥蘇處號虽血行術街衣表被裏裡裤褲西要見規親覺觀见观规觉解言計討記"
    "訪設許訴評詞試話該認語說説誰課調談請論諾謝證識警譯議護讀變讓计认讨让议记许"
    "论设访证评识诉词译试话该语说请诺读课谁调谈谢象貓負財責買費貿資賞賣賴購賽负"
    "财责败购贸费资赏赖赛走起越趋趨足跌跑距跡跨路跳身車軌軍軟載輕輪车轨轮软轻载"
    "辣農边达过迈运近还这进远违连迪迫述迹选這通速連週進運過道達違遠遵選邁還邊那"
    "部都酒酬酸醒醫里重量金針銀銅鋁鋼錄錢鍵鎖鏈鐘鐵针钟钢钱铁铜铝银链锁键長长門"
    "開閒間關门问闲间闻队防阳阿附陈降院除险陳陽隊随隨險难集雇雖雙離難雨雪雲雷電"
    "震青非靠面鞋韓韩音響頁頂項預頓領頭題類顯页顶项顿预领题風风飛飞食飯飲餐饭饮"
    "首香馬駕駛驗驚马驶驾验骨體高鬥魚鱼鳥鸟麗麼黃黄黑點黨鼻";

enum { HAN_BYTES = 3, COMMON_COUNT = sizeof common / HAN_BYTES };

static bool is_common(UChar32 rune)
{
  size_t low = 0, high = COMMON_COUNT;
  const zhen_str list = {common, sizeof common - 1};

  while (low < high) {
    size_t middle = low + (high - low) / 2, size;
    uint32_t found = utf8_at(list, middle * HAN_BYTES, &size);

    if (found == (uint32_t)rune)
      return true;
    if (found < (uint32_t)rune)
      low = middle + 1;
    else
      high = middle;
  }
  return false;
}

static bool is_cjk_mark(UChar32 rune)
{
  return (rune >= 0x3000 && rune <= 0x301F) ||
         (rune >= 0xFF01 && rune <= 0xFF5E) ||
         (rune >= 0x2010 && rune <= 0x2026);
}

/* Lines with bytes above ASCII, as many as a sample needs. */
static void take_sample(buf *sample, const unsigned char *bytes, size_t len)
{
  size_t begin = 0;

  while (begin < len && sample->len < SAMPLE) {
    size_t end = begin;
    bool high = false;

    while (end < len && bytes[end] != '\n' && end - begin < SAMPLE)
      high |= bytes[end++] >= 0x80;
    end += end < len;
    if (high)
      buf_put(sample, bytes + begin, end - begin);
    begin = end;
  }
}

/* Share of expected characters among those above ASCII (`wide`: of all). */
static double share_of(UConverter *converter, const char *bytes, size_t len,
                       bool wide)
{
  const char *next = bytes, *end = bytes + len;
  size_t all = 0, good = 0, bad = 0;

  while (next < end) {
    UErrorCode status = U_ZERO_ERROR;
    UChar32 rune;

    rune = ucnv_getNextUChar(converter, &next, end, &status);
    if (status == U_TRUNCATED_CHAR_FOUND || status == U_INDEX_OUTOFBOUNDS_ERROR)
      break;
    bad += U_FAILURE(status) || rune == 0;
    if (rune < 0x80 && !wide)
      continue;
    all++;
    good += is_common(rune) || is_cjk_mark(rune) ||
            (wide &&
             (rune == '\n' || rune == '\r' || (rune >= ' ' && rune < 0x7F)));
  }
  return all ? ((double)good - 4.0 * (double)bad) / (double)all : 0;
}

/* Quotes, dashes, the ellipsis: inserted in English by word processors. */
static bool is_western_mark(unsigned char c)
{
  return c == 0x85 || (c >= 0x91 && c <= 0x97) || c == 0xA0 || c == 0xAB ||
         c == 0xBB;
}

/*
 * Share of the high bytes that are used like marks and accents in Western text:
 * alone between ASCII, or two together if one is a mark.
 */
static double western_share(const unsigned char *bytes, size_t len)
{
  size_t all = 0, good = 0;

  for (size_t i = 0; i < len;) {
    size_t run = 0;

    while (i + run < len && bytes[i + run] >= 0x80)
      run++;
    if (run == 1 && bytes[i] >= 0xA0)
      good++;
    else if (run == 1)
      good += is_western_mark(bytes[i]);
    else if (run == 2 &&
             (is_western_mark(bytes[i]) || is_western_mark(bytes[i + 1])))
      good += 2;
    all += run;
    i += run ? run : 1;
  }
  return all ? (double)good / (double)all : 0;
}

/* Whether most of what is not ASCII is valid UTF-8: damaged UTF-8. */
static bool is_damaged_utf8(const unsigned char *bytes, size_t len)
{
  size_t good = 0, bad = 0;

  for (size_t i = 0; i < len;) {
    size_t size = utf8_size((char)bytes[i]);

    if (bytes[i] < 0x80) {
      i++;
    } else if (size <= len - i && utf8_valid(bytes + i, size) == size) {
      good++;
      i += size;
    } else {
      bad++;
      i++;
    }
  }
  return good > 0 && good >= DAMAGED_RATIO * bad;
}

/* The candidate encodings, and the best of them. */
typedef struct contest {
  const char *best;
  double share; /* its own, or what the first one must exceed */
  zhen_status status;
} contest;

static void compete(contest *c, const char *name, double share)
{
  if (share > c->share) {
    c->best = name;
    c->share = share;
  }
}

/* Skip an encoding that this ICU lacks. */
static void try_encoding(contest *c, const char *name, const char *bytes,
                         size_t len, bool wide)
{
  UConverter *converter;
  zhen_status status =
      c->status == ZHEN_OK ? encoding_open(&converter, name) : c->status;

  if (status == ZHEN_OK) {
    compete(c, name, share_of(converter, bytes, len, wide));
    ucnv_close(converter);
  } else if (status != ZHEN_EUSAGE) {
    c->status = status;
  }
}

static void guess_bytes(contest *c, const buf *sample)
{
  const unsigned char *bytes = (const unsigned char *)sample->ptr;
  double western;

  if (sample->len == 0 || is_damaged_utf8(bytes, sample->len))
    return;
  try_encoding(c, "GB18030", sample->ptr, sample->len, false);
  try_encoding(c, "Big5", sample->ptr, sample->len, false);
  western = western_share(bytes, sample->len);
  if (western >= MIN_WESTERN)
    compete(c, "windows-1252", western);
}

zhen_status encoding_guess(const char **out, const unsigned char *bytes,
                           size_t len)
{
  size_t head = len < SAMPLE ? len : SAMPLE;
  contest wide = {"UTF-8", 0.5, ZHEN_OK},
          narrow = {"UTF-8", MIN_SHARE, ZHEN_OK};
  buf sample = {0};

  if (len % 2 == 0) {
    try_encoding(&wide, "UTF-16LE", (const char *)bytes, head, true);
    try_encoding(&wide, "UTF-16BE", (const char *)bytes, head, true);
  }
  *out = wide.best;
  if (wide.status != ZHEN_OK || wide.share > 0.5 || memchr(bytes, 0, len))
    return wide.status;
  take_sample(&sample, bytes, len);
  guess_bytes(&narrow, &sample);
  if (sample.failed)
    narrow.status = zhen_fail_memory();
  buf_dispose(&sample);
  *out = narrow.best;
  return narrow.status;
}

/* The next letter or digit of a name, in lower case; 0 at the end. Zeros before
   a number do not count. */
static char next_of(const char **name, bool *after_digit)
{
  for (char c; (c = **name) != '\0'; *after_digit = false) {
    char next = *++*name;

    if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
      *after_digit = false;
      return (char)(c | 0x20);
    }
    if (c >= '1' && c <= '9')
      *after_digit = true;
    else if (c != '0' || (!*after_digit && next >= '0' && next <= '9'))
      continue;
    return c;
  }
  return '\0';
}

bool encoding_is(const char *name, const char *other)
{
  bool after_digit = false, after_other = false;
  char c;

  do {
    c = next_of(&name, &after_digit);
    if (c != next_of(&other, &after_other))
      return false;
  } while (c);
  return true;
}

const char *encoding_converter(const char *name)
{
  static const char *const gb[] = {"GB2312", "GBK", "EUC-CN", "CP936"};

  for (size_t i = 0; i < sizeof gb / sizeof *gb; i++)
    if (encoding_is(name, gb[i]))
      return "GB18030";
  return encoding_is(name, "Big5") ? "Big5-HKSCS" : name;
}

zhen_status encoding_open(UConverter **out, const char *encoding)
{
  UErrorCode status = U_ZERO_ERROR;

  *out = ucnv_open(encoding_converter(encoding), &status);
  if (status == U_MEMORY_ALLOCATION_ERROR)
    return zhen_fail_memory();
  if (U_FAILURE(status))
    return zhen_fail(ZHEN_EUSAGE,
                     "unknown encoding \"%s\"; use UTF-8, UTF-16, GB18030, "
                     "GBK, Big5 or windows-1252",
                     encoding);
  ucnv_setToUCallBack(*out, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  return ZHEN_OK;
}
