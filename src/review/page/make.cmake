# SPDX-License-Identifier: Apache-2.0
# cmake -DOUT=FILE -P make.cmake: the page as one file, from page.html, page.css
# and page.js, with the hashes of style and script that its policy allows.
# With -DFROM=DIRECTORY -DNAME=NAME -DSHEET=NAME, from others; with -DWITH=NAME,
# that script comes first.

# SHA-256 as base64: three bytes are four characters.
function(base64_sha256 out content)
  set(digits "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  string(SHA256 hex "${content}")
  string(APPEND hex "00")
  set(text "")
  foreach(at RANGE 0 60 6)
    string(SUBSTRING "${hex}" ${at} 6 part)
    foreach(shift 18 12 6 0)
      math(EXPR digit "(0x${part} >> ${shift}) & 63")
      string(SUBSTRING "${digits}" ${digit} 1 digit)
      string(APPEND text "${digit}")
    endforeach()
  endforeach()
  string(SUBSTRING "${text}" 0 43 text) # 32 bytes, padded by one
  set(${out} "${text}=" PARENT_SCOPE)
endfunction()

if(NOT FROM)
  set(FROM ${CMAKE_CURRENT_LIST_DIR})
  set(NAME page)
  set(SHEET page)
endif()
file(READ ${FROM}/${NAME}.html html)
file(READ ${FROM}/${NAME}.js js)
file(READ ${FROM}/${SHEET}.css css)
if(WITH)
  file(READ ${FROM}/${WITH}.js first)
  string(PREPEND js "${first}")
endif()
base64_sha256(style_hash "${css}")
base64_sha256(script_hash "${js}")
string(REPLACE "@STYLE_HASH@" "${style_hash}" html "${html}")
string(REPLACE "@SCRIPT_HASH@" "${script_hash}" html "${html}")
string(REPLACE "@STYLE@" "${css}" html "${html}")
string(REPLACE "@SCRIPT@" "${js}" html "${html}")
file(WRITE ${OUT} "${html}")
