public import Model

/// From an incident to its diagnosis.
public enum DiagnosticEngine {
  /// Explains an incident. `about` and `at` lift what explains the thing or the time asked about.
  ///
  /// Pure: the same incident gives the same diagnosis.
  public static func diagnose(
    _ incident: Incident, about: EntityReference? = nil, at: Moment? = nil
  ) -> Diagnosis {
    diagnose(incident, with: FailureModes.all, about: about, at: at)
  }

  static func diagnose(
    _ incident: Incident, with modes: [FailureMode], about: EntityReference? = nil, at: Moment? = nil
  ) -> Diagnosis {
    let graph = CausalGraph(modes, in: Investigation(incident))
    let causes = RootCauses(graph, about: about, at: at, index: incident.index, isExcerpt: incident.isExcerpt)
    let symptoms = symptoms(of: graph, causes)
    let findings = causes.harmless.map { vertex in
      let entry = graph.vertices[vertex]
      return Diagnosis.Finding(
        id: entry.mode.card.id, role: entry.mode.card.role, subject: entry.occurrence.workload,
        text: entry.occurrence.text, evidence: Array(entry.occurrence.evidence.prefix(4)))
    }
    var diagnosis = Diagnosis(
      verdict: verdict(causes: causes.ranked.count, symptoms: symptoms.count, incident.coverage),
      rootCauses: causes.ranked.map(\.cause), symptoms: symptoms, findings: findings, bundle: incident.bundle,
      coverage: incident.coverage)
    diagnosis.changes = Changes.before(diagnosis.rootCauses, symptoms, incident)
    return diagnosis
  }

  private static func verdict(causes: Int, symptoms: Int, _ coverage: Coverage) -> Diagnosis.Verdict {
    if causes > 0 { return .rootCause }
    if symptoms > 0 { return .undetermined }
    return coverage.showsWholeCluster ? .noProblemFound : .undetermined
  }

  /// Symptoms by workload and cause, and states whose cause is not known. A state is no root cause: naming it as one
  /// would claim more than the bundle shows, so it stands here with its open questions.
  private static func symptoms(of graph: CausalGraph, _ causes: RootCauses) -> [Diagnosis.Symptom] {
    struct Key: Hashable {
      var mode: String
      var workload: EntityReference
      var explainedBy: [Int]
    }
    var groups: [Key: [Int]] = [:]
    for (offset, vertex) in graph.vertices.enumerated() {
      let explainedBy = causes.ranked.indices.filter { causes.ranked[$0].explains.contains(offset) }
      switch vertex.mode.card.role {
      case .symptom: break
      case .state where explainedBy.isEmpty && graph.parent[offset] == nil && vertex.occurrence.isPresent: break
      case .state, .fault, .risk: continue
      }
      guard vertex.occurrence.isPresent else { continue }
      let key = Key(
        mode: vertex.mode.card.id, workload: vertex.occurrence.workload.object, explainedBy: explainedBy)
      groups[key, default: []].append(offset)
    }
    let entries = groups.map { key, members -> Diagnosis.Symptom in
      let step = RolledStep(vertices: members, parent: nil, confidence: .possible)
      let card = graph.vertices[members[0]].mode.card
      return Diagnosis.Symptom(
        id: key.mode, role: card.role, title: card.title.en, subject: graph.subject(of: step),
        time: graph.span(of: members), text: graph.text(of: step),
        evidence: graph.evidence(of: step), explainedBy: key.explainedBy,
        ruledOut: RootCauses.unique(
          members.flatMap { graph.vertices[$0].occurrence.ruledOut + (graph.ruledOut[$0] ?? []) }),
        undecided: openQuestions(of: members, in: graph))
    }
    return entries.sorted { left, right in
      if left.explainedBy.isEmpty != right.explainedBy.isEmpty { return left.explainedBy.isEmpty }
      return (left.id, left.subject) < (right.id, right.subject)
    }
  }

  /// What would decide where some vertices come from: their own questions and those of what they hang on.
  private static func openQuestions(of vertices: [Int], in graph: CausalGraph) -> [Diagnosis.Undecided] {
    var questions: [Diagnosis.Undecided] = []
    for vertex in vertices {
      var current: Int? = vertex
      while let offset = current {
        questions += graph.openQuestions(of: offset)
        current = graph.parent[offset]?.cause
      }
    }
    return RootCauses.unique(questions)
  }
}

extension Coverage {
  /// Whether pods, nodes and Events were read whole: without these, "nothing is wrong" would be a guess.
  var showsWholeCluster: Bool {
    ["Pod", "Node", "Event"].allSatisfy { kind in
      let complete = lists.filter { $0.kind == kind && $0.isComplete }
      let partial = lists.filter { $0.kind == kind && !$0.isComplete }
      // What one artifact shows a part of, e.g. the Events below a description, another may show whole.
      return !complete.isEmpty
        && partial.allSatisfy { part in
          complete.contains { $0.namespace.isEmpty || $0.namespace == part.namespace }
        }
    }
  }
}
