import ArgumentParser
import Model

/// `--about`, `--follow`: `Kind/namespace/name[/container]`, or `Kind/name` where the kind has no namespaces.
enum EntityArgument {
  /// Kinds that users type, with kubectl's short and plural names.
  private static let kinds: [(kind: String, names: [String], isNamespaced: Bool)] = [
    ("Pod", ["po", "pod", "pods"], true),
    ("Deployment", ["deploy", "deployment", "deployments"], true),
    ("StatefulSet", ["sts", "statefulset", "statefulsets"], true),
    ("DaemonSet", ["ds", "daemonset", "daemonsets"], true),
    ("ReplicaSet", ["rs", "replicaset", "replicasets"], true),
    ("Job", ["job", "jobs"], true),
    ("CronJob", ["cj", "cronjob", "cronjobs"], true),
    ("Service", ["svc", "service", "services"], true),
    ("PersistentVolumeClaim", ["pvc", "persistentvolumeclaim", "persistentvolumeclaims"], true),
    ("ConfigMap", ["cm", "configmap", "configmaps"], true),
    ("Secret", ["secret", "secrets"], true),
    ("Ingress", ["ing", "ingress", "ingresses"], true),
    ("Node", ["no", "node", "nodes"], false),
    ("Namespace", ["ns", "namespace", "namespaces"], false),
    ("PersistentVolume", ["pv", "persistentvolume", "persistentvolumes"], false),
  ]

  /// Reads an entity; kinds beyond the table are taken as written.
  static func parse(
    _ text: String, option: String = "--about"
  ) throws(ValidationError) -> EntityReference {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (2...4).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else {
      throw wrong(
        option, text, "it is written KIND/NAMESPACE/NAME[/CONTAINER], for example Pod/shop/db-0, or Node/worker-1")
    }
    let typed = parts[0].lowercased()
    let known = kinds.first { $0.names.contains(typed) }
    let kind = known?.kind ?? parts[0]
    if let known, known.isNamespaced, parts.count == 2 {
      throw wrong(option, text, "the namespace is missing: \(kind)/NAMESPACE/\(parts[1])")
    }
    if let known, !known.isNamespaced, parts.count > 2 {
      throw wrong(option, text, "a \(kind) has no namespace: \(kind)/\(parts[parts.count - 1])")
    }
    if parts.count == 4, kind != "Pod" {
      throw wrong(option, text, "only a Pod has containers: Pod/NAMESPACE/NAME/CONTAINER")
    }
    guard parts.count > 2 else { return EntityReference(kind: kind, name: parts[1]) }
    return EntityReference(
      kind: kind, namespace: parts[1], name: parts[2], container: parts.count > 3 ? parts[3] : "")
  }

  private static func wrong(_ option: String, _ text: String, _ reason: String) -> ValidationError {
    ValidationError("'\(option) \(text)': \(reason).")
  }
}
