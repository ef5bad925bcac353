import Model

/// Faults that keep a pod from being scheduled or its containers from starting, as links of what users see of it.
enum StartFailures {
  /// The kubelet cannot get the image.
  static let image = [
    "image-gc-removed-preloaded-image", "image-layer-corrupt", "image-never-pull-absent", "image-platform-mismatch",
    "image-pull-no-space", "image-pull-secret-missing", "image-pull-stalled", "image-repository-denied",
    "image-repository-missing", "image-schema1-unsupported", "image-signature-rejected", "image-tag-not-found",
    "invalid-image-name", "registry-auth-failed", "registry-dns-failure", "registry-domain-retired",
    "registry-rate-limited", "registry-tls-failure", "registry-unreachable",
  ]

  /// The kubelet cannot configure the container.
  static let configuration = [
    "missing-config-key", "missing-configmap", "missing-secret", "run-as-non-root-violation",
    "sa-token-secret-not-created",
  ]

  /// A volume is not mounted.
  static let volume = [
    "cloud-api-throttled-or-denied", "csi-driver-not-registered", "disk-deleted-or-attached-elsewhere",
    "hostpath-type-mismatch", "in-tree-volume-or-cloud-provider-removed", "multi-attach-error", "nfs-mount-failed",
    "node-authorizer-denied",
    "iscsi-target-unreachable", "service-account-token-mount-failed", "smb-mount-failed",
    "volume-mount-failed",
    "volume-attach-failed", "volume-attach-limit-reached", "volume-mount-failed-filesystem",
    "volume-permission-change-slow",
  ]

  /// The runtime or the network plugin cannot make the pod's sandbox.
  static let sandbox = [
    "cgroup-driver-mismatch", "cgroup-hierarchy-problem", "cni-not-initialized", "cni-plugin-binary-or-config-error",
    "overlay-or-snapshotter-failure", "pod-cidr-not-assigned", "pod-ip-exhaustion", "runtime-state-corrupt",
    "runtimeclass-handler-missing",
    "sandbox-image-unavailable", "systemd-scope-or-dbus-failure",
  ]

  /// The node has run out of what every start needs.
  static let host = [
    "cgroup-kmem-leak", "file-descriptor-or-inotify-exhaustion", "host-disk-full", "host-pid-exhaustion",
  ]

  /// The runtime cannot make or execute the container.
  static let execution = [
    "bind-source-missing", "containerd-hung-or-slow", "device-or-env-invalid", "exec-format-error",
    "exec-permission-denied", "runc-create-failed", "seccomp-or-apparmor-profile-missing", "subpath-prepare-failed",
    "wrong-command-or-args",
  ]

  /// No node fits.
  static let placement = [
    "custom-scheduler-missing", "device-unavailable", "generic-ephemeral-volume-failed", "host-port-conflict",
    "insufficient-cpu",
    "insufficient-ephemeral-storage", "insufficient-memory", "label-or-taint-renamed", "no-nodes-registered",
    "node-affinity-mismatch",
    "node-name-points-nowhere", "node-selector-mismatch", "nodes-cordoned", "pod-affinity-unsatisfied",
    "pod-anti-affinity-unsatisfied", "rollout-strategy-deadlock", "rwop-conflict", "scheduling-gated",
    "too-many-pods-on-nodes",
    "topology-spread-unsatisfied", "unbound-pvc-blocks-scheduling", "untolerated-taint", "volume-zone-or-node-conflict",
  ]

  /// The API server refuses the pods.
  static let creation = [
    "limitrange-violation", "pod-security-violation", "priority-class-missing", "quota-exceeded-cpu",
    "quota-exceeded-memory", "quota-exceeded-objects", "quota-exceeded-pods", "quota-exceeded-storage",
    "quota-requires-requests-or-limits",
    "rbac-forbidden", "runtimeclass-not-found", "service-account-missing", "webhook-denied", "webhook-unavailable",
  ]

  /// A claim has no volume.
  static let claim = [
    "provisioner-not-running", "pv-already-bound", "pv-released", "pvc-access-mode-mismatch", "pvc-capacity-mismatch",
    "pvc-lost", "pvc-no-storage-class", "pvc-not-found", "pvc-selector-mismatch", "quota-exceeded-storage",
    "storage-class-not-found",
    "volume-provisioning-failed",
  ]

  /// A link for each fault. The fault is read from what this very pod waits for, so its text states the link, and the
  /// order of their times tells nothing: the pod was pending before its first failure was recorded.
  static func links(from ids: [String], by joint: Joint.Kind, _ mechanism: Text) -> [CausalLink] {
    ids.map { id in
      CausalLink(
        from: id, by: joint, mechanism, delay: Int64.min...Int64.max, judge: { _, _, _ in .supported(direct: true) })
    }
  }
}
