/* SPDX-License-Identifier: Apache-2.0 */
/* A page, also of pairs that were not aligned. */
#ifndef ZHEN_REVIEW_REPORT_H
#define ZHEN_REVIEW_REPORT_H

#include "review/judged.h"

/* As zhen_report_write(); `memory` may be NULL. */
ZHEN_CHECK zhen_status report_write(const char *path,
                                    const zhen_alignment *alignment,
                                    const zhen_side *zh, const zhen_side *en,
                                    const zhen_report_options *options,
                                    const report_memory *memory);

#endif
