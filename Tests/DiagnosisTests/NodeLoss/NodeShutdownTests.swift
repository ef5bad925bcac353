import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct NodeShutdownTests {
  private func incident(_ journal: String...) throws -> Incident {
    let lines = journal.map { "2024-05-06T\($0)\n" }.joined()
    return try BundleReader.read(
      .memory([("nodes/n1/journal/system.log", lines), ("nodes/n1/date.txt", "Mon May  6 10:20:00 UTC 2024\n")]),
      keeping: LogInterests.ofAllModes, limits: ReadLimits())
  }

  private static let stop =
    "10:00:01.000200+0000 n1 systemd[1]: Stopped kubelet.service - kubelet: The Kubernetes Node Agent."
  private static let down = "10:00:04.000200+0000 n1 systemd[1]: Reached target poweroff.target - System Power Off."
  private static let boot = "10:01:20.000200+0000 n1 kernel: Linux version 6.1.0-18-amd64 (gcc)"
  private static let before = "09:30:00.000200+0000 n1 systemd[1]: Starting logrotate.service - Rotate log files..."
  private static let start =
    "10:01:40.000200+0000 n1 systemd[1]: Started kubelet.service - kubelet: The Kubernetes Node Agent."

  @Test("A kubelet that ends with its machine was not stopped by itself")
  func endsWithMachine() throws {
    let investigation = Investigation(try incident(Self.before, Self.stop, Self.down))
    #expect(investigation.shutdowns.map(\.isOngoing) == [true])
    #expect(investigation.shutdowns.first?.manner == .powerOff)
    #expect(investigation.outages.isEmpty)
  }

  @Test("A kubelet that comes back with its machine had no outage of its own")
  func comesBack() throws {
    let investigation = Investigation(try incident(Self.before, Self.stop, Self.down, Self.boot, Self.start))
    #expect(investigation.shutdowns.map(\.isOngoing) == [false])
    #expect(investigation.outages.isEmpty)
  }

  @Test("A kubelet that stays away after the boot is another matter")
  func staysAway() throws {
    let investigation = Investigation(try incident(Self.before, Self.stop, Self.down, Self.boot))
    #expect(investigation.outages.map(\.service) == [.kubelet])
  }

  @Test("Without a shutdown a stopped kubelet is a stopped kubelet")
  func plainStop() throws {
    let investigation = Investigation(
      try incident(
        Self.before, Self.stop,
        "10:00:04.000200+0000 n1 systemd[4021]: Reached target shutdown.target - Shutdown."))
    #expect(investigation.shutdowns.isEmpty)
    #expect(investigation.outages.map(\.service) == [.kubelet])
  }

  @Test("The first boot that a journal shows is no reboot")
  func firstBoot() throws {
    #expect(try Investigation(incident(Self.boot, Self.start)).shutdowns.isEmpty)
  }

  @Test("After a panic the panic is what took the machine down")
  func panic() throws {
    let investigation = Investigation(
      try incident(
        Self.before, "10:00:50.000200+0000 n1 kernel: Kernel panic - not syncing: Fatal exception", Self.boot))
    #expect(investigation.shutdowns.map(\.followsPanic) == [true])
  }
}
