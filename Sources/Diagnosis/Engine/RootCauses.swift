import Model

/// From the causal graph to ranked root causes.
struct RootCauses {
  /// The graph.
  let graph: CausalGraph
  /// Effects by cause.
  private let children: [Int: [Int]]
  /// The causes with the vertices that they explain, ranked.
  private(set) var ranked: [(cause: Diagnosis.RootCause, explains: Set<Int>)] = []
  /// Faults that harmed nothing that remains, and risks.
  private(set) var harmless: [Int] = []

  /// Whether somebody picked the bundle's pieces out: what they state harmed somebody.
  private let isExcerpt: Bool

  /// `about` and `at` lift what explains the thing or the time asked about.
  init(_ graph: CausalGraph, about: EntityReference?, at: Moment?, index: IncidentIndex, isExcerpt: Bool = false) {
    self.graph = graph
    self.isExcerpt = isExcerpt
    var children: [Int: [Int]] = [:]
    for vertex in graph.vertices.indices {
      if let edge = graph.parent[vertex] { children[edge.cause, default: []].append(vertex) }
    }
    self.children = children

    var groups: [String: [Int]] = [:]
    for vertex in graph.vertices.indices where graph.parent[vertex] == nil {
      let entry = graph.vertices[vertex]
      switch entry.mode.card.role {
      case .risk: harmless.append(vertex)
      case .fault:
        guard isHarmful(vertex) else {
          harmless.append(vertex)
          continue
        }
        groups["\(entry.mode.card.id) \(entry.occurrence.workload.path)", default: []].append(vertex)
      case .state, .symptom: continue
      }
    }
    // Another pod of a workload that is named already tells nothing new.
    harmless.removeAll { vertex in
      let entry = graph.vertices[vertex]
      return groups["\(entry.mode.card.id) \(entry.occurrence.workload.path)"] != nil
    }
    let causes = groups.values.map { roots in (rootCause(roots.sorted()), explained(by: roots)) }
    ranked = causes.sorted { left, right in
      let lifted = (
        isAsked(left.0, left.1, about, at, index), isAsked(right.0, right.1, about, at, index)
      )
      if lifted.0 != lifted.1 { return lifted.0 }
      let harm = (harm(left.1), harm(right.1))
      if harm.0 != harm.1 { return harm.0 > harm.1 }
      if left.0.confidence != right.0.confidence { return left.0.confidence > right.0.confidence }
      let onset = (left.0.time?.from.instant.nanoseconds ?? .max, right.0.time?.from.instant.nanoseconds ?? .max)
      if onset.0 != onset.1 { return onset.0 < onset.1 }
      return (left.0.id, left.0.subject) < (right.0.id, right.0.subject)
    }.map { (cause: $0.0, explains: $0.1) }
  }

  /// No harm, no root: it or something that it explains must still hurt a workload, a node or a request.
  private func isHarmful(_ root: Int) -> Bool {
    explained(by: [root]).contains { vertex in
      let entry = graph.vertices[vertex]
      return entry.occurrence.isPresent
        && (entry.mode.card.role != .fault || entry.occurrence.harmsByItself || isExcerpt)
    }
  }

  private func explained(by roots: [Int]) -> Set<Int> {
    var found = Set(roots)
    var queue = roots
    while let vertex = queue.popLast() {
      for child in children[vertex] ?? [] where found.insert(child).inserted { queue.append(child) }
    }
    return found
  }

  /// Harm in the order of rank: control plane, nodes, then number of workloads.
  private func harm(_ vertices: Set<Int>) -> (Int, Int, Int) {
    var controlPlane = Set<String>()
    var nodes = Set<String>()
    var workloads = Set<EntityReference>()
    for vertex in vertices where graph.vertices[vertex].mode.card.role != .fault {
      let workload = graph.vertices[vertex].occurrence.workload
      if workload.kind == "Node" {
        nodes.insert(workload.name)
      } else {
        workloads.insert(workload.object)
        if workload.namespace == "kube-system" { controlPlane.insert(workload.name) }
      }
    }
    return (controlPlane.count, nodes.count, workloads.count)
  }

  private func isAsked(
    _ cause: Diagnosis.RootCause, _ vertices: Set<Int>, _ about: EntityReference?, _ at: Moment?, _ index: IncidentIndex
  ) -> Bool {
    if let about {
      let workload = index.workload(of: about)
      return vertices.contains { vertex in
        let occurrence = graph.vertices[vertex].occurrence
        return occurrence.subject.isSameObject(as: about) || occurrence.workload.isSameObject(as: workload)
      }
    }
    if let at, let time = cause.time { return time.overlaps(Span(at)) }
    return false
  }

  private func rootCause(_ roots: [Int]) -> Diagnosis.RootCause {
    let steps = graph.steps(below: roots, children: children)
    let all = steps.flatMap(\.vertices)
    let mode = graph.vertices[roots[0]].mode
    let occurrences = roots.map { graph.vertices[$0].occurrence }
    var subjects: [EntityReference] = []
    for subject in occurrences.flatMap(\.subjects) where !subjects.contains(subject) { subjects.append(subject) }
    let subject = subjects.first ?? occurrences[0].workload
    let edges = steps.indices.dropFirst().map { edge(to: $0, in: steps) }
    return Diagnosis.RootCause(
      id: mode.card.id, title: mode.card.title.en, confidence: confidence(of: steps), subject: subject,
      subjects: subjects, time: graph.span(of: all), affected: affected(all),
      chain: steps.map(step), edges: edges,
      ruledOut: Self.unique(all.flatMap { graph.vertices[$0].occurrence.ruledOut + (graph.ruledOut[$0] ?? []) }),
      undecided: Self.unique(all.flatMap(graph.openQuestions)),
      remedies: (occurrences.flatMap(\.remedies) + mode.card.remedies).map { $0.filled(for: subject) },
      references: mode.card.references)
  }

  private func step(_ step: RolledStep) -> Diagnosis.Step {
    let mode = graph.vertices[step.vertices[0]].mode
    return Diagnosis.Step(
      id: mode.card.id, role: mode.card.role, subject: graph.subject(of: step), text: graph.text(of: step),
      time: graph.span(of: step.vertices), confidence: step.confidence, evidence: graph.evidence(of: step))
  }

  private func edge(to offset: Int, in steps: [RolledStep]) -> Diagnosis.Edge {
    let edges = steps[offset].vertices.compactMap { graph.parent[$0] }
    var evidence: [Evidence] = []
    for line in edges.flatMap(\.evidence) where evidence.count < 4 && !evidence.contains(line) { evidence.append(line) }
    let isSupported = edges.allSatisfy { $0.strength > .undecidable }
    return Diagnosis.Edge(
      from: steps[offset].parent ?? 0, to: offset, mechanism: edges.first?.mechanism ?? "",
      verdict: isSupported ? .supported : .undecidable, evidence: evidence)
  }

  /// The weakest step. A branch that hangs on an undecidable link is shown as such and weakens only itself, unless
  /// nothing else follows from the cause.
  private func confidence(of steps: [RolledStep]) -> Diagnosis.Confidence {
    let followed = steps.dropFirst()
    let supported = followed.filter { step in
      step.vertices.allSatisfy { (graph.parent[$0]?.strength ?? .direct) > .undecidable }
    }
    let counted = supported.isEmpty ? Array(followed) : supported
    return counted.map(\.confidence).reduce(steps[0].confidence, min)
  }

  private func affected(_ vertices: [Int]) -> [Diagnosis.Affected] {
    var merged: [EntityReference: Diagnosis.Affected] = [:]
    for entry in vertices.flatMap({ graph.vertices[$0].occurrence.affected }) {
      guard var known = merged[entry.entity] else {
        merged[entry.entity] = entry
        continue
      }
      known.role = min(known.role, entry.role)
      known.count = max(known.count, entry.count)
      if !entry.effect.isEmpty,
        !known.effect.split(separator: ";").contains(where: { $0.drop { $0 == " " } == entry.effect })
      {
        known.effect = known.effect.isEmpty ? entry.effect : "\(known.effect); \(entry.effect)"
      }
      merged[entry.entity] = known
    }
    return merged.values.sorted { ($0.role, $0.entity) < ($1.role, $1.entity) }
  }

  /// One entry an id and reason, its evidence joined, at most four lines.
  static func unique(_ entries: [Diagnosis.RuledOut]) -> [Diagnosis.RuledOut] {
    var kept: [Diagnosis.RuledOut] = []
    for entry in entries {
      if let known = kept.firstIndex(where: { $0.id == entry.id && $0.reason == entry.reason }) {
        for line in entry.evidence where kept[known].evidence.count < 4 && !kept[known].evidence.contains(line) {
          kept[known].evidence.append(line)
        }
      } else {
        kept.append(entry)
      }
    }
    return kept.sorted { ($0.id, $0.reason) < ($1.id, $1.reason) }
  }

  /// Each question once, sorted by id and artifact.
  static func unique(_ entries: [Diagnosis.Undecided]) -> [Diagnosis.Undecided] {
    Set(entries).sorted { ($0.id, $0.artifact, $0.collect) < ($1.id, $1.artifact, $1.collect) }
  }
}
