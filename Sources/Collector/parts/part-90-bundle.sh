
# --- Manifest, tarball, last words ------------------------------------------------------------------------------------

# missing WHAT WHY MEANS: something that the bundle lacks as a whole.
missing() { $dry_run || printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$state/missing"; }

# From the records: what is missing, why, and what a diagnosis loses by it. One line for alike things.
tell_missing() {
  awk -F '\t' '
    function meaning(path) {
      if (path ~ /events/) return "what happened to objects, and in which order, stays unknown"
      if (path ~ /version/) return "nothing of the cluster is in the bundle"
      if (path ~ /(^|\/)pods[.]yaml/) return "no pod can be diagnosed"
      if (path ~ /cluster\/nodes[.]yaml/) return "conditions of nodes (pressure, not ready) stay unknown"
      if (path ~ /(persistentvolume|storageclass|volumeattach|csi)/) return "why a volume cannot be bound or mounted may stay open"
      if (path ~ /(webhook|apiservice|customresourcedef)/) return "refusals by webhooks and broken API extensions may stay unexplained"
      if (path ~ /(resourcequota|limitrange)/) return "refusals by quotas may stay unexplained"
      if (path ~ /(services|endpoints|ingress|networkpol)/) return "why a service does not answer may stay open"
      if (path ~ /(deployments|replicasets|statefulsets|daemonsets|jobs)/) return "who owns a pod, and which rollout changed it, may stay open"
      if (path ~ /configmaps/) return "a missing or changed configuration may go unseen"
      if (path ~ /leases/) return "which kubelets are alive may stay open"
      if (path ~ /stats-summary|configz/) return "who uses the disk and memory of nodes may stay open"
      if (path ~ /\/logs\//) return "what these containers said stays unknown"
      return "little is lost"
    }
    function shown(path) { sub(/^cluster\//, "", path); sub(/[.](yaml|txt|json|log)$/, "", path); return path }
    # One name for all nodes and for all containers.
    function kind(path) {
      if (path ~ /^nodes\/[^\/]+\//) { sub(/^nodes\/[^\/]+\//, "", path); return shown(path) " of nodes" }
      if (path ~ /\/logs\//) return path ~ /previous[.]log$/ ? "previous logs of containers" : "logs of containers"
      return shown(path)
    }
    # Alike losses for alike reasons are one line.
    function add(path, reason, outcome,    key, name) {
      gsub(/^Error from server |^error: |^collect.sh: /, "", reason)
      key = meaning(path) SUBSEP outcome SUBSEP (outcome == "left out" ? reason : "")
      if (!(key in cause)) { order[++keys] = key; cause[key] = reason }
      name = kind(path)
      if (!((key, name) in number)) names[key, ++kinds[key]] = name
      number[key, name]++
    }
    FILENAME ~ /left-out$/ { add($1, $2, "left out"); next }
    # Previous logs go with their container, journals are told by node, and what no cluster has to have is no loss.
    $3 == "forbidden" || $3 == "failed" || $3 == "cut" {
      if ($2 ~ /\/journal\/|collector[.]txt$|top-|readyz/) next
      if ($3 == "failed" && $2 ~ /^nodes\/[^\/]+\/[^\/]+$/ && $2 !~ /stats-summary|configz|df[.]|describe/) next
      if ($4 == "only its end") next
      add($2, $4, $3)
    }
    END {
      for (i = 1; i <= keys; i++) {
        key = order[i]
        split(key, part, SUBSEP)
        what = ""
        for (j = 1; j <= kinds[key] && j <= 5; j++) {
          name = names[key, j]
          what = what (j > 1 ? ", " : "") (number[key, name] > 1 ? number[key, name] " " : "") name
        }
        if (kinds[key] > 5) what = what " and " kinds[key] - 5 " more"
        printf "%s\t%s\t%s\n", what, part[2] (cause[key] == "" ? "" : ": " substr(cause[key], 1, 160)), part[1]
      }
    }' "$state/items" "$state/left-out"
  tell_missing_journals
}

tell_missing_journals() {
  without=
  if $on_node && ! has_kubelet_journal "$own_node"; then
    printf 'kubelet journal of %s\t%s\t%s\n' "$own_node" 'journalctl has no line of a unit kubelet in this window' \
      'what the kubelet did on this machine stays unknown'
  fi
  for node in $nodes; do
    if ! has_kubelet_journal "$node"; then
      if $on_node && [ "$node" = "$own_node" ]; then continue; fi
      case " $without " in *" $node "*) ;; *) without="$without $node" ;; esac
    fi
  done
  if [ -n "$without" ]; then
    reason=$(awk -F '\t' '$2 ~ /journal\/kubelet[.]log$|collector[.]txt$/ && $4 != "" { print substr($4, 1, 160); exit }' "$state/items")
    printf 'kubelet journals of%s\t%s\t%s\n' "$without" "${reason:-nothing tells them}; run collect.sh --node there, or add --ssh or --debug-image" \
      'who filled a disk, why a container was killed and why a node was not ready may stay open'
  fi
}

# Files whose command was ended so roughly that it left no record.
record_strays() {
  (cd "$root" && find . -type f | sed 's,^\./,,' | sort) | while IFS= read -r name; do
    grep -q -F "	$name	" "$state/items" || printf '%s\t%s\tcut\tinterrupted\t%s\n' "$item" "$name" \
      "{\"path\":$(json_text "$name"),\"command\":\"\",\"exitCode\":130,\"start\":\"$end\",\"end\":\"$end\",\"cut\":true,\"outcome\":\"cut\",\"stderr\":\"\"}"
  done >"$state/strays"
  cat "$state/strays" >>"$state/items"
}

# All records of all slots, in the order in which their commands were started.
gather_records() {
  end=$(now)
  find "$state" -name 'items.*' -exec cat {} + | sort -s -n -k 1,1 >"$state/items"
  if $interrupted; then record_strays; fi
  find "$state" -name 'redactions.*' -exec cat {} + | sort >"$state/redactions"
  [ -e "$state/left-out" ] || : >"$state/left-out"
  [ -e "$state/missing" ] || : >"$state/missing"
  find "$state" -name 'clocks.*' -exec cat {} + | sort | sed '$!s/$/,/' >"$state/clocks"
  tell_missing >>"$state/missing"
  : >"$state/pseudonym-report"
  if $anonymize; then use_pseudonyms; fi
  if [ -s "$state/redactions" ] || $anonymize; then
    {
      echo 'casefile redaction report'
      cat "$state/pseudonym-report"
      printf 'file\ttimes\twhat was replaced by REDACTED\n'
      cat "$state/redactions"
    } >"$root/redaction.txt"
  fi
}

# Records and counted files become one document.
write_manifest() {
  # In an order of its own: the same files give the same lines.
  (cd "$root" && find . -type f ! -name manifest.json | sed 's,^\./,,' | sort >"$state/files")
  (cd "$root" && xargs wc -c <"$state/files") >"$state/sizes"
  (cd "$root" && checksums <"$state/files") >"$state/digests" 2>/dev/null || :
  {
    printf '{\n"format":"%s",\n"version":%s,\n' "$bundle_format" "$bundle_version"
    printf '"collector":{"name":"collect.sh","version":"%s"},\n' "$collector_version"
    printf '"start":"%s",\n"end":"%s",\n' "$start" "$end"
    printf '"window":{"since":"%s","until":"%s"},\n' "$window_since" "${window_until:-$end}"
    printf '"interrupted":%s,\n' "$interrupted"
    printf '"redacted":%s,\n"anonymized":%s,\n' "$redact" "$anonymize"
    printf '"cluster":{"id":%s,"serverVersion":%s,"clientVersion":%s},\n' "$(json_text_or_null "$cluster_id")" \
      "$(json_text_or_null "$(version_of serverVersion)")" "$(json_text_or_null "$(version_of clientVersion)")"
    printf '"clocks":[%s],\n' "$(cat "$state/clocks")"
    printf '"missing":[\n'
    while IFS='	' read -r what why means; do
      printf '{"what":%s,"why":%s,"means":%s}\n' "$(json_text "$what")" "$(json_text "$why")" "$(json_text "$means")"
    done <"$state/missing" | sed '$!s/$/,/'
    printf '],\n"leftOut":[\n'
    cut -f 3 "$state/left-out" | sed '$!s/$/,/'
    printf '],\n"items":[\n'
    awk -F '\t' '
      FILENAME ~ /sizes$/ { split($0, part, " "); size[part[2]] = part[1]; next }
      FILENAME ~ /digests$/ { split($0, part, " "); digest[part[2]] = part[1]; next }
      seen[$2]++ { next }
      {
        record = $5
        sub(/"bytes":[0-9]+,"sha256":("[0-9a-f]*"|null),/, "", record)
        head = index(record, ",\"command\":")
        sum = digest[$2] ? "\"" digest[$2] "\"" : "null"
        printf "%s%s,\"bytes\":%d,\"sha256\":%s%s", separator, substr(record, 1, head - 1), size[$2], sum, substr(record, head)
        separator = ",\n"
      }
      END { if (separator) print "" }' "$state/sizes" "$state/digests" "$state/items"
    printf ']}\n'
  } >"$root/manifest.json"
}

pack() {
  if [ "$output" = - ]; then
    if $marker; then echo casefile-tarball; fi
    tar czf - -C "$work" "$bundle"
  else
    tar czf "$output.partial" -C "$work" "$bundle" 2>"$state/tar" && mv -f "$output.partial" "$output"
  fi
}

# Where the disk has no room for all, the largest go first.
write_bundle() {
  rm -f "$state/reserve"
  gather_records
  write_manifest
  if pack; then return 0; fi
  [ "$output" != - ] || return 1
  for size in 4194304 524288 65536 8192; do
    rm -f "$output.partial"
    say "no room for the bundle: leaving out files of more than $((size / 1024)) KiB"
    find "$root" -type f ! -name manifest.json -size "+${size}c" | while read -r file; do
      item_path=${file#"$root/"}
      rm -f "$file"
      leave_out "$item_path" 'no room for it on the disk' ''
      awk -F '\t' -v path="$item_path" '$2 != path' "$state/items" >"$state/kept" && cat "$state/kept" >"$state/items"
    done
    write_manifest
    if pack; then
      missing "files of more than $((size / 1024)) KiB" 'no room for them on the disk' 'what they said stays unknown'
      return 0
    fi
  done
  return 1
}

summarize() {
  progress ''
  target=$output
  [ "$output" != - ] || target='the bundle'
  awk -F '\t' -v target="$target" '
    { outcomes[$3]++ }
    END {
      printf "wrote %s: %d commands", target, NR
      split("complete empty absent forbidden failed cut", names, " ")
      for (i = 1; i <= 6; i++) if (outcomes[names[i]]) printf ", %d %s", outcomes[names[i]], names[i]
      print ""
    }' "$state/items" >&2
  if $redact; then
    say "redacted: $(awk -F '\t' '{ n += $2 } END { printf "%d", n }' "$state/redactions") values; redaction.txt in the bundle says where"
  else
    say 'NOT REDACTED: look through the bundle before you send it'
  fi
  if [ -s "$state/missing" ]; then
    say 'missing, and what that means for a diagnosis:'
    awk -F '\t' '{ printf "  - %s (%s): %s\n", $1, $2, $3 }' "$state/missing" >&2
  else
    say 'nothing is missing'
  fi
}

finish() {
  trap '' INT TERM HUP
  progress 'writing the bundle'
  if write_bundle; then
    summarize
  else
    rm -f "$output.partial"
    progress ''
    say "collect.sh: cannot write $output: $(head -n 1 "$state/tar" 2>/dev/null || :)"
    exit 1
  fi
}

interrupt() {
  trap '' INT TERM HUP
  progress ''
  say 'interrupted: bundling what there is'
  interrupted=true
  for running in "$state"/*.running; do
    [ -e "$running" ] || continue
    kill "$(cat "${running%.running}.job")" 2>/dev/null || :
  done
  if [ -n "$child_job" ] && [ -s "$state/query.command" ]; then kill "$(cat "$state/query.command")" 2>/dev/null || :; fi
  # A command that does not listen is ended in the end.
  (
    sleep 6
    for command in "$state"/*.command; do kill -9 "$(cat "$command")" 2>/dev/null || :; done
  ) >/dev/null 2>&1 9>&- &
  impatience=$!
  for job in "$state"/*.job; do
    [ ! -e "$job" ] || wait "$(cat "$job")" 2>/dev/null || :
  done
  kill "$impatience" 2>/dev/null || :
  finish
  exit 130
}
