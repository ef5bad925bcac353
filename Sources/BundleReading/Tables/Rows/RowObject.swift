import Model

/// Objects as the rows of tables show them, in the API's own shape. What a table does not say is left out: absent means
/// unknown.
enum RowObject {
  /// The object of a row; nil where its kind is unknown. `namespace` is what the table was asked for.
  static func object(_ row: TableRow, kind: String?, namespace: String?, _ path: String) -> KubernetesObject? {
    if kind == "Event" { return EventRow.object(row, namespace: namespace, path) }
    guard var name = row["NAME"] else { return nil }
    var kind = kind
    if let prefixed = TableKind.prefixed(name) { (kind, name) = prefixed }
    guard let kind, !name.contains("/") else { return nil }
    var tree = ObjectTree(kind: kind, line: row.line)
    if name.hasSuffix(" (default)") {
      name = String(name.dropLast(10))
      if kind == "StorageClass" {
        tree.set("metadata.annotations", key: "storageclass.kubernetes.io/is-default-class", "true", line: row.line)
      }
    }
    tree.set("metadata.name", name, line: row.line, isText: true)
    if !ResourceNames.isClusterScoped(kind) { tree.set("metadata.namespace", row["NAMESPACE"] ?? namespace, of: row) }
    tree.set("metadata.creationTimestamp", age: row["AGE"], of: row)
    tree.set("metadata.creationTimestamp", row["CREATED AT"], of: row)
    if row.raw("LABELS") != nil { tree.set("metadata.labels", map: row["LABELS"], of: row) }
    readings[kind]?(row, &tree)
    return tree.object(artifact: path, rendering: .table)
  }

  private typealias Reading = @Sendable (TableRow, inout ObjectTree) -> Void

  private static let readings: [String: Reading] = [
    "Pod": PodRow.read, "Node": NodeRow.read,
    "Deployment": WorkloadRows.readDeployment, "ReplicaSet": WorkloadRows.readReplicaSet,
    "ReplicationController": WorkloadRows.readReplicaSet, "StatefulSet": WorkloadRows.readStatefulSet,
    "DaemonSet": WorkloadRows.readDaemonSet, "Job": JobRows.readJob, "CronJob": JobRows.readCronJob,
    "Service": NetworkRows.readService, "Endpoints": NetworkRows.readEndpoints,
    "EndpointSlice": NetworkRows.readEndpointSlice, "Ingress": NetworkRows.readIngress,
    "NetworkPolicy": NetworkRows.readNetworkPolicy, "APIService": NetworkRows.readAPIService,
    "PersistentVolumeClaim": StorageRows.readClaim, "PersistentVolume": StorageRows.readVolume,
    "StorageClass": StorageRows.readClass, "VolumeAttachment": StorageRows.readAttachment,
    "Namespace": PolicyRows.readNamespace, "ResourceQuota": PolicyRows.readQuota, "Secret": PolicyRows.readSecret,
    "HorizontalPodAutoscaler": PolicyRows.readAutoscaler, "PodDisruptionBudget": PolicyRows.readDisruptionBudget,
    "RoleBinding": PolicyRows.readBinding, "ClusterRoleBinding": PolicyRows.readBinding,
    "PriorityClass": PolicyRows.readPriorityClass, "Lease": PolicyRows.readLease,
  ]
}
