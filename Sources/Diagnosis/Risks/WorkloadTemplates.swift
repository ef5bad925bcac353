import Model

/// Containers of workloads' templates, for what is good practice there.
enum WorkloadTemplates {
  /// A container of a workload's template.
  struct Container {
    var workload: KubernetesObject
    var name: String
    var value: Value
    /// E.g. `spec.template.spec.containers.0`.
    var field: String
  }

  /// Namespaces whose workloads come with the cluster: nobody who reads the report owns them.
  private static let ofTheCluster: Set<String> = [
    "kube-system", "kube-public", "kube-node-lease", "local-path-storage", "calico-system", "tigera-operator",
  ]

  /// All containers of workloads that the API printed whole, in the order of the objects.
  static func containers(of kinds: [String], _ investigation: Investigation) -> [Container] {
    kinds.flatMap { investigation.index.objects(kind: $0) }.flatMap { workload -> [Container] in
      guard workload.rendering == .api, !ofTheCluster.contains(workload.namespace) else { return [] }
      let root = workload.kind == "CronJob" ? "spec.jobTemplate.spec.template.spec" : "spec.template.spec"
      let items = workload.value(at: "\(root).containers")?.items ?? []
      return items.enumerated().map { offset, value in
        Container(
          workload: workload, name: value["name"]?.string ?? "", value: value, field: "\(root).containers.\(offset)")
      }
    }
  }

  /// One occurrence a namespace for the containers that lack something.
  static func risks(_ lacking: [Container], _ what: String, of all: [Container]) -> [Occurrence] {
    Set(lacking.map(\.workload.namespace)).sorted().map { namespace in
      let theirs = lacking.filter { $0.workload.namespace == namespace }
      var workloads: [String] = []
      for container in theirs where !workloads.contains(container.workload.reference.path) {
        workloads.append(container.workload.reference.path)
      }
      let total = Set(all.filter { $0.workload.namespace == namespace }.map(\.workload.reference.path)).count
      let named = workloads.prefix(3).joined(separator: ", ") + (workloads.count > 3 ? ", …" : "")
      return Occurrence(
        subject: EntityReference(kind: "Namespace", name: namespace), joints: [.namespace(namespace)], span: nil,
        text: "\(workloads.count) of \(total) workloads \(what): \(named)",
        evidence: theirs.prefix(3).map { container in
          let name = container.value["name"] ?? container.value
          return container.workload.evidence(for: name, field: "\(container.field).name")
        })
    }
  }
}

/// Small workloads for the examples of risks.
enum WorkloadExample {
  /// `Deployment/shop/web` whose container has more fields, as flow mapping.
  static func deployment(_ fields: String) -> String {
    """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: web, namespace: shop, uid: d1, creationTimestamp: "2024-05-06T09:00:00Z"}
    spec:
      replicas: 1
      selector: {matchLabels: {app: web}}
      template:
        metadata: {labels: {app: web}}
        spec: {containers: [{name: web, \(fields)}]}
    status: {readyReplicas: 1}

    """
  }
}
