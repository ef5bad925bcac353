import Model

/// A member of etcd that does not run, where too few are left for a majority: the cluster's store is gone, whatever else runs.
enum EtcdOutage {
  /// What the API server and its clients say meanwhile.
  static let refused = LogSignature(
    "etcd-connection-refused", component: "kube-apiserver", callSites: ["clientconn.go", "logging.go"],
    literals: [":2379: connect: connection refused"])

  /// Outages of etcd's unit that leave no majority.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let outages = investigation.outages.filter { $0.service == .etcd }
    let members = Set(members(investigation)).union(outages.map(\.node))
    return outages.compactMap { outage in
      let span = outage.span(until: investigation.end)
      let down = Set(
        outages.filter { other in
          guard let span, let theirs = other.span(until: investigation.end) else { return true }
          return theirs.overlaps(span)
        }.map(\.node))
      guard (members.count - down.count) * 2 <= members.count else { return nil }
      var occurrence = ServiceOutageMode.occurrence(of: outage, effect: "etcd down", investigation)
      if members.count > 1 { occurrence.text += "; \(down.count) of \(members.count) known members are down" }
      let refusals = investigation.incident.records(refused.id).filter { record in
        record.time.map { span?.contains($0) ?? true } ?? true
      }
      occurrence.evidence += refusals.prefix(2).map(\.evidence)
      let answers = answers(investigation)
      if !answers.isEmpty, !occurrence.isPresent {
        // It has healed, but the bundle holds a request that failed meanwhile: that is what it is about.
        occurrence.isPresent = true
        occurrence.harmsByItself = true
        occurrence.confidence = .likely
      }
      occurrence.evidence += answers.prefix(1)
      return occurrence
    }
  }

  /// Whether a component of the control plane ended while etcd was down: it cannot renew its lease then, or does not start.
  static func explains(_ other: ServiceOutage, _ investigation: Investigation) -> Bool {
    guard other.service != .etcd, other.manner == .crashed, let from = other.from else { return false }
    return investigation.outages.contains { outage in
      guard outage.service == .etcd, let down = outage.span(until: investigation.end) else { return false }
      return down.overlaps(Span(from, other.to ?? investigation.end ?? from))
    }
  }

  /// Nodes of which the bundle shows that a member runs, or ran, there.
  private static func members(_ investigation: Investigation) -> [String] {
    let logged = investigation.incident.coverage.logs.filter { $0.source.component == "etcd" }.map(\.source.node)
    let pods = investigation.index.pods.filter {
      $0.object.namespace == "kube-system" && $0.object.label("component") == "etcd"
    }.map(\.nodeName)
    return (logged + pods).filter { !$0.isEmpty }
  }

  /// What kubectl printed in place of an answer.
  private static func answers(_ investigation: Investigation) -> [Evidence] {
    investigation.incident.coverage.cut.filter { note in
      ["etcdserver: request timed out", "etcdserver: no leader", "unable to return a response in the time allotted"]
        .contains { note.text.firstRange(of: $0) != nil }
    }.map { Evidence(path: $0.path, line: $0.line, text: $0.text) }
  }
}
