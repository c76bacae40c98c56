/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The desk: a web server for the browser of this machine, where two files are
 * dropped, aligned, reviewed and saved.
 *
 * It listens on the loopback addresses only. The URL has a token in its
 * fragment, which the page exchanges, once, for a cookie; everything but that
 * page needs the cookie. What it keeps is in a directory of its own, of mode
 * 0700. It uses <zhen/...>, libmicrohttpd and jansson, and prints nothing.
 */
#ifndef ZHEN_DESK_DESK_H
#define ZHEN_DESK_DESK_H

#include <stddef.h>
#include <zhen/zhen.h>

/* Why a desk ended other than by its last tab. */
typedef struct desk_failure {
  zhen_status status;
  char text[1024];
} desk_failure;

typedef struct desk_options {
  const char *files[2]; /* to begin with; NULL: none */
  const char *state;    /* the directory; its parent exists or can be made */
  unsigned threads;     /* for aligning; 0: one per processor */
  unsigned idle, whole; /* seconds after which a connection is cut: without a
                           byte, and at most; 0: 10 and 60 */

  /* Called when it listens. `file` is a page that only this user can read and
     that leads to the URL, for programs whose arguments others can see. */
  void (*ready)(void *context, const char *url, const char *file);
  void *context;
} desk_options;

/* The version of libmicrohttpd; false: it cannot be loaded. */
bool desk_http_library(zhen_library *out);

/* Serve until the last tab is closed. */
zhen_status desk_run(const desk_options *options, desk_failure *why);

#endif
