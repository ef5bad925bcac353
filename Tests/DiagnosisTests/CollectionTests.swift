import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

@Suite struct CollectionTests {
  @Test func `A call of the collector is a line to paste, what others type is its comment`() {
    let since = Instant(nanoseconds: 1_795_234_847_000_000_000)
    #expect(
      Collection.node("worker-1", since: since).line(or: "journalctl -u kubelet")
        == "sh collect.sh --nodes worker-1 --ssh --since 2026-11-21T04:20:47Z  # or: journalctl -u kubelet")
    #expect(Collection.node("").line(or: "") == "sh collect.sh --ssh")
    #expect(
      Collection.pod(EntityReference(kind: "Pod", namespace: "shop", name: "db-0")).line(or: "")
        == "sh collect.sh -n shop --about pod/db-0")
    #expect(
      Collection.pod(EntityReference(kind: "Pod", name: "db-0")).line(or: "") == "sh collect.sh --about pod/db-0")
    #expect(Collection.pod(EntityReference(kind: "Pod", name: "")).line(or: "") == "sh collect.sh")
    #expect(Collection.namespace("shop").line(or: "") == "sh collect.sh -n shop")
    #expect(Collection.namespace("").line(or: "") == "sh collect.sh")
  }

  @Test func `Hostile names stay words`() {
    #expect(Collection.node("a; rm -rf /").line(or: "") == "sh collect.sh --nodes 'a; rm -rf /' --ssh")
  }

  @Test func `What nothing tells is left to fill in`() {
    let remedy = Remedy(.now, "Look.", commands: ["kubectl -n {namespace} describe {kind} {name}", "ssh {node}"])
    #expect(
      remedy.filled(for: EntityReference(kind: "Pod", name: "")).commands
        == ["kubectl -n NAMESPACE describe pod NAME", "ssh NODE"])
    #expect("a b".shellWord(else: "NAME") == "'a b'")
  }

  /// What no cluster can tell: a registry, and whatever an alert stands for.
  static let answeredElsewhere: Set<String> = ["image-repository-missing", "alert-active"]

  @Test func `Open questions of all failure modes name the collector's options`() throws {
    var asked: Set<String> = []
    for mode in FailureModes.all {
      for example in [mode.fires, mode.staysSilent] {
        let artifacts = example.artifacts.map { (path: $0.path, text: $0.text) }
        guard let incident = try? BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes) else {
          continue
        }
        let diagnosis = DiagnosticEngine.diagnose(incident)
        let questions = diagnosis.rootCauses.flatMap(\.undecided) + diagnosis.symptoms.flatMap(\.undecided)
        for question in questions where !Self.answeredElsewhere.contains(question.id) {
          asked.insert(question.id)
          #expect(question.collect.hasPrefix("sh collect.sh"), "\(question.id): \(question.collect)")
        }
      }
    }
    #expect(asked.count > 3)
  }
}
