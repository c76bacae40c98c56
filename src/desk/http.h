/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libmicrohttpd, which is loaded when the desk starts. If it were linked, every
 * command would start it and GnuTLS, which it is made with.
 */
#ifndef ZHEN_DESK_HTTP_H
#define ZHEN_DESK_HTTP_H

#include "desk/parts.h"

#include <dlfcn.h>
#include <microhttpd.h>

/* Fails if it is not there. It stays until the program ends. */
zhen_status desk_load_http(desk_failure *why);

/* A function of it, by its name. */
#define HTTP(name)                                                             \
  (__extension__(__typeof__(&(name))) dlsym(RTLD_DEFAULT, #name))

#endif
