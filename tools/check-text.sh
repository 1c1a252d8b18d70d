#!/usr/bin/env bash
# Fails when a tracked text file names a folder of somebody's machine or the host of a package
# registry: neither means anything on another machine. Run from the project's root.
# (Every pattern is written so that it does not match itself.)
set -euo pipefail

patterns=(
  # Absolute paths of a machine
  '(^|[^[:alnum:]_.:/-])/[w]ork/'
  '(^|[^[:alnum:]_.:/-])/[r]oot(/|[^[:alnum:]_]|$)'
  '(^|[^[:alnum:]_.:/-])/[h]ome/[[:alnum:]]'
  '(^|[^[:alnum:]_.:/-])/[U]sers/[[:alnum:]]'
  '(^|[^[:alnum:]_])[C]:\\+[U]sers'
  # Hosts of package registries
  '[c]ran(\.[[:alnum:]-]+)?\.r-project\.org'
  '[c]loud\.r-project\.org'
  '[c]ran\.rstudio\.com'
  '[p]ackagemanager\.(posit\.co|rstudio\.com)'
  '[r]-universe\.dev'
  '[b]ioconductor\.org/packages'
  '([d]eb|[p]ackages|[s]ecurity|[s]napshot|[f]tp)\.debian\.org'
  '([a]rchive|[s]ecurity|[p]ackages)\.ubuntu\.com'
  '[r]egistry\.npmjs\.(org|com)'
  '[p]ypi\.org|[f]iles\.pythonhosted\.org'
  '[p]roxy\.golang\.org'
  '([s]tatic\.|[i]ndex\.)?[c]rates\.io'
)

arguments=()
for pattern in "${patterns[@]}"; do arguments+=(-e "$pattern"); done

# Status 1 is "nothing found"; anything above is an error of git's own.
status=0
git grep -n -I -i -E "${arguments[@]}" -- . || status=$?
case $status in
  0) echo "text: machine paths or registry hosts found, see above"; exit 1 ;;
  1) echo "text: $(git ls-files | wc -l | tr -d ' ') tracked files in order" ;;
  *) exit "$status" ;;
esac
