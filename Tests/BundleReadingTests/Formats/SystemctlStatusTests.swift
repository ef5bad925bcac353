import Model
import Testing

@testable import BundleReading

@Suite struct SystemctlStatusTests {
  private static let stopped = """
    ○ kubelet.service - kubelet: The Kubernetes Node Agent
         Loaded: loaded (/usr/lib/systemd/system/kubelet.service; enabled; preset: enabled)
         Active: inactive (dead) since Sat 2026-11-21 04:01:20 UTC; 3min ago
       Duration: 9min
        Process: 59 ExecStart=/usr/bin/kubelet $ARGS (code=exited, status=0/SUCCESS)
       Main PID: 59 (code=exited, status=0/SUCCESS)

    Nov 21 04:01:19 worker-1 kubelet[59]: I1121 04:01:19.994978      59 kubelet.go:2528] "SyncLoop (probe)"
    Nov 21 04:01:20 worker-1 systemd[1]: Stopping kubelet: The Kubernetes Node Agent...

    """

  @Test func aStoppedUnitWithItsLogTail() throws {
    let facts = try #require(read(Self.stopped, path: "kubelet-status.txt", everything: true))
    let unit = try #require(facts.units.first)
    #expect(facts.units.count == 1 && unit.status.unit == "kubelet.service" && unit.status.node == "worker-1")
    #expect(unit.status.loadState == "loaded" && unit.status.enablement == "enabled")
    #expect(unit.status.activeState == .inactive && unit.status.subState == "dead" && unit.status.result == "")
    #expect(unit.status.mainPID == 59 && unit.status.exitCode == "exited" && unit.status.exitStatus == "0/SUCCESS")
    #expect(unit.since == (try Sample.absolute("2026-11-21T04:01:20Z")))
    #expect(unit.status.evidence.map(\.line) == [1, 3, 5, 6])
    #expect(facts.log?.lines.map(\.evidence.line) == [8, 9])
    #expect(facts.log?.lines.map(\.component) == ["kubelet", "systemd"])
    #expect(facts.log?.extents.isEmpty == true, "ten lines are no coverage")
  }

  @Test func aUnitThatRestartsOnAndOn() throws {
    let text = """
      * kubelet.service - kubelet
         Loaded: loaded (/etc/systemd/system/kubelet.service; disabled)
         Active: activating (auto-restart) (Result: exit-code) since Sat 2026-11-21 13:01:20 JST; 3s ago
        Process: 812 ExecStart=/usr/bin/kubelet (code=killed, signal=KILL)

      """
    let unit = try #require(read(text, path: "nodes/w-2/kubelet.txt")?.units.first)
    #expect(unit.status.activeState == .activating && unit.status.subState == "auto-restart")
    #expect(unit.status.result == "exit-code" && unit.status.node == "w-2" && unit.status.enablement == "disabled")
    #expect(unit.status.mainPID == 812 && unit.status.exitCode == "killed" && unit.status.exitStatus == "KILL")
    guard case .local(let local) = unit.since else {
      Issue.record("JST says no more than a local time")
      return
    }
    #expect(local.year == 2026 && local.hour == 13)
  }

  @Test func severalUnitsInOneFile() throws {
    let text = """
      $ systemctl status kubelet k3s docker
      ● kubelet.service - kubelet
           Loaded: loaded (/etc/systemd/system/kubelet.service; enabled)
           Active: active (running) since Sat 2026-11-21 04:01:20 UTC; 3s ago

      Nov 21 04:01:20 worker-1 kubelet[59]: E1121 04:01:20.994978      59 kubelet.go:1] first

      Unit k3s.service could not be found.
      ○ docker.service
           Loaded: masked (Reason: Unit docker.service is masked.)
           Active: inactive (dead)

      """
    let facts = try #require(read(text, path: "status.txt", everything: true))
    #expect(facts.units.map(\.status.unit) == ["kubelet.service", "k3s.service", "docker.service"])
    #expect(facts.units.map(\.status.loadState) == ["loaded", "not-found", "masked"])
    #expect(facts.units.map(\.status.activeState) == [.active, nil, .inactive])
    #expect(facts.units.map(\.status.node) == ["worker-1", "worker-1", "worker-1"])
    #expect(facts.units[2].since == nil)
  }

  @Test func theListOfUnits() throws {
    let text = """
        UNIT               LOAD   ACTIVE     SUB          DESCRIPTION
      ● containerd.service loaded failed     failed       containerd container runtime
        kubelet.service    loaded activating auto-restart kubelet: The Kubernetes Node Agent

      LOAD   = Reflects whether the unit definition was properly loaded.
      2 loaded units listed.

      """
    let units = try #require(read(text, path: "nodes/w/units.txt")?.units).map(\.status)
    #expect(units.map(\.unit) == ["containerd.service", "kubelet.service"])
    #expect(units.map(\.activeState) == [.failed, .activating])
    #expect(units.map(\.subState) == ["failed", "auto-restart"])
  }

  @Test func localTimesGetTheNodesZoneAndTheLogItsYear() throws {
    var facts = try #require(
      read(
        """
        ● kubelet.service - kubelet
             Loaded: loaded (/etc/systemd/system/kubelet.service; enabled)
             Active: active (running) since Sat 2026-11-21 13:01:10 JST; 3s ago

        Nov 21 13:01:20 worker-1 containerd[5]: time="2026-11-21T13:01:20.5+09:00" level=info msg="a"
        Nov 21 13:01:20 worker-1 kubelet[59]: E1121 13:01:20.994978      59 kubelet.go:1] first

        """, path: "status.txt", everything: true))
    facts.path = "status.txt"
    let incident = assembleIncident(BundleDescription(name: "b"), facts: [facts], objects: [], events: [])
    #expect(incident.unitStatuses.first?.since?.rfc3339 == "2026-11-21T04:01:10Z")
    #expect(incident.records.last?.time?.rfc3339 == "2026-11-21T04:01:20.994978Z")
    #expect(incident.coverage.logs.isEmpty)
  }

  /// In a window systemctl shortens what its log says.
  @Test(arguments: [
    "Nov 21 04:01:20 worker-1 kubelet[59]: E1121 04:01:20.042700      59 kubelet.go:2448] \"Error getting n…\n",
    "Nov 21 04:01:20 worker-1 kubelet[59]: E1121 04:01:20.042700      59 kubelet.go:2448] \"Error getting n>\n",
    "Nov 21 04:01:20 worker-1 kubelet[59]: E1121 04:01:20.042700  ...\nHint: Some lines were ellipsized, use -l to show in full.\n",
  ])
  func shortenedLinesAreTold(_ log: String) throws {
    let text =
      "● kubelet.service - kubelet: The Kubernetes Node Agent\n   Loaded: loaded (/etc/systemd/system/kubelet.service; enabled)\n"
      + "   Active: active (running) since Sat 2026-11-21 04:01:20 UTC; 3min ago\n\n"
    let facts = try #require(read(text + log, path: "a.txt", everything: true))
    #expect(facts.format == "systemctl-status" && facts.cut.map(\.line) == [log.hasSuffix("full.\n") ? 6 : 5])
    let plain =
      "Nov 21 04:01:20 worker-1 systemd[1]: Starting kubelet.service...\nNov 21 04:01:21 worker-1 kubelet[59]: err=<nil>\n"
    #expect(read(text + plain, path: "a.txt")?.cut == [])
  }
}
