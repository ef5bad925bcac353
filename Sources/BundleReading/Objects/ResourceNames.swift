/// The kinds behind the names that kubectl takes and that files are named by, e.g. `pods` → `Pod`.
enum ResourceNames {
  /// The kind that an artifact's path speaks of, e.g. `Pod` for `namespaces/shop/pods.yaml`, `cluster-resources/pods/shop.json`
  /// and `k8s_kubectl_get_-o_json_--namespace_shop_pods`; nil for other names.
  static func kind(ofPath path: String) -> String? {
    let components = path.split(separator: "/")
    guard let file = components.last else { return nil }
    if let command = command(file) { return command.last.flatMap { kind(ofResource: $0.lowercased()) } }
    var stem = file.prefix { $0 != "." }.lowercased()
    if stem.hasSuffix("-errors") { stem.removeLast("-errors".count) }
    if let known = kind(ofResource: stem) { return known }
    guard let folder = resourceFolder(components) else { return nil }
    return kind(ofResource: components[folder].lowercased())
  }

  /// The namespace that a path speaks of, e.g. `shop` for `namespaces/shop/pods.yaml`; nil where it speaks of none.
  static func namespace(ofPath path: String) -> String? {
    let components = path.split(separator: "/")
    if let words = components.last.flatMap({ command($0) }), let option = words.firstIndex(of: "--namespace"),
      option + 1 < words.count
    {
      return String(words[option + 1])
    }
    if let folder = components.lastIndex(where: { $0 == "namespaces" || $0 == "namespaced" }) {
      return folder + 2 < components.count ? String(components[folder + 1]) : nil
    }
    return resourceFolder(components).map { String(components[$0 + 1].prefix { $0 != "." }) }
  }

  /// The words of a command that a file is named by, with `_` for blanks; nil for other names.
  private static func command(_ file: Substring) -> [Substring]? {
    let words = file.split(separator: "_")
    guard let get = words.firstIndex(of: "get"), words[..<get].contains("kubectl") else { return nil }
    return Array(words[get...])
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
