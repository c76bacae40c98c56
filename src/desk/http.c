/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/http.h"

#include <stdio.h>

static const char library[] = "libmicrohttpd.so.12";

static const char *const functions[] = {"MHD_add_response_header",
                                        "MHD_create_response_from_buffer",
                                        "MHD_create_response_from_fd64",
                                        "MHD_destroy_response",
                                        "MHD_get_connection_info",
                                        "MHD_get_connection_values",
                                        "MHD_get_fdset2",
                                        "MHD_get_timeout",
                                        "MHD_lookup_connection_value",
                                        "MHD_queue_response",
                                        "MHD_run_from_select",
                                        "MHD_start_daemon",
                                        "MHD_stop_daemon"};

bool desk_http_library(zhen_library *out)
{
  const char *(*version)(void);

  *out = (zhen_library){.name = "microhttpd"};
  snprintf(out->built, sizeof out->built, "%x.%x.%x", MHD_VERSION >> 24,
           MHD_VERSION >> 16 & 0xff, MHD_VERSION >> 8 & 0xff);
  if (!dlopen(library, RTLD_NOW | RTLD_GLOBAL))
    return false;
  version = HTTP(MHD_get_version);
  if (!version)
    return false;
  snprintf(out->running, sizeof out->running, "%s", version());
  return true;
}

zhen_status desk_load_http(desk_failure *why)
{
  bool whole = dlopen(library, RTLD_NOW | RTLD_GLOBAL) != NULL;

  for (size_t k = 0; k < sizeof functions / sizeof *functions; k++)
    whole = whole && dlsym(RTLD_DEFAULT, functions[k]);
  return whole ? ZHEN_OK
               : desk_fail(why, ZHEN_EINPUT,
                           "%s cannot be loaded; install libmicrohttpd12 (its "
                           "name in Debian)",
                           library);
}
