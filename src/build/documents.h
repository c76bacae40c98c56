/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_BUILD_DOCUMENTS_H
#define ZHEN_BUILD_DOCUMENTS_H

#include "build/builder.h"

/* Read, align and store the documents of the manifest, on all threads. */
ZHEN_CHECK zhen_status documents_run(builder *b);

#endif
