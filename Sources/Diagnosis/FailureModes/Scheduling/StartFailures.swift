import Model

/// Faults that keep a pod from being scheduled or its containers from starting, as links of what users see of it.
enum StartFailures {
  /// The kubelet cannot get the image.
  static let image = [
    "image-gc-removed-preloaded-image", "image-never-pull-absent", "image-platform-mismatch", "image-pull-no-space",
    "image-pull-secret-missing",
    "image-repository-denied", "image-repository-missing", "image-tag-not-found", "invalid-image-name",
    "registry-auth-failed", "registry-dns-failure", "registry-rate-limited", "registry-tls-failure",
    "registry-unreachable",
  ]

  /// The kubelet cannot configure the container.
  static let configuration = [
    "missing-config-key", "missing-configmap", "missing-secret", "run-as-non-root-violation",
  ]

  /// A volume is not mounted.
  static let volume = [
    "csi-driver-not-registered", "hostpath-type-mismatch", "multi-attach-error", "nfs-mount-failed",
    "service-account-token-mount-failed", "volume-attach-failed", "volume-attach-limit-reached",
    "volume-mount-failed-filesystem",
  ]

  /// The runtime or the network plugin cannot make the pod's sandbox.
  static let sandbox = [
    "cgroup-driver-mismatch", "cgroup-hierarchy-problem", "cni-not-initialized", "cni-plugin-binary-or-config-error",
    "overlay-or-snapshotter-failure", "pod-ip-exhaustion", "runtime-state-corrupt", "runtimeclass-handler-missing",
    "sandbox-image-unavailable", "systemd-scope-or-dbus-failure",
  ]

  /// The node has run out of what every start needs.
  static let host = [
    "cgroup-kmem-leak", "file-descriptor-or-inotify-exhaustion", "host-disk-full", "host-pid-exhaustion",
  ]

  /// The runtime cannot make or execute the container.
  static let execution = [
    "bind-source-missing", "containerd-hung-or-slow", "exec-format-error", "exec-permission-denied",
    "runc-create-failed", "seccomp-or-apparmor-profile-missing",
    "subpath-prepare-failed", "wrong-command-or-args",
  ]

  /// No node fits.
  static let placement = [
    "custom-scheduler-missing", "host-port-conflict", "insufficient-cpu", "insufficient-ephemeral-storage",
    "insufficient-memory", "node-affinity-mismatch", "node-selector-mismatch", "nodes-cordoned",
    "pod-affinity-unsatisfied", "pod-anti-affinity-unsatisfied", "scheduling-gated", "too-many-pods-on-nodes",
    "topology-spread-unsatisfied", "unbound-pvc-blocks-scheduling", "untolerated-taint", "volume-zone-or-node-conflict",
  ]

  /// The API server refuses the pods.
  static let creation = [
    "limitrange-violation", "pod-security-violation", "quota-exceeded-cpu", "quota-exceeded-memory",
    "quota-exceeded-objects", "quota-exceeded-pods", "quota-requires-requests-or-limits", "rbac-forbidden",
    "service-account-missing", "webhook-denied", "webhook-unavailable",
  ]

  /// A claim has no volume.
  static let claim = [
    "provisioner-not-running", "pv-already-bound", "pvc-access-mode-mismatch", "pvc-capacity-mismatch", "pvc-lost",
    "pvc-no-storage-class", "pvc-selector-mismatch", "quota-exceeded-storage", "storage-class-not-found",
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
