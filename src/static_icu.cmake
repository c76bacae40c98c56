# SPDX-License-Identifier: Apache-2.0
# Run with -P: from ARCHIVE, libicudata.a, take the data and write to OUT what
# zhen uses: the encodings that web pages may have (encoding.spec.whatwg.org),
# properties of characters, names of countries, languages and currencies in
# Chinese and English.
get_filename_component(work ${OUT} DIRECTORY)
set(work ${work}/icu_data)
file(REMOVE_RECURSE ${work})
file(MAKE_DIRECTORY ${work})

function(run)
  execute_process(COMMAND ${ARGN} WORKING_DIRECTORY ${work}
    RESULT_VARIABLE result ERROR_VARIABLE error OUTPUT_VARIABLE output)
  if(result)
    list(JOIN ARGN " " command)
    message(FATAL_ERROR "${command}: ${error}")
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

run(${AR} x ${ARCHIVE})
file(GLOB object ${work}/*.o*)
get_filename_component(name ${object} NAME_WE)
string(REPLACE _dat "" name ${name})
set(whole ${work}/${name}.dat)
run(${OBJCOPY} -O binary --only-section=.rodata ${object} ${whole})
run(${ICUPKG} -l ${whole})
string(REGEX REPLACE "\n" ";" items "${output}")

set(encodings gb18030 windows-936 windows-874 ibm-1386 ibm-1375 windows-950 ibm-950 ibm-943
  euc-jp-2007 ibm-970 windows-949 ibm-1363 ibm-1373 ibm-866 ibm-878 ibm-1168 macos- ibm-874
  ibm-912 ibm-913 ibm-914 ibm-915 ibm-916 ibm-920 ibm-921 ibm-923 ibm-1089
  ibm-813 ibm-819 ibm-9005 ibm-5012 iso-8859 ibm-534 ibm-125 ibm-53 ibm-9447
  ibm-9448 ibm-9449 icu-internal-25546)
list(JOIN encodings "|" encodings)
set(keep "^(${encodings}).*\\.cnv$|^cnvalias\\.icu$|^(uemoji|ulayout)\\.icu$")
string(APPEND keep "|^(lang|region|curr)/(root|pool|en|zh|supplementalData|res_index)\\.res$")
set(unused)
foreach(item ${items})
  if(item AND NOT item MATCHES "${keep}")
    string(APPEND unused "${item}\n")
  endif()
endforeach()
file(WRITE ${work}/unused.txt "${unused}")
run(${ICUPKG} -r ${work}/unused.txt ${whole} ${OUT})
file(REMOVE_RECURSE ${work})
