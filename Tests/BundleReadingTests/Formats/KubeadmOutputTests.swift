import Model
import Testing

@testable import BundleReading

@Suite struct KubeadmOutputTests {
  @Test func failedChecksAreLines() throws {
    let text =
      "[preflight] Running pre-flight checks\nerror execution phase preflight: [preflight] Some fatal errors occurred:\n"
      + "\t[ERROR Swap]: running with swap on is not supported. Please disable swap\n"
    let facts = try #require(read(text, path: "join.txt", everything: true))
    #expect(facts.format == "kubeadm-output")
    #expect(facts.log?.lines.map(\.component) == ["kubeadm", "kubeadm", "kubeadm"])
    #expect(facts.log?.lines.last?.evidence.line == 3)
  }

  @Test func aLogThatSpeaksOfKubeadmIsNone() {
    #expect(read("kubeadm has run its preflight checks\n", path: "notes.txt")?.format != "kubeadm-output")
  }
}
