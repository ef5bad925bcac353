
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
    if (value != "" && !is_harmless(value) && (is_secret_key(key) || (key ~ /^[A-Z][A-Z0-9_]+$/ && is_secret_variable(key)))) {
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
