/// The kinds behind the names that kubectl takes and that files are named by, e.g. `pods` → `Pod`.
enum ResourceNames {
  /// The kind that an artifact's file name speaks of, e.g. `Pod` for `namespaces/shop/pods.yaml`; nil for other names.
  static func kind(ofPath path: String) -> String? {
    guard let file = path.split(separator: "/").last else { return nil }
    let stem = file.prefix { $0 != "." }.lowercased()
    return kind(ofResource: stem)
  }

  /// The namespace that a path speaks of, e.g. `shop` for `namespaces/shop/pods.yaml`; nil where it speaks of none.
  static func namespace(ofPath path: String) -> String? {
    let components = path.split(separator: "/")
    guard let folder = components.lastIndex(where: { $0 == "namespaces" || $0 == "namespaced" }),
      folder + 2 < components.count
    else { return nil }
    return String(components[folder + 1])
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
