
# --- Running commands -------------------------------------------------------------------------------------------------

# As many commands run at a time as there are slots. A pipe holds the free ones as lines `SLOT BYTES`: who starts a command
# takes a line, the command's background job puts it back with the bytes that it kept. A job writes only files of its slot:
#   items.SLOT      records: number, outcome, first words of the error, and the JSON for the manifest, separated by tabs
#   SLOT.running    exists while the job runs; SLOT.command holds its command's process id
#   SLOT.*          what it needs in between
choose_timeout() {
  timeout_command=
  if timeout -k 1 1 true 2>/dev/null; then
    timeout_command='timeout -k 5'
  elif timeout 1 true 2>/dev/null; then
    timeout_command=timeout
  fi
}

open_slots() {
  rm -f "$state/slots"
  mkfifo "$state/slots"
  exec 9<>"$state/slots"
  slot=1
  while [ "$slot" -le "$jobs" ]; do
    printf '%s 0\n' "$slot" >&9
    slot=$((slot + 1))
  done
}

# Waits until all commands have ended.
finish_commands() {
  if $dry_run; then return; fi
  wait
  taken=1
  while [ "$taken" -le "$jobs" ]; do
    take_slot
    taken=$((taken + 1))
  done
  open_slots
}

take_slot() {
  read -r slot freed <&9
  total_bytes=$((total_bytes + freed))
}

# May another command start? Sets refusal when not.
is_allowed() {
  refusal=
  if [ "$total_bytes" -ge "$total_limit" ]; then
    refusal="the bundle is full ($total_limit bytes)"
  else
    look_at_clock
    [ "$time_left" -gt 0 ] || refusal="the time is up ($deadline s)"
  fi
  [ -z "$refusal" ]
}

# leave_out PATH REASON COMMAND...: something that is not even tried.
leave_out() {
  left_path=$1 left_reason=$2
  shift 2
  left_out=$((left_out + 1))
  printf '%s\t%s\t{"path":%s,"command":%s,"reason":%s}\n' "$left_path" "$left_reason" "$(json_text "$left_path")" \
    "$(json_text "$(display "$@")")" "$(json_text "$left_reason")" >>"$state/left-out"
}

# collect PATH COMMAND...: runs a command in the background, keeps its output at PATH and its record for the manifest.
collect() {
  item_path=$1
  shift
  if $dry_run; then
    display "$@"
    echo
    return
  fi
  take_slot
  if ! is_allowed; then
    printf '%s 0\n' "$slot" >&9
    leave_out "$item_path" "$refusal" "$@"
    return
  fi
  item=$((item + 1))
  progress "$stage: $item_path ($item commands, $((total_bytes / 1024)) KiB)"
  [ -d "$root/${item_path%/*}" ] || mkdir -p "$root/${item_path%/*}"
  : >"$state/$slot.running"
  (run_job run_item "$@") 9>&9 &
  printf '%s' "$!" >"$state/$slot.job"
}

# run_job FUNCTION ARGUMENT...: in the background; always gives its slot back.
run_job() {
  trap 'stop_command' TERM HUP
  stopped=false
  kept_bytes=0
  "$@" || :
  rm -f "$state/$slot.running"
  printf '%s %s\n' "$slot" "$kept_bytes" >&9
}

stop_command() {
  stopped=true
  if [ -s "$state/$slot.command" ]; then kill "$(cat "$state/$slot.command")" 2>/dev/null || :; fi
}

# kube PATH ARGUMENT...: collect with kubectl.
kube() {
  kube_path=$1
  shift
  collect "$kube_path" "$kubectl" ${context:+"--context=$context"} "$@"
}

# Runs a command with its time and writes its output to standard output; its exit code goes to SLOT.status, 124 when
# the time was up. In the background, since a shell runs its traps only when it waits.
produce() {
  result=0
  if [ -n "$timeout_command" ]; then
    # shellcheck disable=SC2086 # the command and its options
    $timeout_command "$command_limit" "$@" 2>"$state/$slot.stderr" <"$input" 9>&- &
    printf '%s' "$!" >"$state/$slot.command"
    wait "$!" || result=$?
  else
    "$@" 2>"$state/$slot.stderr" <"$input" 9>&- &
    child=$!
    printf '%s' "$child" >"$state/$slot.command"
    (
      trap 'kill "$nap" 2>/dev/null' TERM
      sleep "$command_limit" &
      nap=$!
      wait "$nap" && : >"$state/$slot.expired" && kill "$child"
    ) >/dev/null 2>&1 9>&- &
    watchdog=$!
    wait "$child" || result=$?
    kill "$watchdog" 2>/dev/null || :
    wait "$watchdog" 2>/dev/null || :
    [ ! -e "$state/$slot.expired" ] || result=124
  fi
  printf '%s' "$result" >"$state/$slot.status"
}

# Each command gets its own limit, or what is left of the time of all.
prepare_command() {
  rm -f "$state/$slot.expired" "$state/$slot.command" "$state/$slot.status" "$state/$slot.report"
  : >"$state/$slot.stderr"
  input=${item_input:-/dev/null}
  command_limit=${item_timeout:-$limit}
  [ "$command_limit" -le "$time_left" ] || command_limit=$((time_left > 0 ? time_left : 1))
}

# A stopped job must still wait for its command to end.
await() {
  result=0
  wait "$1" || result=$?
  while kill -0 "$1" 2>/dev/null; do wait "$1" || result=$?; done
}

# Empty when the command was interrupted before it ended.
read_status() {
  status=
  if [ -s "$state/$slot.status" ]; then status=$(cat "$state/$slot.status"); fi
}

run_item() {
  file=$root/$item_path
  prepare_command
  case $item_path in *.yaml) is_yaml=1 ;; *) is_yaml=0 ;; esac
  produce "$@" | {
    # Its end is the command's.
    trap '' INT TERM HUP
    filter "$is_yaml" "$state/$slot.report" >"$file" 2>/dev/null
  } &
  await "$!"
  read_status
  ${item_check:-:}
  record_item "$(display "$@")"
}

# Everything that the manifest says of an item but its size and digest: those are counted when nothing changes any more.
record_item() {
  # From here on nothing takes long, and a half record would spoil the manifest.
  trap '' INT TERM HUP
  cut=false
  reported_bytes=0
  reported_cut=1
  if [ -s "$state/$slot.report" ]; then
    IFS=' ' read -r reported_bytes reported_lines reported_cut <"$state/$slot.report"
    while read -r amount rule; do
      case $rule in *[a-z]*) printf '%s\t%s\t%s\n' "$item_path" "$amount" "$rule" >>"$state/redactions.$slot" ;; esac
    done <"$state/$slot.report"
  fi
  kept_bytes=0
  if [ -s "$file" ]; then kept_bytes=$(($(wc -c <"$file"))); fi
  outcome=complete
  why=
  if [ "$reported_bytes" -gt 0 ] && [ "$kept_bytes" -lt "$reported_bytes" ] || [ ! -s "$state/$slot.report" ]; then
    cut=true outcome=cut why='not all of it could be written: no space?'
  elif [ "$reported_cut" -eq 1 ]; then
    cut=true outcome=cut why="longer than $item_limit bytes"
    # It ended because nobody read on.
    status=0
  elif [ "$status" = 124 ]; then
    cut=true outcome=cut why="stopped after $command_limit seconds"
  elif $stopped || [ -z "$status" ] || [ "$status" -gt 128 ]; then
    cut=true outcome=cut why='interrupted'
    status=${status:-130}
  elif [ "$status" -ne 0 ]; then
    outcome=failed
  elif [ "$kept_bytes" -eq 0 ] || { [ "$kept_bytes" -lt 200 ] && grep -q '^items: \[\]' "$file"; }; then
    outcome=empty
  fi
  if [ "$outcome" = failed ]; then
    why=$(dd if="$state/$slot.stderr" bs=400 count=1 2>/dev/null | tr -c '[:print:]' ' ')
    case $why in
      *'(Forbidden)'* | *' forbidden'* | *Unauthorized* | *'provide credentials'*) outcome=forbidden ;;
      *"doesn't have a resource type"* | *'could not find the requested resource'* | *'(NotFound)'*) outcome=absent ;;
    esac
  fi
  [ "$outcome" != cut ] || printf 'collect.sh: %s\n' "$why" >>"$state/$slot.stderr" || :
  if [ -s "$state/$slot.stderr" ] && $redact; then
    filter 0 /dev/null <"$state/$slot.stderr" >"$state/$slot.clean" && mv -f "$state/$slot.clean" "$state/$slot.stderr"
  fi
  # An error in place of the text, as one gets who redirects both: it says why there is nothing.
  if [ "$kept_bytes" -eq 0 ] && [ -s "$state/$slot.stderr" ]; then cp "$state/$slot.stderr" "$file" || :; fi
  logged_lines_check
  record=$(
    printf '{"path":%s,"command":%s,' "$(json_text "$item_path")" "$(json_text "$1")"
    printf '"exitCode":%s,"start":"%s","end":"%s",' "${status:-1}" "$item_start" "$(now)"
    printf '"cut":%s,"outcome":"%s",' "$cut" "$outcome"
    if [ -s "$state/$slot.stderr" ]; then
      printf '"stderr":%s}' "$(json_string <"$state/$slot.stderr")"
    else
      printf '"stderr":""}'
    fi
  )
  printf '%s\t%s\t%s\t%s\t%s\n' "$item" "$item_path" "$outcome" "$why" "$record" >>"$state/items.$slot"
}

# A log as long as was asked for has earlier lines.
logged_lines_check() {
  [ -n "${item_lines:-}" ] && [ "$outcome" = complete ] || return 0
  if [ "$reported_lines" -ge "$item_lines" ] || [ "$reported_bytes" -ge "$item_limit" ]; then cut=true outcome=cut why='only its end'; fi
}

# query COMMAND...: the output of a command that is not itself an artifact, in "$state/query"; fails when it fails.
query() {
  slot=query
  stopped=false
  look_at_clock
  prepare_command
  produce "$@" >"$state/query" &
  child_job=$!
  wait "$child_job" || :
  child_job=
  read_status
  [ "$status" = 0 ]
}

kube_query() { query "$kubectl" ${context:+"--context=$context"} "$@"; }
