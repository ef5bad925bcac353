import Model
import Testing

@testable import Diagnosis

/// The rules by which the graph is solved, each on failure modes made for the purpose.
struct CausalGraphTests {
  private static let node = EntityReference(kind: "Node", name: "n1")

  private static func at(_ second: Int64, precision: Precision = .microsecond) -> Span {
    Span(Moment(Instant(nanoseconds: 1_700_000_000_000_000_000 + second * 1_000_000_000), precision: precision))
  }

  private static func mode(
    _ id: String, _ role: FailureRole, causes: [CausalLink] = [], _ occurrences: [Occurrence]
  ) -> FailureMode {
    FailureMode(
      card: FailureModeCard(id: id, role: role, layer: "Test", title: "t", what: "w", why: "y"),
      recognize: { _ in occurrences }, causes: causes, fires: Example("", []), staysSilent: Example("", []))
  }

  private static func occurrence(
    _ name: String, _ span: Span?, joints: [Joint] = [.node("n1")], kind: String = "Pod"
  ) -> Occurrence {
    Occurrence(
      subject: EntityReference(kind: kind, namespace: kind == "Node" ? "" : "ns", name: name), joints: joints,
      span: span, text: name, evidence: [Evidence(path: "a.log", line: 1, text: name)])
  }

  private func diagnose(_ modes: [FailureMode]) -> Diagnosis {
    DiagnosticEngine.diagnose(Incident(bundle: BundleDescription(name: "test")), with: modes)
  }

  private static let direct: @Sendable (Occurrence, Occurrence, Investigation) -> LinkVerdict = { _, _, _ in
    .supported(direct: true)
  }

  @Test func chainIsComposedFromLinksThatNobodyWroteDownAsAWhole() throws {
    let diagnosis = diagnose([
      Self.mode("a-fault", .fault, [Self.occurrence("a", Self.at(0))]),
      Self.mode(
        "b-state", .state, causes: [CausalLink(from: "a-fault", by: .node, "makes", judge: Self.direct)],
        [Self.occurrence("b", Self.at(1))]),
      Self.mode(
        "c-symptom", .symptom, causes: [CausalLink(from: "b-state", by: .node, "shows", judge: Self.direct)],
        [Self.occurrence("c", Self.at(2))]),
    ])
    let cause = try #require(diagnosis.rootCauses.first)
    #expect(diagnosis.rootCauses.count == 1)
    #expect(cause.chain.map(\.id) == ["a-fault", "b-state", "c-symptom"])
    #expect(cause.edges.map(\.mechanism) == ["makes", "shows"])
    #expect(cause.confidence == .proven)
    #expect(diagnosis.symptoms.map(\.explainedBy) == [[0]])
  }

  @Test func aCauseThatProvablyComesLaterIsNone() {
    let link = CausalLink(from: "a-fault", by: .node, "makes", judge: Self.direct)
    func causes(_ fault: Span?, _ symptom: Span?) -> Int {
      diagnose([
        Self.mode("a-fault", .fault, [Self.occurrence("a", fault)]),
        Self.mode("b-symptom", .symptom, causes: [link], [Self.occurrence("b", symptom)]),
      ]).rootCauses.count
    }
    #expect(causes(Self.at(5), Self.at(1)) == 0)
    #expect(causes(Self.at(1), Self.at(5)) == 1)
    // Within the same second of a coarse clock the order cannot be disproved.
    #expect(causes(Self.at(5), Self.at(5, precision: .second)) == 1)
    // A time that nothing tells disproves nothing.
    #expect(causes(nil, Self.at(1)) == 1)
  }

  @Test func delaysBoundALink() {
    func causes(_ delay: ClosedRange<Int64>, effectAt second: Int64) -> Int {
      diagnose([
        Self.mode("a-fault", .fault, [Self.occurrence("a", Self.at(0))]),
        Self.mode(
          "b-symptom", .symptom,
          causes: [CausalLink(from: "a-fault", by: .node, "makes", delay: delay, judge: Self.direct)],
          [Self.occurrence("b", Self.at(second))]),
      ]).rootCauses.count
    }
    #expect(causes(0...seconds(10), effectAt: 60) == 0)
    #expect(causes(0...seconds(100), effectAt: 60) == 1)
    #expect(causes(seconds(-10)...seconds(10), effectAt: -5) == 1)
    #expect(causes(0...seconds(10), effectAt: -5) == 0)
  }

  @Test func withoutASharedJointThereIsNoLink() {
    let link = CausalLink(from: "a-fault", by: .node, "makes", judge: Self.direct)
    let diagnosis = diagnose([
      Self.mode("a-fault", .fault, [Self.occurrence("a", Self.at(0), joints: [.node("n2")])]),
      Self.mode("b-symptom", .symptom, causes: [link], [Self.occurrence("b", Self.at(1))]),
    ])
    #expect(diagnosis.rootCauses.isEmpty)
    #expect(diagnosis.verdict == .undetermined)
    #expect(diagnosis.findings.map(\.id) == ["a-fault"], "a fault without harm is a finding")
  }

  @Test func oneParentAnEffectTheMoreSpecificJointFirst() throws {
    let diagnosis = diagnose([
      Self.mode("a-broad", .fault, [Self.occurrence("a", Self.at(9))]),
      Self.mode("b-narrow", .fault, [Self.occurrence("b", Self.at(0), joints: [.pod("u1")])]),
      Self.mode(
        "c-symptom", .symptom,
        causes: [
          CausalLink(from: "a-broad", by: .node, "makes", judge: Self.direct),
          CausalLink(from: "b-narrow", by: .pod, "makes", judge: Self.direct),
        ], [Self.occurrence("c", Self.at(10), joints: [.node("n1"), .pod("u1")])]),
    ])
    #expect(diagnosis.rootCauses.map(\.id) == ["b-narrow"])
  }

  @Test func supportedGoesBeforeUndecidable() {
    let question = Diagnosis.Undecided(id: "b-narrow", artifact: "x", collect: "y")
    let diagnosis = diagnose([
      Self.mode("a-broad", .fault, [Self.occurrence("a", Self.at(0))]),
      Self.mode("b-narrow", .fault, [Self.occurrence("b", Self.at(0), joints: [.pod("u1")])]),
      Self.mode(
        "c-symptom", .symptom,
        causes: [
          CausalLink(from: "a-broad", by: .node, "makes", judge: Self.direct),
          CausalLink(from: "b-narrow", by: .pod, "makes", judge: { _, _, _ in .undecidable(question) }),
        ], [Self.occurrence("c", Self.at(10), joints: [.node("n1"), .pod("u1")])]),
    ])
    #expect(diagnosis.rootCauses.map(\.id) == ["a-broad"])
    #expect(diagnosis.rootCauses.first?.undecided.isEmpty == true, "a line states the cause: nothing is open")
  }

  @Test func confidenceIsThatOfTheWeakestStep() {
    func confidence(_ verdict: LinkVerdict) -> Diagnosis.Confidence? {
      diagnose([
        Self.mode("a-fault", .fault, [Self.occurrence("a", Self.at(0))]),
        Self.mode(
          "b-symptom", .symptom,
          causes: [CausalLink(from: "a-fault", by: .node, "makes", judge: { _, _, _ in verdict })],
          [Self.occurrence("b", Self.at(1))]),
      ]).rootCauses.first?.confidence
    }
    #expect(confidence(.supported(direct: true)) == .proven)
    #expect(confidence(.supported(direct: false)) == .likely)
    #expect(confidence(.undecidable(.init(id: "x", artifact: "y", collect: "z"))) == .possible)
    #expect(confidence(.contradicted(reason: "no")) == nil)
  }

  @Test func contradictionIsARuleOutOfTheSymptom() {
    let diagnosis = diagnose([
      Self.mode(
        "b-symptom", .symptom,
        causes: [
          CausalLink(
            from: "a-fault", by: .node, "makes",
            absence: { _, _ in .contradicted(reason: "the journal is silent", evidence: []) })
        ], [Self.occurrence("b", Self.at(1))])
    ])
    #expect(diagnosis.symptoms.first?.ruledOut.map(\.id) == ["a-fault"])
  }

  @Test func cyclesAreCut() {
    let diagnosis = diagnose([
      Self.mode(
        "a-state", .state, causes: [CausalLink(from: "b-state", by: .node, "feeds", judge: Self.direct)],
        [Self.occurrence("a", Self.at(1))]),
      Self.mode(
        "b-state", .state, causes: [CausalLink(from: "a-state", by: .node, "feeds", judge: Self.direct)],
        [Self.occurrence("b", Self.at(1))]),
    ])
    #expect(diagnosis.rootCauses.isEmpty)
    #expect(diagnosis.symptoms.count == 1, "one of the two stands without a cause")
  }

  @Test func aStateOrSymptomAloneIsNoRootCause() {
    let diagnosis = diagnose([
      Self.mode("a-state", .state, [Self.occurrence("n1", Self.at(1), kind: "Node")]),
      Self.mode("b-symptom", .symptom, [Self.occurrence("b", Self.at(1))]),
    ])
    #expect(diagnosis.verdict == .undetermined)
    #expect(diagnosis.rootCauses.isEmpty)
    #expect(diagnosis.symptoms.map(\.id) == ["a-state", "b-symptom"])
  }

  @Test func whatHealedIsHistory() {
    var healed = Self.occurrence("b", Self.at(1))
    healed.isPresent = false
    let diagnosis = diagnose([
      Self.mode("a-fault", .fault, [Self.occurrence("a", Self.at(0))]),
      Self.mode(
        "b-symptom", .symptom, causes: [CausalLink(from: "a-fault", by: .node, "makes", judge: Self.direct)], [healed]),
    ])
    #expect(diagnosis.rootCauses.isEmpty)
    #expect(diagnosis.symptoms.isEmpty)
  }

  @Test func workloadsAreCountedNotPods() {
    func pods(_ names: [String], workload: String) -> [Occurrence] {
      names.map { name in
        var pod = Self.occurrence(name, Self.at(2), joints: [.node(workload)])
        pod.workload = EntityReference(kind: "Deployment", namespace: "ns", name: workload)
        return pod
      }
    }
    let link = [
      CausalLink(from: "a-fault", by: .node, "makes", judge: Self.direct),
      CausalLink(from: "b-fault", by: .node, "makes", judge: Self.direct),
    ]
    let diagnosis = diagnose([
      Self.mode("a-fault", .fault, [Self.occurrence("a", Self.at(1), joints: [.node("one")])]),
      Self.mode("b-fault", .fault, [Self.occurrence("b", Self.at(1), joints: [.node("two"), .node("three")])]),
      Self.mode(
        "c-symptom", .symptom, causes: link,
        pods(["p1", "p2", "p3", "p4"], workload: "one") + pods(["q1"], workload: "two")
          + pods(["r1"], workload: "three")),
    ])
    #expect(diagnosis.rootCauses.map(\.id) == ["b-fault", "a-fault"], "two workloads weigh more than four pods of one")
    #expect(diagnosis.symptoms.count == 3)
  }

  @Test func sameOccurrencesInAnyOrderGiveTheSameAnswer() {
    let faults = (0..<8).map { Self.occurrence("a\($0)", Self.at(0), joints: [.node("n\($0)")]) }
    let symptoms = (0..<8).map { Self.occurrence("b\($0)", Self.at(1), joints: [.node("n\($0)")]) }
    let link = [CausalLink(from: "a-fault", by: .node, "makes", judge: Self.direct)]
    func subjects(_ faults: [Occurrence], _ symptoms: [Occurrence]) -> [String] {
      diagnose([Self.mode("a-fault", .fault, faults), Self.mode("b-symptom", .symptom, causes: link, symptoms)])
        .rootCauses.map(\.subject.path)
    }
    #expect(subjects(faults, symptoms) == subjects(faults.reversed(), symptoms.reversed()))
  }
}
