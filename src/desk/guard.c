/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which requests are answered. A foreign page may send requests to this
 * machine, and may have its own name lead to 127.0.0.1 (DNS rebinding), so the
 * address alone protects nothing.
 */
#include "desk/server.h"

#include <stdio.h>
#include <string.h>

typedef struct desk_headers {
  const char *name, *value;
  unsigned count;
} desk_headers;

static enum MHD_Result count_header(void *context, enum MHD_ValueKind kind,
                                    const char *name, const char *value)
{
  desk_headers *h = context;

  (void)kind;
  if (strcasecmp(name, h->name) == 0) {
    h->value = value ? value : "";
    h->count++;
  }
  return MHD_YES;
}

/* A header that occurs once; NULL: it is missing, or there are several. */
static const char *header(struct MHD_Connection *connection, const char *name,
                          unsigned *count)
{
  desk_headers h = {.name = name};

  HTTP(MHD_get_connection_values)
  (connection, MHD_HEADER_KIND, count_header, &h);
  *count = h.count;
  return h.count == 1 ? h.value : NULL;
}

/* Whether a host is this desk: 127.0.0.1:PORT, localhost:PORT or [::1]:PORT. */
static bool is_host(const desk *d, const char *host)
{
  static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
  char own[64];

  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    snprintf(own, sizeof own, "%s:%u", names[k], d->port);
    if (strcasecmp(host, own) == 0)
      return true;
  }
  return false;
}

/* Of a page of the host that is asked; what changes something needs one. */
static bool is_origin(struct MHD_Connection *connection, const char *host,
                      bool effect)
{
  static const char scheme[] = "http://";
  unsigned count;
  const char *origin = header(connection, "Origin", &count);

  if (count == 0)
    return !effect;
  return origin && strncmp(origin, scheme, strlen(scheme)) == 0 &&
         strcasecmp(origin + strlen(scheme), host) == 0;
}

/* What browsers say of who asks. A page that another site leads to is not the
   desk yet: it has no cookie, which is SameSite=Strict. */
static bool is_fetch(struct MHD_Connection *connection, bool navigation)
{
  unsigned count;
  const char *site = header(connection, "Sec-Fetch-Site", &count);
  const char *mode;

  if (count == 0)
    return true;
  if (site && (strcmp(site, "same-origin") == 0 || strcmp(site, "none") == 0))
    return true;
  mode = header(connection, "Sec-Fetch-Mode", &count);
  return navigation && mode && strcmp(mode, "navigate") == 0;
}

bool desk_has_cookie(const desk *d, struct MHD_Connection *connection)
{
  const char *given =
      HTTP(MHD_lookup_connection_value)(connection, MHD_COOKIE_KIND, d->cookie);

  return given && desk_same(d->session, given);
}

static bool has_key(const desk *d, struct MHD_Connection *connection)
{
  unsigned count;
  const char *given = header(connection, "X-Zhen-Key", &count);

  return given && desk_same(d->key, given);
}

unsigned desk_guard(const desk *d, struct MHD_Connection *connection,
                    const char *method, desk_need need)
{
  unsigned count;
  const char *host = header(connection, "Host", &count);
  bool effect = strcmp(method, "GET") != 0;

  if (!host || !is_host(d, host))
    return MHD_HTTP_MISDIRECTED_REQUEST;
  if (effect && strcmp(method, "POST") != 0 && strcmp(method, "PUT") != 0 &&
      strcmp(method, "DELETE") != 0)
    return MHD_HTTP_METHOD_NOT_ALLOWED;
  if (!is_origin(connection, host, effect) ||
      !is_fetch(connection, need == DESK_NEED_NONE && !effect) ||
      (need != DESK_NEED_NONE && !desk_has_cookie(d, connection)) ||
      (need == DESK_NEED_KEY && !has_key(d, connection)))
    return MHD_HTTP_FORBIDDEN;
  return 0;
}
