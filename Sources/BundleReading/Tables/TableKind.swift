/// The kinds that a table can show, known by the titles of its columns.
enum TableKind {
  /// Titles that no other kind has, and the kind. The first whose titles are all there counts.
  private static let signatures: [(titles: [String], kind: String)] = [
    (["LAST SEEN", "REASON"], "Event"), (["LASTSEEN", "REASON"], "Event"), (["READY", "STATUS", "RESTARTS"], "Pod"),
    (["STATUS", "ROLES", "VERSION"], "Node"), (["STATUS", "VERSION", "OS-IMAGE"], "Node"),
    (["DESIRED", "CURRENT", "READY", "UP-TO-DATE"], "DaemonSet"),
    (["DESIRED", "CURRENT", "NODE-SELECTOR"], "DaemonSet"),
    (["UP-TO-DATE", "AVAILABLE"], "Deployment"), (["SCHEDULE", "SUSPEND"], "CronJob"), (["COMPLETIONS"], "Job"),
    (["DESIRED", "SUCCESSFUL"], "Job"), (["CLUSTER-IP"], "Service"), (["ADDRESSTYPE", "ENDPOINTS"], "EndpointSlice"),
    (["ENDPOINTS"], "Endpoints"), (["STATUS", "VOLUME", "CAPACITY"], "PersistentVolumeClaim"),
    (["CAPACITY", "STATUS", "CLAIM"], "PersistentVolume"), (["PROVISIONER"], "StorageClass"),
    (["TYPE", "DATA"], "Secret"), (["SECRETS"], "ServiceAccount"), (["HOSTS", "PORTS"], "Ingress"),
    (["CONTROLLER", "PARAMETERS"], "IngressClass"), (["REFERENCE", "MINPODS"], "HorizontalPodAutoscaler"),
    (["REQUEST", "LIMIT"], "ResourceQuota"), (["POD-SELECTOR"], "NetworkPolicy"),
    (["MIN AVAILABLE", "ALLOWED DISRUPTIONS"], "PodDisruptionBudget"), (["VALUE", "GLOBAL-DEFAULT"], "PriorityClass"),
    (["ATTACHER", "ATTACHED"], "VolumeAttachment"), (["HOLDER"], "Lease"), (["ATTACHREQUIRED"], "CSIDriver"),
    (["SERVICE", "AVAILABLE"], "APIService"),
  ]

  /// Titles that several kinds have: another source that tells the kind goes first.
  private static let weakSignatures: [(titles: [String], kind: String)] = [
    (["DESIRED", "CURRENT", "READY"], "ReplicaSet"), (["READY"], "StatefulSet"), (["DATA"], "ConfigMap"),
    (["ROLE"], "RoleBinding"), (["STATUS"], "Namespace"),
  ]

  /// The kind of a table; `hint` is what its path or the command before it says. Nil where nothing tells.
  static func kind(of columns: TableColumns, hint: String?) -> String? {
    let titles = Set(columns.titles)
    if let known = signatures.first(where: { $0.titles.allSatisfy(titles.contains) }) { return known.kind }
    if let hint { return hint }
    // Few columns say little: only a table with no others is taken for the kind.
    let others = titles.subtracting([
      "NAMESPACE", "NAME", "AGE", "LABELS", "CONTAINERS", "CONTAINER(S)", "IMAGES",
      "IMAGE(S)", "SELECTOR", "USERS", "GROUPS", "SERVICEACCOUNTS",
    ])
    guard let weak = weakSignatures.first(where: { Set($0.titles) == others }), titles.contains("AGE") else {
      return nil
    }
    // Both bindings look alike; only the one has a namespace.
    if weak.kind == "RoleBinding", !titles.contains("NAMESPACE") { return nil }
    return weak.kind
  }

  /// The kind and name of `deployment.apps/api`; nil for a bare name.
  static func prefixed(_ name: String) -> (kind: String, name: String)? {
    guard let slash = name.firstIndex(of: "/") else { return nil }
    let resource = name[..<slash].prefix { $0 != "." }.lowercased()
    guard let kind = ResourceNames.kind(ofResource: resource) else { return nil }
    return (kind, String(name[name.index(after: slash)...]))
  }
}
