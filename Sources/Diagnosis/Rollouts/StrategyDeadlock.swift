import Model

/// A rolling update that may not take an old pod away before a new one runs, while only the old ones' places are left.
///
/// The scheduler then names anti-affinity or the host port: true, and yet the pod would fit as soon as one old pod of
/// its own Deployment went.
struct StrategyDeadlock {
  private let incident: Incident
  private let podsByWorkload: [EntityReference: [Pod]]

  init(_ incident: Incident) {
    self.incident = incident
    podsByWorkload = Dictionary(grouping: incident.index.pods) { incident.index.workload(of: $0.reference) }
  }

  /// The pod's fault, corrected where the strategy is to blame. `held` is the number of nodes that the reason is about.
  func corrected(_ unscheduled: UnscheduledPod, held: Int) -> UnscheduledPod {
    guard ["host-port-conflict", "pod-anti-affinity-unsatisfied"].contains(unscheduled.id) else { return unscheduled }
    let pod = unscheduled.pod
    let workload = incident.index.workload(of: pod.reference)
    guard workload.kind == "Deployment", let deployment = incident.index.object(workload),
      let strategy = strategy(of: deployment), let hash = pod.object.label("pod-template-hash")
    else { return unscheduled }
    let old = (podsByWorkload[workload] ?? []).filter { other in
      !other.nodeName.isEmpty && !other.isFinished && other.object.deleted == nil
        && (other.object.label("pod-template-hash") ?? hash) != hash
        && (unscheduled.id == "host-port-conflict" ? sharesHostPort(pod, other) : avoidsItself(other, pod))
    }
    guard held > 0, Set(old.map(\.nodeName)).count >= held else { return unscheduled }
    var corrected = unscheduled
    corrected.id = "rollout-strategy-deadlock"
    corrected.what =
      "its rolling update takes no old pod away before a new one runs (maxUnavailable 0), and the old pods hold "
      + "every place that it may use"
    corrected.evidence += [strategy] + old.prefix(1).map(\.object.evidence)
    return corrected
  }

  /// The line of a strategy that keeps all old pods; nil for any other. 25 % of up to three is none.
  private func strategy(of deployment: KubernetesObject) -> Evidence? {
    guard deployment.rendering == .api, deployment.string(at: "spec.strategy.type") != "Recreate",
      let replicas = deployment.value(at: "spec.replicas")?.integer
    else { return nil }
    guard let bound = deployment.value(at: "spec.strategy.rollingUpdate.maxUnavailable") else { return nil }
    let text = bound.string ?? ""
    let count = text.hasSuffix("%") ? (Int(text.dropLast()) ?? 100) * replicas / 100 : bound.integer ?? 1
    guard count == 0 else { return nil }
    return deployment.evidence(for: bound, field: "spec.strategy.rollingUpdate.maxUnavailable")
  }

  private func sharesHostPort(_ left: Pod, _ right: Pod) -> Bool { !hostPorts(left).isDisjoint(with: hostPorts(right)) }

  private func hostPorts(_ pod: Pod) -> Set<Int> {
    let isOnHost = pod.object.value(at: "spec.hostNetwork")?.boolean == true
    return Set(
      pod.containers.flatMap { $0.value["ports"]?.items ?? [] }.compactMap { port in
        (port["hostPort"] ?? (isOnHost ? port["containerPort"] : nil))?.integer
      }.filter { $0 > 0 })
  }

  /// Whether the old pod already had an anti-affinity that keeps the new one away: the rollout did not bring it.
  private func avoidsItself(_ old: Pod, _ new: Pod) -> Bool {
    let terms = old.object.value(
      at: "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution")?.items
    return (terms ?? []).contains { term in
      let wanted = term.value(at: "labelSelector.matchLabels")?.members ?? []
      return !wanted.isEmpty && term.value(at: "labelSelector.matchExpressions") == nil
        && wanted.allSatisfy { new.object.label($0.key) == $0.value.string }
    }
  }
}
