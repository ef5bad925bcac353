
# --- This machine -----------------------------------------------------------------------------------------------------

node_units='kubelet containerd docker crio k3s k3s-agent rke2-server rke2-agent kube-apiserver kube-controller-manager
kube-scheduler etcd kube-proxy'

journal() {
  journal_path=nodes/$own_node/journal/$1.log
  shift
  collect "$journal_path" journalctl "$@" --utc -o short-iso-precise --no-pager --since "$(journal_time "$window_since")" \
    ${window_until:+--until "$(journal_time "$window_until")"}
}

has_unit() { $dry_run || systemctl cat "$1.service" >/dev/null 2>&1; }

collect_this_node() {
  stage="node $own_node"
  folder=nodes/$own_node
  before=$(now)
  # Here both clocks are one.
  if ! $dry_run; then
    printf '{"node":%s,"before":"%s","time":"%s","after":"%s"}\n' "$(json_text "$own_node")" "$before" "$(now)" "$(now)" \
      >>"$state/clocks.own"
  fi
  journal kubelet -u kubelet
  journal containerd -u containerd
  for unit in $node_units; do
    case $unit in kubelet | containerd) continue ;; esac
    if has_unit "$unit"; then journal "$unit" -u "$unit"; fi
  done
  # Not -k: that is only the current boot.
  journal kernel _TRANSPORT=kernel
  journal systemd _PID=1
  collect "$folder/date.txt" date
  collect "$folder/timedatectl.txt" timedatectl
  collect "$folder/df.txt" df -T
  collect "$folder/df-inodes.txt" df -i
  collect "$folder/free.txt" free -m
  collect "$folder/dmesg.txt" dmesg -T
  collect "$folder/systemctl-status.txt" systemctl status kubelet containerd --no-pager --full
  collect "$folder/systemctl-failed.txt" systemctl list-units --failed --no-pager
  collect "$folder/uname.txt" uname -a
  collect "$folder/uptime.txt" uptime
  collect "$folder/processes.txt" ps -ef
  collect "$folder/top.txt" top -b -n 1
  collect "$folder/meminfo.txt" cat /proc/meminfo
  collect "$folder/ip-addr.txt" ip addr
  collect "$folder/ip-route.txt" ip route
  collect "$folder/kubelet-config.txt" cat /var/lib/kubelet/config.yaml
  # Who holds the disk: volumes of pods, their logs, folders of the host. -d is understood by GNU and busybox alike.
  collect "$folder/du-pods.txt" du -xk -d 4 /var/lib/kubelet/pods
  collect "$folder/du-logs.txt" du -xk -d 1 /var/log/pods
  collect "$folder/du-host.txt" du -xk -d 2 /
  # Who holds the inodes; busybox has no such option.
  collect "$folder/du-inodes.txt" du --inodes -x -d 3 /var
  if $dry_run || has crictl; then
    collect "$folder/containers.txt" crictl ps -a --no-trunc
    collect "$folder/pods.txt" crictl pods --no-trunc
    collect "$folder/images.txt" crictl images --no-trunc
    collect "$folder/imagefsinfo.txt" crictl imagefsinfo
  elif has ctr; then
    collect "$folder/containers.txt" ctr -n k8s.io containers ls
    collect "$folder/tasks.txt" ctr -n k8s.io tasks ls
  elif has docker; then
    collect "$folder/containers.txt" docker ps -a --no-trunc
  fi
}

# Where the API does not answer, the logs of its own containers are on the disk of the control plane.
collect_pod_log_files() {
  stage="node $own_node"
  if $dry_run; then
    collect "nodes/$own_node/pods/kube-system_POD_UID/CONTAINER/0.log" tail -n 20000 /var/log/pods/kube-system_POD_UID/CONTAINER/0.log
    return
  fi
  for log in /var/log/pods/kube-system_*/*/*.log; do
    [ -f "$log" ] || continue
    name=${log#/var/log/pods/}
    case $name in *[!A-Za-z0-9._/-]*) continue ;; esac
    item_lines=20000
    collect "nodes/$own_node/pods/$name" tail -n 20000 "$log"
    item_lines=
  done
}
