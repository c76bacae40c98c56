/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What can be asked for. Nothing in a URL is a path: an id is looked up among
 * the works, all else is compared with words.
 *
 *   GET /                        the desk; without a cookie, the page that
 *                                exchanges the token
 *   POST /enter                  the token: sets the cookie, gives the key
 *   POST /tab                    the id of a tab: it is open
 *   POST /leave                  the key and the id: it is closed. A beacon has
 *                                no headers
 *   GET, POST /work              the works; a new one
 *   GET, DELETE /work/ID         its state; remove it
 *   PUT /work/ID/input/K?name=   the bytes of file K
 *   POST /work/ID/read/K         how to read it: {language, kind, encoding}
 *   PUT /work/ID/aid/KIND?name=  a glossary, or a memory to learn from
 *   POST /work/ID/earlier        the id of a work that was saved: learn from it
 *   DELETE /work/ID/aid/K
 *   POST /work/ID/start          align; /work/ID/swap: with exchanged sides
 *   POST /work/ID/cancel
 *   GET /work/ID/page, data      to review: the page, what it shows
 *   GET, POST /work/ID/review    the corrections, a patch
 *   POST /work/ID/save/FORMAT    the beads as reviewed: the file
 *
 * A file of pairs that is shown as a memory:
 *
 *   POST /work/ID/as/VIEW        show it as a memory, or align it as texts
 *   GET /work/ID/entries?        a page of its entries
 *   POST /work/ID/marks          keep or drop some of them
 *   POST /work/ID/save/HOW       write it without those that are dropped
 *   GET /work/ID/saved           what was written
 *
 * A store, of the command line:
 *
 *   GET /store                   its page
 *   GET /store/state             counts, rules, failures, as they are known
 *   GET /store/documents?        a page of its documents
 *   GET /store/document?id=      one of them, a page of its beads
 *   POST /store/find?            search for the text
 *   GET /store/found?            what was found until now
 */
#include "desk/server.h"

#include <string.h>

/* Copies nothing: `verb` and `rest` point into the URL. */
bool desk_route(desk_call *call, const char *url)
{
  static const char works[] = "/work/", store[] = "/store/";
  static const char *const verbs[] = {"input", "save", "aid", "read", "as"};
  const char *id = url + strlen(works);

  call->verb = call->rest = "";
  if (strncmp(url, store, strlen(store)) == 0) {
    call->verb = "store";
    call->rest = url + strlen(store);
    return true;
  }
  if (strncmp(url, works, strlen(works)) != 0) {
    call->verb = url + (*url == '/');
    return strcmp(url, "/") == 0 || strcmp(url, "/enter") == 0 ||
           strcmp(url, "/tab") == 0 || strcmp(url, "/leave") == 0 ||
           strcmp(url, "/work") == 0 || strcmp(url, "/store") == 0;
  }
  if (strspn(id, "0123456789abcdef") != DESK_ID ||
      (id[DESK_ID] != '/' && id[DESK_ID] != '\0'))
    return false;
  memcpy(call->work, id, DESK_ID);
  if (id[DESK_ID] == '\0')
    return true;
  call->verb = id + DESK_ID + 1;
  for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++) {
    size_t len = strlen(verbs[k]);

    if (strncmp(call->verb, verbs[k], len) == 0 && call->verb[len] == '/') {
      call->rest = call->verb + len + 1;
      call->verb = verbs[k];
      break;
    }
  }
  return true;
}

/* What the browser asks for by itself, which adds no key. */
static bool is_page(const desk_call *call)
{
  return strcmp(call->verb, "page") == 0 ||
         (strcmp(call->verb, "store") == 0 && !*call->rest);
}

desk_need desk_needs(const desk_call *call)
{
  if (!call->work[0] && (!*call->verb || strcmp(call->verb, "enter") == 0))
    return DESK_NEED_NONE;
  return is_page(call) || strcmp(call->verb, "leave") == 0 ? DESK_NEED_COOKIE
                                                           : DESK_NEED_KEY;
}

size_t desk_body_max(const desk_call *call)
{
  if (strcmp(call->method, "PUT") == 0)
    return call->work[0] && (strcmp(call->verb, "input") == 0 ||
                             strcmp(call->verb, "aid") == 0)
               ? DESK_INPUT_MAX
               : 0;
  if (strcmp(call->method, "POST") != 0)
    return 0;
  if (strcmp(call->verb, "marks") == 0 || strcmp(call->verb, "store") == 0)
    return DESK_MARKS_MAX;
  return call->work[0] && (strcmp(call->verb, "review") == 0 ||
                           strcmp(call->verb, "save") == 0)
             ? DESK_BODY_MAX
             : 256;
}

/* The token is good once. */
static enum MHD_Result enter(desk_call *call)
{
  desk *d = call->d;

  if (strlen(call->body) != call->len || !desk_same(d->token, call->body))
    return desk_reply_error(call->connection, MHD_HTTP_FORBIDDEN,
                            "this address was used before");
  memset(d->token, 0, sizeof d->token);
  return desk_reply_key(call->connection, d);
}

static enum MHD_Result leave(const desk_call *call)
{
  char key[DESK_SECRET + 1] = "";

  if (call->len == DESK_SECRET + DESK_ID)
    memcpy(key, call->body, DESK_SECRET);
  if (!desk_same(call->d->key, key))
    return desk_reply_error(call->connection, MHD_HTTP_FORBIDDEN,
                            "not allowed");
  desk_tab_left(call->d, call->body + DESK_SECRET);
  return desk_reply_empty(call->connection);
}

static enum MHD_Result front(desk_call *call)
{
  bool inside = desk_has_cookie(call->d, call->connection);
  const char *page = inside ? desk_page : desk_enter;
  const char *end = inside ? desk_page_end : desk_enter_end;

  desk_tab_comes(call->d);
  return desk_reply(call->connection, MHD_HTTP_OK, "text/html; charset=utf-8",
                    page, (size_t)(end - page));
}

enum MHD_Result desk_answer(desk_call *call)
{
  bool get = strcmp(call->method, "GET") == 0;
  bool post = strcmp(call->method, "POST") == 0;

  if (desk_is_setting(call))
    return desk_answer_setting(call);
  if (call->work[0] || strcmp(call->verb, "work") == 0)
    return desk_answer_work(call);
  if (strcmp(call->verb, "store") == 0)
    return desk_answer_store(call);
  if (get && !*call->verb)
    return front(call);
  if (post && strcmp(call->verb, "enter") == 0)
    return enter(call);
  if (post && strcmp(call->verb, "tab") == 0)
    return desk_tab_seen(call->d, call->body)
               ? desk_reply_empty(call->connection)
               : desk_reply_error(call->connection, MHD_HTTP_BAD_REQUEST,
                                  "not the id of a tab, or too many tabs");
  if (post && strcmp(call->verb, "leave") == 0)
    return leave(call);
  return desk_reply_error(call->connection, MHD_HTTP_METHOD_NOT_ALLOWED,
                          "not allowed");
}
