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
# Pages, selectors, formats.
[ "$(kubectl get pods -A --chunk-size=3 --no-headers | wc -l)" -eq "$pods" ]
[ "$(kubectl get pods -A --sort-by=.status.startTime -o 'custom-columns=N:.metadata.name' --no-headers | wc -l)" -eq "$pods" ]
[ "$(kubectl get pods -A -o 'jsonpath={range .items[*]}{.metadata.uid}{"\n"}{end}' | sort -u | wc -l)" -eq "$pods" ]
running=$(kubectl get pods -A -o 'jsonpath={.items[*].status.phase}' | tr ' ' '\n' | grep -c '^Running$' || true)
[ "$(kubectl get pods -A --field-selector status.phase=Running -o name | wc -l)" -eq "$running" ]
if kubectl get pods -A --field-selector status.pahse=Running 2>"$0.refused"; then exit 1; fi
grep -q 'field label not supported' "$0.refused"
# kubectl reads leases to the microsecond only.
if kubectl describe nodes | grep 'Failed to get lease'; then exit 1; fi
kubectl auth can-i list pods >/dev/null
if kubectl auth can-i delete pods >/dev/null; then exit 1; fi
if kubectl explain pods 2>"$0.refused"; then exit 1; fi
grep -q 'it holds no schemas' "$0.refused"
kubectl api-resources | grep -q '^pods '
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
# Of one workload, of all containers, and of one object.
cat >"$work/workloads" <<'WORKLOADS'
set -eu
kubectl logs -n orders deploy/orders-api --tail=1 | grep -q 'DATABASE_URL is not set'
kubectl logs -n orders -l app=orders-api --all-containers --prefix --tail=1 | grep -q '^\[pod/orders-api-.*/orders-api\] FATAL'
kubectl logs -n shop-prod deploy/api -c migrate | grep -q 'migrations applied'
pod=$(kubectl get pods -n orders -o 'jsonpath={.items[0].metadata.name}')
kubectl logs -n orders "$pod" --previous | grep -q 'starting orders-api'
kubectl events -n orders --for "pod/$pod" | grep -q BackOff
kubectl rollout history -n orders deploy/orders-api | grep -q '^1 '
if kubectl exec -n orders "$pod" -- ls 2>"$0.refused"; then exit 1; fi
grep -q 'nothing runs in it' "$0.refused"
WORKLOADS
check 'workloads, previous logs, events of one pod' "$casefile" serve "$top/Bundles/crashloop-app-error/bundle.tar.gz" -- sh "$work/workloads"
# On the machine that runs this, whatever tools it has: every file is one that casefile knows.
here_is_known() {
  sh "$top/Sources/Collector/collect.sh" --node --no-kubectl --timeout 10s -o "$work/here.tar.gz" &&
    "$casefile" inspect "$work/here.tar.gz" >"$work/inspected" && ! grep -B 1 'not recognized' "$work/inspected"
}
check 'collected here: every file is recognized' here_is_known
again_is_known() { "$casefile" inspect "$work/again.tar.gz" >"$work/inspected" && ! grep -B 1 'not recognized' "$work/inspected"; }
check 'collected again: every file is recognized' again_is_known
# Shells cannot trap what was ignored when they began.
check 'signals are left to the command' sh -c "'$casefile' serve '$top/Bundles/oomkilled/bundle.tar.gz' -- sh -c 'kill -TERM \$\$; sleep 1'; [ \$? -eq 143 ]"
check "a command's own exit code" sh -c "'$casefile' serve '$top/Bundles/oomkilled/bundle.tar.gz' -- sh -c 'exit 7'; [ \$? -eq 7 ]"

# shellcheck source=Tests/RoundTripTests/faults.sh
. "$here/faults.sh"

printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
