/* SPDX-License-Identifier: Apache-2.0 */
/* Decode XML and HTML, which may declare their encoding. */
#ifndef ZHEN_TEXT_DECODE_DECLARED_H
#define ZHEN_TEXT_DECODE_DECLARED_H

#include "text/text.h"

/*
 * As zhen_text_decode(). Unless `options` name an encoding, it is that of the
 * byte order mark, the declared one, or the detected one, in this order. A
 * declared one that the bytes are not in is not used.
 *
 * @param[out] misfit  whether there was such a one
 */
ZHEN_CHECK zhen_status text_decode_declared(zhen_text **out, zhen_str bytes,
                                            const char *name,
                                            const zhen_read_options *options,
                                            bool *misfit);

#endif
