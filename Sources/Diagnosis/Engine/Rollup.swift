import Model

/// Occurrences that are shown as one: same failure mode, same parent, same confidence.
struct RolledStep {
  /// Offsets into the graph's vertices, in their order.
  var vertices: [Int]
  /// Offset of the parent among the steps; nil for the cause itself.
  var parent: Int?
  /// How sure each of its occurrences is.
  var confidence: Diagnosis.Confidence
}

extension CausalGraph {
  /// The tree below a set of roots as steps, each after its parent; siblings of one failure mode are one step.
  func steps(below roots: [Int], children: [Int: [Int]]) -> [RolledStep] {
    var steps = [
      RolledStep(vertices: roots, parent: nil, confidence: roots.map(confidence(of:)).max() ?? .possible)
    ]
    var next = 0
    while next < steps.count {
      struct Key: Hashable {
        var mode: String
        var confidence: Diagnosis.Confidence
      }
      var groups: [Key: [Int]] = [:]
      var order: [Key] = []
      for child in steps[next].vertices.flatMap({ children[$0] ?? [] }) {
        let key = Key(mode: vertices[child].mode.card.id, confidence: confidence(of: child))
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(child)
      }
      let sorted = order.sorted { left, right in
        let times = (onset(of: groups[left] ?? []), onset(of: groups[right] ?? []))
        return times.0 != times.1 ? times.0 < times.1 : (left.mode, right.confidence) < (right.mode, left.confidence)
      }
      for key in sorted {
        steps.append(RolledStep(vertices: groups[key] ?? [], parent: next, confidence: key.confidence))
      }
      next += 1
    }
    return steps
  }

  /// The earliest beginning among vertices, in nanoseconds; the far future where none has a time.
  func onset(of vertices: [Int]) -> Int64 {
    vertices.compactMap { self.vertices[$0].occurrence.span?.from.instant.nanoseconds }.min() ?? .max
  }

  /// The time from the first to the last of some occurrences.
  func span(of vertices: [Int]) -> Span? {
    vertices.compactMap { self.vertices[$0].occurrence.span }.reduce(nil as Span?) { $0?.union($1) ?? $1 }
  }

  /// One sentence for a step.
  func text(of step: RolledStep) -> String {
    guard let first = step.vertices.first else { return "" }
    let occurrences = step.vertices.map { vertices[$0].occurrence }
    if let summarize = vertices[first].mode.summarize, occurrences.count > 1 { return summarize(occurrences) }
    guard occurrences.count > 1 else { return vertices[first].occurrence.text }
    return "\(vertices[first].occurrence.text) (and \(occurrences.count - 1) more)"
  }

  /// What a step happened to: the one thing; the workload where all its members share it; else the first.
  func subject(of step: RolledStep) -> EntityReference {
    let occurrences = step.vertices.map { vertices[$0].occurrence }
    guard let first = occurrences.first else { return EntityReference(kind: "", name: "") }
    if occurrences.allSatisfy({ $0.subject.isSameObject(as: first.subject) }) { return first.subject }
    return occurrences.allSatisfy { $0.workload == first.workload } ? first.workload : first.subject
  }

  /// The most telling lines of a step: the first of each occurrence, then further ones of the first, at most `limit`.
  func evidence(of step: RolledStep, limit: Int = 8) -> [Evidence] {
    let occurrences = step.vertices.map { vertices[$0].occurrence }
    var kept: [Evidence] = []
    func keep(_ evidence: Evidence?) {
      guard let evidence, kept.count < limit, !kept.contains(evidence) else { return }
      kept.append(evidence)
    }
    if occurrences.count == 1 {
      occurrences.first?.evidence.forEach(keep)
    } else {
      occurrences.first?.evidence.prefix(limit / 2).forEach(keep)
      for occurrence in occurrences.dropFirst() { keep(occurrence.evidence.first) }
    }
    return kept
  }
}
