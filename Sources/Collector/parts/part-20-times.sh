
# --- Times ------------------------------------------------------------------------------------------------------------

# Not every date knows nanoseconds.
choose_time_format() {
  time_format=+%Y-%m-%dT%H:%M:%SZ
  case $(date +%N 2>/dev/null || :) in
    [0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]) time_format=+%Y-%m-%dT%H:%M:%S.%NZ ;;
  esac
}

now() { date -u "$time_format"; }

epoch_now() { date +%s; }

# By calculation: only GNU's date reads times.
epoch_of() {
  printf '%s' "$1" | awk -F '[-T:Z]' '{
    y = $1; m = $2; if (m <= 2) { y--; m += 12 }
    days = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + $3 - 1 - 719468
    printf "%d", ((days * 24 + $4) * 60 + $5) * 60 + $6 }'
}

utc_of() {
  printf '%s' "$1" | awk '{
    days = int($1 / 86400); rest = $1 - days * 86400
    z = days + 719468; era = int(z / 146097); doe = z - era * 146097
    yoe = int((doe - int(doe / 1460) + int(doe / 36524) - int(doe / 146096)) / 365)
    doy = doe - (365 * yoe + int(yoe / 4) - int(yoe / 100)); mp = int((5 * doy + 2) / 153)
    day = doy - int((153 * mp + 2) / 5) + 1; month = mp < 10 ? mp + 3 : mp - 9
    year = yoe + era * 400 + (month <= 2)
    printf "%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day, int(rest / 3600), int(rest % 3600 / 60), rest % 60 }'
}

is_time() {
  case $1 in
    [12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z) ;;
    *) return 1 ;;
  esac
}

# Sets window_since and window_until (RFC 3339; until may be empty), and asked_window: whether logs keep to it too.
parse_window() {
  asked_window=false window_until=''
  if [ -n "$around" ]; then
    is_time "$around" || usage_error "--around needs a time like 2026-11-21T04:00:00Z: $around"
    asked_window=true
    window_since=$(utc_of $(($(epoch_of "$around") - 3600)))
    window_until=$(utc_of $(($(epoch_of "$around") + 1800)))
  elif is_time "$since"; then
    asked_window=true
    window_since=$since
  else
    [ -z "$since" ] || asked_window=true
    case ${since:-24h} in *[smhd]) ;; *) usage_error "not a duration or time: $since" ;; esac
    seconds=$(seconds_of "${since:-24h}") || usage_error "not a duration or time: $since"
    window_since=$(utc_of $(($(epoch_now) - seconds)))
  fi
}

# As journalctl reads it: `2026-11-21 04:00:00 UTC`.
journal_time() { printf '%s %s UTC' "${1%%T*}" "$(printf '%s' "${1#*T}" | tr -d Z)"; }

# Sets item_start, and time_left: the seconds that are left of the deadline.
look_at_clock() {
  item_start=$(date -u "+%s ${time_format#+}")
  time_left=$((ends_at - ${item_start%% *}))
  item_start=${item_start#* }
}
