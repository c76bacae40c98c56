/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_BUILD_SETTLE_H
#define ZHEN_BUILD_SETTLE_H

#include "build/builder.h"

/* The state of the store when all documents are in: no others, duplicates
   marked, complete. */
ZHEN_CHECK zhen_status settle_store(builder *b);

#endif
