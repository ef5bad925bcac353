import Model

/// What the failure modes of pods that others ended share.
enum PodDisruptionMode {
  static let layer = "Eviction and garbage collection"
  static let reference = "https://kubernetes.io/docs/concepts/workloads/pods/disruptions/"

  /// One occurrence a node: such pods go together. `what` ends the sentence `3 pods of n1 …`.
  static func byNode(_ kind: PodDisruption.Kind, _ what: String, _ investigation: Investigation) -> [Occurrence] {
    let mine = investigation.podDisruptions.filter { $0.kind == kind }
    return Dictionary(grouping: mine, by: \.node).sorted { $0.key < $1.key }.map { name, disruptions in
      let node = name.isEmpty ? disruptions[0].pod : investigation.node(name)
      let spans = disruptions.compactMap(\.span)
      let count = disruptions.count == 1 ? "\(disruptions[0].pod.path)" : "\(disruptions.count) pods"
      var occurrence = Occurrence(
        subject: node,
        joints: [.node(name), .cluster] + disruptions.map { .pod($0.pod) }
          + Set(disruptions.map { investigation.index.workload(of: $0.pod) }).sorted().map(Joint.workload),
        span: spans.dropFirst().reduce(spans.first) { $0?.union($1) },
        text: "\(count)\(name.isEmpty ? "" : " of \(name)") \(what)",
        evidence: disruptions.prefix(6).compactMap(\.evidence.first))
      occurrence.affected = disruptions.prefix(20).map {
        .init(entity: $0.pod, role: .collateral, effect: "ended")
      }
      return occurrence
    }
  }

  /// One occurrence a pod.
  static func byPod(_ kind: PodDisruption.Kind, _ what: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.podDisruptions.filter { $0.kind == kind }.map { disruption in
      let workload = investigation.index.workload(of: disruption.pod)
      var joints: [Joint] = [.pod(disruption.pod), .workload(workload)]
      if !disruption.node.isEmpty { joints.append(.node(disruption.node)) }
      // Log requests and Events may know the pod by its name alone.
      if !disruption.pod.uid.isEmpty { joints.append(.pod(disruption.pod.withoutUID)) }
      var occurrence = Occurrence(
        subject: disruption.pod, workload: workload, joints: joints, span: disruption.span,
        text: "\(disruption.pod.path) \(what)", evidence: disruption.evidence)
      occurrence.isPresent = disruption.object != nil
      occurrence.affected = [.init(entity: disruption.pod, role: .collateral, effect: "deleted")]
      return occurrence
    }
  }

  /// A pod of Deployment `web` on n1 with a condition `DisruptionTarget`, being deleted.
  static func disrupted(_ reason: String, _ message: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata:
      name: web-7c75c5f88c-m4k2p
      namespace: shop
      uid: uid-web
      creationTimestamp: "2024-05-06T08:00:00Z"
      deletionTimestamp: "2024-05-06T10:05:30Z"
      ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web-7c75c5f88c, uid: rs, controller: true}]
    spec: {nodeName: n1, containers: [{name: main, image: "registry.example.com/web:3"}]}
    status:
      phase: Running
      conditions:
      - {type: DisruptionTarget, status: "True", reason: \(reason), message: "\(message)", lastTransitionTime: "2024-05-06T10:05:00Z"}

    """
  }

  /// A pod that ended with a reason of its own.
  static func ended(_ reason: String, _ message: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    metadata: {name: web-0, namespace: shop, uid: uid-web, creationTimestamp: "2024-05-06T08:00:00Z"}
    spec: {nodeName: n1, containers: [{name: main, image: "registry.example.com/web:3"}]}
    status: {phase: Failed, reason: \(reason), message: "\(message)", startTime: "2024-05-06T08:00:05Z"}

    """
  }
}

extension EntityReference {
  /// The same by name alone.
  var withoutUID: EntityReference {
    var copy = self
    copy.uid = ""
    return copy
  }
}
