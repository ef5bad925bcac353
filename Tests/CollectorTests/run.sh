#!/bin/sh
# Tests the collector against stand-ins for kubectl, journalctl, df and du that answer from kept bundles.
# TEST_SHELL names the shell that runs the collector, e.g. TEST_SHELL='busybox sh'.
# The last line of the output is `N passed, M failed`; the exit code says the same.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
collect=$top/Sources/Collector/collect.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
shell=${TEST_SHELL:-$(command -v dash || command -v sh)}
passed=0 failed=0

# check WHAT COMMAND...: passes when the command succeeds.
check() {
  what=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
    printf 'ok      %s\n' "$what"
  else
    failed=$((failed + 1))
    printf 'FAILED  %s\n' "$what"
  fi
}

refuses() { ! "$@"; }

replay() {
  mkdir -p "$work/replay"
  tar xzf "$top/Bundles/$1/bundle.tar.gz" -C "$work/replay"
  REPLAY=$work/replay/$1
  export REPLAY
}

# Runs the collector in a fresh folder; sets status, and bundle when there is one.
run_collector() {
  rm -rf "$work/out" "$work/calls" "$work/tmp"
  mkdir "$work/out" "$work/tmp"
  : >"$work/calls"
  status=0
  # shellcheck disable=SC2086 # a shell and its options
  (cd "$work/out" && $shell "$collect" "$@" 2>"$work/progress") || status=$?
  unpack
}

unpack() {
  bundle=
  for archive in "$work"/out/*.tar.gz; do
    [ -e "$archive" ] || return 0
    tar xzf "$archive" -C "$work/out"
    bundle=${archive%.tar.gz}
  done
}

lists() { tar tzf "$1" >/dev/null; }
leaves_nothing() { [ -z "$(ls -A "$work/tmp")" ] && [ -z "$(find "$work/out" -name '*.partial')" ]; }
only_reads() { ! grep -v -E '^(version|get|describe|logs|config view|journalctl|df|du) ' "$work/calls"; }
never_secrets() { ! grep -i secret "$work/calls"; }
is() { [ "$1" = "$2" ] || { echo "    $1, not $2" && false; }; }
ask() { "$here/check-bundle" "$bundle" "$@"; }
is_empty() { [ ! -s "$1" ]; }

CALLS=$work/calls
TMPDIR=$work/tmp
PATH=$here/stand-ins:$PATH
NODE_NAME=worker-1
export CALLS TMPDIR PATH NODE_NAME

test_scripts() {
  check 'shellcheck' shellcheck "$collect" "$here/run.sh" "$here"/stand-ins/*
  for interpreter in dash 'busybox sh' 'bash --posix'; do
    command -v "${interpreter%% *}" >/dev/null || continue
    # shellcheck disable=SC2086 # a command and its option
    check "parses in $interpreter" $interpreter -n "$collect"
  done
}

test_usage() {
  for arguments in '-x' '-n' '-n ../etc' '-n .' '--since' '--since soon' '--since 1w' '--timeout 0' '--timeout 1s' 'extra'; do
    # shellcheck disable=SC2086 # several arguments
    run_collector $arguments
    check "usage: $arguments" is "$status" 64
  done
  run_collector --help >"$work/help"
  check 'help' is "$status" 0
  run_collector --kubectl "$work/none"
  check 'no kubectl: exit 1' is "$status" 1
  run_collector -o "$work/none/bundle.tar.gz"
  check 'output cannot be written: exit 1' is "$status" 1
  check 'output cannot be written: nothing left' leaves_nothing
}

test_dry_run() {
  # shellcheck disable=SC2086 # a shell and its options
  $shell "$collect" --dry-run --node -n orders >"$work/commands" 2>/dev/null
  run_collector --dry-run --node -n orders >/dev/null
  check 'dry run: exit 0' is "$status" 0
  check 'dry run: calls nothing' is_empty "$work/calls"
  check 'dry run: writes nothing' is "$(ls "$work/out")" ''
  check 'dry run: shows logs' grep -q '^kubectl logs -n orders POD -c CONTAINER --previous' "$work/commands"
  check 'dry run: shows the journal' \
    grep -q '^journalctl -u kubelet --utc -o short-iso-precise --no-pager --since -86400s' "$work/commands"
}

test_whole() {
  replay crashloop-app-error
  run_collector --node --since 2h
  check 'whole: exit 0' is "$status" 0
  check 'whole: says how many failed' grep -q -E 'commands, [1-9][0-9]* failed' "$work/progress"
  check 'whole: nothing left' leaves_nothing
  check 'whole: private' is "$(find "$work/out" -name '*.tar.gz' -perm 600 | wc -l | tr -d ' ')" 1
  check 'whole: only reads' only_reads
  check 'whole: never Secrets' never_secrets
  check 'whole: header' ask header
  check 'whole: files as the manifest says' ask files
  check 'whole: not interrupted' ask interrupted false
  check 'whole: cluster' ask cluster '[0-9a-f-]{36} v1.20.2 v1.20.2'
  check 'whole: clock' ask clock worker-1
  check 'whole: versions first' ask order '^cluster/version' 'events'
  check 'whole: events before logs' ask order '/events\.yaml$' '/logs/'
  check 'whole: journals before logs' ask order '/journal/' '/logs/'
  check 'whole: journals before objects' ask order '/journal/' '/pods\.yaml$'
  check 'whole: objects before logs' ask order '/pods\.yaml$' '/logs/'
  check 'whole: journal window' ask value nodes/worker-1/journal/kubelet.log command 'short-iso-precise .*--since -7200s$'
  check 'whole: pods as they are' cmp "$REPLAY/namespaces/orders/pods.yaml" "$bundle/namespaces/orders/pods.yaml"
  check 'whole: journal as it is' cmp "$REPLAY/nodes/worker-1/journal/kubelet.log" "$bundle/nodes/worker-1/journal/kubelet.log"
  log=namespaces/orders/logs/orders-api-77fc8674bb-cs2pk/orders-api
  check 'whole: log' cmp "$REPLAY/$log.log" "$bundle/$log.log"
  check 'whole: previous log of a restarted container' ask value "$log.previous.log" command ' --previous '
}

test_lost_logs() {
  replay diskpressure-container-gc
  run_collector -n batch-reports
  log=namespaces/batch-reports/logs/hello-07-2gxkp/hello.log
  check 'lost log: the answer is kept' grep -q '^unable to retrieve container logs for containerd://' "$bundle/$log"
  check 'lost log: no previous log where nothing restarted' refuses test -e "$bundle/${log%.log}.previous.log"
  log=namespaces/batch-reports/logs/report-export-75zsx/export.log
  check 'refused log: the error stands in its place' grep -q '^Error from server' "$bundle/$log"
  check 'refused log: the error is in the manifest' ask value "$log" stderr '^Error from server'
  check 'refused log: the exit code is in the manifest' ask value "$log" exitCode '^1$'
  check 'one namespace: no other is collected' is "$(ls "$bundle/namespaces/shop-prod" 2>/dev/null)" ''
  check 'one namespace: the nodes events too' ask value namespaces/default/events.yaml command 'events -n default'
}

test_forbidden() {
  replay crashloop-app-error
  FORBIDDEN='namespaces nodes resourcequotas events' run_collector
  check 'forbidden: exit 0' is "$status" 0
  check 'forbidden: current namespace instead of all' ask value namespaces/orders/pods.yaml exitCode '^0$'
  check 'forbidden: error kept as text' grep -q '(Forbidden): resourcequotas' "$bundle/namespaces/orders/resourcequotas.yaml"
  check 'forbidden: error kept in the manifest' ask value cluster/nodes.yaml stderr 'cannot list resource "nodes"'
  check 'forbidden: logs all the same' ask order '/events\.yaml$' '/logs/'
  check 'forbidden: files as the manifest says' ask files
}

test_unreachable() {
  replay crashloop-app-error
  SLOW=version run_collector --timeout 1 --node
  check 'unreachable: exit 0' is "$status" 0
  check 'unreachable: one call to kubectl' is "$(grep -c -v -E '^(journalctl|df|du) ' "$work/calls")" 1
  check 'unreachable: cut' ask value cluster/version.yaml cut '^true$'
  check 'unreachable: the node all the same' ask value nodes/worker-1/journal/kubelet.log exitCode '^0$'
}

# Systems without timeout(1): the collector's own clock.
test_own_clock() {
  mkdir -p "$work/path"
  for tool in awk cat cp cut date dd dirname env grep gzip head hostname ls mkdir mktemp mv od printf rm sha256sum sleep \
    tar tr uname wc "${shell%% *}"; do
    ln -sf "$(command -v "$tool")" "$work/path/${tool##*/}"
  done
  replay crashloop-app-error
  SLOW='describe pods' PATH=$here/stand-ins:$work/path run_collector -n orders --timeout 1
  check 'no timeout(1): exit 0' is "$status" 0
  check 'no timeout(1): a slow command ends' ask value namespaces/orders/describe/pods.txt exitCode '^124$'
  check 'no timeout(1): its error says so' ask value namespaces/orders/describe/pods.txt stderr 'stopped after 1 seconds'
  check 'no timeout(1): the others run' ask value namespaces/orders/describe/replicasets.txt exitCode '^0$'
  check 'no timeout(1): files as the manifest says' ask files
}

test_hostile_errors() {
  replay crashloop-app-error
  # Quote, backslash, control characters, accents, a pair of surrogates, then bytes that are not UTF-8: lone
  # continuation, cut sequence, overlong, a surrogate, beyond the last code point, cut at the end.
  printf 'a"b\\c\td\ne\001f\033[31m\177 \303\251 \342\202\254 \360\237\230\200|\200|\303|\300\257|\340\200\257|\355\240\200|\364\220\200\200|\342\202' \
    >"$work/noise"
  r=$(printf '\357\277\275')
  printf 'a"b\\c\td\ne\001f\033[31m\177 \303\251 \342\202\254 \360\237\230\200|%s|%s|%s%s|%s|%s|%s|%s' "$r" "$r" "$r" "$r" "$r" "$r" \
    "$r" "$r" >"$work/expected"
  NOISE=$work/noise run_collector -n orders
  check 'hostile error: the manifest is JSON and has its text' ask exactly cluster/version.yaml stderr "$work/expected"
}

test_interrupt() {
  replay crashloop-app-error
  for signal in INT TERM; do
    rm -rf "$work/out" && mkdir "$work/out" && : >"$work/calls"
    status=0
    # shellcheck disable=SC2086 # a shell and its options
    (cd "$work/out" && SLOW='describe deployments' "$here/interrupt" "$signal" "$work/calls" 'describe deployments' \
      $shell "$collect" -n orders 2>"$work/progress") || status=$?
    unpack
    check "$signal: exit 130" is "$status" 130
    check "$signal: says so" ask interrupted true
    check "$signal: files as the manifest says" ask files
    check "$signal: what there was is there" ask value namespaces/orders/pods.yaml exitCode '^0$'
    check "$signal: the running command is cut" ask value namespaces/orders/describe/deployments.txt cut '^true$'
    check "$signal: nothing left" leaves_nothing
    check "$signal: no logs asked for" refuses grep -q '^logs' "$work/calls"
  done
}

test_standard_output() {
  replay crashloop-app-error
  run_collector -n orders -o - >"$work/stream"
  check 'standard output: a tarball' lists "$work/stream"
  check 'standard output: no file' is "$(ls "$work/out")" ''
}

test_scripts
test_usage
test_dry_run
test_whole
test_lost_logs
test_forbidden
test_unreachable
test_own_clock
test_hostile_errors
test_interrupt
test_standard_output
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
