import Model

/// What is wrong with a Service: reasoning over its selector and ports, the pods and the workloads of its namespace.
struct ServiceJudgement {
  let service: KubernetesObject
  let selector: [Value.Member]
  let pods: [Pod]
  let workloads: [KubernetesObject]
  let endpoints: KubernetesObject?
  let knowsAllPods: Bool
  /// Names of the namespace's Services.
  let names: Set<String>

  /// The fault; nil where the Service is in order or nothing tells.
  var fault: ServiceFault? {
    let selected = pods.filter { pod in
      selector.allSatisfy { pod.object.label($0.key) == $0.value.string }
    }
    guard selected.isEmpty else { return portFault(selected) }
    guard knowsAllPods, !hasEndpoints else { return nil }
    // A selector that fits a workload is right; why that has no pods, its own state tells.
    if let owner { return scaledToZero(owner) }
    return selectorMismatch
  }

  private var hasEndpoints: Bool {
    endpoints?.value(at: "subsets")?.items.contains { $0["addresses"]?.items.isEmpty == false } == true
  }

  /// Whether pods are behind it at all, ready or not.
  private var hasAddresses: Bool {
    endpoints?.value(at: "subsets")?.items.contains { subset in
      ["addresses", "notReadyAddresses"].contains { subset[$0]?.items.isEmpty == false }
    } == true
  }

  // MARK: - No pod is selected

  /// The workload whose pods the selector fits. Tables show no labels of pods, but those by which a workload knows them.
  private var owner: KubernetesObject? {
    workloads.first { workload in
      ["spec.template.metadata.labels", "spec.selector.matchLabels"].contains { field in
        let labels = workload.value(at: field)
        return selector.allSatisfy { labels?[$0.key]?.string == $0.value.string && $0.value.string != nil }
      }
    }
  }

  /// The workload was asked for no pods.
  private func scaledToZero(_ owner: KubernetesObject) -> ServiceFault? {
    guard let replicas = owner.value(at: "spec.replicas"), replicas.integer == 0 else { return nil }
    return ServiceFault(
      mode: "workload-scaled-to-zero", service: service, subject: owner.reference,
      text: "\(owner.reference.path) is scaled to 0 pods, and \(service.reference.path) leads to nothing",
      evidence: [owner.evidence(for: replicas, field: "spec.replicas")] + selectorEvidence, confidence: .likely,
      isEmpty: true)
  }

  /// The selector fits no pod, but nearly fits those of one workload that has pods.
  private var selectorMismatch: ServiceFault? {
    let near = pods.filter { pod in
      selector.allSatisfy { wanted in
        guard let label = pod.object.label(wanted.key), let text = wanted.value.string else { return false }
        return label == text || isNear(label, text) && !isOfAnother(label)
      }
    }
    // Pods of the workload that bears the Service's name are meant, whatever their labels are.
    let meant =
      near.isEmpty
      ? pods.filter { pod in
        pod.object.label("app") == service.name || pod.object.label("app.kubernetes.io/name") == service.name
      } : near
    guard let pod = meant.first else { return nil }
    let wanted = selector.map { "\($0.key)=\($0.value.string ?? "")" }.joined(separator: ",")
    let shown = selector.compactMap { wanted in
      pod.object.label(wanted.key).map { "\(wanted.key)=\($0)" }
    }.joined(separator: ",")
    let labels = pod.object.value(at: "metadata.labels").map {
      pod.object.evidence(for: $0, field: "metadata.labels")
    }
    return ServiceFault(
      mode: "service-selector-mismatch", service: service, subject: service.reference,
      text: "\(service.reference.path) selects \(wanted), but the pods have \(shown.isEmpty ? "other labels" : shown)",
      evidence: selectorEvidence + [labels].compactMap { $0 }, confidence: near.isEmpty ? .likely : .proven,
      isEmpty: true)
  }

  /// Whether a label names another Service: `billing2` is a neighbor of `billing`, not a slip of the pen.
  private func isOfAnother(_ label: String) -> Bool {
    label != service.name && names.contains(label) && !service.name.hasPrefix("\(label)-")
  }

  private var selectorEvidence: [Evidence] {
    selector.prefix(1).map { service.evidence(for: $0.value, field: "spec.selector.\($0.key)") }
  }

  /// Equal but for separators and case, or one a part of the other with a separator: `ad_service`, `adservice`, `ad-v2`.
  private func isNear(_ left: String, _ right: String) -> Bool {
    func bare(_ text: String) -> String { text.lowercased().filter { $0.isLetter || $0.isNumber } }
    let (left, right) = (bare(left), bare(right))
    guard !left.isEmpty, !right.isEmpty else { return false }
    if left == right { return true }
    let (shorter, longer) = left.utf8.count < right.utf8.count ? (left, right) : (right, left)
    return shorter.utf8.count >= 3 && (longer.hasPrefix(shorter) || longer.hasSuffix(shorter))
      || shorter.utf8.count >= 5 && ServiceDirectory.distance(left, right) <= 2
  }

  // MARK: - A port leads nowhere

  private func portFault(_ selected: [Pod]) -> ServiceFault? {
    let containers = selected.flatMap { $0.containers.map(\.value) }
    let declared = containers.flatMap { $0["ports"]?.items ?? [] }
    guard !declared.isEmpty else { return nil }
    for (offset, port) in (service.value(at: "spec.ports")?.items ?? []).enumerated() {
      let field = "spec.ports.\(offset)"
      guard let target = port["targetPort"] ?? port["port"] else { continue }
      let wantedProtocol = port["protocol"]?.string ?? "TCP"
      let matching = declared.filter { entry in
        if let number = target.integer { return entry["containerPort"]?.integer == number }
        return entry["name"]?.string == target.string
      }
      if matching.isEmpty {
        // `kubectl describe` shows no names of ports: only objects of the API tell that a name is missing.
        if target.integer == nil, selected.contains(where: { $0.object.rendering != .api }) {
          guard let missing = missingName(target, field, selected) else { continue }
          return missing
        }
        // Sidecars listen on ports that nobody declares: then the probes name it, or nothing tells.
        if let number = target.integer, isProbed(number, containers) { continue }
        let numbers = declared.compactMap { $0["containerPort"]?.string }.unique
        guard let other = declared.first, let instead = other["containerPort"], numbers.count <= 4 else { continue }
        return ServiceFault(
          mode: "service-port-mismatch", service: service, subject: service.reference,
          text: "\(service.reference.path) forwards to port \(target.string ?? ""), its pods declare "
            + numbers.joined(separator: ", "),
          evidence: [service.evidence(for: target, field: "\(field).targetPort")]
            + selected.prefix(1).map { $0.object.evidence(for: instead, field: "spec.containers.ports.containerPort") },
          confidence: target.integer == nil ? .proven : .likely, isEmpty: target.integer == nil)
      }
      guard matching.allSatisfy({ ($0["protocol"]?.string ?? "TCP") != wantedProtocol }), let other = matching.first,
        let stated = port["protocol"]
      else { continue }
      return ServiceFault(
        mode: "service-protocol-mismatch", service: service, subject: service.reference,
        text: "\(service.reference.path) forwards \(wantedProtocol) to port \(target.string ?? ""), where its pods "
          + "listen for \(other["protocol"]?.string ?? "TCP")",
        evidence: [service.evidence(for: stated, field: "\(field).protocol")]
          + selected.prefix(1).map {
            $0.object.evidence(for: other["containerPort"] ?? other, field: "spec.containers.ports")
          },
        confidence: .likely, isEmpty: false)
    }
    return nil
  }

  /// Ready pods that do not become endpoints of a port that has a name: none of them has a port of that name.
  private func missingName(_ target: Value, _ field: String, _ selected: [Pod]) -> ServiceFault? {
    guard let endpoints, !hasAddresses, service.value(at: "spec.ports")?.items.count == 1,
      let ready = selected.first(where: { $0.condition("Ready")?.value["status"]?.string == "True" })
    else { return nil }
    return ServiceFault(
      mode: "service-port-mismatch", service: service, subject: service.reference,
      text:
        "\(service.reference.path) forwards to the port named \(target.string ?? ""), and has no endpoints although "
        + "\(ready.reference.path) is ready",
      evidence: [service.evidence(for: target, field: "\(field).targetPort"), endpoints.evidence]
        + [ready.condition("Ready")].compactMap { $0 }.map { ready.object.evidence(for: $0.value, field: $0.field) },
      confidence: .likely, isEmpty: true)
  }

  private func isProbed(_ port: Int, _ containers: [Value]) -> Bool {
    containers.contains { container in
      ["livenessProbe", "readinessProbe", "startupProbe"].contains { probe in
        ["httpGet", "tcpSocket", "grpc"].contains { container.value(at: "\(probe).\($0).port")?.integer == port }
      }
    }
  }
}

extension Array where Element == String {
  /// Each once, in order.
  fileprivate var unique: [String] {
    var seen = Set<String>()
    return filter { seen.insert($0).inserted }
  }
}
