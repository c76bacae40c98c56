#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What differs between operating systems is in src/base/system.c; the program
# has signals, the terminal and the start of a browser in a file each.
set -eu
cd "$(dirname "$0")/../.."

names='O_TMPFILE|renameat2|RENAME_[A-Z]+|linkat|F_OFD_[A-Z]+|F_SETLKW?|F_GETLK'
names="$names|flock|lockf|getdents64|fsync|fdatasync|sync_file_range|syncfs"
names="$names|fallocate|copy_file_range|sendfile|posix_fadvise|statx|mmap"
names="$names|munmap|mremap|madvise|memfd_create|pipe2|dup3|v?fork|exec[lv][pe]*"
names="$names|posix_spawnp?|wait[34]?|waitid|waitpid|kill|dlopen|dlsym|ioctl"
names="$names|sched_[a-z]+|CPU_COUNT|pthread_condattr_setclock|pthread_kill"
names="$names|sigaction|signal|sigwait|sigwaitinfo|sigtimedwait|raise"
names="$names|memrchr|qsort_r|strchrnul|mempcpy|rawmemchr|fopencookie"
names="$names|getrandom|secure_getenv|program_invocation(_short)?_name"

# shellcheck disable=SC2046 # file names of this project have no spaces
if awk -f tests/lint/code.awk $(find src include -name '*.[ch]' \
    ! -path 'src/desk/*' ! -path 'src/base/system.c') |
    grep -E "\<($names)\>" |
    grep -Ev '^src/cli/(signals|terminal|cmd_desk)\.[ch]:'; then
  exit 1
fi
