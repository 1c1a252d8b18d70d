#!/usr/bin/env bash
# Tables in pieces on several engines and on a Slurm of four nodes on this machine, one of which is killed: `make
# cluster`. What is missing is installed by apt for root, else named. The last line is the sum. Run from the project's
# root, with the package installed in the library that is the argument.
set -uo pipefail
. tools/sum.sh

export R_LIBS="$(cd "$1" && pwd)${R_LIBS:+:$R_LIBS}"
# batchtools asks Slurm for the jobs of $USER.
export USER=${USER:-$(id -un)}
slurm=tools/cluster/slurm.sh

lacking=()
[ -z "$($slurm missing)" ] || lacking+=(slurm-wlm munge)
for package in batchtools future.batchtools future.apply DBI RSQLite data.table; do
  Rscript -e "quit(status = !nzchar(system.file(package = '$package')))" >/dev/null 2>&1 ||
    lacking+=("r-cran-${package,,}")
done
for package in BiocParallel HDF5Array; do
  Rscript -e "quit(status = !nzchar(system.file(package = '$package')))" >/dev/null 2>&1 ||
    lacking+=("r-bioc-${package,,}")
done
if [ "${#lacking[@]}" -gt 0 ]; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    echo "Installing: ${lacking[*]}"
    log=$(mktemp)
    # Nothing of it may be started by the system.
    apt-get update -qq </dev/null
    DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${lacking[@]}" \
      </dev/null >"$log" 2>&1 || tail -n 5 "$log"
    rm -f "$log"
  else
    echo "Not installed, and not for this user to install: ${lacking[*]}"
  fi
fi

folder=$(mktemp -d)
folder=$(cd "$folder" && pwd -P)
tidy_up() {
  "$slurm" stop "$folder"
  rm -rf "$folder"
}
trap tidy_up EXIT
trap 'exit 1' INT TERM

missing=$("$slurm" missing | tr '\n' ' ')
if [ -n "$missing" ]; then
  echo "No Slurm on this machine: there is no $missing"
else
  # Without it, one failure; the other engines are tried all the same.
  if SLURM_CONF=$("$slurm" start "$folder" 4); then
    export SLURM_CONF
  else
    failed=$((failed + 1))
    unset SLURM_CONF
  fi
fi
run_and_count Rscript tools/cluster/jobs.R "$folder"
print_sum
