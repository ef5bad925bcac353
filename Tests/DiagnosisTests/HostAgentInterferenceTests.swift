import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// A firewall that starts with its host does what it should; one that is restarted drops the rules of others.
struct HostAgentInterferenceTests {
  private func found(_ lines: (String, String)...) throws -> Int {
    let journal = lines.map { ServiceOutageMode.systemd($0) }.joined()
    let incident = try BundleReader.read(
      .memory([
        ("cluster/nodes.yaml", ServiceOutageMode.node(ready: "True", reason: "KubeletReady")),
        ("nodes/n1/journal/systemd.log", journal),
      ]), keeping: LogInterests.ofAllModes)
    let diagnosis = DiagnosticEngine.diagnose(incident)
    #expect(diagnosis.rootCauses.isEmpty)
    return diagnosis.findings.count { $0.id == "host-firewall-or-agent-interference" }
  }

  @Test func aFirewall() throws {
    #expect(try found(("10:00:00", "Started firewalld.service - firewalld - dynamic firewall daemon.")) == 0)
    #expect(try found(("10:00:00", "Reloaded firewalld.service - firewalld - dynamic firewall daemon.")) == 1)
    #expect(
      try found(
        ("10:00:00", "Stopped firewalld.service - firewalld - dynamic firewall daemon."),
        ("10:00:01", "Started firewalld.service - firewalld - dynamic firewall daemon.")) == 1)
    // The host was restarted in between.
    #expect(
      try found(
        ("10:00:00", "Stopped firewalld.service - firewalld - dynamic firewall daemon."),
        ("10:01:10", "Started firewalld.service - firewalld - dynamic firewall daemon.")) == 0)
  }
}
