#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# desktop.sh PREFIX: is what tells a desktop of `zhen desk` valid, and does it fit
# together?
set -eu
share=$1/share
entry=$share/applications/zhen-desk.desktop
meta=$share/metainfo/invalid.zhen.desk.metainfo.xml
icon=$share/icons/hicolor/scalable/apps/zhen-desk.svg
mime=$share/mime/packages/zhen.xml

if command -v desktop-file-validate >/dev/null; then
  desktop-file-validate "$entry"
fi
if command -v appstreamcli >/dev/null; then
  appstreamcli validate --no-net "$meta" >/dev/null || {
    appstreamcli validate --no-net "$meta"
    exit 1
  }
fi
grep -qx 'Exec=zhen desk %F' "$entry"
grep -qx 'Icon=zhen-desk' "$entry"
grep -q '<launchable type="desktop-id">zhen-desk.desktop</launchable>' "$meta"
[ -s "$icon" ]
if command -v xmllint >/dev/null; then
  xmllint --noout "$icon" "$mime" "$meta"
fi
# Types that are known here, or to the database that others bring.
for type in $(sed -n 's/^MimeType=//p' "$entry" | tr ';' ' '); do
  grep -q "type=\"$type\"" "$mime" && continue
  [ -e /usr/share/mime/types ] || continue
  grep -qx "$type" /usr/share/mime/types || { echo "no type $type" && exit 1; }
done
