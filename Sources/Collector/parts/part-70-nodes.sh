
# --- Nodes, from afar -------------------------------------------------------------------------------------------------

remote_path() { printf '/api/v1/nodes/%s/proxy/%s' "$1" "$2"; }

has_kubelet_journal() {
  [ -s "$root/nodes/$1/journal/kubelet.log" ] && grep -q -E '^[A-Z0-9].* kubelet' "$root/nodes/$1/journal/kubelet.log"
}

# The ways to a node's journals, the richest first; a node takes the next when one fails.
collect_nodes() {
  stage=nodes
  remote_nodes=
  for node in $nodes; do
    # This machine is read directly.
    if $on_node && [ "$node" = "$own_node" ]; then continue; fi
    remote_nodes="$remote_nodes $node"
  done
  if $use_ssh; then reach_nodes by_ssh; fi
  if [ -n "$debug_image" ] && $has_api; then reach_nodes by_debug_pod; fi
  if $has_api; then
    ask_kubelets
    query_journals
  fi
}

# Summary and configuration decide which filesystem is meant and who uses what. The time of the answer is the node's clock.
ask_kubelets() {
  for node in $remote_nodes; do
    kube "nodes/$node/stats-summary.json" get --raw "$(remote_path "$node" stats/summary)"
    kube "nodes/$node/kubelet-configz.json" get --raw "$(remote_path "$node" configz)"
    if $dry_run; then
      display "$kubectl" get --raw "$(remote_path "$node" healthz)" -v=8
      echo
    else
      sample_clock "$node" "$kubectl" ${context:+"--context=$context"} get --raw "$(remote_path "$node" healthz)" -v=8
    fi
  done
}

# sample_clock NODE COMMAND...: our time, its time, our time.
sample_clock() {
  take_slot
  if ! is_allowed; then
    printf '%s 0\n' "$slot" >&9
    return
  fi
  : >"$state/$slot.running"
  (run_job run_clock_sample "$@") &
  printf '%s' "$!" >"$state/$slot.job"
}

run_clock_sample() {
  sampled=$1
  shift
  prepare_command
  before=$(now)
  produce "$@" >"$state/$slot.sample" &
  await "$!"
  after=$(now)
  # `Date: Sat, 21 Nov 2026 04:00:00 GMT` among the headers of the answer, or the time itself from ssh.
  time=$(cat "$state/$slot.sample" "$state/$slot.stderr" | awk '
    /^[0-9-]+T[0-9:.]+Z$/ { print; exit }
    match($0, /Date: [A-Z][a-z][a-z], [0-9]+ [A-Z][a-z][a-z] [0-9]+ [0-9:]+ GMT/) {
      split(substr($0, RSTART, RLENGTH), part, " ")
      month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", part[4]) + 2) / 3
      printf "%s-%02d-%02dT%sZ\n", part[5], month, part[3], part[6]
      exit
    }')
  rm -f "$state/$slot.sample"
  if [ -n "$time" ]; then
    printf '{"node":%s,"before":"%s","time":%s,"after":"%s"}\n' "$(json_text "$sampled")" "$before" "$(json_text "$time")" \
      "$after" >>"$state/clocks.$slot"
  fi
}

# NodeLogQuery: the kubelet reads the journals of its node for us. Where it is off, /logs/ is a listing of /var/log.
query_journals() {
  asked=
  for node in $remote_nodes; do
    if ! $dry_run && has_kubelet_journal "$node"; then continue; fi
    asked="$asked $node"
    query_journal "$node" kubelet
  done
  finish_commands
  for node in $asked; do
    if ! $dry_run && ! has_kubelet_journal "$node"; then continue; fi
    case $(awk -F '|' -v node="$node" '$1 == node { print $3 }' "$state/nodes" 2>/dev/null || :) in
      cri-o:*) query_journal "$node" crio ;;
      docker:*) query_journal "$node" docker ;;
      *) query_journal "$node" containerd ;;
    esac
  done
}

query_journal() {
  item_check=check_log_query
  kube "nodes/$1/journal/$2.log" get --raw \
    "$(remote_path "$1" "logs/?query=$2&sinceTime=$window_since${window_until:+&untilTime=$window_until}")"
  item_check=
}

check_log_query() {
  case $(head -n 1 "$file" 2>/dev/null | tr -d '\000') in
    '<'*)
      status=1
      : >"$file"
      echo '0 0 0' >"$state/$slot.report"
      echo 'the kubelet answers no log queries (NodeLogQuery is off)' >"$state/$slot.stderr"
      ;;
  esac
}

# reach_nodes WAY: this very script runs on the nodes that have no journal yet.
reach_nodes() {
  if ! $dry_run && ! grep -q '^# Collects a Kubernetes support bundle' "$0" 2>/dev/null; then
    missing 'nodes by ssh or kubectl debug' 'this script must be a file for that' 'journals and disks of nodes may be missing'
    return
  fi
  for node in $remote_nodes; do
    if ! $dry_run && has_kubelet_journal "$node"; then continue; fi
    remote_arguments="--node --no-kubectl --marker -o - --node-name $node --timeout $limit --jobs $jobs"
    remote_arguments="$remote_arguments --max-item-size $item_limit --max-size $total_limit"
    if [ -n "$around" ]; then
      remote_arguments="$remote_arguments --around $around"
    else
      remote_arguments="$remote_arguments --since $window_since"
    fi
    $redact || remote_arguments="$remote_arguments --no-redact"
    item_input=$0
    item_timeout=$((limit * 10))
    "$1" "$node"
    item_input=
    item_timeout=
  done
  finish_commands
}

by_ssh() {
  address=$(awk -F '|' -v node="$1" '$1 == node { split($4, address, " "); print address[1] }' "$state/nodes" 2>/dev/null || :)
  address=${address:-$1}
  if ! $dry_run; then
    item_input=
    # shellcheck disable=SC2086 # words
    sample_clock "$1" $ssh_command "$address" "date -u +%Y-%m-%dT%H:%M:%SZ"
    item_input=$0
  fi
  # shellcheck disable=SC2086 # words
  start_remote "$1" $ssh_command "$address" \
    "if [ \"\$(id -u)\" = 0 ]; then exec sh -s -- $remote_arguments; else exec sudo -n sh -s -- $remote_arguments; fi"
}

# The sysadmin profile lets dmesg and systemctl work; kubectl knows it since 1.27.
by_debug_pod() {
  profile=--profile=sysadmin
  case $(version_of clientVersion) in v1.[0-9].* | v1.1[0-9].* | v1.2[0-6].*) profile= ;; esac
  # shellcheck disable=SC2086 # words
  start_remote "$1" "$kubectl" ${context:+"--context=$context"} debug "node/$1" -i "--image=$debug_image" $profile -- \
    chroot /host sh -s -- $remote_arguments
}

start_remote() {
  remote_node=$1
  shift
  if $dry_run; then
    display "$@"
    printf ' < collect.sh\n'
    return
  fi
  take_slot
  if ! is_allowed; then
    printf '%s 0\n' "$slot" >&9
    leave_out "nodes/$remote_node/collector.txt" "$refusal" "$@"
    return
  fi
  item=$((item + 1))
  progress "$stage: $remote_node"
  mkdir -p "$root/nodes/$remote_node"
  : >"$state/$slot.running"
  (run_job run_remote "$@") &
  printf '%s' "$!" >"$state/$slot.job"
}

run_remote() {
  item_path=nodes/$remote_node/collector.txt
  file=$root/$item_path
  prepare_command
  produce "$@" >"$state/$slot.remote" &
  await "$!"
  read_status
  take_remote_bundle
  # What it said is its record.
  filter 0 "$state/$slot.report" <"$state/$slot.stderr" >"$file" || :
  $remote_found || [ "${status:-0}" -ne 0 ] || status=1
  record_item "$(display "$@") < collect.sh"
  rm -rf "$state/$slot.remote" "$state/$slot.unpacked"
}

# Login messages come first, then our marker, then the tarball. What a cut one holds counts too.
take_remote_bundle() {
  offset=0 remote_found=false debug_pod=
  while IFS= read -r line; do
    offset=$((offset + ${#line} + 1))
    case $line in
      'Creating debugging pod '*)
        debug_pod=${line#Creating debugging pod }
        debug_pod=${debug_pod%% *}
        ;;
      casefile-tarball)
        remote_found=true
        break
        ;;
    esac
  done <"$state/$slot.remote"
  case $debug_pod in
    node-debugger-*)
      # shellcheck disable=SC2086 # the command and its options
      ${timeout_command:+$timeout_command 30} "$kubectl" ${context:+"--context=$context"} delete pod "$debug_pod" \
        --wait=false >/dev/null 2>>"$state/$slot.stderr" </dev/null || :
      ;;
  esac
  $remote_found || return 0
  rm -rf "$state/$slot.unpacked"
  mkdir "$state/$slot.unpacked"
  tail -c "+$((offset + 1))" "$state/$slot.remote" | tar xzf - -C "$state/$slot.unpacked" 2>/dev/null || :
  find "$state/$slot.unpacked" ! -type f ! -type d -exec rm -f {} +
  for folder in "$state/$slot.unpacked"/*; do
    [ -d "$folder/nodes/$remote_node" ] || continue
    cp -R "$folder/nodes/$remote_node/." "$root/nodes/$remote_node/"
    if [ -s "$folder/redaction.txt" ]; then grep '^nodes/' "$folder/redaction.txt" >>"$state/redactions.$slot" || :; fi
    # Its records, without what is counted at the end; files without a record are those of a cut tarball.
    grep '^{"path":"nodes/' "$folder/manifest.json" 2>/dev/null | sed 's/,$//' >"$state/$slot.records" || :
    (cd "$folder" && find "nodes/$remote_node" -type f) | while read -r name; do
      record=$(grep -F "{\"path\":\"$name\"," "$state/$slot.records" || :)
      if [ -z "$record" ]; then
        record="{\"path\":$(json_text "$name"),\"command\":\"\",\"exitCode\":130,\"start\":\"$item_start\",\"end\":\"$(now)\",\"cut\":true,\"outcome\":\"cut\",\"stderr\":\"\"}"
      fi
      remote_outcome=${record##*\"outcome\":\"}
      printf '%s\t%s\t%s\t\t%s\n' "$item" "$name" "${remote_outcome%%\"*}" "$record" >>"$state/items.$slot"
    done
  done
}
