# shellcheck shell=sh disable=SC2154 # run.sh sets them
# Collects from a server with faults, over HTTP. Sourced by run.sh, which has `check`, $casefile, $top and $work.
# None of the faults may stop the collection or spoil the tarball, and each is told: in the manifest, by the last lines on
# the terminal, and by `casefile inspect`.

# The server stands between kubectl and `casefile serve`, in whose environment this runs.
cat >"$work/between" <<'BETWEEN'
set -eu
# between SERVER LOG FAULTS COMMAND...
server=$1 log=$2 faults=$3
shift 3
: >"$log"
rm -f "$log.port"
upstream=$(sed -n 's/.*127\.0\.0\.1:\([0-9]*\).*/\1/p' "$KUBECONFIG")
# shellcheck disable=SC2086 # one word each
"$server" "$upstream" "$log" $faults >"$log.port" &
trap 'kill $! 2>/dev/null' EXIT
until [ -s "$log.port" ]; do sleep 0.1; done
sed "s/:$upstream/:$(cat "$log.port")/" "$KUBECONFIG" >"$log.kubeconfig"
KUBECONFIG=$log.kubeconfig
export KUBECONFIG
"$@"
BETWEEN

# collect_through FAULTS [OPTION...]: the bundle is then in $faulty, what the collector said in $work/last-words.
collect_through() {
  faults=$1
  shift
  rm -rf "$work/faulty" "$work/faulty.tar.gz"
  status=0
  "$casefile" serve "$top/Bundles/crashloop-app-error/bundle.tar.gz" -- sh "$work/between" \
    "$top/Tests/RoundTripTests/faulty-server" "$work/requests" "$faults" \
    sh "$top/Sources/Collector/collect.sh" -o "$work/faulty.tar.gz" "$@" 2>"$work/last-words" || status=$?
  mkdir "$work/faulty"
  tar xzf "$work/faulty.tar.gz" -C "$work/faulty" || :
  faulty=$(echo "$work"/faulty/*)
}

# outcome PATH WORD: what the manifest says of an item.
outcome() { "$top/Tests/CollectorTests/check-bundle" "$faulty" value "$1" outcome "^$2\$"; }
files_are_right() { "$top/Tests/CollectorTests/check-bundle" "$faulty" files; }

# is_told WORDS: on the terminal and by inspect, which folds lines.
is_told() {
  grep -q -e "$1" "$work/last-words" || { cat "$work/last-words" && return 1; }
  "$casefile" inspect "$work/faulty.tar.gz" | tr -s ' \n' ' ' >"$work/inspected"
  grep -q -e "$1" "$work/inspected" || { grep -o 'MISSING.*' "$work/inspected" && return 1; }
}
only_reads() { [ -s "$work/requests" ] && ! grep -v -E '^(GET |once )' "$work/requests"; }
is_not_asked() { ! grep -e "$1" "$work/requests"; }

collect_through ''
check 'through HTTP: exit 0' [ "$status" -eq 0 ]
check 'through HTTP: the server sees reads only' only_reads
check 'through HTTP: nothing is missing' grep -q '^nothing is missing' "$work/last-words"

collect_through '403:/configmaps 500:/api/v1/services 503:/apis/policy/v1 429:/daemonsets cut:/deployments garbage:/statefulsets
  hang:/persistentvolumeclaims slow:/cronjobs 403:cwmr7/log 405:/proxy/logs' --timeout 6s
check 'faults: exit 0' [ "$status" -eq 0 ]
check 'faults: files as the manifest says' files_are_right
check 'faults: 403 is forbidden' outcome cluster/configmaps.yaml forbidden
check 'faults: 403 of one log is forbidden' \
  outcome namespaces/orders/logs/orders-api-77fc8674bb-cwmr7/orders-api.log forbidden
check 'faults: the other log is there' outcome namespaces/orders/logs/orders-api-77fc8674bb-cs2pk/orders-api.log complete
check 'faults: 500 is failed' outcome cluster/services.yaml failed
check 'faults: 429 is asked again' outcome cluster/daemonsets.yaml complete
check 'faults: a cut answer is failed' outcome cluster/deployments.yaml failed
check 'faults: a page of a proxy is failed' outcome cluster/statefulsets.yaml failed
check 'faults: no answer is cut' outcome cluster/persistentvolumeclaims.yaml cut
check 'faults: a slow answer is complete' outcome cluster/cronjobs.yaml empty
check 'faults: an API group that is down is failed' outcome cluster/poddisruptionbudgets.yaml failed
check 'faults: what comes after it is there' outcome cluster/nodes.yaml complete
for words in 'configmaps (forbidden: .*): a missing or changed configuration may go unseen' \
  'services (failed: .*): why a service does not answer may stay open' \
  'persistentvolumeclaims (cut: stopped after 6 seconds): why a volume' \
  'logs of containers (forbidden: .*): what these containers said stays unknown' \
  'kubelet journals of worker-1 (.*logs endpoint is disabled.*)'; do
  check "faults: told: ${words%% *}" is_told "$words"
done

collect_through '401:/events'
check 'expired midway: exit 0' [ "$status" -eq 0 ]
check 'expired midway: files as the manifest says' files_are_right
check 'expired midway: what came before is there' outcome cluster/version.yaml complete
check 'expired midway: what comes after is forbidden' outcome cluster/pods.yaml forbidden
check 'expired midway: told' is_told 'answers of the API (it refused the credentials: they expired while collecting)'

collect_through '500:/version hang:/proxy/ 403:/api/v1/pods' -n shop-prod --timeout 4s
check 'no version: exit 0' [ "$status" -eq 0 ]
check 'no version: the rest is there' outcome namespaces/shop-prod/pods.yaml complete
check 'dead kubelet: cut' outcome nodes/worker-1/stats-summary.json cut
check 'dead kubelet: asked once' is_not_asked '/proxy/logs'
check 'dead kubelet: told' is_told 'kubelet journals of worker-1'
