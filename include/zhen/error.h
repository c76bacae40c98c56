/* SPDX-License-Identifier: Apache-2.0 */
/**
 * @file zhen/error.h
 * One way to fail.
 *
 * Every function that can fail returns a zhen_status: 0 is success, all others
 * are negative. On failure the out-parameter is NULL and zhen_error_last() is
 * one line: where, what was wrong, and what to do. The message belongs to the
 * calling thread; the next failure in that thread replaces it. Any function
 * that allocates may return ZHEN_ENOMEM, also where its header does not list
 * it.
 *
 * The library never prints or exits, with two exceptions that abort the
 * process. Errors of the caller (NULL where the header forbids it) are
 * assertions. And ICU, which decodes and segments text, does not check all of
 * its own allocations: where memory is limited, a caller who must survive its
 * exhaustion calls ICU's u_setMemoryFunctions() before the first call to zhen,
 * with an allocator that does not fail, for example one with a reserve.
 */
#ifndef ZHEN_ERROR_H
#define ZHEN_ERROR_H

#include <stddef.h>
#include <zhen/export.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Marks results that must not be ignored. */
#if defined(__GNUC__)
#define ZHEN_CHECK __attribute__((warn_unused_result))
#else
#define ZHEN_CHECK
#endif

/** The initializer of an options struct; see zhen.h. */
#ifdef __cplusplus
extern "C++" {
template <typename T> inline T zhen_options_init()
{
  T options = T();

  options.struct_size = sizeof(T);
  return options;
}
}
#define ZHEN_OPTIONS_INIT(type) zhen_options_init<type>()
#else
#define ZHEN_OPTIONS_INIT(type)                                                \
  {                                                                            \
    .struct_size = sizeof(type)                                                \
  }
#endif

/** What went wrong, as a caller would act on it. */
typedef enum zhen_status {
  ZHEN_OK = 0,
  ZHEN_EUSAGE = -1,    /**< an argument is invalid or unknown */
  ZHEN_EINPUT = -2,    /**< input cannot be read, decoded, parsed or used */
  ZHEN_EOUTPUT = -3,   /**< output cannot be written */
  ZHEN_ELIMIT = -4,    /**< a stated limit is exceeded */
  ZHEN_ENOMEM = -5,    /**< out of memory */
  ZHEN_ECANCELLED = -6 /**< the caller's zhen_progress cancelled the call */
} zhen_status;

/**
 * The last failure of this thread.
 *
 * @return one line without a full stop or program name; "" before the first
 *         failure; borrowed, valid until the next failure in this thread
 */
ZHEN_API const char *zhen_error_last(void);

#ifdef __cplusplus
}
#endif
#endif
