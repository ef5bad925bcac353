import Model

/// Outages of components of which several may run: one that is down among others that run harms nobody.
enum ControlPlaneOutage {
  static func occurrences(
    of service: NodeService, effect: String, _ investigation: Investigation
  ) -> [Occurrence] {
    let others = instances(of: service, investigation)
    let units = investigation.outages.filter {
      $0.service == service && !followsApiServer($0, investigation) && !isRefused($0, investigation)
        && !EtcdOutage.explains($0, investigation)
    }
    var found = units.map { outage in
      var occurrence = ServiceOutageMode.occurrence(of: outage, effect: effect, investigation)
      if others.contains(where: { $0.node != outage.node && $0.isRunning }) {
        occurrence.isPresent = false
        occurrence.harmsByItself = false
        occurrence.text += "; another one runs"
      }
      return occurrence
    }
    let pods = others.filter { other in !units.contains { $0.node == other.node } }
    if !pods.isEmpty, pods.allSatisfy({ !$0.isRunning }) {
      found += pods.map { occurrence(of: $0, service, effect, investigation) }
    }
    return found
  }

  /// A component as a static pod.
  struct Instance {
    var pod: Pod
    var node: String
    var isRunning: Bool
  }

  private static func instances(of service: NodeService, _ investigation: Investigation) -> [Instance] {
    investigation.index.pods.filter { pod in
      pod.object.namespace == "kube-system"
        && (pod.object.label("component") == service.rawValue || pod.object.name.hasPrefix("\(service.rawValue)-"))
    }.map { pod in
      let statuses = pod.containerStatuses
      let isDown = statuses.contains { $0.terminated != nil || $0.waitingReason == "CrashLoopBackOff" }
      return Instance(pod: pod, node: pod.nodeName, isRunning: !isDown)
    }
  }

  private static func occurrence(
    of instance: Instance, _ service: NodeService, _ effect: String, _ investigation: Investigation
  ) -> Occurrence {
    let status = instance.pod.containerStatuses.first { $0.terminated != nil || $0.waitingReason != nil }
    let ended = status?.terminated ?? status?.lastTermination
    let node = investigation.node(instance.node)
    var evidence: [Evidence] = []
    if let ended { evidence.append(instance.pod.object.evidence(for: ended.value, field: ended.field)) }
    if let status { evidence.append(instance.pod.object.evidence(for: status.value, field: status.field)) }
    var occurrence = Occurrence(
      subject: node, joints: [.node(instance.node), .pod(instance.pod.reference), .cluster],
      span: ended?.finished.map { from in Span(from, max(from, investigation.end ?? from)) },
      text: "\(service.rawValue) on \(instance.node) does not run (\(instance.pod.reference.path))", evidence: evidence)
    occurrence.harmsByItself = true
    occurrence.affected = [.init(entity: node, role: .culprit, effect: effect)]
    return occurrence
  }

  /// Whether a component ends because it and the API server do not trust each other's certificate: then that is the fault.
  private static func isRefused(_ outage: ServiceOutage, _ investigation: Investigation) -> Bool {
    guard outage.service != .apiServer, outage.manner == .crashed else { return false }
    return investigation.incident.records(APICertificates.line.id).contains { record in
      record.source == LogSource(node: outage.node, component: outage.service.rawValue)
        && (record.time.map { time in
          outage.includes(time)
            || outage.from.map { abs(time.instant.nanoseconds(since: $0.instant)) < seconds(30) } ?? true
        } ?? true)
    }
  }

  /// Whether a component failed because the API server was down: it exits when it cannot renew its lease, and again at
  /// each start until the API server answers.
  private static func followsApiServer(_ outage: ServiceOutage, _ investigation: Investigation) -> Bool {
    guard outage.service != .apiServer, outage.manner == .crashed, let from = outage.from else { return false }
    return investigation.outages.contains { other in
      guard other.service == .apiServer, let down = other.span(until: investigation.end) else { return false }
      return down.overlaps(Span(from, outage.to ?? investigation.end ?? from))
    }
  }
}
