#!/usr/bin/env bash
# Fails if a tracked text file names a folder of a machine or the host of a package registry, which mean
# nothing on another machine, or uses a phrase that readers did not understand. Run from the project's root.
# (Patterns for paths and hosts are written so that they do not match themselves.)
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

# Phrases that were hard to understand, each with plain words to use instead. (Licenses, logs and code of
# others are left out.)
phrases=(
  'where (it|they) lies?'                   # in place
  '(an|some|later) accident'                # by chance; not meaningful
  'for who knows'                           # for readers who know
  'whoever (leaves|waits|gains)'            # name the person or the object
  '(of|is) no use'                          # does not help
  'in vain'                                 # without effect
  'results of today'                        # current results
  'present and absent'                      # presence/absence data
  'and patience'                            # and takes longer
  'the whole way'                           # from beginning to end
  'not looked at'                           # not used, ignored
  '(came|comes) of it'                      # the result
  '(can|could|cannot|may|to) be had'        # available
  '(that|which|who) (is|are) none'          # not valid, no ...
  'worked out'                            # computed
  'wins over'                               # takes precedence over
  'medoids in numbers'                      # numbers of the medoids
  '(the|few|many) roads?'                   # path, way
  'with the bits of'                        # equal to the last bit
  'sees? to it'                             # makes sure
  'as the (textbook|paper) has it'          # as in
  'talks? to (whoever|the user)'            # shows
  'none outlives|has not the'               # is not valid, does not have
  'one thing cannot be told'                # unknown
  'at last (all|are|is|be)'                 # finally
  'asked for once'                          # read once
  'that is said, and'                       # a message says so
)

# found TITLE PATTERNS PATHS: prints the matching lines. Status 1 of git grep means that nothing was found;
# anything above is an error.
failed=0
found() {
  local title="$1" status=0 arguments=()
  local -n list="$2"
  shift 2
  for pattern in "${list[@]}"; do arguments+=(-e "$pattern"); done
  git grep -n -I -i -E "${arguments[@]}" -- "$@" || status=$?
  case $status in
    0) echo "text: $title found, see above"; failed=1 ;;
    1) ;;
    *) exit "$status" ;;
  esac
}

found "machine paths or registry hosts" patterns .
found "phrases that are hard to understand" phrases . ':!tools/check-text.sh' ':!LICENSE*' ':!bench/results' ':!*/vendor/*'

[ $failed = 0 ] || exit 1
echo "text: $(git ls-files | wc -l | tr -d ' ') tracked files in order"
