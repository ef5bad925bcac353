#!/bin/sh
# Collects a Kubernetes support bundle for `casefile analyze`.
#
# Needs a POSIX shell and the usual tools; kubectl for the cluster, journalctl for --node. Only reads: the verbs are
# get, describe, logs, version and config view. Every step may fail; what could be had is bundled, and
# manifest.json says what could not, and why.
set -eu
LC_ALL=C
export LC_ALL
umask 077

collector_version=1.0.0
bundle_format=casefile-bundle
bundle_version=1

limit=60
log_lines=20000
log_bytes=10485760
# Logs stop here, so that a cluster with thousands of pods cannot fill the disk that we collect on.
total_bytes_limit=2147483648

namespaced_objects='deployments replicasets statefulsets daemonsets jobs cronjobs services endpoints
endpointslices.discovery.k8s.io configmaps persistentvolumeclaims resourcequotas limitranges serviceaccounts ingresses
horizontalpodautoscalers poddisruptionbudgets networkpolicies'
described_objects='pods deployments replicasets statefulsets daemonsets jobs cronjobs services persistentvolumeclaims
resourcequotas ingresses horizontalpodautoscalers'
cluster_objects='nodes namespaces persistentvolumes storageclasses priorityclasses'
control_plane_units='kube-apiserver kube-controller-manager kube-scheduler etcd k3s k3s-agent rke2-server rke2-agent'

output='' namespaces='' since=24h kubectl=kubectl on_node=false dry_run=false

usage() {
  cat <<'USAGE'
Usage: collect.sh [-o FILE] [-n NAMESPACE]... [--node] [--since DURATION|TIME] [--kubectl PATH]
                  [--timeout SECONDS] [--dry-run] [-h]

Collects a Kubernetes support bundle (.tar.gz) for `casefile analyze`. Only reads; Secrets are never read.

  -o FILE            where to write the bundle; - is standard output
                     (default: casefile-bundle-<time>.tar.gz in this folder)
  -n NAMESPACE       collect this namespace; may be repeated (default: all)
  --node             also collect this machine's journals, disks and processes: run it on the node in question, as root
  --since DURATION   how far back journals go: 90m, 24h, 7d (default: 24h), or since a time in UTC:
                     2026-11-21T04:00:00Z
  --kubectl PATH     the kubectl to run (it reads KUBECONFIG as usual)
  --timeout SECONDS  give up on one command after this (default: 60)
  --dry-run          print the commands, run none
  -h, --help         this text

ConfigMaps and logs are collected as they are: look through the bundle before you send it.

Exit: 0 a bundle was written, also if parts failed; 1 no bundle; 64 usage; 130 interrupted, with what there was.
USAGE
}

say() { printf '%s\n' "$*" >&2; }

usage_error() {
  say "collect.sh: $*"
  say "Try: collect.sh --help"
  exit 64
}

# Names come from the command line and from the API server, and become paths.
is_name() {
  case $1 in
    '' | .* | *[!A-Za-z0-9._:-]*) return 1 ;;
  esac
}

is_number() {
  case $1 in
    '' | *[!0-9]*) return 1 ;;
  esac
}

has() { command -v "$1" >/dev/null 2>&1; }

parse_arguments() {
  while [ $# -gt 0 ]; do
    option=$1
    shift
    case $option in
      -h | --help)
        usage
        exit 0
        ;;
      --node) on_node=true ;;
      --dry-run) dry_run=true ;;
      -o | --output | -n | --namespace | --since | --kubectl | --timeout)
        [ $# -gt 0 ] || usage_error "$option needs a value"
        case $option in
          -o | --output) output=$1 ;;
          -n | --namespace)
            is_name "$1" || usage_error "not a namespace: $1"
            namespaces="$namespaces $1"
            ;;
          --since) since=$1 ;;
          --kubectl) kubectl=$1 ;;
          --timeout)
            if ! is_number "$1" || [ "$1" -eq 0 ]; then usage_error "not a number of seconds: $1"; fi
            limit=$1
            ;;
        esac
        shift
        ;;
      *) usage_error "unknown argument: $option" ;;
    esac
  done
}

# Sets journal_since (as journalctl reads it) and window_since (RFC 3339, for the manifest).
parse_since() {
  case $since in
    [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z)
      window_since=$since
      journal_since="$(printf '%s' "$since" | tr T ' ' | tr -d Z) UTC"
      return
      ;;
    *s) unit=1 ;;
    *m) unit=60 ;;
    *h) unit=3600 ;;
    *d) unit=86400 ;;
    *) usage_error "not a duration or time: $since" ;;
  esac
  amount=${since%?}
  if ! is_number "$amount" || [ "${#amount}" -gt 6 ]; then usage_error "not a duration or time: $since"; fi
  # A leading zero would make the shell read octal.
  while [ "$amount" != "${amount#0}" ] && [ "${#amount}" -gt 1 ]; do amount=${amount#0}; done
  seconds=$((amount * unit))
  journal_since="-${seconds}s"
  # GNU and BusyBox, then BSD.
  epoch=$(($(date +%s) - seconds))
  window_since=$(date -u -d "@$epoch" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null ||
    date -u -r "$epoch" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || printf '')
}

# Not every date knows nanoseconds.
choose_time_format() {
  time_format=+%Y-%m-%dT%H:%M:%SZ
  case $(date +%N 2>/dev/null || :) in
    [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) time_format=+%Y-%m-%dT%H:%M:%S.%NZ ;;
  esac
}

now() { date -u "$time_format"; }

choose_timeout() {
  timeout_command=
  if timeout -k 1 1 true 2>/dev/null; then
    timeout_command='timeout -k 5'
  elif timeout 1 true 2>/dev/null; then
    timeout_command=timeout
  fi
}

# Reads bytes, writes a JSON string in ASCII. Bytes that are not UTF-8 become U+FFFD. Works on hexadecimal digits because
# no two awks agree on bytes above 127.
json_string() {
  dd bs=4096 count=1 2>/dev/null | od -An -v -tx1 | awk '
    function unit(code) { printf "\\u%04x", code }
    function emit(code) {
      if (code == 34 || code == 92) printf "\\%c", code
      else if (code == 10) printf "\\n"
      else if (code == 9) printf "\\t"
      else if (code >= 32 && code < 127) printf "%c", code
      else if (code < 65536) unit(code)
      else { code -= 65536; unit(55296 + int(code / 1024)); unit(56320 + code % 1024) }
    }
    function broken() { if (wanted) { unit(65533); wanted = 0 } }
    function start(byte) {
      if (byte < 128) emit(byte)
      else if (byte >= 194 && byte < 224) { wanted = 1; code = byte - 192; least = 128 }
      else if (byte >= 224 && byte < 240) { wanted = 2; code = byte - 224; least = 2048 }
      else if (byte >= 240 && byte < 245) { wanted = 3; code = byte - 240; least = 65536 }
      else unit(65533)
    }
    BEGIN { for (i = 0; i < 16; i++) digit[substr("0123456789abcdef", i + 1, 1)] = i; printf "\"" }
    {
      for (i = 1; i <= NF; i++) {
        byte = digit[substr($i, 1, 1)] * 16 + digit[substr($i, 2, 1)]
        if (wanted && byte >= 128 && byte < 192) {
          code = code * 64 + byte - 128
          if (--wanted) continue
          if (code < least || code > 1114111 || (code >= 55296 && code <= 57343)) unit(65533)
          else emit(code)
        } else { broken(); start(byte) }
      }
    }
    END { broken(); printf "\"" }'
}

json_text() { printf '%s' "$1" | json_string; }

json_text_or_null() {
  if [ -n "$1" ]; then json_text "$1"; else printf null; fi
}

sha256_of() {
  if has sha256sum; then
    sha256sum <"$1"
  elif has shasum; then
    shasum -a 256 <"$1"
  elif has openssl; then
    openssl dgst -sha256 -r <"$1"
  fi | cut -d ' ' -f 1
}

size_of() { wc -c <"$1" | tr -d ' '; }

# A command as one could paste it.
display() {
  line=
  for word in "$@"; do
    case $word in
      '' | *[!A-Za-z0-9_./:=@,%+-]*) word="'$word'" ;;
    esac
    line="$line${line:+ }$word"
  done
  printf '%s' "$line"
}

# run OUT ERR COMMAND...: sets status, 124 when the time was up. In the background, since a shell runs its traps only
# when it waits.
run() {
  out=$1 err=$2
  shift 2
  status=0
  rm -f "$state/timed-out"
  if [ -n "$timeout_command" ]; then
    # shellcheck disable=SC2086 # the command and its options
    $timeout_command "$limit" "$@" >"$out" 2>"$err" </dev/null &
    child=$!
    wait "$child" || status=$?
  else
    "$@" >"$out" 2>"$err" </dev/null &
    child=$!
    (
      trap 'kill "$nap" 2>/dev/null' TERM
      sleep "$limit" &
      nap=$!
      wait "$nap" && : >"$state/timed-out" && kill "$child"
    ) >/dev/null 2>&1 &
    watchdog=$!
    wait "$child" || status=$?
    kill "$watchdog" 2>/dev/null || :
    wait "$watchdog" 2>/dev/null || :
    watchdog=
    [ ! -e "$state/timed-out" ] || status=124
  fi
  child=
}

# collect PATH COMMAND...: runs a command, keeps its output at PATH and its record for the manifest.
collect() {
  item_path=$1
  shift
  item_command=$(display "$@")
  if $dry_run; then
    printf '%s\n' "$item_command"
    return
  fi
  mkdir -p "$(dirname "$root/$item_path")"
  item_start=$(now)
  : >"$state/stderr"
  run "$root/$item_path" "$state/stderr" "$@"
  record_item
}

record_item() {
  item_end=$(now)
  file=$root/$item_path
  cut=false
  if [ "$status" -eq 124 ]; then
    cut=true
    printf 'collect.sh: stopped after %s seconds\n' "$limit" >>"$state/stderr"
  elif [ "$status" -gt 128 ]; then
    cut=true
  fi
  # An error in place of the text, as one gets who redirects both: it says why there is nothing.
  [ -s "$file" ] || cp "$state/stderr" "$file"
  bytes=$(size_of "$file")
  case $item_path in
    */logs/*)
      lines=$(wc -l <"$file" | tr -d ' ')
      if [ "$bytes" -ge "$log_bytes" ] || [ "$lines" -ge "$log_lines" ]; then cut=true; fi
      ;;
  esac
  record=$(
    printf '{"path":%s,' "$(json_text "$item_path")"
    printf '"command":%s,"exitCode":%s,' "$(json_text "$item_command")" "$status"
    printf '"start":"%s","end":"%s","bytes":%s,' "$item_start" "$item_end" "$bytes"
    printf '"sha256":%s,"cut":%s,' "$(json_text_or_null "$(sha256_of "$file")")" "$cut"
    printf '"stderr":%s}' "$(json_string <"$state/stderr")"
  )
  printf '%s\n' "$record" >>"$state/items"
  item_path=
  total_bytes=$((total_bytes + bytes))
  if [ "$status" -ne 0 ]; then
    say "  failed ($status): $item_command: $(dd if="$state/stderr" bs=200 count=1 2>/dev/null | tr -cd '[:print:]')"
  fi
}

# query COMMAND...: the output of a command that is not itself an artifact; empty when it fails.
query() {
  run "$state/query" "$state/query-error" "$@"
  [ "$status" -eq 0 ] || : >"$state/query"
}

is_api_reachable() {
  $dry_run || grep -q serverVersion "$root/cluster/version.yaml" 2>/dev/null
}

collect_versions() {
  say "versions"
  collect cluster/version.yaml "$kubectl" version -o yaml
  if ! is_api_reachable; then return; fi
  choose_managed_fields
  find_namespaces
  find_nodes
  if $dry_run; then return; fi
  query "$kubectl" get namespace kube-system -o 'jsonpath={.metadata.uid}'
  cluster_id=$(head -n 1 "$state/query" 2>/dev/null || :)
}

# Who changed which field when: shown by itself before kubectl 1.21, by an option since.
choose_managed_fields() {
  case $(version_of clientVersion) in
    v1.[0-9].* | v1.1[0-9].* | v1.20.*) ;;
    *) managed_fields=--show-managed-fields ;;
  esac
}

find_namespaces() {
  if [ -z "$namespaces" ] && $dry_run; then
    namespaces=NAMESPACE
  elif [ -z "$namespaces" ]; then
    query "$kubectl" get namespaces -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}'
    all=$(cat "$state/query")
    if [ -z "$all" ]; then
      say "  namespaces cannot be listed: only the current one is collected; name others with -n"
      query "$kubectl" config view --minify -o 'jsonpath={..namespace}'
      all=$(head -n 1 "$state/query")
      all=${all:-default}
    fi
    for name in $all; do
      if is_name "$name"; then namespaces="$namespaces $name"; fi
    done
  fi
  # Events about nodes are kept in the namespace default.
  event_namespaces=$namespaces
  case " $namespaces " in
    *' default '* | *' NAMESPACE '*) ;;
    *) event_namespaces="default $namespaces" ;;
  esac
}

find_nodes() {
  nodes=
  if $dry_run; then
    nodes=NODE
    return
  fi
  query "$kubectl" get nodes -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}'
  while read -r name; do
    if is_name "$name"; then nodes="$nodes $name"; fi
  done <"$state/query"
}

collect_events() {
  say "events"
  for namespace in $event_namespaces; do
    collect "namespaces/$namespace/events.yaml" "$kubectl" get events -n "$namespace" -o yaml
  done
}

journal() {
  destination=$1
  shift
  collect "$destination" journalctl "$@" --utc -o short-iso-precise --no-pager --since "$journal_since"
}

has_unit() { $dry_run || systemctl cat "$1.service" >/dev/null 2>&1; }

collect_node() {
  node=${NODE_NAME:-$(hostname 2>/dev/null || uname -n)}
  is_name "$node" || node=node
  say "node $node"
  before=$(now)
  collect "nodes/$node/date.txt" date
  collect "nodes/$node/timedatectl.txt" timedatectl
  # Here both clocks are one; a collector that reaches nodes over a network has something to compare.
  clock=$(printf '{"node":%s,"before":"%s","time":"%s","after":"%s"}' "$(json_text "$node")" "$before" "$(now)" "$(now)")
  collect "nodes/$node/df.txt" df -T
  collect "nodes/$node/df-inodes.txt" df -i
  # Who holds the disk: volumes of pods, their logs, folders of the host. -d is understood by GNU and busybox alike.
  collect "nodes/$node/du-pods.txt" du -xk -d 4 /var/lib/kubelet/pods
  collect "nodes/$node/du-logs.txt" du -xk -d 1 /var/log/pods
  collect "nodes/$node/du-host.txt" du -xk -d 2 /
  collect "nodes/$node/free.txt" free -m
  for unit in kubelet containerd; do journal "nodes/$node/journal/$unit.log" -u "$unit"; done
  for unit in docker crio; do
    if has_unit "$unit"; then journal "nodes/$node/journal/$unit.log" -u "$unit"; fi
  done
  # Not -k: that is only the current boot.
  journal "nodes/$node/journal/kernel.log" _TRANSPORT=kernel
  journal "nodes/$node/journal/systemd.log" _PID=1
  for unit in $control_plane_units; do
    if has_unit "$unit"; then journal "control-plane/$unit.log" -u "$unit"; fi
  done
  collect "nodes/$node/dmesg.txt" dmesg -T
  collect "nodes/$node/systemctl-status.txt" systemctl status kubelet containerd --no-pager --full
  if $dry_run || has crictl; then
    collect "nodes/$node/containers.txt" crictl ps -a --no-trunc
    collect "nodes/$node/images.txt" crictl images --no-trunc
  elif has ctr; then
    collect "nodes/$node/containers.txt" ctr -n k8s.io containers ls
    collect "nodes/$node/tasks.txt" ctr -n k8s.io tasks ls
  fi
}

collect_objects() {
  say "objects"
  for kind in $cluster_objects; do collect "cluster/$kind.yaml" "$kubectl" get "$kind" -o yaml $managed_fields; done
  # The kubelets renew their leases each 10 s: who is alive, and how far the clocks are apart.
  collect cluster/node-leases.yaml "$kubectl" get leases.coordination.k8s.io -n kube-node-lease -o yaml
  for namespace in $namespaces; do
    for kind in pods $namespaced_objects; do
      collect "namespaces/$namespace/${kind%%.*}.yaml" "$kubectl" get "$kind" -n "$namespace" -o yaml \
        $managed_fields
    done
  done
}

collect_descriptions() {
  say "descriptions"
  for node in $nodes; do
    collect "nodes/$node/describe.txt" "$kubectl" describe node "$node"
    # Who uses the disk and the memory, volumes included, as the kubelet measures it.
    collect "nodes/$node/stats-summary.json" "$kubectl" get --raw "/api/v1/nodes/$node/proxy/stats/summary"
    collect "nodes/$node/kubelet-configz.json" "$kubectl" get --raw "/api/v1/nodes/$node/proxy/configz"
  done
  for namespace in $namespaces; do
    for kind in $described_objects; do
      # Most namespaces lack most kinds.
      if ! $dry_run && grep -q '^items: \[\]' "$root/namespaces/$namespace/$kind.yaml" 2>/dev/null; then continue; fi
      collect "namespaces/$namespace/describe/$kind.txt" "$kubectl" describe "$kind" -n "$namespace"
    done
  done
  collect control-plane/readyz.txt "$kubectl" get --raw '/readyz?verbose'
}

# Writes lines `pod container restarts` to "$state/containers".
list_containers() {
  query "$kubectl" get pods -n "$1" -o 'jsonpath={range .items[*]}P {.metadata.name}{"\n"}{range .spec.initContainers[*]}C {.name}{"\n"}{end}{range .spec.containers[*]}C {.name}{"\n"}{end}{range .spec.ephemeralContainers[*]}C {.name}{"\n"}{end}{range .status.initContainerStatuses[*]}R {.name} {.restartCount}{"\n"}{end}{range .status.containerStatuses[*]}R {.name} {.restartCount}{"\n"}{end}{end}'
  awk '
    function flush(i) {
      for (i = 1; i <= count; i++) print pod, container[i], restarts[container[i]] + 0
      count = 0; split("", restarts)
    }
    $1 == "P" { flush(); pod = $2 }
    $1 == "C" { container[++count] = $2 }
    $1 == "R" { restarts[$2] = $3 }
    END { flush() }' "$state/query" >"$state/containers"
}

collect_log() {
  collect "namespaces/$namespace/logs/$1/$2.log" "$kubectl" logs -n "$namespace" "$1" -c "$2" \
    "--tail=$log_lines" "--limit-bytes=$log_bytes"
  if $dry_run || [ "$3" -gt 0 ]; then
    collect "namespaces/$namespace/logs/$1/$2.previous.log" "$kubectl" logs -n "$namespace" "$1" -c "$2" --previous \
      "--tail=$log_lines" "--limit-bytes=$log_bytes"
  fi
}

# Last: asking for a log leaves lines in the node's journals.
collect_logs() {
  say "logs"
  for namespace in $namespaces; do
    if $dry_run; then
      collect_log POD CONTAINER 1
      continue
    fi
    list_containers "$namespace"
    while read -r pod container restarts <&3; do
      if ! is_name "$pod" || ! is_name "$container" || ! is_number "$restarts"; then continue; fi
      if [ "$total_bytes" -ge "$total_bytes_limit" ]; then
        skipped=$((skipped + 1))
        continue
      fi
      collect_log "$pod" "$container" "$restarts"
    done 3<"$state/containers"
  done
  [ "$skipped" -eq 0 ] || say "  the bundle is full: logs of $skipped containers left out"
}

# version_of clientVersion|serverVersion
version_of() {
  if $dry_run || [ ! -e "$root/cluster/version.yaml" ]; then return; fi
  awk -v key="$1:" '
    /^[a-zA-Z]/ { current = $1 }
    current == key && $1 == "gitVersion:" { print $2; exit }' "$root/cluster/version.yaml"
}

write_manifest() {
  end=$(now)
  {
    printf '{\n"format":"%s",\n"version":%s,\n' "$bundle_format" "$bundle_version"
    printf '"collector":{"name":"collect.sh","version":"%s"},\n' "$collector_version"
    printf '"start":"%s",\n"end":"%s",\n' "$start" "$end"
    printf '"window":{"since":%s,"until":"%s"},\n' "$(json_text_or_null "$window_since")" "$end"
    printf '"interrupted":%s,\n' "$interrupted"
    printf '"cluster":{"id":%s,"serverVersion":%s,"clientVersion":%s},\n' "$(json_text_or_null "$cluster_id")" \
      "$(json_text_or_null "$(version_of serverVersion)")" "$(json_text_or_null "$(version_of clientVersion)")"
    printf '"logsLeftOut":%s,\n"clocks":[%s],\n"items":[\n' "$skipped" "$clock"
    # An interrupted item may have been recorded twice: the last record counts.
    awk -F '"' '
      NR > 1 && $4 != path { printf "%s%s", separator, record; separator = ",\n" }
      { path = $4; record = $0 }
      END { if (NR) printf "%s%s\n", separator, record }' "$state/items"
    printf ']}\n'
  } >"$root/manifest.json"
}

write_bundle() {
  write_manifest
  if [ "$output" = - ]; then
    tar czf - -C "$work" "$bundle"
  else
    tar czf "$output.partial" -C "$work" "$bundle" && mv -f "$output.partial" "$output"
  fi
}

summarize() {
  items=$(wc -l <"$state/items" | tr -d ' ')
  failed=$(grep -c -v '"exitCode":0,' "$state/items" || :)
  say "wrote $output: $items commands, $failed failed (each with its reason in manifest.json)"
}

finish() {
  if write_bundle; then
    summarize
  else
    rm -f "$output.partial"
    say "collect.sh: cannot write $output"
    exit 1
  fi
}

interrupt() {
  trap '' INT TERM HUP
  say "interrupted: bundling what there is"
  interrupted=true
  for process in $child $watchdog; do
    kill "$process" 2>/dev/null || :
    wait "$process" 2>/dev/null || :
  done
  if [ -n "$item_path" ]; then
    status=130
    record_item || :
  fi
  finish
  exit 130
}

prepare() {
  stamp=$(date -u +%Y%m%dT%H%M%SZ)
  bundle=casefile-bundle-$stamp
  [ -n "$output" ] || output=$bundle.tar.gz
  work=$(mktemp -d "${TMPDIR:-/tmp}/casefile.XXXXXX") || exit 1
  trap 'rm -rf "$work"' EXIT
  state=$work/.state
  root=$work/$bundle
  mkdir "$state" "$root"
  : >"$state/items"
  if [ "$output" != - ] && ! true 2>/dev/null >"$output.partial"; then
    say "collect.sh: cannot write $output"
    exit 1
  fi
}

main() {
  parse_arguments "$@"
  choose_time_format
  choose_timeout
  parse_since
  child='' watchdog='' item_path='' status=0 total_bytes=0 skipped=0 interrupted=false
  cluster_id='' clock='' nodes='' event_namespaces='' managed_fields=''
  if ! $dry_run; then
    if ! has "$kubectl" && ! $on_node; then
      say "collect.sh: $kubectl not found; name it with --kubectl, or collect this machine with --node"
      exit 1
    fi
    prepare
    start=$(now)
    trap interrupt INT TERM HUP
  fi
  has_api=false
  if $dry_run || has "$kubectl"; then
    collect_versions
    if is_api_reachable; then has_api=true; else say "  the API server does not answer: its part is left out"; fi
  fi
  if $has_api; then collect_events; fi
  if $on_node; then collect_node; fi
  if $has_api; then
    collect_objects
    collect_descriptions
    collect_logs
  fi
  $dry_run || finish
}

main "$@"
