import Model
import Testing

@testable import BundleReading

/// What has led readers of bundles astray, a test each where no other file holds it.
@Suite struct TrapTests {
  private func incident(
    _ artifacts: [(path: String, text: String)], keeping signatures: [LogSignature] = []
  ) throws -> Incident {
    try BundleReader.read(.memory(artifacts), keeping: signatures)
  }

  @Test func aLogOfTwoBytesIsALog() throws {
    let incident = try incident([(path: "namespaces/shop/logs/web-0/web.log", text: "\n\n")])
    #expect(incident.containerLogs.map { $0.container?.path } == ["Pod/shop/web-0/web"])
    #expect(incident.containerLogs.map(\.lineCount) == [2] && incident.coverage.unrecognised.isEmpty)
  }

  @Test func aRedactedValueIsNotUnset() throws {
    let text =
      "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\n  namespace: shop\ndata:\n  password: '***HIDDEN***'\n"
    let incident = try incident([(path: "secrets.yaml", text: text)])
    #expect(incident.coverage.redacted.map(\.line) == [7])
    #expect(incident.objects.first?.value(at: "data")?["password"] != nil)
  }

  @Test func anAnswerIsGluedToTheLineBeforeIt() throws {
    let id = String(repeating: "3f", count: 32)
    let incident = try incident([
      (
        path: "namespaces/shop/logs/web-0/web.log",
        text: "ready\nbyeunable to retrieve container logs for containerd://\(id)"
      )
    ])
    let log = try #require(incident.containerLogs.first)
    #expect(log.answer == .unableToRetrieve(runtime: "containerd", containerID: id) && log.answerEvidence?.line == 2)
  }

  @Test func eventsOfNodesStandInAnotherNamespaceThanTheirNode() throws {
    let text = """
      apiVersion: v1
      kind: Event
      metadata: {name: worker-1.1, namespace: default, uid: e-1}
      involvedObject: {kind: Node, name: worker-1, uid: worker-1}
      reason: NodeHasDiskPressure
      type: Normal
      lastTimestamp: "2026-11-21T04:01:20Z"

      """
    let regarding = try #require(try incident([(path: "events.yaml", text: text)]).events.first?.regarding)
    #expect(regarding.namespace == "" && regarding.uid == "")
  }

  @Test func theDumpAfterAFatalLineIsTheSameComponents() throws {
    let text = """
      Nov 21 04:01:20.042890 w kubelet[59]: F1121 04:01:20.042800      59 server.go:141] mark: cannot read the file
      Nov 21 04:01:20.042890 w kubelet[59]: goroutine 1 [running]:
      Nov 21 04:01:20.042890 w kubelet[59]: main.main()
      Nov 21 04:01:20.142890 w systemd[1]: kubelet.service: Main process exited, code=exited, status=255/EXCEPTION

      """
    let facts = try #require(read(text, path: "pasted.txt", everything: true))
    #expect(facts.log?.lines.map(\.component) == ["kubelet", "kubelet", "kubelet", "systemd"])
    #expect(facts.log?.lines.first?.severity == .fatal)
  }

  /// Between fork and exec a unit's child writes under its program's name in parentheses, cut at its end.
  @Test(arguments: ["(kubelet)", "(cheduler)", "(piserver)"])
  func aChildOfSystemdIsSystemd(_ tag: String) throws {
    let text = "Nov 21 04:01:20.042890 w \(tag)[59]: kubelet.service: Failed at step EXEC spawning /usr/bin/kubelet\n"
    #expect(read(text, everything: true)?.log?.lines.map(\.component) == ["systemd"])
    #expect(read(text)?.log?.extents.map(\.component) == ["systemd"])
  }

  @Test func prioritiesOfTheJournalAreNotTheLinesSeverity() throws {
    let text = #"""
      {"__REALTIME_TIMESTAMP":"1795233680042890","PRIORITY":"6","_HOSTNAME":"w","SYSLOG_IDENTIFIER":"kubelet","MESSAGE":"E1121 04:01:20.042800      59 remote_runtime.go:332] failed"}

      """#
    #expect(read(text, everything: true)?.log?.lines.map(\.severity) == [.error])
  }

  @Test func anEmptyWindowIsNoJournalAndNoFault() throws {
    let incident = try incident([(path: "nodes/w/etcd.log", text: "-- No entries --\n")])
    #expect(incident.coverage.logs.isEmpty && incident.coverage.cut.isEmpty && incident.coverage.unrecognised.isEmpty)
  }

  /// Times of files in an archive are those of its making, or of its unpacking.
  @Test func timesOfFilesAreNoTimesOfEvents() throws {
    func incident(at time: Int) throws -> Incident {
      let log = "Nov 21 04:01:20.042890 w kubelet[59]: I1121 04:01:20.042800      59 kubelet.go:7] a\n"
      let tar = TarBytes(time: time).file("nodes/w/kubelet.log", log)
        .file("nodes/w/date.txt", "Sat Nov 21 04:02:14 UTC 2026\n")
      let folder = try TemporaryFolder()
      return try BundleReader.read(.path(try folder.write("b.tar", tar.closed)), keeping: [LogSignature]())
    }
    let (old, new) = (try incident(at: 0), try incident(at: 4_000_000_000))
    #expect(old.bundle.captured == new.bundle.captured && old.bundle.captured != nil)
    #expect(old.coverage.logs.map(\.spans) == new.coverage.logs.map(\.spans))
  }

  /// Events are kept for an hour: that there are none says nothing of before, and is no gap either.
  @Test func aListWithoutEventsIsWhole() throws {
    let incident = try incident([(path: "events.yaml", text: "apiVersion: v1\nkind: EventList\nitems: []\n")])
    #expect(incident.coverage.lists.map(\.isComplete) == [true] && incident.coverage.lists.map(\.kind) == ["Event"])
    #expect(!incident.coverage.missing.contains { $0.text.hasPrefix("no events") })
  }

  /// Another tool's clean bill, and what it failed to collect.
  @Test func theVerdictOfAnotherToolIsNoFact() throws {
    let incident = try incident([
      (path: "analysis.json", text: CollectorReport.samples[0]),
      (
        path: "cluster-resources/nodes-errors.json",
        text: "[\"nodes is forbidden: User \\\"x\\\" cannot list resource\"]\n"
      ),
    ])
    #expect(incident.objects.isEmpty && incident.records.isEmpty && incident.coverage.unrecognised.isEmpty)
    #expect(incident.coverage.forbidden.count == 1)
    #expect(incident.coverage.missing.contains { $0.text.hasPrefix("no list of nodes") })
  }

  @Test func theLogOfAnInitContainerIsNamedByTheFileAlone() throws {
    let pod = """
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, uid: u-1}
      spec: {initContainers: [{name: migrate, image: a}], containers: [{name: web, image: a}]}
      status: {phase: Pending}

      """
    let incident = try incident([
      (path: "pods.yaml", text: pod), (path: "namespaces/shop/logs/web-0/migrate.log", text: "waiting for db\n"),
    ])
    #expect(incident.containerLogs.map { $0.container?.path } == ["Pod/shop/web-0/migrate"])
  }

  @Test func aJournalThatStepsBackALittleCoversItsWholeSpan() throws {
    let text = """
      Nov 21 2026 04:01:20.042890 w kubelet[59]: I1121 04:01:20.042800      59 kubelet.go:7] a
      Nov 21 2026 04:01:20.042790 w kubelet[59]: I1121 04:01:20.042700      59 kubelet.go:7] b
      Nov 21 2026 04:01:21.042790 w kubelet[59]: I1121 04:01:21.042700      59 kubelet.go:7] c

      """
    let span = try #require(try incident([(path: "a.log", text: text)]).coverage.logs.first?.spans.first)
    #expect(span.from.rfc3339 == "2026-11-21T04:01:20.042790Z" && span.to.rfc3339 == "2026-11-21T04:01:21.042790Z")
  }
}
