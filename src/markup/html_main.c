/* SPDX-License-Identifier: Apache-2.0 */
#include "markup/html_main.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

/* Of the cited study: density of links, and words of a block; an English word
   has about 6 bytes, a Chinese one as many in UTF-8. */
enum {
  LINKED_PERCENT = 33,
  SHORT_BYTES = 60,
  MAIN_BYTES = 200 /* of a <main> that is the main text */
};

bool html_is_around(const tag *t)
{
  static const char roles[] =
      " navigation banner contentinfo complementary search menu menubar "
      "toolbar tablist dialog alertdialog ";
  static const char words[] =
      " nav navbar navigation navheader navfooter nav-bar menu menubar "
      "main-menu site-nav site-header site-footer page-header page-footer "
      "breadcrumb breadcrumbs sidebar side-bar side-nav toc-sidebar footer "
      "colophon masthead cookie cookies cookie-banner cookie-notice "
      "cookie-consent consent gdpr share sharing share-bar share-buttons "
      "social social-links social-share addthis pagination pager pagenav "
      "prev-next related related-posts recommended newsletter subscribe "
      "signup advert advertisement ads ad-banner banner-ad sponsor popup "
      "modal skip-link skip-to-content skiplink sr-only visually-hidden "
      "screen-reader-text lang-switch language-switcher language-selector "
      "search-form searchbox search-box login-form tag-list tags-links "
      "edit-link editsection mw-editsection print-link sphinxsidebar "
      "wy-nav-side rst-footer-buttons md-header md-footer md-sidebar md-tabs "
      "md-nav headerlink comments comment-form post-navigation ";

  if (markup_tag_is(t, "html") || markup_tag_is(t, "body") ||
      markup_tag_is(t, "main") || markup_tag_is(t, "article"))
    return false;
  return markup_tag_is(t, "nav") || markup_tag_is(t, "footer") ||
         markup_tag_is(t, "aside") || markup_tag_is(t, "button") ||
         markup_tag_is(t, "form") || markup_tag_is(t, "menu") ||
         markup_attribute_has(t, "role", roles) ||
         markup_attribute_has(t, "class", words) ||
         markup_attribute_has(t, "id", words);
}

static void enter_main(html_main *m, const tag *t, size_t at)
{
  bool named =
      markup_tag_is(t, "main") || markup_attribute_has(t, "role", " main ");

  if (!named && !markup_tag_is(t, "article"))
    return;
  if (t->closing) {
    m->depth -= m->depth > 0;
    if (m->depth == 0 && m->named == named && m->main_end == 0)
      m->main_end = at;
    return;
  }
  m->articles += !named;
  m->depth++;
  if (named && !m->named) {
    m->named = true;
    m->main_at = t->end;
    m->main_end = 0;
    m->depth = 1;
  } else if (!m->named && m->articles == 1) {
    m->main_at = t->end;
  }
}

void html_main_tag(html_main *m, const tag *t, size_t at)
{
  if (markup_tag_is(t, "a"))
    m->links = !t->closing;
  if (markup_tag_parts(t))
    m->open = false;
  if (t->name[0] == 'h' && t->name[1] >= '1' && t->name[1] <= '6' &&
      t->name[2] == '\0')
    m->heading = !t->closing;
  if (markup_tag_is(t, "main") || markup_tag_is(t, "article"))
    enter_main(m, t, at);
}

void html_main_text(html_main *m, size_t begin, size_t end)
{
  html_block *b;

  if (!m->open) {
    if (mem_grow(&m->blocks, &m->capacity, m->count + 1, sizeof *b) !=
        ZHEN_OK) {
      m->c->failed = true;
      return;
    }
    m->blocks[m->count++] = (html_block){.begin = begin, .heading = m->heading};
    m->open = true;
  }
  b = &m->blocks[m->count - 1];
  b->end = end;
  b->letters += end - begin;
  b->linked += m->links ? end - begin : 0;
}

/* A block of links, or a short one among such blocks. */
static bool is_link_list(const html_block *b)
{
  return b->linked * 100 > b->letters * LINKED_PERCENT;
}

static bool is_boilerplate(const html_main *m, size_t i)
{
  const html_block *b = &m->blocks[i];
  bool before = i == 0 || is_link_list(b - 1);
  bool after = i + 1 == m->count || is_link_list(b + 1);

  if (b->heading)
    return false;
  if (is_link_list(b))
    return before || after;
  return b->letters < SHORT_BYTES && before && after;
}

static size_t letters_between(const html_main *m, size_t begin, size_t end)
{
  size_t n = 0;

  for (size_t i = 0; i < m->count; i++)
    if (m->blocks[i].begin >= begin && m->blocks[i].end <= end)
      n += m->blocks[i].letters;
  return n;
}

void html_main_cut(html_main *m)
{
  if (m->articles > 1 && !m->named)
    m->main_at = 0;
  if (m->main_at > 0 && m->main_end > m->main_at &&
      letters_between(m, m->main_at, m->main_end) >= MAIN_BYTES) {
    cuts_add(m->c, 0, m->main_at, PUT_NOTHING);
    cuts_add(m->c, m->main_end, m->c->text.len, PUT_NOTHING);
  }
  for (size_t i = 0; i < m->count; i++)
    if (is_boilerplate(m, i))
      cuts_add(m->c, m->blocks[i].begin, m->blocks[i].end, PUT_NOTHING);
  free(m->blocks);
}
