#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# documents.sh COUNT [EDITED]: a manifest of COUNT small documents with their
# texts, with some duplicate pairs; with EDITED every tenth document differs and
# every seventh is missing.
set -eu
awk -v count="$1" -v edited="${2-}" 'BEGIN {
  for (d = 0; d < count; d++) {
    if (edited != "" && d % 7 == 3)
      continue
    zh = en = ""
    for (s = 0; s < 6; s++) {
      n = (d * 7 + s * 13 + (edited != "" && d % 10 == 4)) % 997
      zh = zh sprintf("第%d条船在%d月运来了%d吨货物。\\n", n, n % 12 + 1,
        n * 3 + 2)
      en = en sprintf("Ship number %d brought %d tons of goods in %s.\\n",
        n, n * 3 + 2, substr("JanFebMarAprMayJunJulAugSepOctNovDec",
        n % 12 * 3 + 1, 3))
    }
    if (d % 50 == 9)
      en = ""
    printf "{\"id\":\"%05d\",\"zh\":\"%s\",\"en\":\"%s\"}\n", d, zh, en
  }
}'
