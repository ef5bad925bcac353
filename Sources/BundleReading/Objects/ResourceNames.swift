/// The kinds behind the names that kubectl takes and that files are named by, e.g. `pods` → `Pod`.
enum ResourceNames {
  /// The kind that an artifact's path speaks of, e.g. `Pod` for `namespaces/shop/pods.yaml`, `cluster-resources/pods/shop.json`
  /// and `k8s_kubectl_get_-o_json_--namespace_shop_pods`; nil for other names.
  static func kind(ofPath path: String) -> String? {
    let components = path.split(separator: "/")
    guard let file = components.last else { return nil }
    if let command = command(file) { return kind(ofCommand: command) }
    var stem = file.prefix { $0 != "." }.lowercased()
    if stem.hasSuffix("-errors") { stem.removeLast("-errors".count) }
    // `pods-202611210405.0000.json`
    if let dash = stem.lastIndex(of: "-"), stem[dash...].utf8.count > 12,
      stem[dash...].dropFirst().allSatisfy(\.isNumber)
    {
      stem = String(stem[..<dash])
    }
    if let known = kind(ofResource: stem) { return known }
    guard let folder = resourceFolder(components) else { return nil }
    return kind(ofResource: components[folder].lowercased())
  }

  /// The namespace that a path speaks of, e.g. `shop` for `namespaces/shop/pods.yaml`; nil where it speaks of none.
  static func namespace(ofPath path: String) -> String? {
    let components = path.split(separator: "/")
    if let file = components.last, command(file) != nil, let namespace = namespace(ofCommand: file) { return namespace }
    if let folder = components.lastIndex(where: { $0 == "namespaces" || $0 == "namespaced" }) {
      return folder + 2 < components.count ? String(components[folder + 1]) : nil
    }
    if let group = components.lastIndex(where: { isGroupVersion($0) }), group + 2 < components.count {
      return String(components[group + 1])
    }
    return resourceFolder(components).map { String(components[$0 + 1].prefix { $0 != "." }) }
  }

  /// The kind that a command asks for: `get -o json pods --all-namespaces`.
  private static func kind(ofCommand words: [Substring]) -> String? {
    let plain = words.dropFirst().filter { !$0.hasPrefix("-") }
    return plain.lazy.compactMap { kind(ofResource: $0.lowercased()) }.first
  }

  /// The namespace that a command asks for; empty for all of them.
  private static func namespace(ofCommand file: Substring) -> String? {
    let words = file.split(separator: "_")
    for (place, word) in words.enumerated() {
      if word.hasPrefix("--all-namespaces") || word == "-A" { return "" }
      if word.hasPrefix("--namespace=") { return String(word.dropFirst("--namespace=".count)) }
      if word == "--namespace" || word == "-n", place + 1 < words.count { return String(words[place + 1]) }
    }
    return nil
  }

  /// The words of a command that a file is named by, with `_` for blanks; nil for other names.
  private static func command(_ file: Substring) -> [Substring]? {
    let words = file.split(separator: "_")
    guard let get = words.firstIndex(of: "get"), words[..<get].contains("kubectl") else { return nil }
    return Array(words[get...])
  }

  /// Whether a folder is named by group and version as crashd writes them, e.g. `core_v1`.
  private static func isGroupVersion(_ name: Substring) -> Bool {
    guard let line = name.lastIndex(of: "_"), line > name.startIndex else { return false }
    let version = name[line...].dropFirst()
    return version.hasPrefix("v1") || version.hasPrefix("v2")
  }

  /// The index of `pods` in `cluster-resources/pods/shop.json`.
  private static func resourceFolder(_ components: [Substring]) -> Int? {
    guard let folder = components.lastIndex(of: "cluster-resources"), folder + 3 == components.count else { return nil }
    return folder + 1
  }

  /// The kind of a resource by its plural, singular or short name in lower case, dashes allowed; nil for unknown ones.
  static func kind(ofResource name: String) -> String? {
    table[name.filter { $0 != "-" && $0 != "_" }]
  }

  private static let names: [(kind: String, others: String)] = [
    ("ClusterRole", "clusterroles"), ("ClusterRoleBinding", "clusterrolebindings"), ("ConfigMap", "configmaps cm"),
    ("CronJob", "cronjobs cj"), ("CSIDriver", "csidrivers"), ("CSINode", "csinodes"),
    ("CustomResourceDefinition", "customresourcedefinitions crds crd"), ("DaemonSet", "daemonsets ds"),
    ("Deployment", "deployments deploy"), ("Endpoints", "endpoints ep"), ("EndpointSlice", "endpointslices"),
    ("Event", "events ev event"), ("HorizontalPodAutoscaler", "horizontalpodautoscalers hpa hpas"),
    ("Ingress", "ingresses ing ingress"), ("IngressClass", "ingressclasses"), ("Job", "jobs"), ("Lease", "leases"),
    ("LimitRange", "limitranges limits"), ("Namespace", "namespaces ns"),
    ("NetworkPolicy", "networkpolicies networkpolicy netpol"), ("Node", "nodes no"),
    ("NodeMetrics", "nodemetrics"), ("PersistentVolume", "persistentvolumes pvs pv"),
    ("PersistentVolumeClaim", "persistentvolumeclaims pvcs pvc"), ("Pod", "pods po"),
    ("PodDisruptionBudget", "poddisruptionbudgets pdb pdbs"), ("PodMetrics", "podmetrics"),
    ("PriorityClass", "priorityclasses priorityclass"), ("ReplicaSet", "replicasets rs"),
    ("ReplicationController", "replicationcontrollers rc"), ("ResourceQuota", "resourcequotas resourcequota quota"),
    ("Role", "roles"), ("RoleBinding", "rolebindings"), ("Secret", "secrets"), ("Service", "services svc"),
    ("ServiceAccount", "serviceaccounts sa"), ("StatefulSet", "statefulsets sts"),
    ("StorageClass", "storageclasses sc storageclass"), ("VolumeAttachment", "volumeattachments"),
  ]

  private static let table: [String: String] = {
    var table: [String: String] = [:]
    for (kind, others) in names {
      table[kind.lowercased()] = kind
      for other in others.split(separator: " ") { table[String(other)] = kind }
    }
    return table
  }()
}
