#!/usr/bin/env bash
# A Slurm of several nodes on this machine, for the user who starts it, with nothing outside one folder: an own munged
# with an own key, one slurmctld and one slurmd for each node, all on the loopback interface.
#
#   tools/cluster/slurm.sh start FOLDER [NODES]   FOLDER is empty; prints the path of slurm.conf (SLURM_CONF)
#   tools/cluster/slurm.sh kill FOLDER NODE       ends a node and all that runs on it, as a power cut would
#   tools/cluster/slurm.sh stop FOLDER            ends everything
#   tools/cluster/slurm.sh missing                names of the programs that are not there
#
# A process belongs to it if its environment names the folder (that of a node in FASTPAM_CLUSTER, that of a job in
# SLURM_CONF), or if it listens on a socket in the folder. Nothing else is ever ended.
set -euo pipefail

PATH=$PATH:/usr/sbin:/sbin

# Whether the environment of process $1 has a line that matches $2. (The process may be gone, or somebody else's.)
has_variable() { { tr '\0' '\n' <"/proc/$1/environ"; } 2>/dev/null | grep -q "^$2"; }

# Processes that belong to the node, or (without NODE) to any.
processes_of() { # FOLDER [NODE]
  local folder=$1 node=${2-} process pid sockets
  # slurmstepd overwrites its environment with its title.
  sockets=$(awk -v path="$folder/spool/$node" 'index($8, path) == 1 { printf "%ssocket:\\[%s\\]", n++ ? "|" : "", $7 }' \
    /proc/net/unix)
  for process in /proc/[0-9]*; do
    pid=${process#/proc/}
    [ "$pid" != "$$" ] || continue
    if has_variable "$pid" "FASTPAM_CLUSTER=$folder:${node:+$node\$}"; then
      echo "$pid"
    elif has_variable "$pid" "SLURM_CONF=$folder/slurm.conf\$" && has_variable "$pid" "SLURMD_NODENAME=${node:+$node\$}"; then
      echo "$pid"
    elif [ -n "$sockets" ] && ls -l "$process/fd" 2>/dev/null | grep -qE "$sockets"; then
      echo "$pid"
    fi
  done
}

end_node() { # FOLDER [NODE]
  local pids
  pids=$(processes_of "$@")
  [ -z "$pids" ] || kill -9 $pids 2>/dev/null || true
}

missing() {
  local program
  for program in munged slurmctld slurmd sbatch squeue scancel sinfo; do
    command -v "$program" >/dev/null || echo "$program"
  done
}

# Ports that nobody listens to, from a start that differs between runs.
free_ports() { # COUNT
  local port found=0
  for port in $(seq $((20000 + $$ % 20000)) 60000); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue
    echo "$port"
    found=$((found + 1))
    [ "$found" -lt "$1" ] || return 0
  done
}

start() {
  local folder=$1 nodes=$2 user host ports i
  user=$(id -un)
  host=$(hostname -s)
  # munged wants to reach its socket through folders that all may enter and nobody else may write to.
  mkdir -p "$folder/munge" "$folder/state" "$folder/spool" "$folder/log"
  chmod 755 "$folder" "$folder/munge"
  (umask 077 && head -c 1024 /dev/urandom >"$folder/munge/key")
  export FASTPAM_CLUSTER="$folder:control"
  munged --force --key-file="$folder/munge/key" --socket="$folder/munge/socket" --pid-file="$folder/munge/pid" \
    --seed-file="$folder/munge/seed" --log-file="$folder/log/munged" </dev/null >"$folder/log/munged.out" 2>&1
  ports=($(free_ports $((nodes + 1))))
  {
    cat <<CONF
ClusterName=fastpam
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=${ports[0]}
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmctldPidFile=$folder/slurmctld.pid
SlurmctldLogFile=$folder/log/slurmctld
SlurmdPidFile=$folder/%n.pid
SlurmdLogFile=$folder/log/%n
SlurmdSpoolDir=$folder/spool/%n
SlurmdParameters=config_overrides
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=2,sched_min_interval=100000
MpiDefault=none
MailProg=/bin/true
ReturnToService=2
SlurmctldTimeout=30
SlurmdTimeout=6
MinJobAge=10
KillWait=2
CONF
    for ((i = 1; i <= nodes; i++)); do
      echo "NodeName=n$i NodeHostname=$host NodeAddr=127.0.0.1 Port=${ports[$i]} CPUs=1 RealMemory=2000 State=UNKNOWN"
    done
    echo "PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP"
  } >"$folder/slurm.conf"
  export SLURM_CONF=$folder/slurm.conf
  slurmctld -D </dev/null >"$folder/log/slurmctld.out" 2>&1 &
  for ((i = 1; i <= nodes; i++)); do
    mkdir -p "$folder/spool/n$i"
    FASTPAM_CLUSTER="$folder:n$i" slurmd -D -N "n$i" </dev/null >"$folder/log/n$i.out" 2>&1 &
  done
  for ((i = 0; i < 60; i++)); do
    [ "$(sinfo -h -t idle -o %D 2>/dev/null)" != "$nodes" ] || { echo "$SLURM_CONF"; return 0; }
    sleep 0.5
  done
  echo "The nodes did not come up:" >&2
  sinfo -N -l >&2 || true
  tail -n 5 "$folder"/log/* >&2
  stop "$folder"
  return 1
}

stop() { # FOLDER
  # (What was just being started is found the second time.)
  end_node "$1"
  end_node "$1"
}

case "${1-}" in
  start) start "$2" "${3-4}" ;;
  kill) end_node "$2" "$3" ;;
  stop) stop "$2" ;;
  missing) missing ;;
  *) sed -n '2,8p' "$0" >&2; exit 2 ;;
esac
