#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# slurm.sh PROGRAM [README]: the script for Slurm in README.md, run as Slurm
# runs it, with a scontrol that only records its arguments. At its
# time limit an element must stop, ask to be queued again and end with 0; run
# again it must finish and end with 0 though documents failed; a manifest that
# cannot be read must fail it.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
program=$(realpath "$1")
readme=$(realpath "${2:-$here/../../README.md}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

mkdir bin
ln -s "$program" bin/zhen
printf '#!/bin/sh\necho "$*" >>"%s/asked"\n' "$work" >bin/scontrol
chmod +x bin/scontrol
PATH=$work/bin:$PATH
export PATH SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_JOB_ID=77 SLURM_CPUS_PER_TASK=1
awk '/^```/ && found { printf "%s", text; exit }
     /^```/ { open = !open; text = ""; next }
     open { text = text $0 "\n" }
     open && /^#SBATCH/ { found = 1 }' "$readme" >job.sh
grep -q '^#SBATCH' job.sh
"$here/documents.sh" 15000 >pairs.tsv

# The limit is near: the script alone gets the signal.
sh job.sh 2>log &
job=$!
while [ ! -e shard-1.db ]; do sleep 0.05; done
kill -TERM $job
wait $job || { echo "stopped: status $?" && exit 1; }
grep -q 'shard-1.db: stopped' log || { cat log && exit 1; }
[ "$(cat asked)" = 'requeue 77_1' ]

sh job.sh 2>log || { echo "again: status $?" && cat log && exit 1; }
grep -E 'aligned, [0-9]+ as before, [1-9][0-9]* failed' log
[ "$(wc -l <asked)" = 1 ]
zhen merge shard-1.db -o whole.db

rm pairs.tsv
! sh job.sh 2>log
[ "$(wc -l <asked)" = 1 ]
