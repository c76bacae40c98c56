/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_TOKENS_FOREIGN_H
#define ZHEN_TOKENS_FOREIGN_H

#include "tokens/document.h"

/* The English names that the Chinese text renders by sound, as edges. */
ZHEN_CHECK zhen_status find_foreign_names(document *d);

#endif
