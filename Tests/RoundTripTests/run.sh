#!/bin/sh
# Explores every kept incident with a real kubectl, and collects some again from what `casefile serve` answers.
# Usage: run.sh CASEFILE. KUBECTL names the kubectl. The last line is `N passed, M failed`; the exit code says the same.
set -eu
casefile=$1
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
kubectl=$(command -v "${KUBECTL:-kubectl}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir "$work/bin" "$work/home"
ln -s "$kubectl" "$work/bin/kubectl"
PATH=$work/bin:$PATH
# kubectl keeps what it discovered of a server there, by address.
HOME=$work/home
export PATH HOME
passed=0 failed=0

# check WHAT COMMAND...: passes when the command succeeds.
check() {
  what=$1
  shift
  if "$@" >"$work/said" 2>&1; then
    passed=$((passed + 1))
    printf 'ok      %s\n' "$what"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n' "$what"
    sed 's/^/        /' "$work/said" | head -n 20
  fi
}

cat >"$work/explore" <<'EXPLORE'
set -eu
pods=$(kubectl get pods -A --no-headers | wc -l)
[ "$pods" -gt 0 ]
[ "$(kubectl get pods -A -o wide --no-headers | wc -l)" -eq "$pods" ]
[ "$(kubectl get pods -A -o name | wc -l)" -eq "$pods" ]
[ "$(kubectl get pods -A -o yaml | grep -c '^  kind: Pod$')" -eq "$pods" ]
[ "$(kubectl describe pods -A | grep -c '^Name: ')" -eq "$pods" ]
kubectl get all -A | grep -q '^.*  *service/'
kubectl describe nodes | grep -q '^Conditions:'
kubectl get events -A --sort-by=.lastTimestamp >"$0.events"
kubectl get pods -A --no-headers | while read -r namespace pod ready status rest; do
  case $status in Running) kubectl logs -n "$namespace" "$pod" --all-containers --tail=1 || true ;; esac
done >"$0.logs" 2>&1
[ -s "$0.logs" ]
# Refused, and said so.
if kubectl delete pods --all -A --wait=false 2>"$0.refused"; then exit 1; fi
grep -q 'this is a bundle' "$0.refused"
EXPLORE

# The root causes of a bundle, one a line.
causes() {
  "$casefile" analyze -o json "$1" | tr -d ' \n' | sed 's/"symptoms":.*//' |
    grep -oE '"confidence":"[a-z]*","edges"|"subject":\{[^}]*\},"subjects"|"verdict":"[a-z-]*"' | grep -v confidence | sort
}

again() {
  "$casefile" serve "$1" -- sh "$top/Sources/Collector/collect.sh" -o "$work/again.tar.gz" --jobs 4 &&
    causes "$1" >"$work/before" && causes "$work/again.tar.gz" >"$work/after" && diff "$work/before" "$work/after"
}

for folder in "$top"/Bundles/*/; do
  incident=$(basename "$folder")
  check "explored: $incident" "$casefile" serve "$folder/bundle.tar.gz" -- sh "$work/explore"
done
for incident in diskpressure-container-gc createcontainerconfigerror quota-exceeded; do
  check "collected again: $incident" again "$top/Bundles/$incident/bundle.tar.gz"
done
check "a command's own exit code" sh -c "'$casefile' serve '$top/Bundles/oomkilled/bundle.tar.gz' -- sh -c 'exit 7'; [ \$? -eq 7 ]"

# shellcheck source=Tests/RoundTripTests/faults.sh
. "$here/faults.sh"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
