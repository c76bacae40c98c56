/* SPDX-License-Identifier: Apache-2.0 */
/* Setting the thread's last error: `return zhen_fail(ZHEN_EINPUT, "...")`. */
#ifndef ZHEN_BASE_FAIL_H
#define ZHEN_BASE_FAIL_H

#include <zhen/error.h>

zhen_status zhen_fail(zhen_status status, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

zhen_status zhen_fail_memory(void);

/* A target that cannot be written: the reason by errno, and a remedy. */
zhen_status zhen_fail_output(const char *target, int error);

#endif
