
# --- The cluster ------------------------------------------------------------------------------------------------------

namespaced_kinds='deployments replicasets statefulsets daemonsets jobs cronjobs replicationcontrollers services endpoints
endpointslices.discovery.k8s.io configmaps persistentvolumeclaims resourcequotas limitranges serviceaccounts
ingresses.networking.k8s.io networkpolicies.networking.k8s.io horizontalpodautoscalers poddisruptionbudgets
leases.coordination.k8s.io roles.rbac.authorization.k8s.io rolebindings.rbac.authorization.k8s.io'
cluster_kinds='nodes namespaces persistentvolumes storageclasses volumeattachments csidrivers csinodes priorityclasses
runtimeclasses ingressclasses validatingwebhookconfigurations mutatingwebhookconfigurations
apiservices customresourcedefinitions certificatesigningrequests clusterroles clusterrolebindings'

# Is there an answer from the API server? Sets api_trouble when not.
collect_versions() {
  stage=versions
  kube cluster/version.yaml version -o yaml
  finish_commands
  if $dry_run || grep -q serverVersion "$root/cluster/version.yaml" 2>/dev/null; then return 0; fi
  case $(cat "$root/cluster/version.yaml" 2>/dev/null) in
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
  esac
  api_trouble='the API server does not answer'
  return 1
}

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
  else
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

collect_events() {
  stage=events
  if [ "$scope" = all ]; then
    list events events
  else
    for namespace in $event_namespaces; do
      kube "namespaces/$namespace/events.yaml" get events -n "$namespace" -o yaml
    done
  fi
}

collect_objects() {
  stage=objects
  # shellcheck disable=SC2086 # an option or nothing
  for kind in $cluster_kinds; do kube "cluster/$kind.yaml" get "$kind" -o yaml $managed_fields; done
  # The kubelets renew their leases each 10 s: who is alive, and how far the clocks are apart.
  [ "$scope" = all ] || kube cluster/node-leases.yaml get leases.coordination.k8s.io -n kube-node-lease -o yaml
  # shellcheck disable=SC2086 # an option or nothing
  list pods pods $managed_fields ${selector:+"--selector=$selector"}
  for kind in $namespaced_kinds; do
    # shellcheck disable=SC2086 # an option or nothing
    list "${kind%%.*}" "$kind" $managed_fields
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
