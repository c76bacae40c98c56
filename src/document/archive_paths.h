/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_DOCUMENT_ARCHIVE_PATHS_H
#define ZHEN_DOCUMENT_ARCHIVE_PATHS_H

#include "document/archive.h"

/*
 * The name of a member that is referred to by `link`, a path relative to the
 * member `base` or, with a slash, to the archive. A fragment is cut off.
 *
 * @param[out] out  belongs to the archive
 * @retval ZHEN_EINPUT  leads out of the archive
 */
ZHEN_CHECK zhen_status archive_resolve(archive *a, const char **out,
                                       const char *base, zhen_str link);

#endif
