import Model
import Testing

@testable import Reporting

struct ExpectedDiagnosisTests {
  /// `report-export-75zsx` is a pod of the Job, the Job of a CronJob; `api-…` of a ReplicaSet of a Deployment.
  static let ownership = Ownership(
    objects: [pod, other, Samples.job],
    owners: { entity in
      switch entity.path {
      case pod.path: [Samples.job, cronJob]
      case Samples.job.path: [cronJob]
      default: []
      }
    })
  static let pod = EntityReference(kind: "Pod", namespace: "batch-reports", name: "report-export-75zsx")
  static let other = EntityReference(kind: "Pod", namespace: "batch-reports", name: "hello-07-2gxkp")
  static let cronJob = EntityReference(kind: "CronJob", namespace: "batch-reports", name: "exports")

  /// One root cause, likely, on Job/batch-reports/report-export, and one symptom.
  static let diagnosis = Diagnosis(
    verdict: .rootCause, rootCauses: [Samples.filledDisk], symptoms: [Samples.crashLoop], findings: [],
    bundle: Samples.bundle, coverage: Coverage())

  private func differences(
    _ change: (inout ExpectedDiagnosis) -> Void, from diagnosis: Diagnosis = Self.diagnosis
  ) -> [String] {
    var expected = ExpectedDiagnosis(verdict: .rootCause)
    change(&expected)
    return expected.differences(from: diagnosis, ownership: Self.ownership)
  }

  private func cause(_ ids: String..., change: (inout ExpectedDiagnosis.Cause) -> Void = { _ in })
    -> ExpectedDiagnosis.Cause
  {
    var cause = ExpectedDiagnosis.Cause(ids: ids)
    change(&cause)
    return cause
  }

  private func patterns(_ texts: String...) throws -> [EntityPattern] {
    try texts.map { try #require(EntityPattern($0)) }
  }

  @Test func `Verdicts are compared`() {
    #expect(differences { $0.rootCauses = [cause("pod-fills-node-disk")] } == [])
    let wrong = differences {
      $0.verdict = .undetermined
      $0.isExact = false
    }
    #expect(wrong == ["verdict is root-cause, expected undetermined"])
  }

  @Test func `Any id of the list will do`() {
    #expect(differences { $0.rootCauses = [cause("other", "pod-fills-node-disk")] } == [])
    #expect(differences { $0.rootCauses = [cause("other")] }.first == "root cause other is not reported")
  }

  @Test(arguments: [
    "Job/batch-reports/report-export", "Job/report-export", "Job/batch-*/report-*", "*/batch-reports/report-export",
    "CronJob/batch-reports/exports", "Pod/batch-reports/report-export-75zsx", "Pod/batch-reports/report-export-*",
  ])
  func `A subject is met by the object, its owner, what it owns, or a pattern`(_ text: String) throws {
    let subjects = try patterns(text)
    #expect(differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.subjects = subjects }] } == [])
  }

  @Test(arguments: [
    "Job/shop-prod/report-export", "Job/batch-reports/report", "CronJob/batch-reports/other",
    "Pod/batch-reports/hello-07-2gxkp", "Deployment/batch-reports/report-export",
  ])
  func `Another subject is named`(_ text: String) throws {
    let subjects = try patterns(text)
    let found = differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.subjects = subjects }] }
    #expect(found.first?.contains("subject is not \(text)") == true)
  }

  @Test func `Any of the reported subjects may be the expected one`() throws {
    var diagnosis = Self.diagnosis
    diagnosis.rootCauses[0].subjects.append(EntityReference(kind: "Job", namespace: "x", name: "second"))
    let subjects = try patterns("Job/x/second")
    let expected = cause("pod-fills-node-disk") { $0.subjects = subjects }
    #expect(differences({ $0.rootCauses = [expected] }, from: diagnosis) == [])
    #expect(differences { $0.rootCauses = [expected] }.count == 2)
  }

  @Test func `Any confidence of the list will do`() {
    let right = differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.confidences = [.proven, .likely] }] }
    #expect(right == [])
    let wrong = differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.confidences = [.proven] }] }
    #expect(wrong.first?.contains("confidence is likely, expected proven") == true)
  }

  @Test func `Each affected pattern is met`() throws {
    let met = try patterns("Pod/batch-reports/hello-01-*", "Node/worker-1")
    #expect(differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.affected = met }] } == [])
    let unmet = try patterns("Pod/batch-reports/hello-01-*", "Pod/batch-reports/hello-21-*")
    let wrong = differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.affected = unmet }] }
    #expect(wrong.first?.contains("nothing affected matches Pod/batch-reports/hello-21-*") == true)
  }

  @Test func `Each piece of evidence stands in a cited line`() {
    let met = ["eviction manager: attempting to reclaim", "unable to retrieve"]
    #expect(differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.evidence = met }] } == [])
    let wrong = differences { $0.rootCauses = [cause("pod-fills-node-disk") { $0.evidence = met + ["oom-kill"] }] }
    #expect(wrong.first?.contains("no evidence holds \"oom-kill\"") == true)
  }

  @Test func `Further root causes differ unless the list is open`() {
    #expect(
      differences { _ in } == ["unexpected root cause pod-fills-node-disk (Job/batch-reports/report-export)"])
    #expect(differences { $0.isExact = false } == [])
  }

  @Test func `Two expectations need two root causes, in any order`() {
    var diagnosis = Self.diagnosis
    var second = Samples.filledDisk
    second.id = "second"
    diagnosis.rootCauses.append(second)
    // The first fits both, the second only the first reported one.
    let both = [cause("pod-fills-node-disk", "second"), cause("pod-fills-node-disk")]
    #expect(differences({ $0.rootCauses = both }, from: diagnosis) == [])
    #expect(differences({ $0.rootCauses = both.reversed() }, from: diagnosis) == [])
    #expect(differences { $0.rootCauses = both }.count == 1)
    let three = both + [cause("second")]
    #expect(differences({ $0.rootCauses = three }, from: diagnosis).count == 1)
  }

  @Test func `Symptoms are looked for by id and subject`() throws {
    let subjects = try patterns("Deployment/orders/orders-*")
    let wrong = try patterns("Deployment/shop/*")
    let base = cause("pod-fills-node-disk")
    #expect(
      differences {
        $0.rootCauses = [base]
        $0.symptoms = [.init(ids: ["container-crash-loop"], subjects: subjects), .init(ids: ["container-crash-loop"])]
      } == [])
    #expect(
      differences {
        $0.rootCauses = [base]
        $0.symptoms = [.init(ids: ["container-crash-loop"], subjects: wrong), .init(ids: ["other"])]
      } == [
        "symptom container-crash-loop (Deployment/shop/*) is not reported", "symptom other is not reported",
      ])
  }

  @Test func `Undecided questions of causes and symptoms count`() {
    let found = differences {
      $0.rootCauses = [cause("pod-fills-node-disk")]
      $0.undecided = ["pod-evicted", "app-exit-error", "other"]
    }
    #expect(found == ["other is not among the undecided"])
  }

  @Test(
    arguments: [
      ([], ["Job/batch-reports/report-export"], true), (["pod-fills-node-disk"], [], true),
      (["pod-fills-node-disk"], ["Job/batch-reports/report-export"], true), ([], ["Node/worker-1"], false),
      ([], ["Deployment/shop/api"], true), (["other"], ["Job/batch-reports/report-export"], false),
      (["pod-fills-node-disk"], ["Job/x/y"], false), ([], ["Pod/batch-reports/report-export-*"], true),
    ] as [([String], [String], Bool)])
  func `What must not be blamed is neither subject nor culprit`(_ ids: [String], _ subjects: [String], _ isBlamed: Bool)
    throws
  {
    var diagnosis = Self.diagnosis
    diagnosis.rootCauses[0].affected.append(
      .init(entity: EntityReference(kind: "Deployment", namespace: "shop", name: "api"), role: .culprit, effect: ""))
    let excluded = ExpectedDiagnosis.Excluded(ids: ids, subjects: try subjects.map { try #require(EntityPattern($0)) })
    let found = differences(
      {
        $0.rootCauses = [cause("pod-fills-node-disk")]
        $0.notCauses = [excluded]
      }, from: diagnosis)
    #expect(found.isEmpty != isBlamed)
  }

  @Test(arguments: [
    ("*", "", true), ("*", "abc", true), ("a*c", "abc", true), ("a*c", "abcd", false), ("", "", true), ("", "a", false),
    ("*-*-x", "a-b-c-x", true), ("a**b", "ab", true), ("hello-01-*", "hello-010-x", false), ("*ab", "aab", true),
  ])
  func `Stars stand for anything`(_ pattern: String, _ text: String, _ isMet: Bool) {
    #expect(glob(pattern, matches: text) == isMet)
  }

  @Test func `Many stars do not take forever`() {
    let text = String(repeating: "a", count: 2000)
    #expect(!glob(String(repeating: "a*", count: 200) + "b", matches: text))
  }

  @Test(arguments: ["", "Pod", "Pod/", "/x", "a/b/c/d/e", "Pod//x"])
  func `Malformed patterns are refused`(_ text: String) {
    #expect(EntityPattern(text) == nil)
  }
}
