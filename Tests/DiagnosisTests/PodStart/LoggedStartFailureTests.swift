import BundleReading
import Model
import Testing

@testable import Diagnosis

struct LoggedStartFailureTests {
  private func roots(level: String) throws -> [String] {
    let line =
      "2024-05-06T10:00:00.000200+0000 n1 containerd[54]: time=\"2024-05-06T10:00:00.000100000Z\" level=\(level) "
      + "msg=\"skip loading plugin\" error=\"modprobe failed: exec: \\\"modprobe\\\": executable file not found in $PATH\"\n"
    let incident = try BundleReader.read(
      .memory([("nodes/n1/journal/containerd.log", line)]), keeping: FailureModes.signatures, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map(\.id)
  }

  @Test func `What the runtime quotes in passing is no failure`() throws {
    #expect(try roots(level: "info") == [])
    #expect(try roots(level: "error") == ["wrong-command-or-args"])
  }
}
