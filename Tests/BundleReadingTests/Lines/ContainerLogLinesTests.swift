import Model
import Testing

@testable import BundleReading

@Suite struct ContainerLogLinesTests {
  private let path = "namespaces/shop/logs/api-1/api.log"

  @Test func theBeginningAndTheEndAreKept() throws {
    let log = try #require(read((1...400).map { "line \($0)\n" }.joined(), path: path)?.containerLogs.first)
    #expect(
      log.lineCount == 400 && log.head.map(\.number) == Array(1...30) && log.tail.map(\.number) == Array(281...400))
    #expect(log.head.first?.text == "line 1" && log.tail.last?.text == "line 400")
    #expect(log.container == EntityReference(kind: "Pod", namespace: "shop", name: "api-1", container: "api"))
    #expect(log.answer == nil && !log.isPrevious)
  }

  @Test func anAnswerIsRememberedWithItsLine() throws {
    let log = try #require(
      read("started\n\(LogAnswerTextTests.unable)containerd://\(LogAnswerTextTests.id)", path: path)?.containerLogs
        .first)
    #expect(log.answer == .unableToRetrieve(runtime: "containerd", containerID: LogAnswerTextTests.id))
    #expect(log.answerEvidence?.line == 2)
  }

  @Test func anErrorThatTheApplicationPrintsIsNoAnswer() throws {
    let error = "Error from server (NotFound): pods \"api-1\" not found\n"
    #expect(read("\(error)retrying\n", path: path)?.containerLogs.first?.answer == nil)
    #expect(read("a\n\(error)", path: path)?.containerLogs.first?.answer == .podNotFound)
    let other = "Error from server (NotFound): pods \"other\" not found\n"
    #expect(read("a\n\(other)", path: path)?.containerLogs.first?.answer == nil)
  }

  @Test func anAnswerAloneIsTakenWhateverItsPath() throws {
    let text = "Error from server (BadRequest): container \"db\" in pod \"db-0\" is not available\n"
    let facts = try #require(read(text, path: "pasted.txt"))
    #expect(facts.containerLogs.first?.container == EntityReference(kind: "Pod", name: "db-0", container: "db"))
    #expect(facts.containerLogs.first?.answer == .notAvailable)
  }

  @Test func aForbiddenLogIsNoted() throws {
    let text = "Error from server (Forbidden): pods \"api-1\" is forbidden: User \"jane\" cannot get resource\n"
    let facts = try #require(read(text, path: path))
    #expect(facts.forbidden.map(\.line) == [1])
    guard case .other = facts.containerLogs.first?.answer else {
      Issue.record("an answer of another kind")
      return
    }
  }

  @Test func anApplicationThatWritesKlogStaysAnApplication() throws {
    let klog = "I1121 04:01:19.994978      59 eviction_manager.go:344] attempting to reclaim x\n"
    let facts = try #require(read(klog, path: path, signatures: [LogInterestsTests.reclaim]))
    #expect(facts.format == "kubectl-logs" && facts.containerLogs.count == 1 && facts.log == nil)
  }

  @Test func aComponentInAPodIsBoth() throws {
    let facts = try #require(
      read(
        "2026-11-21T04:24:08.616558423Z stderr F E1121 04:24:08.616000       1 proxier.go:1] sync failed badly\n",
        path: "namespaces/kube-system/logs/kube-proxy-x/kube-proxy.log",
        signatures: [LogSignature("p", component: "kube-proxy", callSites: ["proxier.go"], literals: ["sync failed"])]))
    #expect(facts.containerLogs.first?.lineCount == 1)
    #expect(facts.log?.lines.map(\.component) == ["kube-proxy"])
    #expect(facts.log?.lines.first?.message == "sync failed badly")
    #expect(facts.log?.extents.map(\.component) == ["kube-proxy"])
  }

  @Test func aGuessedPathYieldsToComponentsOnly() {
    let logfmt = "time=\"2026-11-21T04:01:20Z\" level=info msg=\"x\"\n"
    #expect(read(logfmt, path: "x/logs/api-1/api.log")?.format == "kubectl-logs")
    #expect(read(logfmt, path: "x/logs/worker-1/containerd.log")?.format == "logfmt")
    let journal = "Nov 21 04:01:19 a kubelet[1]: x\n"
    #expect(read(journal, path: "x/logs/worker-1/all.log")?.format == "journal-short")
  }

  @Test func aComponentsFileOfTheRuntimeIsReadAsItsLog() throws {
    let line =
      "2026-11-21T04:24:08.616558423Z stderr F {\"level\":\"warn\",\"ts\":\"2026-11-21T04:24:08.6Z\",\"msg\":\"slow disk\"}"
    let facts = try #require(
      read(
        "\(line)\n", path: "control-plane/etcd.log",
        signatures: [LogSignature("slow", component: "etcd", literals: ["slow disk"])]))
    #expect(facts.log?.lines.map(\.message) == ["slow disk"] && facts.log?.lines.first?.severity == .warning)
  }

  @Test func ofErrorsBetweenTheFirstAndTheLastOfAShapeAreKept() throws {
    var lines = (1...600).map { "request \($0) done" }
    lines[99] = "dial tcp 10.0.0.7:5432: connect: Connection Refused"
    lines[149] = "dial tcp 10.0.0.8:5432: connect: Connection Refused"
    lines[199] = "dial tcp 10.0.0.9:5432: connect: Connection Refused"
    for frame in 210...290 {
      lines[frame] = "\tat com.example.Failure\(Array(repeating: "x", count: frame)).onException(F.java)"
    }
    lines[299] = "java.lang.IllegalStateException: no pool"
    lines[599] = "FATAL: over"
    let log = try #require(read(lines.joined(separator: "\n"), path: path)?.containerLogs.first)
    #expect(log.notable.map(\.number) == [100, 200, 300])
    #expect(log.lines.count == 30 + 3 + 120)
  }

  @Test func runtimeLinesAreDecodedAndTheirPartsJoined() throws {
    let text = """
      2026-11-21T04:24:08.616558423Z stdout F started
      2026-11-21T04:24:09.616558423Z stderr P long \("")
      2026-11-21T04:24:09.616558424Z stderr F line
      2026-11-21T04:24:10.616558424Z stderr P cut

      """
    let log = try #require(read(text, path: "var/log/pods/x.log")?.containerLogs.first)
    #expect(log.head.map(\.text) == ["started", "long line", "cut"])
    #expect(log.head.map(\.number) == [1, 2, 4])
    #expect(log.head.first?.time?.rfc3339 == "2026-11-21T04:24:08.616558423Z")
  }

  @Test func dockersFilesAreDecoded() throws {
    let text = #"""
      {"log":"say \"hi\"\n","stream":"stdout","time":"2026-11-21T04:24:08.616558423Z"}
      {"log":"half ","stream":"stdout","time":"2026-11-21T04:24:09.616558423Z"}
      {"log":"whole\r\n","stream":"stdout","time":"2026-11-21T04:24:10.616558423Z"}

      """#
    let facts = try #require(read(text, path: "x.txt"))
    #expect(facts.format == "kubectl-logs")
    #expect(facts.containerLogs.first?.head.map(\.text) == ["say \"hi\"", "half whole"])
  }

  @Test func severalLogsOfOneDump() throws {
    let text = """
      ==== START logs for container app of pod shop/web-0 ====
      listening
      ==== END logs for container app of pod shop/web-0 ====
      ==== START logs for container etcd of pod kube-system/etcd-a ====
      {"level":"warn","ts":"2026-11-21T04:24:08.6Z","msg":"slow disk"}
      ==== END logs for container etcd of pod kube-system/etcd-a ====

      """
    let facts = try #require(
      read(
        text, path: "shop/web-0/logs.txt",
        signatures: [LogSignature("slow", component: "etcd", literals: ["slow disk"])]))
    #expect(facts.containerLogs.compactMap(\.container?.path) == ["Pod/shop/web-0/app", "Pod/kube-system/etcd-a/etcd"])
    #expect(facts.containerLogs.map { $0.head.map(\.text) }.first == ["listening"])
    #expect(facts.log?.lines.map(\.component) == ["etcd"] && facts.log?.lines.first?.evidence.line == 5)
  }
}
