# SPDX-License-Identifier: Apache-2.0
# samples/build.slurm on Slurm: a controller and a node of this machine, on
# loopback. An element is stopped as at its time limit, is queued again and
# resumes; documents fail, and the merge that depends on the array runs all the
# same. The store has the pairs of a build at once.
. "$LARGE/want.inc"
PATH=$PATH:/usr/sbin
want munge munged
want slurm-wlm slurmctld

port=$((20000 + $$ % 20000))
host=$(hostname -s)
state=$(mktemp -d)
end() {
  for daemon in slurmd slurmctld munged; do
    [ ! -s "$state/$daemon.pid" ] || kill "$(cat "$state/$daemon.pid")"
  done
  sleep 1
  rm -rf "$state"
}
trap end EXIT
mkdir "$state/state" "$state/spool"
(umask 077 && dd if=/dev/urandom of="$state/key" bs=1k count=1 2>/dev/null)
cat >"$state/slurm.conf" <<X
ClusterName=zhen
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
AuthType=auth/munge
# What is queued again begins when credentials have expired.
AuthInfo=socket=$state/socket,cred_expire=5
CredType=cred/munge
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
StateSaveLocation=$state/state
SlurmdSpoolDir=$state/spool
SlurmctldPidFile=$state/slurmctld.pid
SlurmdPidFile=$state/slurmd.pid
SlurmctldLogFile=$state/slurmctld.log
SlurmdLogFile=$state/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SwitchType=switch/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=batch_sched_delay=0,sched_interval=1,sched_min_interval=0
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=8 RealMemory=1000 State=UNKNOWN
PartitionName=zhen Nodes=$host Default=YES MaxTime=INFINITE State=UP
X
SLURM_CONF=$state/slurm.conf
export SLURM_CONF

# until_it WHAT COMMAND...: wait until it succeeds, at most ten minutes.
until_it() {
  what=$1
  shift
  tries=3000
  until "$@"; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] || { echo "$what: not within ten minutes" && return 1; }
    sleep 0.2
  done
}
is_idle() { sinfo -h -o %t 2>/dev/null | grep -q idle; }
is_empty() { [ -z "$(squeue -h)" ]; }

munged --force --key-file="$state/key" --socket="$state/socket" \
  --pid-file="$state/munged.pid" --log-file="$state/munged.log" \
  --seed-file="$state/seed" || exit
slurmctld -f "$SLURM_CONF" && slurmd -f "$SLURM_CONF" || exit
until_it "a node" is_idle || { cat "$state"/*.log && exit 1; }

mkdir bin
ln -s "$ZHEN" bin/zhen
PATH=$PWD/bin:$PATH
"$LARGE/../fault/documents.sh" 20000 >pairs.tsv
sed 's/1-64/1-2/; s,/64,/2,' "$SAMPLES/build.slurm" >build.slurm
job=$(sbatch --parsable --cpus-per-task=1 build.slurm) || exit
merge=$(sbatch --parsable --dependency="afterok:$job" \
  --wrap 'zhen merge shard-*.db -o whole.db') || exit
until_it "shard 1" test -e shard-1.db || exit
scancel --batch --signal=TERM "${job}_1"
until_it "the merge" is_empty || { squeue && cat slurm-*.out && exit 1; }
grep -h interrupted slurm-*_1.out || { echo "it was not stopped" && exit 1; }
grep -hE 'aligned, [1-9][0-9]* (unchanged|as before)' slurm-*_1.out || exit
[ -e whole.db ] || { cat "slurm-$merge.out" && exit 1; }

zhen build -q pairs.tsv -o once.db 2>/dev/null
[ $? = 6 ] && zhen export -q once.db -o once.jsonl &&
  zhen export -q whole.db -o whole.jsonl && cmp once.jsonl whole.jsonl &&
  echo "the same $(wc -l <whole.jsonl) pairs"
