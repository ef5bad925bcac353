import Model

/// What a pod asks for of a resource, as scheduler and quota count it: the sum of its containers, or the largest init
/// container where that is more, and the pod's own overhead. Sidecars, init containers that go on running, count with both.
///
///     initContainers: [{resources: {requests: {cpu: "6"}}}]     containers: [{resources: {requests: {cpu: 500m}}}]     → 6
struct PodDemand {
  /// A field that adds to it.
  struct Part {
    var amount: Double
    var value: Value
    var field: String
  }

  private(set) var parts: [Part] = []

  /// The amount; 0 where nothing asks for any.
  var amount: Double { Self.sum(parts) }

  /// What the specification of a pod, or of a pod's template, says under `requests` or `limits`.
  init(_ list: String, of resource: String, spec: Value?) {
    guard let spec else { return }
    func part(_ value: Value, _ path: String, at field: String = "spec") -> Part? {
      guard let entry = value.value(at: path)?[resource],
        let amount = entry.string.flatMap({ Quantity.value(of: $0) })
      else { return nil }
      return Part(amount: amount, value: entry, field: "\(field).\(path).\(resource)")
    }
    if let whole = part(spec, "resources.\(list)") {
      parts = [whole]
    } else {
      var running: [Part] = []
      var largest: [Part] = []
      for kind in ["initContainers", "containers"] {
        for (offset, container) in (spec[kind]?.items ?? []).enumerated() {
          guard let part = part(container, "resources.\(list)", at: "spec.\(kind).\(offset)") else { continue }
          if kind == "containers" || container["restartPolicy"]?.string == "Always" {
            running.append(part)
          } else if Self.sum(running) + part.amount > Self.sum(largest) {
            largest = running + [part]
          }
        }
      }
      parts = Self.sum(largest) > Self.sum(running) ? largest : running
    }
    if !parts.isEmpty, let overhead = part(spec, "overhead") { parts.append(overhead) }
  }

  private static func sum(_ parts: [Part]) -> Double { parts.reduce(0) { $0 + $1.amount } }
}
