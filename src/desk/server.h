/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the server share. */
#ifndef ZHEN_DESK_SERVER_H
#define ZHEN_DESK_SERVER_H

#include "desk/http.h"

#include <time.h>

enum { DESK_TABS = 64, DESK_CONNECTIONS = 64, DESK_COOKIE = 32 };

/* A page of the browser that is open. */
typedef struct desk_tab {
  char id[DESK_ID + 1]; /* empty: none */
  time_t seen;
} desk_tab;

/* A connection, which carries one request, and when it is cut. */
typedef struct desk_line {
  struct MHD_Connection *connection; /* NULL: none */
  time_t end;
} desk_line;

/* A store that is shown. */
typedef struct desk_store desk_store;

struct desk {
  const desk_options *options;
  char *works_path;
  char token[DESK_SECRET + 1]; /* empty once it was exchanged */
  char session[DESK_SECRET + 1];
  char key[DESK_SECRET + 1]; /* other ports of this host get the cookie, too;
                                scripts of the pages keep the key from them */
  char cookie[DESK_COOKIE];  /* its name */
  unsigned port;
  struct MHD_Daemon *daemons[2];
  desk_line lines[DESK_CONNECTIONS];

  desk_tab tabs[DESK_TABS];
  time_t coming; /* until when a page that was sent may become a tab */
  time_t left; /* when the last tab was closed; 0: there is one, or none yet */

  pthread_mutex_t lock;
  pthread_cond_t changed;
  pthread_t worker;
  bool working, quit;
  desk_work *works[DESK_WORKS]; /* NULL: none */
  desk_store *store;            /* NULL: none */
};

/* ---- listen.c ---- */

/* Bind 127.0.0.1 and, where there is IPv6, ::1 to one free port. A socket that
   is not there is -1. */
zhen_status desk_listen(int sockets[2], unsigned *port, desk_failure *why);

/* ---- guard.c ---- */

/* What a request must have. */
typedef enum desk_need {
  DESK_NEED_KEY,    /* cookie and key: whatever has effects or gives data */
  DESK_NEED_COOKIE, /* a page, which a browser loads without the key */
  DESK_NEED_NONE    /* the page that exchanges the token, and the exchange */
} desk_need;

/* Whether a request comes from a page of this desk: the status to refuse it
   with, or 0. */
unsigned desk_guard(const desk *d, struct MHD_Connection *connection,
                    const char *method, desk_need need);

bool desk_has_cookie(const desk *d, struct MHD_Connection *connection);

/* ---- reply.c ---- */

enum MHD_Result desk_reply(struct MHD_Connection *connection, unsigned status,
                           const char *type, const void *bytes, size_t len);

/* {"error": ...} */
enum MHD_Result desk_reply_error(struct MHD_Connection *connection,
                                 unsigned status, const char *message);

/* Releases `value`. */
enum MHD_Result desk_reply_json(struct MHD_Connection *connection,
                                json_t *value);

/* The bytes of a file, which may be removed after that. */
enum MHD_Result desk_reply_file(struct MHD_Connection *connection,
                                const char *path, const char *type);

enum MHD_Result desk_reply_empty(struct MHD_Connection *connection);

/* The key; sets the cookie of the session. */
enum MHD_Result desk_reply_key(struct MHD_Connection *connection,
                               const desk *d);

/* A page of zhen_report_write() without its data, or only these: a page is
   loaded without the key, so its script asks for the data. */
enum MHD_Result desk_reply_report(struct MHD_Connection *connection,
                                  const char *path, bool data);

/* The status of a failure. */
unsigned desk_status_of(zhen_status status);

/* ---- request.c ---- */

enum MHD_Result desk_request_handle(void *context,
                                    struct MHD_Connection *connection,
                                    const char *url, const char *method,
                                    const char *version, const char *upload,
                                    size_t *upload_len, void **state);

void desk_request_end(void *context, struct MHD_Connection *connection,
                      void **state, enum MHD_RequestTerminationCode how);

/* ---- routes.c ---- */

/* A request that is complete and allowed. */
typedef struct desk_call {
  desk *d;
  struct MHD_Connection *connection;
  const char *method;
  char work[DESK_ID + 1]; /* of /work/ID/VERB/REST; empty: none */
  const char *verb, *rest;
  char *body; /* ends with NUL */
  size_t len;
  char *upload; /* the file that has the body; NULL: `body` */
} desk_call;

/* Find out what a URL asks for; false: there is no such thing. */
bool desk_route(desk_call *call, const char *url);

desk_need desk_needs(const desk_call *call);

/* The largest body; 0: it has none. */
size_t desk_body_max(const desk_call *call);

enum MHD_Result desk_answer(desk_call *call);

/* ---- works.c ---- */

desk_work *desk_find(const desk *d, const char *id);
zhen_status desk_add(desk *d, desk_work **out, desk_failure *why);
void desk_forget(desk *d, desk_work *w);
void desk_recall(desk *d); /* the works that were kept */
enum MHD_Result desk_answer_work(desk_call *call);
enum MHD_Result desk_reply_failure(const desk_call *call,
                                   const desk_failure *why);
enum MHD_Result desk_reply_busy(const desk_call *call);

/* Not queued, nor in the hands of the worker. */
bool desk_is_resting(desk *d, const desk_work *w);

/* The uploaded file becomes one of the work. */
bool desk_take_upload(const desk_call *call, const desk_work *w,
                      const char *name);

/* ---- settings.c ---- */

/* Whether a call is about a setting of a work. */
bool desk_is_setting(const desk_call *call);

enum MHD_Result desk_answer_setting(desk_call *call);

/* ---- worker.c ---- */

zhen_status desk_worker_begin(desk *d, desk_failure *why);
void desk_worker_end(desk *d);
/* Under the lock. Read it, align it or score its entries; write the memory. */
void desk_queue(desk *d, desk_work *w);
void desk_queue_save(desk *d, desk_work *w, const char *how);

/* ---- view_memory.c ---- */

/* Whether a request is about a work that is shown as a memory. */
bool desk_asks_memory(const desk_call *call, const desk_work *w);
enum MHD_Result desk_answer_memory(desk_call *call, desk_work *w);

/* ---- store_thread.c ---- */

bool desk_is_store(const char *path);
zhen_status desk_store_open(desk *d, const char *path, desk_failure *why);
void desk_store_close(desk *d);

/* Its name as it is shown; NULL: there is none. */
const char *desk_store_name(const desk *d);

/* ---- view_store.c ---- */

/* Of /store/REST. */
enum MHD_Result desk_answer_store(desk_call *call);

/* Whether the results of a work that is done are in memory; they will be soon
   if they are not. Under the lock. */
bool desk_restore(desk *d, desk_work *w);

/* ---- tabs.c ---- */

bool desk_tab_seen(desk *d, const char *id);
void desk_tab_left(desk *d, const char *id);
void desk_tab_comes(desk *d); /* a page is loaded, which may take a while */
bool desk_tabs_gone(desk *d);

/* ---- pages.S ---- */

extern const char desk_page[], desk_page_end[];
extern const char desk_enter[], desk_enter_end[];
extern const char desk_memory_page[], desk_memory_page_end[];
extern const char desk_store_page[], desk_store_page_end[];

#endif
