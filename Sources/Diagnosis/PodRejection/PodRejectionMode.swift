import Model

/// What the failure modes of pods that a kubelet refuses share: they are recognised together, by the kubelet's reason.
enum PodRejectionMode {
  /// Their ids.
  static let ids = [
    "device-unavailable", "forbidden-sysctl", "node-affinity-rejected", "node-rejected-pod-outof-resources",
    "os-mismatch", "pod-security-context-userns", "topology-affinity-error",
  ]

  /// The occurrences of one of them; `what` ends the sentence `n1 refused pods of w: …`.
  static func occurrences(of id: String, _ what: String, _ investigation: Investigation) -> [Occurrence] {
    investigation.podRejections.filter { $0.id == id }.map { rejection in
      let workload = investigation.index.workload(of: rejection.pod)
      var joints: [Joint] = [.pod(rejection.pod), .workload(workload)]
      if !rejection.node.isEmpty { joints.append(.node(rejection.node)) }
      var occurrence = Occurrence(
        subject: rejection.pod, workload: workload, joints: joints, span: rejection.span,
        text: "\(rejection.node.isEmpty ? "The kubelet" : rejection.node) refused a pod of \(workload.path): \(what)",
        evidence: rejection.evidence)
      occurrence.isPresent = rejection.isPresent
      // A refused pod is Failed and stays so; no other object need show it.
      occurrence.harmsByItself = rejection.isPresent
      occurrence.affected = [.init(entity: rejection.pod, role: .victim, effect: "refused by the kubelet")]
      return occurrence
    }
  }

  /// A pod of a ReplicaSet that node n1 refused; the ReplicaSet has `ready` of one pod.
  static func example(_ title: String, _ reason: String, _ message: String, ready: Int = 0) -> Example {
    Example(
      title,
      [
        (
          "pods.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata:
            name: web-6b7f-x
            namespace: shop
            uid: u1
            creationTimestamp: "2024-05-06T09:00:00Z"
            ownerReferences: [{kind: ReplicaSet, name: web-6b7f, uid: r1, controller: true}]
          spec: {nodeName: n1, containers: [{name: web, image: a}]}
          status:
            phase: Failed
            reason: \(reason)
            message: \(StartExample.quoted(message))
            startTime: "2024-05-06T09:00:01Z"

          """
        ),
        (
          "replicasets.yaml",
          """
          apiVersion: apps/v1
          kind: ReplicaSet
          metadata: {name: web-6b7f, namespace: shop, uid: r1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {replicas: 1}
          status: {replicas: 1, readyReplicas: \(ready)}

          """
        ), StartExample.date,
      ])
  }
}
