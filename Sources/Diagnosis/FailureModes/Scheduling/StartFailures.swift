import Model

/// Faults that keep a pod from being scheduled or its containers from starting, as links of what users see of it.
enum StartFailures {
  /// The kubelet cannot get the image.
  static let image = [
    "image-never-pull-absent", "image-platform-mismatch", "image-pull-no-space", "image-pull-secret-missing",
    "image-repository-denied", "image-repository-missing", "image-tag-not-found", "invalid-image-name",
    "registry-auth-failed", "registry-dns-failure", "registry-rate-limited", "registry-tls-failure",
    "registry-unreachable",
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
