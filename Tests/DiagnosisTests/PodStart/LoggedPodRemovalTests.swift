import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A pod that its node's log shows deleted keeps nobody waiting.
@Suite struct LoggedPodRemovalTests {
  private func causes(_ path: String, _ log: String) throws -> [String] {
    let incident = try BundleReader.read(.memory([(path, log)]), keeping: LogInterests.ofAllModes)
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subject.name)" }
  }

  private static func kubelet(_ lines: (time: String, text: String)...) -> String {
    lines.map { "2024-05-06T\($0.time).000200+0000 n1 kubelet[9]: \($0.text)\n" }.joined()
  }

  private static func failure(_ time: String) -> (time: String, text: String) {
    (
      time,
      "E0506 \(time).000100       9 pod_workers.go:191] Error syncing pod 5ec492d2-0b1c-4a1e-9a1e-0123456789ab (\"web-0_shop(5ec492d2-0b1c-4a1e-9a1e-0123456789ab)\"), skipping: failed to \"StartContainer\" for \"web\" with RunContainerError: \"failed to start container: OCI runtime create failed: exec: \\\"serve\\\": executable file not found in $PATH: unknown\""
    )
  }

  private static func deletion(_ time: String, of pod: String = "web-0") -> (time: String, text: String) {
    (
      time,
      "I0506 \(time).000100       9 kubelet.go:1904] SyncLoop (DELETE, \"api\"): \"\(pod)_shop(5ec492d2-0b1c-4a1e-9a1e-0123456789ab)\""
    )
  }

  private static let found = ["wrong-command-or-args web-0"]

  @Test func aDeletedPodIsGone() throws {
    #expect(try causes("kubelet.log", Self.kubelet(Self.failure("10:00:00"))) == Self.found)
    #expect(try causes("kubelet.log", Self.kubelet(Self.failure("10:00:00"), Self.deletion("10:00:30"))) == [])
    let structured = (
      time: "10:00:30",
      text: "I0506 10:00:30.000100       9 kubelet.go:2441] \"SyncLoop DELETE\" source=\"api\" pods=[\"shop/web-0\"]"
    )
    #expect(try causes("kubelet.log", Self.kubelet(Self.failure("10:00:00"), structured)) == [])
  }

  @Test func anotherPodOrAnEarlierOneSaysNothing() throws {
    let others = [
      Self.kubelet(Self.failure("10:00:00"), Self.deletion("10:00:30", of: "web-1")),
      Self.kubelet(Self.deletion("10:00:00"), Self.failure("10:00:30")),
    ]
    for log in others { #expect(try causes("kubelet.log", log) == Self.found) }
  }

  @Test(arguments: [true, false])
  func aRuntimesLogNamesTheContainer(isSame: Bool) throws {
    let id = String(repeating: "3f80b8f2", count: 8)
    let removed = isSame ? id : String(repeating: "4f80b8f2", count: 8)
    let log =
      "time=\"2024-05-06T10:00:00.1Z\" level=error msg=\"StartContainer for \\\"\(id)\\\" failed\" error=\"failed to create containerd task: OCI runtime create failed: exec: \\\"serve\\\": executable file not found in $PATH: unknown\"\n"
      + "time=\"2024-05-06T10:00:30.1Z\" level=info msg=\"RemoveContainer for \\\"\(removed)\\\" returns successfully\"\n"
    #expect(try causes("containerd.log", log).isEmpty == isSame)
  }
}
