import Model

/// A cordoned node that somebody is emptying: since it was cordoned its other pods were ended, and are gone.
enum EmptiedNode {
  /// A drain goes through a node's pods within moments; what is left after this long is held.
  private static let patience = seconds(45)

  /// What shows it, where the pod is among those that are left; nil where nothing does.
  static func evidence(_ pod: Pod, _ investigation: Investigation) -> [Evidence]? {
    guard let node = investigation.index.node(pod.nodeName),
      let taint = (node.value(at: "spec.taints")?.items ?? []).first(where: {
        $0["key"]?.string == "node.kubernetes.io/unschedulable"
      }), let since = taint["timeAdded"]?.moment, investigation.hasLasted(patience, since: since),
      pod.object.created.map({ $0.isProvablyBefore(since) }) ?? false
    else { return nil }
    let ended = investigation.incident.events.filter { event in
      event.reason == "Killing" && event.host == node.name && event.regarding.kind == "Pod"
        && event.message.hasPrefix("Stopping container") && (event.time.map { !$0.to.isProvablyBefore(since) } ?? false)
        && investigation.index.pod(event.regarding) == nil
    }
    guard let first = ended.first?.evidence.first else { return nil }
    return [node.evidence(for: taint, field: "spec.taints", time: since), first]
  }
}
