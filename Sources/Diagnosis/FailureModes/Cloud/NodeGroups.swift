import Model

/// Nodes come and go by an autoscaler or the cloud.
extension FailureMode {
  static let autoscalerCannotAddNode = FailureMode(
    card: FailureModeCard(
      id: "autoscaler-cannot-add-node", role: .fault, layer: "Cloud / infrastructure",
      title: Text(en: "The autoscaler cannot add a node", ja: "オートスケーラーがノードを追加できない"),
      what: "A pending pod has the Event FailedToScaleUpGroup or NotTriggerScaleUp, and no node comes.",
      why: """
        The group has reached its greatest size, the cloud has no such machine or grants no more of them, or a new node \
        would not fit the pod either.
        """,
      remedies: [
        Remedy(
          .now, "Raise the group's greatest size or the cloud's quota, or allow other machines.",
          commands: [
            "kubectl -n {namespace} get events --field-selector reason=NotTriggerScaleUp",
            "kubectl -n kube-system get configmap cluster-autoscaler-status -o yaml",
          ])
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/node-autoscaling/"]),
    recognize: { NodeGroup.refusals($0) },
    fires: NodeGroup.pending(
      "The cloud grants no more", "FailedToScaleUpGroup",
      "Scale-up failed for group workers: QuotaExceeded: instances of this type exceed the quota", scheduled: false),
    staysSilent: NodeGroup.pending(
      "The pod found a place meanwhile", "NotTriggerScaleUp",
      "pod didn't trigger scale-up: 1 max node group size reached", scheduled: true))

  static let nodeRemovedByAutoscaler = FailureMode(
    card: FailureModeCard(
      id: "node-removed-by-autoscaler", role: .fault, layer: "Cloud / infrastructure",
      title: Text(en: "The autoscaler takes the node away", ja: "オートスケーラーがノードを削除した"),
      what: "The node has the Event ScaleDown or the taint ToBeDeletedByClusterAutoscaler, then is gone or not ready.",
      why: "Its pods ask for little, so the autoscaler moves them elsewhere and deletes the machine.",
      remedies: [
        Remedy(.now, "Nothing to repair on the node; look at the pods that had to move."),
        Remedy(
          .lasting, "Protect pods that must not move, and keep a least number of nodes.",
          commands: [
            "kubectl -n {namespace} annotate pod POD cluster-autoscaler.kubernetes.io/safe-to-evict=false"
          ]),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/node-autoscaling/"]),
    recognize: { NodeGroup.removals($0) },
    fires: NodeGroup.gone(
      "Marked for deletion", "ScaleDown", "marked the node as toBeDeleted/unschedulable", ready: "Unknown"),
    staysSilent: NodeGroup.gone(
      "It failed by itself", "NodeNotReady", "Node n1 status is now: NodeNotReady", ready: "Unknown"))

  static let spotOrMaintenanceTermination = FailureMode(
    card: FailureModeCard(
      id: "spot-or-maintenance-termination", role: .fault, layer: "Cloud / infrastructure",
      title: Text(en: "The cloud takes the machine away", ja: "クラウドがマシンを停止・回収した"),
      what:
        "The node has an Event such as PreemptScheduled, TerminateScheduled or SpotInterruption, then is not ready.",
      why: """
        Spot machines are taken back with minutes of notice; others are restarted or moved for maintenance. The cloud \
        announces it, and agents put it on the node.
        """,
      remedies: [
        Remedy(.now, "Let the pods start elsewhere; see what had only one replica on that node."),
        Remedy(
          .lasting, "Spread replicas over zones and kinds of machines, and keep what is critical off spot machines."),
      ],
      references: ["https://kubernetes.io/docs/concepts/cluster-administration/node-shutdown/"]),
    recognize: { NodeGroup.terminations($0) },
    fires: NodeGroup.gone(
      "A spot machine is taken back", "PreemptScheduled", "Preempt Scheduled. DurationInSeconds: -1", ready: "Unknown"),
    staysSilent: NodeGroup.gone(
      "The node is still ready", "FreezeScheduled", "Freeze Scheduled. DurationInSeconds: 5", ready: "True"))
}

/// What Events tell of a node's coming and going.
private enum NodeGroup {
  static func refusals(_ investigation: Investigation) -> [Occurrence] {
    investigation.index.pods.filter { $0.phase == "Pending" && $0.nodeName.isEmpty && $0.object.deleted == nil }
      .compactMap { pod in
        let events = ["FailedToScaleUpGroup", "NotTriggerScaleUp"].flatMap {
          investigation.index.events($0, about: pod.reference)
        }
        guard let event = events.first, let line = event.evidence.first,
          investigation.index.events("Scheduled", about: pod.reference).isEmpty
        else { return nil }
        let workload = investigation.workload(of: pod)
        var occurrence = Occurrence(
          subject: pod.reference, workload: workload, joints: [.pod(pod.reference), .workload(workload)],
          span: event.time, text: "No node is added for \(workload.path): \(event.message)", evidence: [line])
        occurrence.affected = [.init(entity: pod.reference, role: .victim, effect: "not scheduled")]
        // A group that does not grow is how it was set up; a cloud that refuses is not.
        occurrence.confidence = event.reason == "FailedToScaleUpGroup" ? .proven : .likely
        return occurrence
      }
  }

  static func removals(_ investigation: Investigation) -> [Occurrence] {
    about(["ScaleDown", "DisruptionTerminating"], "is being deleted by the autoscaler", investigation)
  }

  static func terminations(_ investigation: Investigation) -> [Occurrence] {
    about(
      [
        "PreemptScheduled", "RebootScheduled", "RedeployScheduled", "TerminateScheduled", "SpotInterruption",
        "SpotInterrupted", "InstanceStopping", "InstanceTerminating",
      ], "is taken away by the cloud", investigation)
  }

  private static func about(_ reasons: [String], _ what: String, _ investigation: Investigation) -> [Occurrence] {
    var told = Set<String>()
    return investigation.incident.events.compactMap { event in
      guard event.regarding.kind == "Node", reasons.contains(event.reason), let line = event.evidence.first,
        told.insert(event.regarding.name).inserted
      else { return nil }
      let node = investigation.node(event.regarding.name)
      var occurrence = Occurrence(
        subject: node, joints: [.node(node.name), .cluster], span: event.time, text: "\(node.name) \(what)",
        evidence: [line])
      occurrence.affected = [.init(entity: node, role: .culprit, effect: "")]
      return occurrence
    }
  }

  static func pending(_ title: String, _ reason: String, _ message: String, scheduled: Bool) -> Example {
    Example(
      title,
      [
        (
          "shop.yaml",
          StartExample.documents(
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, uid: u1, creationTimestamp: "2024-05-06T09:00:00Z"}
            spec: {\(scheduled ? "nodeName: n1, " : "")containers: [{name: web, image: a}]}
            status: {phase: Pending}

            """, StartExample.event(reason, message))
        ), StartExample.date,
      ])
  }

  static func gone(_ title: String, _ reason: String, _ message: String, ready: String) -> Example {
    Example(
      title,
      [
        (
          "nodes.yaml",
          """
          apiVersion: v1
          kind: Node
          metadata: {name: n1, uid: node-1}
          status:
            conditions:
            - {type: Ready, status: "\(ready)", reason: NodeStatusUnknown, message: Kubelet stopped posting node status., lastTransitionTime: "2024-05-06T09:31:00Z"}

          """
        ),
        (
          "events.yaml",
          """
          apiVersion: v1
          kind: Event
          metadata: {name: n1.e, namespace: default, uid: e1}
          involvedObject: {kind: Node, name: n1, uid: n1}
          reason: \(reason)
          message: '\(message)'
          type: Warning
          count: 1
          firstTimestamp: "2024-05-06T09:30:00Z"
          lastTimestamp: "2024-05-06T09:30:00Z"
          source: {component: node-agent, host: n1}

          """
        ), StartExample.date,
      ])
  }
}
