
# --- Logs -------------------------------------------------------------------------------------------------------------

# Writes lines `namespace pod container rank restarts`: rank 0 is named with --about (or owned by the same), 1 unhealthy.
list_containers() {
  awk -v about="$about" -v owner="${about_owner:-}" '
    function flush(i, rank, restarted) {
      for (i = 1; i <= containers; i++) if (restarts[container[i]] > 0) restarted = 1
      rank = 2
      split(pod_state, part, "|")
      if (restarted || (part[2] != "Succeeded" && (part[2] != "Running" || part[3] != "True"))) rank = 1
      if (about != "" && (pod == about || (owner != "" && index(pod, owner "-") == 1))) rank = 0
      for (i = 1; i <= containers; i++) print namespace, pod, container[i], rank, restarts[container[i]] + 0
      containers = 0
      split("", restarts)
    }
    $1 == "P" { flush(); namespace = $2; pod = $3; pod_state = $4 }
    $1 == "C" { container[++containers] = $2 }
    $1 == "R" { restarts[$2] = $3 }
    END { flush() }' "$state/pods" | sort -s -k 4,4n >"$state/containers"
}

# collect_log NAMESPACE POD CONTAINER LINES [--previous]
collect_log() {
  item_lines=$4
  log_path=namespaces/$1/logs/$2/$3${5:+.previous}.log
  window=
  if $asked_window && [ -z "${5:-}" ]; then window=--since-time=$window_since; fi
  kube "$log_path" logs -n "$1" "$2" -c "$3" ${5:+"$5"} --timestamps ${window:+"$window"} "--tail=$4" \
    "--limit-bytes=$item_limit"
  item_lines=
}

# Last: asking for a log leaves lines in the node's journals.
collect_logs() {
  stage=logs
  if $dry_run; then
    collect_log NAMESPACE POD CONTAINER 20000
    collect_log NAMESPACE POD CONTAINER 20000 --previous
    return
  fi
  # With --about, of the neighbors only the unhealthy ones.
  last_rank=2
  [ -z "$about" ] || last_rank=1
  while read -r namespace pod container rank restarts <&3; do
    if ! is_name "$namespace" || ! is_name "$pod" || ! is_name "$container" || ! is_number "$restarts"; then continue; fi
    [ "$rank" -le "$last_rank" ] || continue
    lines=20000
    [ "$rank" -lt 2 ] || lines=2000
    collect_log "$namespace" "$pod" "$container" "$lines"
    if [ "$restarts" -gt 0 ]; then collect_log "$namespace" "$pod" "$container" "$lines" --previous; fi
  done 3<"$state/containers"
}
