# SPDX-License-Identifier: Apache-2.0
# axe-core (npm, MPL-2.0) finds nothing on the pages of the desk and of a report,
# in both languages, light and dark, wide and narrow.
. "$LARGE/want.inc"
want nodejs node
want npm npm
want chromium chromium
npm install --no-audit --no-fund axe-core >/dev/null 2>&1 || {
  echo "axe-core cannot be installed"
  exit 77
}
node "$LARGE/axe.mjs" "$ZHEN" "$(command -v chromium)" \
  node_modules/axe-core/axe.min.js
