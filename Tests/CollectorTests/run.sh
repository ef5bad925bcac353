#!/bin/sh
# Tests the collector against stand-ins for kubectl, journalctl, ssh and others that answer from kept bundles.
# TEST_SHELL names the shell that runs the collector, e.g. TEST_SHELL='busybox sh'.
# The last line of the output is `N passed, M failed`; the exit code says the same.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
collect=$top/Sources/Collector/collect.sh
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
only_reads() { ! grep -v -E '^(version|api-resources|get|describe|logs|top|config (view|current-context)|journalctl|df|du|ssh)( |$)' "$work/calls"; }
never_secrets() { ! grep -i secret "$work/calls"; }
says() { grep -q -e "$1" "$work/progress" || { sed 's/^/    /' "$work/progress" && false; }; }
holds() { grep -q -e "$2" "$bundle/$1"; }
is() { [ "$1" = "$2" ] || { echo "    $1, not $2" && false; }; }
ask() { "$here/check-bundle" "$bundle" "$@"; }
is_empty() { [ ! -s "$1" ]; }

CALLS=$work/calls
TMPDIR=$work/tmp
SYSTEM_PATH=$PATH
PATH=$here/stand-ins:$PATH
NODE_NAME=worker-1
export CALLS TMPDIR PATH NODE_NAME SYSTEM_PATH

test_scripts() {
  check 'shellcheck' shellcheck "$collect" "$here/run.sh" "$here"/stand-ins/*
  for interpreter in dash 'busybox sh' 'bash --posix'; do
    command -v "${interpreter%% *}" >/dev/null || continue
    # shellcheck disable=SC2086 # a command and its option
    check "parses in $interpreter" $interpreter -n "$collect"
  done
}

test_usage() {
  for arguments in '-x' '-n' '-n ../etc' '-n .' '--since' '--since soon' '--since 1w' '--timeout 0' '--timeout 1x' \
    '--about node/a' '--about pod/../x' '--around now' '--jobs 0' '--max-size x' '--nodes a,../b' '--debug-image -x' \
    '--since 1h --around 2026-11-21T04:00:00Z' '--no-redact --anonymize' '--no-kubectl' 'extra'; do
    # shellcheck disable=SC2086 # several arguments
    run_collector $arguments
    check "usage: $arguments" is "$status" 64
  done
  run_collector --help >"$work/help"
  check 'help' is "$status" 0
  run_collector --kubectl "$work/none"
  check 'no kubectl: exit 1' is "$status" 1
  check 'no kubectl: says so' says 'not found; name it with --kubectl'
  run_collector -o "$work/none/bundle.tar.gz"
  check 'output cannot be written: exit 1' is "$status" 1
  check 'output cannot be written: nothing left' leaves_nothing
}

test_dry_run() {
  # shellcheck disable=SC2086 # a shell and its options
  $shell "$collect" --dry-run --node -n orders --ssh --debug-image busybox >"$work/commands" 2>/dev/null
  run_collector --dry-run --node -n orders >/dev/null
  check 'dry run: exit 0' is "$status" 0
  check 'dry run: calls nothing' is_empty "$work/calls"
  check 'dry run: writes nothing' is "$(ls "$work/out")" ''
  check 'dry run: shows logs' \
    grep -q "^kubectl get --raw '/api/v1/namespaces/NAMESPACE/pods/POD/log?container=CONTAINER&.*&previous=true" "$work/commands"
  check 'dry run: shows the journal' \
    grep -q "^journalctl -u kubelet --utc -o short-iso-precise --no-pager --since '.* UTC'" "$work/commands"
  check 'dry run: shows the pod that it would create' grep -q '^kubectl debug node/NODE -i --image=busybox' "$work/commands"
}

test_whole() {
  replay crashloop-app-error
  run_collector --node --since 2h
  check 'whole: exit 0' is "$status" 0
  check 'whole: says how many failed' says 'commands, .* [1-9][0-9]* failed'
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
  check 'whole: unhealthy pods first' ask order 'orders/logs/' 'shop-prod/logs/'
  check 'whole: journal window' ask value nodes/worker-1/journal/kubelet.log command "short-iso-precise .*--since '2"
  check 'whole: pods of all namespaces in one list' ask value cluster/pods.yaml command '^kubectl get pods --all-namespaces -o yaml$'
  check 'whole: events as they are' cmp "$REPLAY/cluster/events.yaml" "$bundle/cluster/events.yaml"
  check 'whole: journal as it is' cmp "$REPLAY/nodes/worker-1/journal/kubelet.log" "$bundle/nodes/worker-1/journal/kubelet.log"
  log=namespaces/orders/logs/orders-api-77fc8674bb-cs2pk/orders-api
  check 'whole: log' cmp "$REPLAY/$log.log" "$bundle/$log.log"
  check 'whole: previous log of a restarted container' ask value "$log.previous.log" command '&previous=true'
  check 'whole: an old kubectl gets no option that it lacks' refuses grep -q -e '--show-managed-fields' "$work/calls"
  check 'whole: passwords of processes are redacted' refuses grep -q -r 'Kj8-wind' "$bundle"
  check 'whole: what was redacted is told' holds redaction.txt '^nodes/worker-1/processes.txt	1	'
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

# Some kinds forbidden, one broken, one cut in the middle, noise on standard error: all the rest, and each told.
test_faulty_server() {
  replay crashloop-app-error
  # Quote, backslash, control characters, accents, a pair of surrogates, then bytes that are not UTF-8: lone
  # continuation, cut sequence, overlong, a surrogate, beyond the last code point, cut at the end.
  printf 'a"b\\c\td\ne\001f\033[31m\177 \303\251 \342\202\254 \360\237\230\200|\200|\303|\300\257|\340\200\257|\355\240\200|\364\220\200\200|\342\202' \
    >"$work/noise"
  r=$(printf '\357\277\275')
  printf 'a"b\\c\td\ne\001f\033[31m\177 \303\251 \342\202\254 \360\237\230\200|%s|%s|%s%s|%s|%s|%s|%s\n' "$r" "$r" "$r" "$r" \
    "$r" "$r" "$r" "$r" >"$work/expected"
  NOISE=$work/noise FORBIDDEN='namespaces pods resourcequotas nodes' BROKEN='get services' CUT='get replicasets' \
    SLOW='get configmaps' run_collector --timeout 1s
  check 'faulty: exit 0' is "$status" 0
  check 'faulty: current namespace instead of all' ask value namespaces/orders/deployments.yaml exitCode '^0$'
  check 'faulty: error kept as text' grep -q '(Forbidden): resourcequotas' "$bundle/namespaces/orders/resourcequotas.yaml"
  check 'faulty: error kept in the manifest' ask value cluster/nodes.yaml stderr 'cannot list resource "nodes"'
  check 'faulty: forbidden' ask value cluster/nodes.yaml outcome '^forbidden$'
  check 'faulty: failed' ask value namespaces/orders/services.yaml outcome '^failed$'
  check 'faulty: cut in the middle' ask value namespaces/orders/replicasets.yaml outcome '^failed$'
  check 'faulty: what came before is kept' is "$(wc -c <"$bundle/namespaces/orders/replicasets.yaml" | tr -d ' ')" 301
  check 'faulty: too slow' ask value namespaces/orders/configmaps.yaml cut '^true$'
  check 'faulty: files as the manifest says' ask files
  check 'faulty: the manifest is JSON and has the noise' ask exactly cluster/version.yaml stderr "$work/expected"
  check 'faulty: says what is lost' says '- nodes (forbidden: .*): conditions of nodes'
  check 'faulty: says that there is only one namespace' says 'so only orders is collected'
}

test_unreachable() {
  replay crashloop-app-error
  SLOW=version run_collector --timeout 1 --node
  check 'unreachable: exit 0' is "$status" 0
  check 'unreachable: one call to kubectl' is "$(grep -c -v -E '^(journalctl|df|du|version --client|config) ' "$work/calls")" 1
  check 'unreachable: cut' ask value cluster/version.yaml cut '^true$'
  check 'unreachable: the node all the same' ask value nodes/worker-1/journal/kubelet.log exitCode '^0$'
  EXPIRED=yes run_collector
  check 'expired: exit 0' is "$status" 0
  check 'expired: says so' says 'refuses the credentials (expired?)'
  run_collector --node --kubectl "$work/none" --nodes worker-1 --ssh
  check 'no kubectl: the node all the same' ask value nodes/worker-1/journal/kubelet.log exitCode '^0$'
  check 'no kubectl: says so' says 'none not found'
}

test_no_such_namespace() {
  replay crashloop-app-error
  run_collector -n orders-typo
  check 'no such namespace: exit 0' is "$status" 0
  check 'no such namespace: says so' says 'namespace orders-typo (there is no such namespace)'
}

# Systems without timeout(1): the collector's own clock.
test_own_clock() {
  mkdir -p "$work/path"
  for tool in awk cat chmod cp cut date dd df dirname env find grep gzip head hostname id ls mkdir mkfifo mktemp mv od printf rm \
    sed sha256sum sleep sort tail tar tr uname wc xargs "${shell%% *}"; do
    ln -sf "$(PATH=$SYSTEM_PATH command -v "$tool")" "$work/path/${tool##*/}"
  done
  replay crashloop-app-error
  SLOW='describe pods' SYSTEM_PATH=$work/path PATH=$here/stand-ins:$work/path run_collector -n orders --timeout 1
  check 'no timeout(1): exit 0' is "$status" 0
  check 'no timeout(1): a slow command ends' ask value namespaces/orders/describe/pods.txt exitCode '^124$'
  check 'no timeout(1): its error says so' ask value namespaces/orders/describe/pods.txt stderr 'stopped after 1 seconds'
  check 'no timeout(1): the others run' ask value nodes/worker-1/describe.txt exitCode '^0$'
  check 'no timeout(1): files as the manifest says' ask files
}

# At any moment: while the first list runs, while descriptions do, while logs come.
test_interrupt() {
  replay crashloop-app-error
  for moment in 'INT get events' 'TERM describe pods' 'INT log?container' 'HUP version -o yaml'; do
    signal=${moment%% *}
    rm -rf "$work/out" && mkdir "$work/out" && : >"$work/calls"
    status=0
    # shellcheck disable=SC2086 # a shell and its options
    (cd "$work/out" && SLOW="${moment#* }" "$here/interrupt" "$signal" "$work/calls" "${moment#* }" \
      $shell "$collect" -n orders 2>"$work/progress") || status=$?
    unpack
    check "$moment: exit 130" is "$status" 130
    check "$moment: says so" says 'interrupted: bundling what there is'
    check "$moment: the manifest says so" ask interrupted true
    check "$moment: files as the manifest says" ask files
    check "$moment: nothing left" leaves_nothing
    case $moment in
      *describe*)
        check "$moment: what there was is there" ask value namespaces/orders/pods.yaml exitCode '^0$'
        check "$moment: the running command is cut" ask value namespaces/orders/describe/pods.txt cut '^true$'
        check "$moment: no logs asked for" refuses grep -q '/log[?]' "$work/calls"
        ;;
    esac
  done
}

# kubectl holds a list in memory several times.
test_many_pods() {
  replay crashloop-app-error
  MANY=yes run_collector
  check 'many pods: a list for each namespace' ask value namespaces/orders/pods.yaml command '^kubectl get pods -n orders -o yaml$'
  check 'many pods: a list of events for each namespace' ask value namespaces/shop-prod/events.yaml exitCode '^0$'
  check 'many pods: one list of what is few' ask value cluster/deployments.yaml command ' --all-namespaces '
}

# The longest name that the API allows, and every character.
test_names() {
  replay crashloop-app-error
  label=a-0123456789-bcdefghijklmnopqrstuvwxyz-0123456789-0123456789-yz
  name=$label.$label.$label.${label%yz}
  LONG=$name run_collector -n orders
  check 'names: 253 characters' is "$(printf %s "$name" | wc -c | tr -d ' ')" 253
  check 'names: the log' ask value "namespaces/orders/logs/$name/main.previous.log" command "/pods/$name/log"
  check 'names: files as the manifest says' ask files
  for name in '../../etc' '-rf' 'a/b' 'a;id' '.hidden'; do
    LONG=$name run_collector -n orders
    check "names: no path from $name" is "$(ls "$bundle/namespaces/orders/logs" 2>/dev/null)" ''
  done
}

test_standard_output() {
  replay crashloop-app-error
  run_collector -n orders -o - >"$work/stream"
  check 'standard output: a tarball' lists "$work/stream"
  check 'standard output: no file' is "$(ls "$work/out")" ''
}

test_limits() {
  replay crashloop-app-error
  run_collector -n orders --max-item-size 2k --max-size 20k
  check 'limits: exit 0' is "$status" 0
  check 'limits: an item ends at a line' ask value namespaces/orders/pods.yaml cut '^true$'
  check 'limits: an item is not longer' is "$(find "$bundle" -type f -size +2048c ! -name manifest.json | wc -l | tr -d ' ')" 0
  check 'limits: what did not fit is told' says 'left out: the bundle is full'
  check 'limits: files as the manifest says' ask files
  LARGEST=9000 run_collector -n orders --around 2026-11-21T04:00:00Z
  check 'no space: exit 0' is "$status" 0
  check 'no space: says so' says 'no room for the bundle: leaving out'
  check 'no space: files as the manifest says' ask files
  check 'around: window' grep -q -e '&sinceTime=2026-11-21T03:00:00Z' "$work/calls"
  LARGEST=1 run_collector -n orders
  check 'no space at all: exit 1' is "$status" 1
  check 'no space at all: nothing left' leaves_nothing
}

test_nodes() {
  replay crashloop-app-error
  JOURNALS=yes run_collector -n orders --since 1h
  check 'log query: the journal' cmp "$REPLAY/nodes/worker-1/journal/kubelet.log" "$bundle/nodes/worker-1/journal/kubelet.log"
  check 'log query: the runtime of the node' ask value nodes/worker-1/journal/containerd.log command 'query=containerd&sinceTime=2'
  check 'log query: the clock of the node' grep -q '"time":"2026-11-21T04:00:00Z"' "$bundle/manifest.json"
  run_collector -n orders --ssh
  check 'ssh: the journal' cmp "$REPLAY/nodes/worker-1/journal/kubelet.log" "$bundle/nodes/worker-1/journal/kubelet.log"
  check 'ssh: files as the manifest says' ask files
  check 'ssh: redacted on the node' refuses grep -q -r 'Kj8-wind' "$bundle"
  check 'ssh: only reads' only_reads
  run_collector -n orders --debug-image busybox
  check 'debug: the journal' cmp "$REPLAY/nodes/worker-1/journal/kubelet.log" "$bundle/nodes/worker-1/journal/kubelet.log"
  check 'debug: says that it creates pods' says 'creating a pod on each node'
  run_collector -n orders --debug-image busybox --debug-namespace kube-system
  check 'debug: in a namespace of choice' grep -q '^debug node/worker-1 -n kube-system ' "$work/calls"
  check 'debug: deletes its pod there' grep -q '^-n kube-system delete pod node-debugger-worker-1-x7k2q ' "$work/calls"
  run_collector -n orders --debug-image busybox
  check 'debug: deletes its pod' grep -q '^delete pod node-debugger-worker-1-x7k2q ' "$work/calls"
  run_collector -n orders
  check 'no way to a node: the kubelet has no log queries' ask value nodes/worker-1/journal/kubelet.log stderr 'NodeLogQuery is off'
  check 'no way to a node: says what that means' says 'kubelet journals of worker-1 .*--ssh.*why a container was killed'
}

# Other distributions and older tools on the node itself.
test_this_node() {
  replay crashloop-app-error
  OLD_SYSTEMD=yes run_collector --node --no-kubectl --since 2026-11-21T04:00:00Z
  check 'old systemd: exit 0' is "$status" 0
  check 'old systemd: times that it reads' ask value nodes/worker-1/journal/kubelet.log command ' -o short-iso .*--since @1795233600'
  check 'old systemd: files as the manifest says' ask files
  EMBEDDED=k3s run_collector --node --no-kubectl
  check 'k3s: its unit' ask value nodes/worker-1/journal/k3s.log command '^journalctl -u k3s '
  check 'k3s: no other unit' refuses test -e "$bundle/nodes/worker-1/journal/crio.log"
  check 'k3s: that is the kubelet' refuses grep -q 'kubelet journal of' "$work/progress"
  check 'a tool that fails: its words are marked as an error' holds nodes/worker-1/containers.txt '^error: cannot reach'
}

test_about() {
  replay crashloop-app-error
  run_collector --about pod/orders-api-77fc8674bb-cs2pk -n orders --secret-names -l 'app in (a,b),!c'
  check 'about: the pod and its owners' ask value namespaces/orders/replicasets.yaml exitCode '^0$'
  check 'about: its neighbors' ask value nodes/worker-1/pods.yaml command 'spec.nodeName=worker-1'
  check 'about: its logs' ask value namespaces/orders/logs/orders-api-77fc8674bb-cs2pk/orders-api.log exitCode '^0$'
  # shellcheck disable=SC2016 # the template's variables
  check 'about: keys of Secrets by a template that prints no value' grep -q 'range $key, $value := .data}}{{printf "    %s: REDACTED' "$work/calls"
  check 'selector' ask value namespaces/orders/pods.yaml command "'--selector=app in \(a,b\),!c'"
}

test_redaction() {
  replay crashloop-app-error
  log=namespaces/orders/logs/orders-api-77fc8674bb-cs2pk/orders-api.log
  cp "$here/secrets.txt" "$REPLAY/$log"
  run_collector -n orders
  check 'redaction: every secret, and nothing else' diff "$here/secrets-redacted.txt" "$bundle/$log"
  run_collector -n orders --no-redact
  check 'no redaction: as it is' cmp "$here/secrets.txt" "$bundle/$log"
  check 'no redaction: says so' says 'NOT REDACTED'
  run_collector --anonymize --node
  check 'pseudonyms: no name of a namespace, node or Deployment' refuses grep -r -E 'shop-prod|worker-1|orders-api' "$bundle"
  check 'pseudonyms: none in paths' refuses eval "find '$bundle' | grep -E 'shop-prod|worker-1|orders'"
  check 'pseudonyms: no address' refuses grep -r -E '10\.244\.0\.' "$bundle"
  check 'pseudonyms: a pod still belongs to its ReplicaSet' \
    grep -q -E '^    name: name-[0-9]+-77fc8674bb$' "$bundle/cluster/replicasets.yaml"
  check 'pseudonyms: files as the manifest says' ask files
  check 'pseudonyms: the table stays here' grep -q '^shop-prod ns-' "$bundle.tar.gz.pseudonyms.txt"
}

test_scripts
test_usage
test_dry_run
test_whole
test_lost_logs
test_faulty_server
test_unreachable
test_no_such_namespace
test_own_clock
test_interrupt
test_many_pods
test_names
test_standard_output
test_limits
test_nodes
test_this_node
test_about
test_redaction
printf '%s passed, %s failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
