import Model

/// What the failure modes of pods that do not start share: they are recognised together, by the text of the error.
enum PodStartMode {
  /// Whom to change.
  enum Subject {
    /// The workload whose pod it is.
    case workload
    /// The pod's node, where it is known.
    case node
  }

  /// The occurrences of one of them; `what` ends the sentence `Deployment/shop/web: …`.
  static func occurrences(
    of id: String, on subject: Subject, _ what: String, _ investigation: Investigation
  ) -> [Occurrence] {
    investigation.startFailures.filter { $0.fault.id == id }.map { failure in
      let workload = investigation.index.workload(of: failure.pod)
      let owner =
        subject == .node && !failure.node.isEmpty ? investigation.node(failure.node) : owner(failure, workload)
      var entity = failure.pod
      entity.container = failure.container
      var joints: [Joint] = [.pod(failure.pod), .workload(workload), .cluster]
      if !failure.node.isEmpty { joints.append(.node(failure.node)) }
      if !failure.container.isEmpty { joints.append(.container(failure.container, of: failure.pod)) }
      let title = failure.pod.name.isEmpty ? "A pod" : workload.path
      var occurrence = Occurrence(
        subject: owner.kind == "Node" ? owner : entity, workload: owner, joints: joints, span: failure.span,
        text: "\(title)\(failure.container.isEmpty ? "" : ", container \(failure.container)"): \(what)",
        evidence: Array(failure.evidence.prefix(4)))
      occurrence.affected =
        (owner.kind == "Node" ? [.init(entity: owner, role: .culprit, effect: "")] : [])
        + [.init(entity: failure.pod, role: .victim, effect: "does not start")]
      // Nothing shows whether the pod has started since.
      if failure.isLogged { occurrence.confidence = .likely }
      return occurrence
    }
  }

  /// The volume where the pod's own name is not known.
  private static func owner(_ failure: PodStartFailure, _ workload: EntityReference) -> EntityReference {
    guard failure.pod.name.isEmpty, let range = failure.text.firstRange(of: "for volume \"") else { return workload }
    let name = failure.text[range.upperBound...].prefix { $0 != "\"" }
    return name.isEmpty ? workload : EntityReference(kind: "PersistentVolume", name: String(name))
  }

  /// A pod that waits, with an Event that tells why.
  static func example(_ title: String, _ reason: String, _ message: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(waiting: "ContainerCreating"), StartExample.event(reason, message))
        ), StartExample.date,
      ])
  }

  /// The same, healed: the pod's image was pulled later, so volumes and sandbox are there.
  static func healed(_ title: String, _ reason: String, _ message: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            StartExample.pod(waiting: "ContainerCreating"), StartExample.event(reason, message),
            StartExample.event(
              "Pulling", "Pulling image \"registry.example.com/shop/web:2.0.1\"", at: "2024-05-06T09:59:50Z",
              isWarning: false))
        ), StartExample.date,
      ])
  }

  /// A container that the runtime could not start, with the runtime's words.
  static func container(_ title: String, _ message: String) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          """
          apiVersion: v1
          kind: Pod
          metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
          spec: {nodeName: n1, containers: [{name: web, image: "registry.example.com/shop/web:2.0.1"}]}
          status:
            phase: Running
            conditions: [{type: Ready, status: "False", reason: ContainersNotReady, lastTransitionTime: "2024-05-06T09:00:00Z"}]
            containerStatuses:
            - name: web
              ready: false
              restartCount: 5
              state: {waiting: {reason: CrashLoopBackOff, message: back-off 2m40s restarting failed container}}
              lastState:
                terminated:
                  reason: StartError
                  exitCode: 128
                  finishedAt: "2024-05-06T09:58:00Z"
                  message: \(StartExample.quoted(message))

          """
        ), StartExample.date,
      ])
  }
}
