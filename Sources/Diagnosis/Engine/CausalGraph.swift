import Model

/// Occurrences and, for each, the one that caused it.
struct CausalGraph: Sendable {
  /// An occurrence with its failure mode.
  struct Vertex: Sendable {
    var mode: FailureMode
    var occurrence: Occurrence
  }

  /// A link between two vertices that the bundle does not exclude.
  struct Edge: Sendable {
    var cause: Int
    var effect: Int
    var mechanism: String
    var jointKind: Joint.Kind
    /// Supported by a line that states it; by joint and order only; or not decidable.
    var strength: Strength
    var evidence: [Evidence]
    /// Nanoseconds from the cause's beginning to the effect's, `Int64.max` where a time is unknown.
    var delay: Int64
  }

  /// How firmly the bundle shows an edge.
  enum Strength: Int, Comparable, Sendable {
    case undecidable, circumstantial, direct

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  private(set) var vertices: [Vertex]
  /// The chosen parent of each vertex.
  private(set) var parent: [Int: Edge] = [:]
  /// Links that were not chosen although the bundle does not exclude them.
  private(set) var rivals: [Int: [Edge]] = [:]
  /// Explanations that the bundle excludes, per vertex.
  private(set) var ruledOut: [Int: [Diagnosis.RuledOut]] = [:]
  /// Questions that the bundle leaves open, per vertex.
  private(set) var undecided: [Int: [Diagnosis.Undecided]] = [:]

  init(_ modes: [FailureMode], in investigation: Investigation) {
    vertices = modes.sorted { $0.card.id < $1.card.id }.flatMap { mode in
      mode.recognize(investigation).map { Vertex(mode: mode, occurrence: $0) }
    }
    vertices.sort(by: Self.isOrdered)
    connect(investigation)
  }

  /// A total order, so that the same bundle gives the same graph.
  private static func isOrdered(_ left: Vertex, _ right: Vertex) -> Bool {
    if left.mode.card.id != right.mode.card.id { return left.mode.card.id < right.mode.card.id }
    if left.occurrence.subject != right.occurrence.subject {
      return left.occurrence.subject < right.occurrence.subject
    }
    return (left.occurrence.span?.from.instant.nanoseconds ?? .max, left.occurrence.text)
      < (right.occurrence.span?.from.instant.nanoseconds ?? .max, right.occurrence.text)
  }

  private mutating func connect(_ investigation: Investigation) {
    var byModeAndJoint: [String: [Joint: [Int]]] = [:]
    for (offset, vertex) in vertices.enumerated() {
      for joint in vertex.occurrence.joints {
        byModeAndJoint[vertex.mode.card.id, default: [:]][joint, default: []].append(offset)
      }
    }
    for effect in vertices.indices {
      let vertex = vertices[effect]
      var candidates: [Edge] = []
      for link in vertex.mode.causes {
        let joined = vertex.occurrence.joints.filter { $0.kind == link.joint }
        let causes = Set(joined.flatMap { byModeAndJoint[link.cause]?[$0] ?? [] }).subtracting([effect]).sorted()
        var isAnswered = false
        for cause in causes {
          guard Self.isOrdered(vertices[cause].occurrence, vertex.occurrence, link) else { continue }
          isAnswered = true
          consider(link, from: cause, to: effect, investigation, &candidates)
        }
        if !isAnswered { consider(absenceOf: link, at: effect, investigation) }
      }
      choose(among: candidates, for: effect)
    }
  }

  /// Whether the order of cause and effect holds, as far as the intervals can tell.
  private static func isOrdered(_ cause: Occurrence, _ effect: Occurrence, _ link: CausalLink) -> Bool {
    guard let causeSpan = cause.span, let effectSpan = effect.span else { return true }
    let least = causeSpan.from.earliest.advanced(by: link.delay.lowerBound)
    guard effectSpan.to.latest >= least else { return false }
    let greatest = causeSpan.to.latest.advanced(by: link.delay.upperBound)
    guard effectSpan.from.earliest <= greatest else { return false }
    return !link.causeMustHold || effectSpan.from.earliest <= causeSpan.to.latest
  }

  private mutating func consider(
    _ link: CausalLink, from cause: Int, to effect: Int, _ investigation: Investigation, _ candidates: inout [Edge]
  ) {
    let occurrence = vertices[effect].occurrence
    var edge = Edge(
      cause: cause, effect: effect, mechanism: link.mechanism.en, jointKind: link.joint, strength: .direct,
      evidence: [], delay: .max)
    if let from = vertices[cause].occurrence.span?.from, let to = occurrence.span?.from {
      edge.delay = max(0, to.instant.nanoseconds(since: from.instant))
    }
    switch link.judge(vertices[cause].occurrence, occurrence, investigation) {
    case .supported(let direct, let evidence):
      edge.strength = direct ? .direct : .circumstantial
      edge.evidence = evidence
      candidates.append(edge)
    case .undecidable(let question):
      edge.strength = .undecidable
      undecided[effect, default: []].append(question)
      candidates.append(edge)
    case .contradicted(let reason, let evidence):
      ruledOut[effect, default: []].append(.init(id: link.cause, reason: reason, evidence: evidence))
    }
  }

  private mutating func consider(absenceOf link: CausalLink, at effect: Int, _ investigation: Investigation) {
    switch link.absence(vertices[effect].occurrence, investigation) {
    case .contradicted(let reason, let evidence)?:
      ruledOut[effect, default: []].append(.init(id: link.cause, reason: reason, evidence: evidence))
    case .undecidable(let question)?: undecided[effect, default: []].append(question)
    case .supported?, nil: break
    }
  }

  /// One parent an effect: supported first, then the more specific joint, then direct evidence, then the shorter delay.
  private mutating func choose(among candidates: [Edge], for effect: Int) {
    let ranked = candidates.sorted { left, right in
      let supported = (left.strength > .undecidable, right.strength > .undecidable)
      if supported.0 != supported.1 { return supported.0 }
      if left.jointKind != right.jointKind { return left.jointKind < right.jointKind }
      if left.strength != right.strength { return left.strength > right.strength }
      if left.delay != right.delay { return left.delay < right.delay }
      return left.cause < right.cause
    }
    guard let chosen = ranked.first(where: { !closesCycle($0) }) else { return }
    parent[effect] = chosen
    rivals[effect] = ranked.filter { $0.cause != chosen.cause }
  }

  private func closesCycle(_ edge: Edge) -> Bool {
    var current = edge.cause
    while let above = parent[current] {
      if above.cause == edge.effect { return true }
      current = above.cause
    }
    return false
  }

  /// The vertex from which an effect springs in the end.
  func root(of vertex: Int) -> Int {
    var current = vertex
    while let above = parent[current] { current = above.cause }
    return current
  }

  /// What the bundle leaves open about a vertex: nothing once a line states where it comes from.
  func openQuestions(of vertex: Int) -> [Diagnosis.Undecided] {
    if let edge = parent[vertex], edge.strength == .direct { return [] }
    return vertices[vertex].occurrence.undecided + (undecided[vertex] ?? [])
  }

  /// How sure a vertex is, given its parent.
  func confidence(of vertex: Int) -> Diagnosis.Confidence {
    let own = vertices[vertex].occurrence.confidence
    guard let edge = parent[vertex] else { return own }
    let step: Diagnosis.Confidence =
      switch edge.strength {
      case .direct: .proven
      // Joint and order only: as good as its rivals are bad.
      case .circumstantial: (rivals[vertex] ?? []).isEmpty && (undecided[vertex] ?? []).isEmpty ? .likely : .possible
      case .undecidable: .possible
      }
    return min(own, step)
  }
}
