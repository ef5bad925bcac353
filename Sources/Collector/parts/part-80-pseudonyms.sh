
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
