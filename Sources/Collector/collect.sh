#!/bin/sh
# Collects a Kubernetes support bundle for `casefile analyze`.
#
# Needs a POSIX shell, the usual tools and tar; kubectl for the cluster, journalctl for --node. Reads only: the verbs are
# get, describe, top, version, api-resources and config view. The one exception must be asked for: --debug-image creates
# a pod on each node, and deletes it again. Every step may fail; what could be had is bundled, and manifest.json says
# what could not, and why.
set -eu
# Other shells than sh: bash runs traps while it reads only in this mode.
# shellcheck disable=SC3040 # only bash gets there
[ -z "${BASH_VERSION:-}" ] || set -o posix
# Whatever a caller closed is open here: who writes to a closed output fails, or writes into a file that got its number.
(exec <&0) || exec </dev/null
(exec >&2) || exec 2>/dev/null
LC_ALL=C
export LC_ALL
# So that tar on a Mac adds no files of its own.
COPYFILE_DISABLE=1
export COPYFILE_DISABLE
umask 077

collector_version=2.0.0
bundle_format=casefile-bundle
bundle_version=1

usage() {
  cat <<'USAGE'
Usage: collect.sh [OPTION]...     as a plugin named kubectl-casefile_collect: kubectl casefile-collect [OPTION]...

Collects a Kubernetes support bundle (.tar.gz) for `casefile analyze`. Reads only; the values of Secrets never.

WHERE TO
  -o FILE              the bundle, or a folder for it; - is standard output
                       (default: casefile-bundle-<time>.tar.gz in this folder)
  --dry-run            print the commands, run none

WHAT
  -n NAMESPACE         only this namespace; may be repeated (default: all)
  -l SELECTOR          only pods with these labels, and their logs; other objects as usual
  --about pod/NAME     this pod, its owners, node, volumes and neighbors (with -n NAMESPACE)
  --secret-names       also the names, types and keys of Secrets, without their values
  --since DURATION     logs and journals of the last 90m, 24h, 7d, or since a time in UTC: 2026-11-21T04:00:00Z
                       (default: 24h of journals, the last lines of logs)
  --around TIME        from an hour before this time in UTC to half an hour after it

NODES
  --node               also this machine's journals, disks and processes; run it as root. Needs no kubectl
  --nodes NAME,NAME    only these nodes (default: all)
  --ssh                reach the nodes by ssh, as root or with sudo that asks for nothing
  --ssh-command WORDS  how to call ssh (default: ssh -o BatchMode=yes -o ConnectTimeout=10)
  --debug-image IMAGE  reach the nodes by kubectl debug with this image. CREATES A POD on each node, and deletes it
  --debug-namespace NS where these pods are created: one whose Pod Security is privileged (default: the context's)
                       Without these: what the kubelets tell through the API (logs only where NodeLogQuery is on)

LIMITS
  --max-item-size SIZE of one command's output (default: 100M)
  --max-size SIZE      of all (default: 2G, less where the disk has no room for it)
  --timeout TIME       of one command (default: 60s)
  --deadline TIME      of all (default: 30m)
  --jobs NUMBER        commands at a time (default: 4)

PRIVACY
  --no-redact          keep passwords, tokens and keys that logs, environment variables and ConfigMaps show
  --anonymize          also replace IP addresses, names of hosts and objects by the same pseudonym everywhere

KUBECTL
  --kubectl PATH, --kubeconfig FILE, --context NAME

Exit: 0 a bundle was written, also if parts failed; 1 no bundle; 64 usage; 130 interrupted, with what there was.
USAGE
}

# Whoever listened may have gone away: the bundle counts.
say() { printf '%s\n' "$*" >&2 || :; }

# Only people want to see it grow.
progress() {
  if $on_terminal; then printf '\r\033[K%s' "$*" >&2 || :; fi
}

usage_error() {
  say "collect.sh: $*"
  say "Try: collect.sh --help"
  exit 64
}

# --- The command line -------------------------------------------------------------------------------------------------

output='' namespaces='' selector='' about='' secret_names=false since='' around='' dry_run=false
on_node=false chosen_nodes='' node_name='' use_ssh=false ssh_command='ssh -o BatchMode=yes -o ConnectTimeout=10'
debug_image='' debug_namespace='' use_kubectl=true marker=false redact=true anonymize=false kubectl=kubectl context=''
item_limit=104857600 total_limit=2147483648 limit=60 deadline=1800 jobs=4

# Names come from the command line and from the API server, and become paths.
is_name() {
  case $1 in
    '' | .* | -* | *[!A-Za-z0-9._:-]*) return 1 ;;
  esac
}

is_number() {
  case $1 in
    '' | *[!0-9]* | ?????????????*) return 1 ;;
  esac
}

has() { command -v "$1" >/dev/null 2>&1; }

# Without leading zeros: the shell would read octal.
decimal() {
  number=$1
  while [ "$number" != "${number#0}" ] && [ "${#number}" -gt 1 ]; do number=${number#0}; done
  printf '%s' "$number"
}

# bytes_of 100M
bytes_of() {
  case $1 in
    *[kK]) unit=1024 ;;
    *[mM]) unit=1048576 ;;
    *[gG]) unit=1073741824 ;;
    *) unit=1 ;;
  esac
  amount=${1%[kKmMgG]}
  is_number "$amount" && { [ "$unit" -eq 1 ] || [ "${#amount}" -le 6 ]; } && printf '%s' $(($(decimal "$amount") * unit))
}

# seconds_of 90m; without a unit it is seconds.
seconds_of() {
  case $1 in
    *m) unit=60 ;;
    *h) unit=3600 ;;
    *d) unit=86400 ;;
    *) unit=1 ;;
  esac
  amount=${1%[smhd]}
  is_number "$amount" && [ "${#amount}" -le 6 ] && printf '%s' $(($(decimal "$amount") * unit))
}

size_option() {
  size=$(bytes_of "$2") || usage_error "$1 needs a size like 100M: $2"
  [ "$size" -gt 0 ] || usage_error "$1 needs a size like 100M: $2"
}

time_option() {
  duration=$(seconds_of "$2") || usage_error "$1 needs a time like 90s or 30m: $2"
  [ "$duration" -gt 0 ] || usage_error "$1 needs a time like 90s or 30m: $2"
}

take_value() {
  case $1 in
    -o | --output) output=$2 ;;
    -n | --namespace)
      is_name "$2" || usage_error "not a namespace: $2"
      namespaces="$namespaces $2"
      ;;
    -l | --selector)
      case $2 in '' | -*) usage_error "not a selector: $2" ;; esac
      selector=$2
      ;;
    --about)
      about=${2#*/}
      case $2 in pod/* | pods/* | Pod/* | po/*) ;; *) usage_error "--about needs pod/NAME: $2" ;; esac
      is_name "$about" || usage_error "--about needs pod/NAME: $2"
      ;;
    --since) since=$2 ;;
    --around) around=$2 ;;
    --nodes)
      for name in $(printf '%s' "$2" | tr , ' '); do
        is_name "$name" || usage_error "not a node: $name"
        chosen_nodes="$chosen_nodes $name"
      done
      ;;
    --node-name)
      is_name "$2" || usage_error "not a node: $2"
      node_name=$2
      ;;
    --ssh-command) ssh_command=$2 use_ssh=true ;;
    --debug-image)
      case $2 in '' | -* | *[!A-Za-z0-9._:/@-]*) usage_error "not an image: $2" ;; esac
      debug_image=$2
      ;;
    --debug-namespace)
      is_name "$2" || usage_error "not a namespace: $2"
      debug_namespace=$2
      ;;
    --max-item-size) size_option "$1" "$2" && item_limit=$size ;;
    --max-size) size_option "$1" "$2" && total_limit=$size ;;
    --timeout) time_option "$1" "$2" && limit=$duration ;;
    --deadline) time_option "$1" "$2" && deadline=$duration ;;
    --jobs)
      if ! is_number "$2" || [ "$(decimal "$2")" -eq 0 ] || [ "$(decimal "$2")" -gt 32 ]; then
        usage_error "--jobs needs a number from 1 to 32: $2"
      fi
      jobs=$(decimal "$2")
      ;;
    --kubectl) kubectl=$2 ;;
    --kubeconfig)
      # kubectl takes a file that is not there for an empty one.
      [ -r "$2" ] || usage_error "cannot read $2"
      KUBECONFIG=$2
      export KUBECONFIG
      ;;
    --context) context=$2 ;;
    *) usage_error "unknown argument: $1" ;;
  esac
}

parse_arguments() {
  while [ $# -gt 0 ]; do
    option=$1
    shift
    case $option in
      -h | --help)
        usage
        exit 0
        ;;
      --version)
        printf 'collect.sh %s\n' "$collector_version"
        exit 0
        ;;
      --node) on_node=true ;;
      --ssh) use_ssh=true ;;
      --secret-names) secret_names=true ;;
      --no-redact) redact=false ;;
      --anonymize) anonymize=true ;;
      --dry-run) dry_run=true ;;
      # How this script calls itself on a node: without the cluster, and with a line that says where the tarball begins.
      --no-kubectl) use_kubectl=false ;;
      --marker) marker=true ;;
      --*=*) take_value "${option%%=*}" "${option#*=}" ;;
      -?*)
        [ $# -gt 0 ] || usage_error "$option needs a value, or is unknown"
        take_value "$option" "$1"
        shift
        ;;
      *) usage_error "unknown argument: $option" ;;
    esac
  done
  if $anonymize && ! $redact; then usage_error "--anonymize and --no-redact exclude each other"; fi
  if [ -n "$since" ] && [ -n "$around" ]; then usage_error "--since and --around exclude each other"; fi
  if ! $use_kubectl && ! $on_node; then usage_error "--no-kubectl needs --node"; fi
}

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

# Sets item_start, and time_left: the seconds that are left of the deadline.
look_at_clock() {
  item_start=$(date -u "+%s ${time_format#+}")
  time_left=$((ends_at - ${item_start%% *}))
  item_start=${item_start#* }
}

# --- JSON and checksums -----------------------------------------------------------------------------------------------

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

json_text() {
  # shellcheck disable=SC3026 # ^ is a character of the set: printable ASCII without quotes and backslashes
  case $1 in
    *[!]\ !#-[^-~]*) printf '%s' "$1" | json_string ;;
    *) printf '"%s"' "$1" ;;
  esac
}

json_text_or_null() {
  if [ -n "$1" ]; then json_text "$1"; else printf null; fi
}

# Reads names of files, writes lines `SHA256  NAME`; nothing where no tool can.
checksums() {
  if has sha256sum; then
    xargs sha256sum
  elif has shasum; then
    xargs shasum -a 256
  elif has openssl; then
    xargs openssl dgst -sha256 -r | sed 's/ \*/  /'
  else
    cat >/dev/null
  fi
}

# A command as one could paste it; where kubectl keeps its cache is nobody's business.
display() {
  line=
  for word in "$@"; do
    case $word in
      --cache-dir=*) continue ;;
      '' | *[!A-Za-z0-9_./:=@,%+-]*) word="'$word'" ;;
    esac
    line="$line${line:+ }$word"
  done
  printf '%s' "$line"
}

# --- Redaction --------------------------------------------------------------------------------------------------------

# Everything that commands write passes through here before it reaches the disk: secrets become REDACTED, and the output
# ends at a line's end when it is longer than its limit. On purpose line by line and without knowledge of formats: what
# matters is that nothing leaves. Words that the API gives to harmless fields (secretName, tokenExpirationSeconds) stay,
# and so do values that are no secrets (true, {}, $(NAME), <set to the key ...>, file names), since diagnoses need them.
# Variables: redact (1 or 0), yaml (1 or 0), limit (bytes), report (a file for `bytes lines cut`, then `count rule` lines).
# shellcheck disable=SC2016 # the program is awk's
redaction_program='
function is_secret_key(key) {
  key = tolower(key)
  sub(/[0-9]+$/, "", key)
  return key ~ /(password|passwd|passphrase|pwd|secret|token|api[-_.]?key|access[-_.]?key|access[-_.]?key[-_.]?id|secret[-_.]?key|private[-_.]?key|signing[-_.]?key|encryption[-_.]?key|master[-_.]?key|auth[-_.]?key|account[-_.]?key|credentials?|dockerconfigjson|dockercfg|authorization|connection[-_.]?string|dsn|htpasswd|cookie|[.]key|[-_]pass|^pass|_auth|^auth)$/
}
# Names of environment variables are chosen more freely than those of fields.
function is_secret_variable(name) {
  if (is_secret_key(name)) return 1
  name = tolower(name)
  if (name ~ /(file|path|dir|name|url|uri|host|port|ttl|enabled|seconds|mode|issuer|length|expiry|expiration)$/) return 0
  return name ~ /(passw|secret|token|credential|apikey|api_key|private_key|access_key|_salt$|_key$|_pin$)/
}
function is_harmless(value) {
  return value ~ /^["\047]?(true|false|null|~|none|nil|undefined|[{[].*|<.*|[$][({].*|REDACTED.*|\/(var|etc|run|tmp|usr|opt|home)\/.*)?["\047]?,?$/
}
function count(rule) { counts[rule]++; redacted = 1 }

# KEY: VALUE, "KEY":"VALUE", KEY=VALUE anywhere in a line.
function redact_pairs(line,    done, low, rest, at, end, quote, first, value, key, spaced) {
  done = ""
  rest = line
  low = tolower(rest)
  while (match(low, /[a-z0-9_.-]*(password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|access[-_]?key[-_]?id|secret[-_]?key|private[-_]?key|account[-_]?key|credentials?|connection[-_]?string|signature|dockerconfigjson|dockercfg|[^a-z]auth)[0-9]*[\\]*["\047]?[ \t]?[:=][ \t]*[\\]*["\047]?/)) {
    at = RSTART + RLENGTH
    key = substr(rest, RSTART, RLENGTH)
    spaced = key ~ /:[ \t]+$/
    quote = substr(key, length(key), 1)
    done = done substr(rest, 1, at - 1)
    rest = substr(rest, at)
    if (quote == "\"" || quote == "\047") {
      # An escaped quote opened it: an escaped one closes it.
      if (substr(key, length(key) - 1, 1) == "\\") end = index(rest, "\\" quote)
      else {
        end = 0
        for (first = 1; first <= length(rest); first++) {
          value = substr(rest, first, 1)
          if (value == "\\") first++
          else if (value == quote) { end = first; break }
        }
      }
      if (!end) end = length(rest) + 1
    } else {
      end = match(rest, /[] \t,;&)}"\047\\]/)
      if (!end) end = length(rest) + 1
    }
    value = substr(rest, 1, end - 1)
    low = tolower(key)
    # secret="namespace/name" is how components name the object. In prose only a word with digits looks like a secret.
    if (value == "" || is_harmless(value) || (low ~ /^secrets?["\047]?[ :=]/ && value ~ /^[a-z0-9.-]+\/[a-z0-9.-]+$/) \
        || (spaced && (length(value) < 6 || value !~ /[0-9]/ || value ~ /:$/))) {
      done = done value
    } else {
      done = done "REDACTED"
      count("value of a key that names a secret")
    }
    rest = substr(rest, end)
    low = tolower(rest)
  }
  return done rest
}

# {"name":"DB_PASSWORD","value":"..."}: variables in JSON, also with escaped quotes.
function redact_variables(line,    done, rest, name, value, end, escaped) {
  done = ""
  rest = line
  while (match(rest, /[\\]?"name[\\]?" ?: ?[\\]?"[A-Za-z0-9_.-]+[\\]?", ?[\\]?"value[\\]?" ?: ?[\\]?"/)) {
    name = substr(rest, RSTART, RLENGTH)
    done = done substr(rest, 1, RSTART + RLENGTH - 1)
    rest = substr(rest, RSTART + RLENGTH)
    escaped = name ~ /\\"$/
    sub(/^[\\]?"name[\\]?" ?: ?[\\]?"/, "", name)
    sub(/[\\]?".*/, "", name)
    if (!is_secret_variable(name)) continue
    if (escaped) end = index(rest, "\\\"")
    else { end = match(rest, /[^\\]"/); end = substr(rest, 1, 1) == "\"" ? 1 : end ? end + 1 : 0 }
    if (!end) end = length(rest) + 1
    value = substr(rest, 1, end - 1)
    if (value == "" || is_harmless(value)) continue
    done = done "REDACTED"
    count("environment variable")
    rest = substr(rest, end)
  }
  return done rest
}

# Replaces what a pattern matches, without its first KEEP characters; shorter matches than LEAST stay.
function redact_pattern(line, pattern, keep, least, rule,    done) {
  done = ""
  while (match(line, pattern)) {
    if (RLENGTH >= least) {
      done = done substr(line, 1, RSTART - 1 + keep) "REDACTED"
      count(rule)
    } else done = done substr(line, 1, RSTART + RLENGTH - 1)
    line = substr(line, RSTART + RLENGTH)
  }
  return done line
}

# scheme://user:password@host and https://token@host.
function redact_addresses(line,    done, found, colon) {
  done = ""
  while (match(line, /[A-Za-z]+:\/\/[^\/@ "<>\047]+@/)) {
    found = substr(line, RSTART, RLENGTH)
    done = done substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + RLENGTH)
    colon = index(substr(found, index(found, "://") + 3), ":")
    if (colon) {
      done = done substr(found, 1, index(found, "://") + 2 + colon) "REDACTED@"
      count("credentials in an address")
    } else if (found ~ /^https?:/) {
      done = done substr(found, 1, index(found, "://") + 2) "REDACTED@"
      count("credentials in an address")
    } else done = done found
  }
  return done line
}

function redact_line(line, low,    key, value, start) {
  # A private key of several lines.
  if (line ~ /-----BEGIN [A-Z ]*PRIVATE KEY-----/) {
    count("private key")
    start = match(line, /-----BEGIN [A-Z ]*PRIVATE KEY-----/)
    value = substr(line, start)
    if (match(value, /-----END [A-Z ]*PRIVATE KEY-----/)) return substr(line, 1, start - 1) "REDACTED" substr(value, RSTART + RLENGTH)
    in_key = 200
    return substr(line, 1, start - 1) "REDACTED"
  }
  if (line ~ /LS0tLS1CRUdJTiB(QUklW|SU0Eg|FQyBQ|PUEVO|FTkNS)/)
    line = redact_pattern(line, "LS0tLS1CRUdJTiB(QUklW|SU0Eg|FQyBQ|PUEVO|FTkNS)[A-Za-z0-9+/=]*", 0, 0, "private key")
  if (low ~ /cookie["\047]?[:=]/) {
    start = match(low, /cookie["\047]?[:=] *["\047]?/) + RLENGTH
    if (length(line) >= start) { line = substr(line, 1, start - 1) "REDACTED"; count("header"); return line }
  }
  if (low ~ /authorization["\047]?[:=]/ && match(low, /authorization["\047]?[:=] *["\047[]*((basic|bearer|digest|negotiate|token) +)?/)) {
    start = RSTART + RLENGTH
    value = substr(line, start)
    match(value, /^[^] "\047,]+/)
    if (RLENGTH > 5 && !is_harmless(substr(value, 1, RLENGTH))) {
      line = substr(line, 1, start - 1) "REDACTED" substr(value, RLENGTH + 1)
      count("header")
    }
  }
  if (low ~ /(bearer|basic) [a-z0-9._~+\/=-]+/) line = redact_pattern(line, "[Bb]earer [A-Za-z0-9._~+/=-]+", 7, 23, "header")
  if (index(line, "eyJ")) line = redact_pattern(line, "eyJ[A-Za-z0-9_-]+[.][A-Za-z0-9_-]+([.][A-Za-z0-9_-]*)?", 0, 24, "token")
  if (line ~ /(AKIA|ASIA|ghp_|gho_|ghs_|github_pat_|glpat-|xox[abps]-|sk_live_|rk_live_|AIza|hvs[.])/) {
    line = redact_pattern(line, "(AKIA|ASIA)[A-Z0-9]+", 0, 20, "token")
    line = redact_pattern(line, "(ghp_|gho_|ghs_|github_pat_|glpat-|xox[abps]-|sk_live_|rk_live_|AIza|hvs[.])[A-Za-z0-9_-]+", 0, 20, "token")
  }
  if (index(line, "@") && index(line, "://")) line = redact_addresses(line)
  # A line of its own: YAML, describe, properties, env files.
  if (match(line, /^[ \t]*(- )?(export )?["\047]?[A-Za-z0-9_.\/-]+["\047]?[ \t]*[:=][ \t]*/)) {
    start = RLENGTH + 1
    key = substr(line, 1, RLENGTH)
    value = substr(line, start)
    gsub(/^[ \t]*(- )?(export )?["\047]?|["\047]?[ \t]*[:=][ \t]*$/, "", key)
    if (key == "value" && variable != "" && value != "") {
      if (is_harmless(value)) return line
      count("environment variable")
      skip_deeper(line, value)
      return substr(line, 1, start - 1) in_quotes(value)
    }
    if (value != "" && !is_harmless(value) && (is_secret_key(key) && key !~ /^\// || (key ~ /^[A-Z][A-Z0-9_]+$/ && is_secret_variable(key)))) {
      count("value of a key that names a secret")
      skip_deeper(line, value)
      return substr(line, 1, start - 1) in_quotes(value)
    }
  }
  if (low ~ /"name[\\]?" ?:/) line = redact_variables(line)
  if (low ~ /(pass|pwd|secret|token|key|credential|connection|signature|dockercfg|dockerconfigjson|auth)[a-z0-9_-]*[\\]*["\047]?[ \t]?[:=]/) line = redact_pairs(line)
  return line
}

# In the quotes that it had, so that JSON remains JSON.
function in_quotes(value,    quote) {
  quote = value ~ /^".*",?$/ ? "\"" : ""
  return quote "REDACTED" quote (value ~ /,$/ ? "," : "")
}

# A value of several lines: those that are deeper belong to it.
function skip_deeper(line, value) {
  if (!yaml) return
  match(line, /^ */)
  deeper = RLENGTH
}

BEGIN { deeper = -1 }
{
  if (redact) {
    if (in_key) {
      in_key--
      if ($0 ~ /-----END/) in_key = 0
      next
    }
    if (deeper >= 0) {
      match($0, /^ */)
      if (RLENGTH > deeper || $0 == "") next
      deeper = -1
    }
    low = tolower($0)
    # --password, then its value in the next item or word.
    if (flag) {
      flag = 0
      if ($0 ~ /^ *- [^-]/) { match($0, /^ *- /); $0 = substr($0, 1, RLENGTH) "REDACTED"; count("command line"); low = $0 }
    }
    if (low ~ /pass|pwd|secret|token|key|credential|auth|bearer|:\/\/|eyj|cookie|akia|asia|gh[pos]_|github_pat|glpat|xox|k_live|aiza|hvs[.]|private|ls0t|dsn|connection|signature|dockerc|"value|^ *value:/) {
      if (match(low, /--[a-z-]*(password|token|secret|api-key) +[^ -][^ "]*/)) {
        found = substr($0, RSTART, RLENGTH)
        sub(/ .*/, "", found)
        $0 = substr($0, 1, RSTART - 1) found " REDACTED" substr($0, RSTART + RLENGTH)
        count("command line")
      }
      else if (low ~ /^ *- "?--[a-z-]*(password|token|secret|api-key)"?$/) flag = 1
      $0 = redact_line($0, low)
    }
    if (low ~ /^ *(- )?name: /) { variable = $0; sub(/^ *(- )?name: +"?/, "", variable); sub(/"?$/, "", variable); if (!is_secret_variable(variable)) variable = "" }
    else variable = ""
  }
  bytes += length($0) + 1
  if (bytes > limit) { cut = 1; bytes -= length($0) + 1; exit }
  lines++
  print
}
END {
  printf "%d %d %d\n", bytes, lines, cut > report
  for (rule in counts) printf "%d %s\n", counts[rule], rule > report
}'

# filter YAML REPORT: from standard input to standard output. Most awks see no further than a zero byte.
filter() {
  redact_flag=0
  if $redact; then redact_flag=1; fi
  tr '\000' '?' |
    awk -v redact="$redact_flag" -v yaml="$1" -v limit="$item_limit" -v report="$2" "$redaction_program"
}

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
  collect "$kube_path" "$kubectl" ${context:+"--context=$context"} ${cache_option:+"$cache_option"} "$@"
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
    why=$(first_error | tr -c '[:print:]' ' ')
    case $why in
      *'(Forbidden)'* | *' forbidden'* | *Unauthorized* | *'provide credentials'*) outcome=forbidden ;;
      *"doesn't have a resource type"*) is_hidden || outcome=absent ;;
      *'could not find the requested resource'* | *'(NotFound)'*) outcome=absent ;;
    esac
  fi
  [ "$outcome" != cut ] || printf 'collect.sh: %s\n' "$why" >>"$state/$slot.stderr" || :
  if [ -s "$state/$slot.stderr" ] && $redact; then
    filter 0 /dev/null <"$state/$slot.stderr" >"$state/$slot.clean" && mv -f "$state/$slot.clean" "$state/$slot.stderr"
  fi
  if [ "$kept_bytes" -eq 0 ] && [ -s "$state/$slot.stderr" ]; then put_error_in_place || :; fi
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

# Of an API group that is down, kubectl says that it does not exist. Those of metrics have no kind that is asked for.
is_hidden() {
  hidden=$(grep -o "couldn't get resource list for [a-z0-9./-]*" "$state/$slot.stderr" | grep -v 'metrics[.]k8s[.]io' | head -n 1)
  [ -n "$hidden" ] && why="an API group is down: $hidden"
}

# What went wrong, without kubectl's complaints about API groups that are down, which come first whatever it was asked.
first_error() {
  grep -v -e '^E[0-9].* memcache[.]go:' -e '^Warning: ' "$state/$slot.stderr" | dd bs=400 count=1 2>/dev/null || :
}

# An error in place of the text, as one gets who redirects both: it says why there is nothing. What tools print is marked
# as an error, so that nobody takes it for data; what the API says about logs stays as it is.
put_error_in_place() {
  case $outcome$item_path in
    complete* | empty* | */logs/*) cp "$state/$slot.stderr" "$file" ;;
    *) sed -e '/^E[0-9]/b' -e '/^[Ee]rror/b' -e '/^$/d' -e 's/^/error: /' "$state/$slot.stderr" >"$file" ;;
  esac
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

kube_query() { query "$kubectl" ${context:+"--context=$context"} ${cache_option:+"$cache_option"} "$@"; }

# --- The cluster ------------------------------------------------------------------------------------------------------

namespaced_kinds='deployments statefulsets daemonsets jobs cronjobs replicationcontrollers services endpoints
endpointslices.discovery.k8s.io configmaps persistentvolumeclaims resourcequotas limitranges serviceaccounts
ingresses.networking.k8s.io networkpolicies.networking.k8s.io horizontalpodautoscalers poddisruptionbudgets
leases.coordination.k8s.io roles.rbac.authorization.k8s.io rolebindings.rbac.authorization.k8s.io controllerrevisions.apps'
cluster_kinds='nodes namespaces persistentvolumes storageclasses volumeattachments csidrivers csinodes priorityclasses
runtimeclasses ingressclasses validatingwebhookconfigurations mutatingwebhookconfigurations
apiservices customresourcedefinitions certificatesigningrequests clusterroles clusterrolebindings'
# Asked for only where the API has them; NAMESPACED kinds.
extension_kinds='gateways.gateway.networking.k8s.io httproutes.gateway.networking.k8s.io
grpcroutes.gateway.networking.k8s.io authorizationpolicies.security.istio.io peerauthentications.security.istio.io
virtualservices.networking.istio.io destinationrules.networking.istio.io ciliumnetworkpolicies.cilium.io
volumesnapshots.snapshot.storage.k8s.io'

# kubectl before 1.25 does not know KUBECACHEDIR. A cache in the home of whoever runs this would stay there.
choose_cache() {
  cache_option=
  if $dry_run || ! kube_query version --client -o yaml; then return 0; fi
  case $(awk '$1 == "gitVersion:" { print $2; exit }' "$state/query") in
    v1.[0-9].* | v1.1[0-9].* | v1.2[0-4].*) cache_option=--cache-dir=$KUBECACHEDIR ;;
  esac
}

# The wrong cluster is soon collected.
tell_context() {
  if $dry_run || [ -n "$context" ]; then return 0; fi
  if kube_query config current-context; then say "collecting from the context $(head -n 1 "$state/query"); --context names another"; fi
}

# Is there an answer from the API server? Sets api_trouble when not.
collect_versions() {
  stage=versions
  kube cluster/version.yaml version -o yaml
  finish_commands
  if $dry_run || grep -q serverVersion "$root/cluster/version.yaml" 2>/dev/null; then return 0; fi
  trouble=$(find "$state" -name 'items.*' -exec cat {} + | awk -F '\t' '$2 == "cluster/version.yaml" { print $4 }')
  case $trouble in
    *'unknown flag'* | *'unknown shorthand'*)
      # A kubectl before 1.8.
      kube cluster/version.txt version
      finish_commands
      if grep -q 'Server Version' "$root/cluster/version.txt" 2>/dev/null; then return 0; fi
      ;;
    *'provide credentials'* | *Unauthorized* | *'logged in'* | *expired*)
      api_trouble='the API server refuses the credentials (expired?): log in again'
      return 1
      ;;
    # It answers, if not to this.
    *'Error from server'* | *forbidden*) return 0 ;;
  esac
  case $trouble in *localhost:8080*) trouble='kubectl has no kubeconfig; name it with --kubeconfig' ;; esac
  api_trouble="the API server does not answer${trouble:+ (${trouble#error: })}"
  for file in /etc/kubernetes/admin.conf /etc/rancher/k3s/k3s.yaml /etc/rancher/rke2/rke2.yaml /var/lib/k0s/pki/admin.conf; do
    if [ -z "${KUBECONFIG:-}" ] && [ -r "$file" ]; then api_trouble="$api_trouble; try --kubeconfig $file"; fi
  done
  return 1
}

# Which kinds there are; $state/kinds exists only where that is known of all API groups.
collect_kinds() {
  kube cluster/api-resources.txt api-resources
  finish_commands
  if ! $dry_run && grep -q '	cluster/api-resources.txt	complete	' "$state"/items.*; then
    # NAME [SHORTNAMES] APIVERSION NAMESPACED KIND
    awk 'NR > 1 { group = $(NF - 2); if (!sub(/\/[^\/]*$/, "", group)) group = ""; print $1 (group == "" ? "" : "." group) }' \
      "$root/cluster/api-resources.txt" >"$state/kinds"
  fi
}

# Each list of a kind that is absent makes kubectl look at all API groups again.
is_absent() { [ -s "$state/kinds" ] && ! grep -q -E "^$1([.]|$)" "$state/kinds"; }

# version_of clientVersion|serverVersion
version_of() {
  if $dry_run || [ ! -e "$root/cluster/version.yaml" ]; then return; fi
  awk -v key="$1:" '
    /^[a-zA-Z]/ { current = $1 }
    current == key && $1 == "gitVersion:" { print $2; exit }' "$root/cluster/version.yaml"
}

# Who changed which field when: shown by itself before kubectl 1.21, by an option since.
choose_managed_fields() {
  managed_fields=--show-managed-fields
  case $(version_of clientVersion) in
    '') $dry_run || managed_fields='' ;;
    v1.[0-9].* | v1.1[0-9].* | v1.20.*) managed_fields='' ;;
  esac
}

# What is where, in few requests: `P namespace name node phase ready`, `C container`, `R container restarts`.
pod_template='{range .items[*]}P {.metadata.namespace} {.metadata.name} {.spec.nodeName}|{.status.phase}|{range .status.conditions[?(@.type=="Ready")]}{.status}{end}{"\n"}{range .spec.initContainers[*]}C {.name}{"\n"}{end}{range .spec.containers[*]}C {.name}{"\n"}{end}{range .spec.ephemeralContainers[*]}C {.name}{"\n"}{end}{range .status.initContainerStatuses[*]}R {.name} {.restartCount}{"\n"}{end}{range .status.containerStatuses[*]}R {.name} {.restartCount}{"\n"}{end}{end}'
node_template='{range .items[*]}{.metadata.name}|{range .status.conditions[?(@.type=="Ready")]}{.status}{end}|{.status.nodeInfo.containerRuntimeVersion}|{range .status.addresses[?(@.type=="InternalIP")]}{.address} {end}{"\n"}{end}'

find_scope() {
  stage='looking around'
  if $dry_run; then
    scope=all
    [ -z "$namespaces$about" ] || scope=some
    [ -z "$about" ] || namespaces=${namespaces:- NAMESPACE}
    nodes=${chosen_nodes:- NODE}
    event_namespaces=$namespaces
    return
  fi
  [ -z "$about" ] || find_about
  if [ -n "$namespaces" ]; then
    scope=some
    check_namespaces
  elif kube_query get pods --all-namespaces ${selector:+"--selector=$selector"} -o "jsonpath=$pod_template"; then
    scope=all
    cat "$state/query" >"$state/pods"
    if [ -n "$selector" ] && ! [ -s "$state/pods" ]; then
      missing "pods with $selector" 'there are none' 'nothing of them can be diagnosed'
    fi
  else
    if [ -n "$selector" ] && grep -q -e 'BadRequest' -e 'unable to parse' "$state/query.stderr"; then
      collecting=false
      usage_error "not a selector: $selector"
    fi
    scope=some
    find_namespaces
  fi
  if [ "$scope" = some ]; then
    for namespace in $namespaces; do
      if kube_query get pods -n "$namespace" ${selector:+"--selector=$selector"} -o "jsonpath=$pod_template"; then
        cat "$state/query" >>"$state/pods"
      fi
    done
  fi
  # Events about nodes are kept in the namespace default.
  event_namespaces=$namespaces
  case " $namespaces " in *' default '*) ;; *) event_namespaces="default $namespaces" ;; esac
  measure_cluster
  find_nodes
  if kube_query get namespace kube-system -o 'jsonpath={.metadata.uid}'; then cluster_id=$(head -n 1 "$state/query"); fi
}

check_namespaces() {
  for name in $namespaces; do
    if ! kube_query get namespace "$name" -o name && grep -q NotFound "$state/query.stderr"; then
      missing "namespace $name" 'there is no such namespace' 'nothing in it can be diagnosed'
    fi
  done
}

find_namespaces() {
  all=
  if kube_query get namespaces -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}'; then all=$(cat "$state/query"); fi
  if [ -z "$all" ]; then
    kube_query config view --minify -o 'jsonpath={..namespace}' || :
    all=$(head -n 1 "$state/query")
    all=${all:-default}
    missing 'other namespaces' "pods of all namespaces may not be listed, so only $all is collected; name others with -n" \
      'causes outside of it stay unseen'
  fi
  for name in $all; do
    if is_name "$name"; then namespaces="$namespaces $name"; fi
  done
}

# The pod's namespace, node, and whose pod it is.
find_about() {
  if [ -z "$namespaces" ]; then
    kube_query config view --minify -o 'jsonpath={..namespace}' || :
    namespaces=" $(head -n 1 "$state/query")"
    [ "$namespaces" != ' ' ] || namespaces=' default'
  fi
  for namespace in $namespaces; do
    if kube_query get pod "$about" -n "$namespace" \
      -o 'jsonpath={.spec.nodeName} {range .metadata.ownerReferences[*]}{.name}{end}'; then
      namespaces=" $namespace"
      read -r about_node about_owner <"$state/query" || :
      # Of a pod without a node, the owner is the first word.
      if ! kube_query get node "$about_node" -o name; then about_owner=$about_node about_node=; fi
      chosen_nodes=${chosen_nodes:-$about_node}
      return
    fi
  done
  missing "pod/$about" "not found in$namespaces" 'its last state and its logs are gone; its events may still be there'
}

find_nodes() {
  : >"$state/nodes"
  if kube_query get nodes -o "jsonpath=$node_template"; then
    # Those that are not ready first.
    awk -F '|' '$2 != "True"' "$state/query" >"$state/nodes"
    awk -F '|' '$2 == "True"' "$state/query" >>"$state/nodes"
  fi
  nodes=$chosen_nodes
  if [ -z "$nodes" ]; then
    while IFS='|' read -r name _; do
      if is_name "$name"; then nodes="$nodes $name"; fi
    done <"$state/nodes"
  fi
}

# list PATH-NAME KIND [OPTION...]: one list over all namespaces, or one for each that was chosen.
list() {
  list_name=$1
  kind=$2
  shift 2
  if [ "$scope" = all ]; then
    kube "cluster/$list_name.yaml" get "$kind" --all-namespaces -o yaml "$@"
  else
    for namespace in $namespaces; do
      kube "namespaces/$namespace/$list_name.yaml" get "$kind" -n "$namespace" -o yaml "$@"
    done
  fi
}

# list_by_namespace PATH-NAME KIND [OPTION...]: of many objects. kubectl holds a list in memory several times.
list_by_namespace() {
  if ! $is_large; then
    list "$@"
    return
  fi
  list_name=$1
  kind=$2
  shift 2
  while read -r namespace <&3; do
    kube "namespaces/$namespace/$list_name.yaml" get "$kind" -n "$namespace" -o yaml "$@"
  done 3<"$state/namespaces"
}

# Sets is_large, and then writes the names of all namespaces.
measure_cluster() {
  is_large=false
  if [ "$scope" != all ] || [ "$(grep -c '^P ' "$state/pods")" -lt 3000 ]; then return 0; fi
  if kube_query get namespaces -o 'jsonpath={range .items[*]}{.metadata.name}{"\n"}{end}'; then
    is_large=true
    while read -r name; do
      if is_name "$name"; then printf '%s\n' "$name"; fi
    done <"$state/query" >"$state/namespaces"
  fi
}

collect_events() {
  stage=events
  if [ "$scope" = all ]; then
    list_by_namespace events events
  else
    for namespace in $event_namespaces; do
      kube "namespaces/$namespace/events.yaml" get events -n "$namespace" -o yaml
    done
  fi
}

collect_objects() {
  stage=objects
  # shellcheck disable=SC2086 # an option or nothing
  for kind in $cluster_kinds; do is_absent "$kind" || kube "cluster/$kind.yaml" get "$kind" -o yaml $managed_fields; done
  # The kubelets renew their leases each 10 s: who is alive, and how far the clocks are apart.
  [ "$scope" = all ] || kube cluster/node-leases.yaml get leases.coordination.k8s.io -n kube-node-lease -o yaml
  # shellcheck disable=SC2086 # an option or nothing
  list_by_namespace pods pods $managed_fields ${selector:+"--selector=$selector"}
  # shellcheck disable=SC2086 # an option or nothing
  list_by_namespace replicasets replicasets $managed_fields
  for kind in $namespaced_kinds; do
    # shellcheck disable=SC2086 # an option or nothing
    is_absent "$kind" || list "${kind%%.*}" "$kind" $managed_fields
  done
  for kind in $extension_kinds; do
    # shellcheck disable=SC2086 # an option or nothing
    if [ -s "$state/kinds" ] && ! is_absent "$kind"; then list "${kind%%.*}" "$kind" $managed_fields; fi
  done
  if [ -n "$about" ]; then
    for node in ${about_node:-$nodes}; do
      kube "nodes/$node/pods.yaml" get pods --all-namespaces --field-selector "spec.nodeName=$node" -o yaml
    done
  fi
  if $secret_names; then collect_secret_names; fi
  kube cluster/top-nodes.txt top nodes
  if [ "$scope" = all ]; then
    kube cluster/top-pods.txt top pods --all-namespaces --containers
  else
    for namespace in $namespaces; do kube "namespaces/$namespace/top-pods.txt" top pods -n "$namespace" --containers; done
  fi
  kube control-plane/readyz.txt get --raw '/readyz?verbose'
}

# As YAML, so that it can be read like everything else. The template prints keys and never a value.
collect_secret_names() {
  # shellcheck disable=SC2016 # the variables are the template's
  template='{{"apiVersion: v1\nitems:\n"}}{{range .items}}{{"- apiVersion: v1\n"}}{{if .data}}{{"  data:\n"}}{{range $key, $value := .data}}{{printf "    %s: REDACTED\n" $key}}{{end}}{{end}}{{"  kind: Secret\n  metadata:\n"}}{{printf "    name: %s\n    namespace: %s\n  type: %s\n" .metadata.name .metadata.namespace .type}}{{end}}{{"kind: List\n"}}'
  if [ "$scope" = all ]; then
    kube cluster/secrets.yaml get secrets --all-namespaces -o "go-template=$template"
  else
    for namespace in $namespaces; do
      kube "namespaces/$namespace/secrets.yaml" get secrets -n "$namespace" -o "go-template=$template"
    done
  fi
}

# `kubectl describe` asks for each object and its events by itself, and says nothing that the lists do not: only the
# nodes that matter most and the pods that are unhealthy.
collect_descriptions() {
  stage=descriptions
  described=0
  for node in $nodes; do
    described=$((described + 1))
    [ "$described" -le 20 ] || break
    kube "nodes/$node/describe.txt" describe node "$node"
  done
  if $dry_run; then
    kube namespaces/NAMESPACE/describe/pods.txt describe pods -n NAMESPACE UNHEALTHY-POD...
    return
  fi
  awk '$4 < 2 && !seen[$1]++ { print $1 }' "$state/containers" >"$state/unhealthy"
  while read -r namespace <&3; do
    # shellcheck disable=SC2046 # one word each
    kube "namespaces/$namespace/describe/pods.txt" describe pods -n "$namespace" \
      $(awk -v namespace="$namespace" '$4 < 2 && $1 == namespace && !seen[$2]++ && ++count <= 30 { print $2 }' \
        "$state/containers")
  done 3<"$state/unhealthy"
}

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

# collect_log NAMESPACE POD CONTAINER LINES [previous]
# Not by `kubectl logs`, which asks for the pod each time: that is twice the requests for the same bytes.
collect_log() {
  item_lines=$4
  log_query="container=$3&timestamps=true&tailLines=$4&limitBytes=$item_limit${5:+&previous=true}"
  if $asked_window && [ -z "${5:-}" ]; then log_query="$log_query&sinceTime=$window_since"; fi
  kube "namespaces/$1/logs/$2/$3${5:+.previous}.log" get --raw "/api/v1/namespaces/$1/pods/$2/log?$log_query"
  item_lines=
}

# Last: asking for a log leaves lines in the node's journals.
collect_logs() {
  stage=logs
  if $dry_run; then
    collect_log NAMESPACE POD CONTAINER 20000
    collect_log NAMESPACE POD CONTAINER 20000 previous
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
    if [ "$restarts" -gt 0 ]; then collect_log "$namespace" "$pod" "$container" "$lines" previous; fi
  done 3<"$state/containers"
}

# --- Nodes, from afar -------------------------------------------------------------------------------------------------

remote_path() { printf '/api/v1/nodes/%s/proxy/%s' "$1" "$2"; }

has_kubelet_journal() {
  for unit in $kubelet_units; do
    unit_log=$root/nodes/$1/journal/$unit.log
    if [ -s "$unit_log" ] && grep -q -E '^[A-Z0-9].* (kubelet|k3s|rke2|k0s|microk8s)' "$unit_log"; then return 0; fi
  done
  grep -q -s ' kubelet' "$root/nodes/$1/journal/messages" "$root/nodes/$1/journal/syslog" "$root/nodes/$1/logs/kubelet.log"
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
# A kubelet that does not answer costs a timeout each time it is asked, so it is asked once; and whoever may not ask the
# first may ask none.
ask_kubelets() {
  answering=
  for node in $remote_nodes; do
    if [ "${refused_by:-$node}" != "$node" ]; then
      leave_out "nodes/$node/stats-summary.json" "forbidden for $refused_by" "$kubectl" get --raw "$(remote_path "$node" stats/summary)"
      continue
    fi
    kube "nodes/$node/stats-summary.json" get --raw "$(remote_path "$node" stats/summary)"
    if [ -z "$answering" ] && ! $dry_run; then
      finish_commands
      case $(outcome_of "nodes/$node/stats-summary.json") in forbidden*) refused_by=$node ;; esac
    fi
    answering="$answering $node"
  done
  finish_commands
  remote_nodes=
  for node in $answering; do
    if $dry_run || is_answering "$node"; then remote_nodes="$remote_nodes $node"; fi
  done
  for node in $remote_nodes; do
    kube "nodes/$node/kubelet-configz.json" get --raw "$(remote_path "$node" configz)"
    if $dry_run; then
      display "$kubectl" get --raw "$(remote_path "$node" healthz)" -v=8
      echo
    else
      sample_clock "$node" "$kubectl" ${context:+"--context=$context"} get --raw "$(remote_path "$node" healthz)" -v=8
    fi
  done
}

# outcome_of PATH: what became of an item whose command has ended, and the first words of its error.
outcome_of() { find "$state" -name 'items.*' -exec cat {} + | awk -F '\t' -v path="$1" '$2 == path { print $3, $4 }'; }

# Other errors may be of the summary alone.
is_answering() {
  case $(outcome_of "nodes/$1/stats-summary.json") in
    forbidden* | cut* | *timeout* | *'timed out'* | *refused* | *'no route to host'* | *'ServiceUnavailable'* | *'unable to handle'* | *EOF*) return 1 ;;
  esac
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
  start_remote "$1" "$kubectl" ${context:+"--context=$context"} debug "node/$1" ${debug_namespace:+-n "$debug_namespace"} \
    -i "--image=$debug_image" $profile -- chroot /host sh -s -- $remote_arguments
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

# kubectl names the pod on either output, by its version.
delete_debug_pod() {
  debug_pod=$(head -n 20 "$state/$slot.remote" | cat - "$state/$slot.stderr" | tr -d '\000' |
    sed -n 's/^Creating debugging pod \(node-debugger-[a-z0-9.-]*\) .*/\1/p' | head -n 1)
  [ -n "$debug_pod" ] || return 0
  # shellcheck disable=SC2086 # the command and its options
  ${timeout_command:+$timeout_command 30} "$kubectl" ${context:+"--context=$context"} \
    ${debug_namespace:+-n "$debug_namespace"} delete pod "$debug_pod" --wait=false \
    >/dev/null 2>>"$state/$slot.stderr" </dev/null || :
}

# Login messages come first, then our marker, then the tarball. What a cut one holds counts too.
take_remote_bundle() {
  delete_debug_pod
  offset=0 remote_found=false
  while IFS= read -r line; do
    offset=$((offset + ${#line} + 1))
    if [ "$line" = casefile-tarball ]; then
      remote_found=true
      break
    fi
  done <"$state/$slot.remote"
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

# --- This machine -----------------------------------------------------------------------------------------------------

# Those of kubeadm, of k3s, RKE2, k0s and MicroK8s, and what runs beside the kubelet.
node_units='kubelet containerd docker cri-docker crio k3s k3s-agent rke2-server rke2-agent k0scontroller k0sworker
snap.microk8s.daemon-kubelite snap.microk8s.daemon-containerd snap.microk8s.daemon-k8s-dqlite
kube-apiserver kube-controller-manager kube-scheduler etcd kube-proxy'
# A kubelet that is part of another process writes to that one's journal.
kubelet_units='kubelet k3s k3s-agent rke2-server rke2-agent k0scontroller k0sworker snap.microk8s.daemon-kubelite'

# systemd before 234 has no precise ISO times, and before 2015 it read no time zone.
choose_journal_format() {
  journal_format=short-iso-precise
  if $dry_run || ! has journalctl || journalctl -n 1 -o short-iso-precise >/dev/null 2>&1; then return 0; fi
  journal_format=short-iso
}

# As journalctl reads it: `2026-11-21 04:00:00 UTC`, or seconds.
journal_time() {
  if [ "$journal_format" = short-iso ]; then
    printf '@%s' "$(epoch_of "$1")"
  else
    printf '%s %s UTC' "${1%%T*}" "$(printf '%s' "${1#*T}" | tr -d Z)"
  fi
}

journal() {
  journal_path=nodes/$own_node/journal/$1.log
  shift
  collect "$journal_path" journalctl "$@" --utc -o "$journal_format" --no-pager --since "$(journal_time "$window_since")" \
    ${window_until:+--until "$(journal_time "$window_until")"}
}

has_unit() { $dry_run || systemctl cat "$1.service" >/dev/null 2>&1; }

# item NAME COMMAND...: collect on this node, where there is such a command.
item() {
  item_name=$1
  shift
  if $dry_run || has "$1"; then collect "nodes/$own_node/$item_name" "$@"; fi
}

# files FOLDER COMMAND... -- FILE...: one item for each file that there is.
files() {
  files_folder=$1
  shift
  files_command=
  while [ "$1" != -- ]; do
    files_command="$files_command $1"
    shift
  done
  shift
  for path; do
    name=${path##*/}
    if ! $dry_run; then
      [ -f "$path" ] || continue
      case $name in *[!A-Za-z0-9._-]*) continue ;; esac
    fi
    # shellcheck disable=SC2086 # words
    collect "nodes/$own_node/$files_folder/$name" $files_command "$path"
  done
}

collect_this_node() {
  stage="node $own_node"
  before=$(now)
  # Here both clocks are one.
  if ! $dry_run; then
    printf '{"node":%s,"before":"%s","time":"%s","after":"%s"}\n' "$(json_text "$own_node")" "$before" "$(now)" "$(now)" \
      >>"$state/clocks.own"
    if [ "$(id -u)" -ne 0 ]; then
      missing 'what only root may read here' 'not run as root' 'journals, processes and the runtime of this machine may be missing'
    fi
    # A node on fire has better things to do.
    renice -n 10 -p $$ >/dev/null 2>&1 || :
  fi
  collect_journals
  collect_system
  collect_disks
  collect_runtime
}

collect_journals() {
  choose_journal_format
  if ! $dry_run && ! has journalctl; then
    # Without systemd.
    files journal tail -n 50000 -- /var/log/messages /var/log/syslog /var/log/kern.log /var/log/kubelet.log \
      /var/log/containerd.log
  else
    units=
    for unit in $node_units; do
      case $unit in kubelet | containerd) ;; *) has_unit "$unit" || continue ;; esac
      units="$units $unit"
      journal "$unit" -u "$unit"
    done
    # Not -k: that is only the current boot.
    journal kernel _TRANSPORT=kernel
    journal systemd _PID=1
    # shellcheck disable=SC2086 # one word each
    item systemctl-status.txt systemctl status $units --no-pager --full
    item systemctl-failed.txt systemctl list-units --failed --no-pager
    item systemctl-cat.txt systemctl cat kubelet --no-pager
  fi
  # k3s and RKE2 keep these beside their journal.
  files logs tail -n 20000 -- /var/lib/rancher/rke2/agent/logs/kubelet.log
  files logs tail -n 20000 -- /var/lib/rancher/rke2/agent/containerd/containerd.log \
    /var/lib/rancher/k3s/agent/containerd/containerd.log
}

collect_system() {
  item date.txt date
  item timedatectl.txt timedatectl
  item chrony.txt chronyc -n tracking
  item dmesg.txt dmesg -T
  item uname.txt uname -a
  item uptime.txt uptime
  item processes.txt ps -ef
  item top.txt top -b -n 1
  item free.txt free -m
  item meminfo.txt cat /proc/meminfo
  item mounts.txt cat /proc/mounts
  item swaps.txt cat /proc/swaps
  item os-release.txt cat /etc/os-release
  for resource in cpu io memory; do
    if $dry_run || [ -r "/proc/pressure/$resource" ]; then item "pressure-$resource.txt" cat "/proc/pressure/$resource"; fi
  done
  # Among them net.netfilter.nf_conntrack_count and _max.
  item sysctl.txt sysctl -a
  item ip-addr.txt ip addr
  item ip-route.txt ip route
  item sockets.txt ss -s
  item iptables.txt iptables-save
  item resolv-conf.txt cat /etc/resolv.conf
  item kubelet-config.txt cat /var/lib/kubelet/config.yaml
  if $dry_run || [ -f /var/lib/kubelet/kubeadm-flags.env ]; then item kubelet-flags.txt cat /var/lib/kubelet/kubeadm-flags.env; fi
  files manifests cat -- /etc/kubernetes/manifests/*.yaml /var/lib/rancher/rke2/agent/pod-manifests/*.yaml
  files cni cat -- /etc/cni/net.d/*.conf /etc/cni/net.d/*.conflist
  # Names of files, never keys.
  if $dry_run || [ -d /etc/kubernetes ]; then item ls-kubernetes.txt ls -lR /etc/kubernetes /var/lib/kubelet/pki; fi
  collect_certificates
}

# Until when the certificates are valid; openssl prints nothing of a key that stands in the same file.
collect_certificates() {
  if ! $dry_run && ! has openssl; then return 0; fi
  files certificates openssl x509 -noout -startdate -enddate -subject -issuer -in -- /etc/kubernetes/pki/*.crt \
    /var/lib/kubelet/pki/kubelet.crt /var/lib/kubelet/pki/kubelet-client-current.pem \
    /var/lib/kubelet/pki/kubelet-server-current.pem
  files certificates/etcd openssl x509 -noout -startdate -enddate -subject -issuer -in -- /etc/kubernetes/pki/etcd/*.crt
}

collect_disks() {
  item df.txt df -PT
  item df-inodes.txt df -Pi
  # Who holds the disk: volumes of pods, their logs, folders of the host. -d is understood by GNU and busybox alike.
  for folder in pods:4:/var/lib/kubelet/pods logs:1:/var/log/pods host:2:/; do
    path=${folder##*:}
    depth=${folder#*:}
    if $dry_run || [ -d "$path" ]; then item "du-${folder%%:*}.txt" du -xk -d "${depth%%:*}" "$path"; fi
  done
  # Who holds the inodes; busybox has no such option.
  item du-inodes.txt du --inodes -x -d 3 /var
}

# The runtime's socket where no configuration of crictl names it: the first that there is.
find_runtime() {
  runtime_socket=
  for socket in /run/containerd/containerd.sock /run/crio/crio.sock /run/k3s/containerd/containerd.sock \
    /run/k0s/containerd.sock /var/snap/microk8s/common/run/containerd.sock /run/cri-dockerd.sock /run/dockershim.sock; do
    if [ -S "$socket" ]; then
      runtime_socket=$socket
      return
    fi
  done
}

collect_runtime() {
  find_runtime
  if $dry_run || has crictl; then
    endpoint=
    if [ -n "$runtime_socket" ] && [ ! -e /etc/crictl.yaml ] && [ -z "${CONTAINER_RUNTIME_ENDPOINT:-}" ]; then
      endpoint=--runtime-endpoint=unix://$runtime_socket
    fi
    # An image service of its own is rare; crictl asks the same endpoint for it.
    item containers.txt crictl ${endpoint:+"$endpoint"} ps -a --no-trunc
    item pods.txt crictl ${endpoint:+"$endpoint"} pods --no-trunc
    item images.txt crictl ${endpoint:+"$endpoint"} images --no-trunc
    item imagefsinfo.txt crictl ${endpoint:+"$endpoint"} imagefsinfo
    item runtime-info.txt crictl ${endpoint:+"$endpoint"} info
  elif has ctr && [ -n "$runtime_socket" ]; then
    item containers.txt ctr -a "$runtime_socket" -n k8s.io containers ls
    item tasks.txt ctr -a "$runtime_socket" -n k8s.io tasks ls
    item images.txt ctr -a "$runtime_socket" -n k8s.io images ls
  elif has docker; then
    item containers.txt docker ps -a --no-trunc
  fi
}

# Where the API does not answer, the logs of containers are on the disk: those of the control plane and other components
# long, the ends of the rest; those of a container's earlier runs are files of their own.
collect_pod_log_files() {
  stage="node $own_node"
  if $dry_run; then
    collect "nodes/$own_node/pods/NAMESPACE_POD_UID/CONTAINER/0.log" tail -n 20000 /var/log/pods/NAMESPACE_POD_UID/CONTAINER/0.log
    return
  fi
  for log in /var/log/pods/kube-system_*/*/*.log /var/log/pods/*/*/*.log; do
    [ -f "$log" ] || continue
    name=${log#/var/log/pods/}
    lines=2000
    case $log in /var/log/pods/kube-system_*) lines=20000 ;; esac
    case $name in *[!A-Za-z0-9._/-]*) continue ;; esac
    # Of the first pattern already.
    [ ! -e "$root/nodes/$own_node/pods/$name" ] || continue
    item_lines=$lines
    collect "nodes/$own_node/pods/$name" tail -n "$lines" "$log"
    item_lines=
  done
}

# --- Pseudonyms -------------------------------------------------------------------------------------------------------

# With --anonymize, at the very end: names of namespaces, nodes, hosts and objects, and IP addresses, each by the same
# pseudonym in every file, path and record, so that what belongs together still does. Names that Kubernetes itself gives
# (kube-system, default) stay, and so do those that are also words of the API, since they cannot be told apart.

# From the lists and the nodes: lines `CLASS NAME`.
find_names() {
  awk -F '|' '{ print "node", $1 }' "$state/nodes"
  [ -z "$own_node" ] || printf 'node %s\n' "$own_node"
  awk '$1 == "P" { print "ns", $2 }' "$state/pods"
  find "$root" -name '*.yaml' -exec cat {} + | awk '
    function take() {
      if (kind == "Namespace") print "ns", name
      else if (kind == "Node") print "node", name
      else if (namespace !~ /^kube-/ && kind ~ /^(Pod|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job|CronJob|Service|ConfigMap|Secret|PersistentVolumeClaim|PersistentVolume|Ingress|HorizontalPodAutoscaler|PodDisruptionBudget|NetworkPolicy|ServiceAccount|ResourceQuota|LimitRange|Endpoints)$/)
        print "name", name
      if (namespace != "") print "ns", namespace
      name = namespace = ""
    }
    /^- / { take(); section = kind = "" }
    /^  [a-z]/ { section = $1 }
    /^  kind: / { kind = $2 }
    section == "metadata:" && /^    name: / { name = $2 }
    section == "metadata:" && /^    namespace: / { namespace = $2 }
    # Hosts: of Ingresses, of nodes, of registries.
    /^ *(- )?(host|hostname|externalName|server): [A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$/ { print "host", $NF }
    /^ *(- )?image: "?[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+(:[0-9]+)?\// {
      host = $NF
      gsub(/"|[:\/].*/, "", host)
      print "host", host
    }
    END { take() }'
}

# Lines `NAME PSEUDONYM`. A name that begins with another one (the pods and ReplicaSets of a Deployment) needs none.
choose_pseudonyms() {
  find "$root" -name '*.yaml' -exec cat {} + | awk '
    match($0, /^ *(- )?[A-Za-z0-9-]+:( |$)/) {
      key = substr($0, RSTART, RLENGTH)
      gsub(/^ *(- )?|: ?$/, "", key)
      if (!seen[key]++) print key
    }' >"$state/keys"
  find_names | tr -d '"' | sort -u | awk -v keys="$state/keys" -v kept="$state/kept-names" '
    BEGIN {
      while ((getline line < keys) > 0) word[line] = 1
      split("api app apps container containers image images pod pods node nodes volume volumes secret secrets service services server client kubelet containerd docker crio etcd kube system default kubernetes cluster local svc master control-plane worker error errors failed failure warning info debug main init test job jobs cron log logs data config configmap status metrics health proxy dns coredns network storage http https tcp udp null true false root admin user localhost", list, " ")
      for (i in list) word[list[i]] = 1
    }
    function is_public(host) { return host ~ /(^|[.])(docker[.]io|k8s[.]io|gcr[.]io|ghcr[.]io|quay[.]io|mcr[.]microsoft[.]com|amazonaws[.]com|cluster[.]local|kubernetes[.]io)$/ }
    {
      class = $1; name = $2
      if (name == "" || name ~ /^(default|kubernetes|kube-root-ca[.]crt|localhost)$/ || name ~ /^kube-(system|public|node-lease)$/) next
      if (class == "host" && (is_public(name) || name ~ /^[0-9.]+$/)) next
      if (name in word || length(name) < 2) { if (!shown[name]++) print name > kept; next }
      if (!(name in taken)) { taken[name] = class; order[++names] = name }
      else if (class != "name" && taken[name] == "name") taken[name] = class
    }
    END {
      for (i = 1; i <= names; i++) {
        name = order[i]
        if (taken[name] == "name") {
          base = name
          found = 0
          while (match(base, /-[^-]*$/)) { base = substr(base, 1, RSTART - 1); if (taken[base] == "name") { found = 1; break } }
          if (found) continue
        }
        class = taken[name]
        print name, class "-" (++number[class]) (class == "host" ? ".example" : "")
      }
    }' >"$state/pseudonyms"
}

# shellcheck disable=SC2016 # the program is awk's
pseudonym_program='
function address(text,    part, i, prefix, result) {
  if (text ~ /^(0[.]|127[.]|255[.]|169[.]254[.])/) return text
  split(text, part, ".")
  for (i = 1; i <= 4; i++) if (part[i] > 255) return text
  # Prefixes are kept apart and together as they were; so is what a mask leaves empty.
  prefix = result = ""
  for (i = 1; i <= 4; i++) {
    prefix = prefix "." part[i]
    if (part[i] == 0 || part[i] == 255 || (i == 1 && (part[1] == 10 || part[1] == 172 || part[1] == 192))) octet = part[i] + 0
    else {
      if (!(prefix in octets)) { parent = substr(prefix, 1, length(prefix) - length(part[i]) - 1); octets[prefix] = ++children[parent] + (i == 1 ? 100 : 0); }
      octet = octets[prefix] > 254 ? 254 : octets[prefix]
    }
    result = result (i > 1 ? "." : "") octet
  }
  addresses[text] = result
  return result
}
# The longest beginning that is a name, up to a hyphen; then the longest end that is a node.
function label(text,    head, tail, at, result) {
  if (text in known) return known[text]
  head = text
  result = ""
  while (match(head, /-[^-]*$/)) {
    head = substr(head, 1, RSTART - 1)
    if (head in pseudonym) { result = pseudonym[head] label_end(substr(text, length(head) + 1)); break }
  }
  if (result == "") result = label_end(text)
  return known[text] = result
}
function label_end(text,    tail, at) {
  tail = text
  while (at = index(tail, "-")) {
    tail = substr(tail, at + 1)
    if (tail in pseudonym && pseudonym[tail] ~ /^node-/) return substr(text, 1, length(text) - length(tail)) pseudonym[tail]
  }
  return text
}
function word(text,    rest, at, result, tail) {
  if (text in pseudonym) return pseudonym[text]
  if (text ~ /^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$/) return address(text)
  if (!index(text, ".")) return label(text)
  # A name with dots at the beginning: host names with what follows.
  rest = text
  while (match(rest, /[.][^.]*$/)) {
    rest = substr(rest, 1, RSTART - 1)
    if (rest in pseudonym) return pseudonym[rest] word_end(substr(text, length(rest) + 1))
  }
  return word_end(text)
}
# Label by label; an end that is a host is replaced as a whole.
function word_end(text,    result, at, tail) {
  result = ""
  while (at = index(text, ".")) {
    if (text in pseudonym) return result pseudonym[text]
    tail = substr(text, 1, at - 1)
    result = result (tail in pseudonym ? pseudonym[tail] : label(tail)) "."
    text = substr(text, at + 1)
  }
  return result (text in pseudonym ? pseudonym[text] : label(text))
}
function six(line,    done, text, colons) {
  done = ""
  while (match(line, /[0-9a-f]*(:[0-9a-f]*)+/)) {
    text = substr(line, RSTART, RLENGTH)
    colons = text
    colons = gsub(/:/, "", colons)
    done = done substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + RLENGTH)
    if (length(text) > 5 && ((index(text, "::") && text ~ /[0-9a-f]$/) || colons == 7) && text !~ /:::/) {
      if (!(text in addresses)) addresses[text] = sprintf("fd00::%x", ++sixes)
      text = addresses[text]
    }
    done = done text
  }
  return done line
}
function replaced(line,    done, text, before) {
  done = ""
  while (match(line, /[A-Za-z0-9][A-Za-z0-9.-]*/)) {
    text = substr(line, RSTART, RLENGTH)
    before = RSTART > 1 ? substr(line, RSTART - 1, 1) : ""
    done = done substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + RLENGTH)
    # \n before a word is no letter of it.
    if (before == "\\" && text ~ /^[nrt]./) { done = done substr(text, 1, 1); text = substr(text, 2) }
    tail = ""
    if (match(text, /[.-]+$/)) { tail = substr(text, RSTART); text = substr(text, 1, RSTART - 1) }
    done = done word(text) tail
  }
  line = done line
  if (line ~ /:[0-9a-f]*:[0-9a-f]*:?/ && (index(line, "::") || line ~ /:[0-9a-f]+:[0-9a-f]+:[0-9a-f]+:[0-9a-f]+:[0-9a-f]+:[0-9a-f]+:/)) line = six(line)
  return line
}
BEGIN {
  while ((getline line < table) > 0) { split(line, part, " "); pseudonym[part[1]] = part[2] }
  while ((getline path < list) > 0) {
    split(path, part, "\t")
    target = part[2] replaced(part[3])
    printf "" > target
    while ((getline line < (part[1] part[3])) > 0) print replaced(line) > target
    close(part[1] part[3])
    close(target)
  }
  for (text in addresses) print text, addresses[text] > found
}'

# The tree and the records of it once more under pseudonyms. The table stays with whoever collected.
use_pseudonyms() {
  progress 'replacing names'
  : >"$state/kept-names"
  choose_pseudonyms
  mkdir "$work/anonymous"
  (cd "$root" && find . -type d | sed 's,^\./,,') >"$state/folders"
  : >"$state/found"
  # Folders first, under the names that their files will have.
  rm -rf "$state/plain"
  mkdir "$state/plain"
  cp "$state/folders" "$state/plain/folders"
  for name in items left-out missing redactions clocks; do
    [ ! -e "$state/$name" ] || cp "$state/$name" "$state/plain/$name"
  done
  (cd "$state/plain" && find . -type f | sed 's,^\./,,') |
    awk -v from="$state/plain/" -v to="$state/" '{ print from "\t" to "\t" $0 }' >"$state/list"
  (cd "$root" && find . -type f | sed 's,^\./,,' | sort) | awk -v from="$root/" -v to="$work/anonymous/" \
    '{ print from "\t" to "\t" $0 }' >"$state/file-list"
  awk -v table="$state/pseudonyms" -v list="$state/list" -v found="$state/found" "$pseudonym_program" </dev/null
  while IFS= read -r name; do mkdir -p "$work/anonymous/$name"; done <"$state/folders"
  cat "$state/file-list" >"$state/list"
  awk -v table="$state/pseudonyms" -v list="$state/list" -v found="$state/found" "$pseudonym_program" </dev/null
  rm -rf "$root"
  mv "$work/anonymous" "$root"
  {
    echo "Pseudonyms: $(wc -l <"$state/pseudonyms" | tr -d ' ') names, $(wc -l <"$state/found" | tr -d ' ') addresses."
    if [ -s "$state/kept-names" ]; then printf 'Kept, since they are also words of the API: %s\n' "$(tr '\n' ' ' <"$state/kept-names")"; fi
  } >"$state/pseudonym-report"
  if [ "$output" != - ]; then cat "$state/pseudonyms" "$state/found" >"$output.pseudonyms.txt"; fi
}

# --- Manifest, tarball, last words ------------------------------------------------------------------------------------

# missing WHAT WHY MEANS: something that the bundle lacks as a whole.
missing() { $dry_run || printf '%s\t%s\t%s\n' "$1" "$2" "$3" >>"$state/missing"; }

# From the records: what is missing, why, and what a diagnosis loses by it. One line for alike things.
tell_missing() {
  api_flag=0
  if $has_api; then api_flag=1; fi
  awk -F '\t' -v has_api="$api_flag" '
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
    has_api && $4 ~ /Unauthorized|provide credentials|must be logged in/ { refused++ }
    # Previous logs go with their container, journals are told by node, and what no cluster has to have is no loss.
    $3 == "forbidden" || $3 == "failed" || $3 == "cut" {
      if ($2 ~ /\/journal\/|collector[.]txt$|top-|readyz/) next
      if ($3 == "failed" && $2 ~ /^nodes\/[^\/]+\/[^\/]+$/ && $2 !~ /stats-summary|configz|df[.]|describe/) next
      if ($4 == "only its end") next
      add($2, $4, $3)
    }
    END {
      if (refused)
        printf "%s\t%s\t%s\n", refused " answers of the API", "it refused the credentials: they expired while collecting", "log in again and collect once more: most of what is missing below may be had"
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
    reason=$(awk -F '\t' '
      $2 ~ /journal\/kubelet[.]log$|collector[.]txt$/ && $4 != "" && said == "" { said = $4 }
      $2 ~ /stats-summary[.]json$/ && $4 != "" && summary == "" { summary = $4 }
      END { print substr(said != "" ? said : summary, 1, 160) }' "$state/items")
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
    }' "$state/items" >&2 || :
  if $redact; then
    say "redacted: $(awk -F '\t' '{ n += $2 } END { printf "%d", n }' "$state/redactions") values; redaction.txt in the bundle says where"
  else
    say 'NOT REDACTED: look through the bundle before you send it'
  fi
  if [ -s "$state/missing" ]; then
    say 'missing, and what that means for a diagnosis:'
    awk -F '\t' '{ printf "  - %s (%s): %s\n", $1, $2, $3 }' "$state/missing" >&2 || :
  else
    say 'nothing is missing'
  fi
}

finish() {
  trap '' INT TERM HUP
  collecting=false
  progress 'writing the bundle'
  if write_bundle; then
    summarize
  else
    [ "$output" = - ] || rm -f "$output.partial"
    progress ''
    say "collect.sh: cannot write $output: $(head -n 1 "$state/tar" 2>/dev/null || :)"
    exit 1
  fi
}

interrupt() {
  end_early 'interrupted: bundling what there is'
  exit 130
}

# The script itself failed, most likely for want of space: what was collected is not lost by that.
leave() {
  code=$?
  trap - EXIT
  if $collecting; then
    rm -f "$state/reserve"
    end_early 'cannot go on (no space?): bundling what there is'
    code=0
  fi
  rm -rf "$work"
  exit "$code"
}

end_early() {
  set +e
  collecting=false
  trap '' INT TERM HUP
  progress ''
  say "$1"
  missing "what comes after: $stage" "${1%%:*}" 'what was not collected any more stays unknown'
  interrupted=true
  for running in "$state"/*.running; do
    [ -e "$running" ] || continue
    kill "$(cat "${running%.running}.job")" 2>/dev/null || :
  done
  if [ -n "$child_job" ] && [ -s "$state/query.command" ]; then kill "$(cat "$state/query.command")" 2>/dev/null || :; fi
  # A command that does not listen is ended in the end.
  (
    trap 'kill "$pause"' TERM
    sleep 6 &
    pause=$!
    wait "$pause" || exit 0
    for command in "$state"/*.command; do kill -9 "$(cat "$command")" || :; done
  ) >/dev/null 2>&1 9>&- &
  impatience=$!
  for job in "$state"/*.job; do
    [ ! -e "$job" ] || wait "$(cat "$job")" 2>/dev/null || :
  done
  kill "$impatience" 2>/dev/null || :
  finish
}

# --- From left to right -----------------------------------------------------------------------------------------------

# room_in FOLDER: free KiB.
room_in() { df -Pk "$1" 2>/dev/null | awk 'NR == 2 { printf "%d", $4 }'; }

# On a node whose disk is full, memory has room.
choose_folder() {
  for folder in "${TMPDIR:-/tmp}" /var/tmp /dev/shm /run; do
    room=$(room_in "$folder")
    if [ -w "$folder" ] && is_number "$room" && [ "$room" -ge 65536 ]; then return; fi
  done
  folder=${TMPDIR:-/tmp}
}

prepare() {
  bundle=casefile-bundle-$(date -u +%Y%m%dT%H%M%SZ)
  [ -n "$output" ] || output=$bundle.tar.gz
  if [ -d "$output" ]; then output=${output%/}/$bundle.tar.gz; fi
  # shellcheck disable=SC2064 # the moment counts
  trap 'say "interrupted before anything was collected"; rm -rf "${work:-}"; exit 130' INT TERM HUP
  choose_folder
  work=$(mktemp -d "$folder/casefile.XXXXXX") || {
    say "collect.sh: cannot make a folder in $folder; name another with TMPDIR"
    exit 1
  }
  trap leave EXIT
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
  # kubectl then collects its garbage before a list has taken half a gigabyte.
  GOMEMLIMIT=${GOMEMLIMIT:-256MiB}
  export GOMEMLIMIT
  # For the manifest, should the disk be full by then.
  dd if=/dev/zero of="$state/reserve" bs=1024 count=512 2>/dev/null || :
  # Files and tarball may share the disk: together no more than most of what is free.
  room=$(room_in "$work")
  if is_number "$room" && [ $((room * 819)) -lt "$total_limit" ]; then total_limit=$((room * 819)); fi
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
    choose_cache
    tell_context
    if collect_versions; then
      has_api=true
      choose_managed_fields
      collect_kinds
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
  cluster_id='' nodes='' refused_by='' event_namespaces='' managed_fields='' own_node='' about_node='' about_owner=''
  collecting=false has_api=false is_large=false api_trouble='' cache_option=''
  if $on_node; then
    # Where sudo and cron do not look.
    PATH=$PATH:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/opt/bin:/snap/bin:/var/lib/rancher/rke2/bin
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
  collecting=true
  # Nobody reads on: that is no reason to stop. Commands get their own default again.
  trap : PIPE
  # A file that may not grow is like a disk that is full.
  if (trap '' XFSZ) 2>/dev/null; then trap '' XFSZ; fi
  if [ -n "$debug_image" ]; then say 'creating a pod on each node, which is deleted afterwards (--debug-image)'; fi
  collect_everything
  finish
}

main "$@"
