/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ZHEN_REVIEW_REPORT_BEADS_H
#define ZHEN_REVIEW_REPORT_BEADS_H

#include "review/report_data.h"

/* Append the key "beads": what they are of, and why. */
ZHEN_CHECK zhen_status report_put_beads(report_builder *r);

#endif
