
# --- From left to right -----------------------------------------------------------------------------------------------

prepare() {
  bundle=casefile-bundle-$(date -u +%Y%m%dT%H%M%SZ)
  [ -n "$output" ] || output=$bundle.tar.gz
  # shellcheck disable=SC2064 # the moment counts
  trap 'say "interrupted before anything was collected"; rm -rf "${work:-}"; exit 130' INT TERM HUP
  work=$(mktemp -d "${TMPDIR:-/tmp}/casefile.XXXXXX") || {
    say "collect.sh: cannot make a folder in ${TMPDIR:-/tmp}; name another with TMPDIR"
    exit 1
  }
  trap 'rm -rf "$work"' EXIT
  state=$work/.state
  root=$work/$bundle
  mkdir "$state" "$root"
  if [ "$output" != - ] && ! true 2>/dev/null >"$output.partial"; then
    say "collect.sh: cannot write $output"
    exit 1
  fi
  # The home of whoever runs this stays as it is.
  KUBECACHEDIR=$state/kube-cache
  export KUBECACHEDIR
  # For the manifest, should the disk be full by then.
  dd if=/dev/zero of="$state/reserve" bs=1024 count=512 2>/dev/null || :
  # Files and tarball may share the disk: together no more than most of what is free.
  free=$(df -Pk "$work" 2>/dev/null | awk 'NR == 2 { printf "%d", $4 * 0.8 }')
  if is_number "$free" && [ $((free * 1024)) -lt "$total_limit" ]; then total_limit=$((free * 1024)); fi
  : >"$state/items"
  : >"$state/missing"
  : >"$state/left-out"
  : >"$state/containers"
  : >"$state/pods"
  : >"$state/nodes"
  open_slots
}

collect_everything() {
  if $use_kubectl && { $dry_run || has "$kubectl"; }; then
    if collect_versions; then
      has_api=true
      choose_managed_fields
      find_scope
      if ! $dry_run; then list_containers; fi
    else
      say "$api_trouble: its part is left out"
      missing 'everything of the API' "$api_trouble" 'only nodes that are reached otherwise can be diagnosed'
    fi
  elif $use_kubectl; then
    missing 'everything of the API' "$kubectl not found" 'only this machine can be diagnosed'
  fi
  # What asking leaves traces in comes last.
  if $has_api; then collect_events; fi
  if $on_node; then
    collect_this_node
    $has_api || collect_pod_log_files
  fi
  # A few lists, before what may take long on many nodes.
  if $has_api; then collect_objects; fi
  nodes=${nodes:-$chosen_nodes}
  collect_nodes
  if $has_api; then
    collect_descriptions
    finish_commands
    collect_logs
  fi
  finish_commands
}

main() {
  on_terminal=false
  if [ -t 2 ]; then on_terminal=true; fi
  parse_arguments "$@"
  choose_time_format
  choose_timeout
  parse_window
  start=$(now)
  ends_at=$(($(epoch_now) + deadline))
  child_job='' slot=0 item=0 total_bytes=0 left_out=0 interrupted=false stage='' stopped=false
  item_check='' item_input='' item_timeout='' item_lines=''
  cluster_id='' nodes='' event_namespaces='' managed_fields='' own_node='' about_node='' about_owner=''
  has_api=false api_trouble=''
  if $on_node; then
    own_node=${node_name:-${NODE_NAME:-$(hostname 2>/dev/null || uname -n)}}
    is_name "$own_node" || own_node=node
  fi
  if $dry_run; then
    # There is no folder: whatever looks into it finds nothing.
    state=/dev/null root=/dev/null
    collect_everything
    exit 0
  fi
  if $use_kubectl && ! has "$kubectl" && ! $on_node && ! $use_ssh; then
    say "collect.sh: $kubectl not found; name it with --kubectl, or collect this machine with --node"
    exit 1
  fi
  prepare
  trap interrupt INT TERM HUP
  if [ -n "$debug_image" ]; then say 'creating a pod on each node, which is deleted afterwards (--debug-image)'; fi
  collect_everything
  finish
}

main "$@"
