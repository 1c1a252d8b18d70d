# The sum of test runs, for the scripts that source this: each prints "N passed, N failed" as its last line,
# followed by ", N skipped" if something was skipped. Needs `set -o pipefail`.

passed=0
failed=0
skipped=0

# Runs a command without input, shows what it prints, and adds the numbers of its closing line. make
# may say below that line that a target failed. A status without a counted failure is one failure, and
# so is a command that printed no such line. Gives whether nothing failed.
run_and_count() { # COMMAND...
  local output sum status=0 before=$failed
  output=$(mktemp)
  "$@" </dev/null 2>&1 | tee "$output" || status=$?
  sum=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$output" | tail -n 1) || true
  rm -f "$output"
  if [[ $sum =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
    passed=$((passed + BASH_REMATCH[1]))
    failed=$((failed + BASH_REMATCH[2]))
    skipped=$((skipped + ${BASH_REMATCH[4]:-0}))
  fi
  if [ "$failed" -eq "$before" ] && { [ "$status" -ne 0 ] || [ -z "$sum" ]; }; then
    echo "$* ended with status $status${sum:+, though it counted no failure}"
    failed=$((failed + 1))
  fi
  [ "$failed" -eq "$before" ]
}

# Prints the closing line. Fails if something failed, or if nothing was tested.
print_sum() {
  if [ "$skipped" -gt 0 ]; then
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}
