import Model
import Testing

@testable import BundleReading

@Suite struct ContainerLogLinesTests {
  private let path = "namespaces/shop/logs/api-1/api.log"

  @Test func theBeginningAndTheEndAreKept() throws {
    let log = try #require(read((1...100).map { "line \($0)\n" }.joined(), path: path)?.containerLog)
    #expect(
      log.lineCount == 100 && log.head.map(\.number) == Array(1...20) && log.tail.map(\.number) == Array(61...100))
    #expect(log.head.first?.text == "line 1" && log.tail.last?.text == "line 100")
    #expect(log.container == EntityReference(kind: "Pod", namespace: "shop", name: "api-1", container: "api"))
    #expect(log.answer == nil && !log.isPrevious)
  }

  @Test func anAnswerIsRememberedWithItsLine() throws {
    let log = try #require(
      read("started\n\(LogAnswerTextTests.unable)containerd://\(LogAnswerTextTests.id)", path: path)?.containerLog)
    #expect(log.answer == .unableToRetrieve(runtime: "containerd", containerID: LogAnswerTextTests.id))
    #expect(log.answerEvidence?.line == 2)
  }

  @Test func anErrorThatTheApplicationPrintsIsNoAnswer() throws {
    let error = "Error from server (NotFound): pods \"api-1\" not found\n"
    #expect(read("\(error)retrying\n", path: path)?.containerLog?.answer == nil)
    #expect(read("a\n\(error)", path: path)?.containerLog?.answer == .podNotFound)
    let other = "Error from server (NotFound): pods \"other\" not found\n"
    #expect(read("a\n\(other)", path: path)?.containerLog?.answer == nil)
  }

  @Test func anAnswerAloneIsTakenWhateverItsPath() throws {
    let text = "Error from server (BadRequest): container \"db\" in pod \"db-0\" is not available\n"
    let facts = try #require(read(text, path: "pasted.txt"))
    #expect(facts.containerLog?.container == EntityReference(kind: "Pod", name: "db-0", container: "db"))
    #expect(facts.containerLog?.answer == .notAvailable)
  }

  @Test func aForbiddenLogIsNoted() throws {
    let text = "Error from server (Forbidden): pods \"api-1\" is forbidden: User \"jane\" cannot get resource\n"
    let facts = try #require(read(text, path: path))
    #expect(facts.forbidden.map(\.line) == [1])
    guard case .other = facts.containerLog?.answer else {
      Issue.record("an answer of another kind")
      return
    }
  }

  @Test func anApplicationThatWritesKlogStaysAnApplication() throws {
    let klog = "I1121 04:01:19.994978      59 eviction_manager.go:344] attempting to reclaim x\n"
    let facts = try #require(read(klog, path: path, signatures: [LogInterestsTests.reclaim]))
    #expect(facts.format == "kubectl-logs" && facts.containerLog != nil && facts.log == nil)
  }

  @Test func aComponentInAPodIsBoth() throws {
    let facts = try #require(
      read(
        "2026-11-21T04:24:08.616558423Z stderr F E1121 04:24:08.616000       1 proxier.go:1] sync failed badly\n",
        path: "namespaces/kube-system/logs/kube-proxy-x/kube-proxy.log",
        signatures: [LogSignature("p", component: "kube-proxy", callSites: ["proxier.go"], literals: ["sync failed"])]))
    #expect(facts.containerLog?.lineCount == 1)
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
}
