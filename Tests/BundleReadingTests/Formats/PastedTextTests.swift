import Model
import Testing

@testable import BundleReading

@Suite struct PastedTextTests {
  private static let events =
    "Events:\n  Type     Reason       Age   From     Message\n  ----     ------       ----  ----     -------\n"
    + "  Warning  FailedMount  8s    kubelet  MountVolume.SetUp failed for volume \"data\" : mount failed: exit status 32\n"
  private static let log = "Nov 21 04:01:20 worker-1 kubelet[59]: E1121 04:01:20.042700      59 kubelet.go:2448] gone\n"
  private static let table = "NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5d\n"

  @Test func outputsInFences() throws {
    let text =
      "Hello,\n\nsince today:\n\n```\n\(Self.events)```\n\nand the pods\n```shell\n\(Self.table)```\nThe log:\n```\n\(Self.log)```\n"
    let facts = try #require(read(text, path: "issue.md", everything: true))
    #expect(facts.format == "pasted-text")
    #expect(facts.objects.map { "\($0.kind) \($0.root.line)" } == ["Event 9", "Pod 15"])
    #expect(facts.log?.lines.map(\.evidence.line) == [19])
    #expect(facts.unread.isEmpty && facts.cut.isEmpty)
  }

  /// Without fences, words are what stands at the margin behind a blank line, or in another script.
  @Test(arguments: [
    ("Seit heute frueh steht in den Ereignissen:\n\n", "\nWas kann man tun?\n"),
    ("节点上的事件如下\n", "重启之后就好了\n"), ("イベントを貼ります。\n\n", "\n以上です。\n"),
  ])
  func outputsBetweenWords(before: String, after: String) throws {
    let facts = try #require(read(before + Self.events + after, path: "report.txt"))
    let event = try #require(facts.objects.first)
    #expect(facts.objects.count == 1)
    #expect(
      event.string(at: "message") == "MountVolume.SetUp failed for volume \"data\" : mount failed: exit status 32")
    #expect(event.string(at: "involvedObject.kind") == "Pod")
  }

  @Test(arguments: [
    "Nothing here was copied from anywhere.\n\nIt is only text.\n", "```\nuploads hang sometimes\n```\n",
    "# Notes\n\n- one\n- two\n",
  ])
  func wordsAlone(_ text: String) { #expect(read(text, path: "notes.txt") == nil) }

  /// Lines stand in lists, in quotations, behind the numbers of an editor.
  @Test(arguments: ["  - ", "> ", "7703 ", "    ", "\"", "12:"])
  func adornedLines(_ mark: String) throws {
    let facts = try #require(
      read("The kubelet says:\n\n" + mark + Self.log + mark + Self.log, path: "issue.txt", everything: true))
    #expect(facts.log?.lines.map(\.host) == ["worker-1", "worker-1"])
    #expect(facts.log?.lines.map(\.evidence.line) == [3, 4])
  }

  /// A quoted mail: tables and prompts within the quotation.
  @Test func quotedOutputs() throws {
    let quoted = ("$ kubectl get pods\n" + Self.table).split(separator: "\n").map { "> \($0)\n" }.joined()
    let facts = try #require(read("You wrote:\n\n" + quoted + "\nand what now?\n", path: "mail.txt"))
    #expect(facts.objects.map { "\($0.kind) \($0.name) \($0.root.line)" } == ["Pod web-0 5"])
  }

  /// What a web page left of it.
  @Test func copiedFromAPage() throws {
    let text =
      "We see this:\n\nEvents:\n"
      + Self.events.split(separator: "\n").dropFirst().map {
        $0.replacing("  ", with: "\u{A0} ").replacing("\"", with: "&quot;") + "\n"
      }.joined()
    let event = try #require(read(text, path: "page.txt")?.objects.first)
    #expect(event.string(at: "reason") == "FailedMount")
    #expect(
      event.string(at: "message") == "MountVolume.SetUp failed for volume \"data\" : mount failed: exit status 32")
  }

  /// A command in bold, its output in a fence: whose log it is, the command tells.
  @Test(arguments: [
    "[root@m1 ~]# **kubectl logs -n kube-system coredns-0**:", "`kubectl logs -n kube-system coredns-0` says",
  ])
  func aCommandBeforeAFence(_ command: String) throws {
    let text =
      "DNS fails.\n\n\(command)\n```\n.:53\n2026/11/21 04:01:20 [INFO] CoreDNS-1.2.2\n2026/11/21 04:01:22 [FATAL] plugin/loop: gone\n```\n\n"
      + "```\n\(Self.table)```\n"
    let facts = try #require(read(text, path: "issue.md", everything: true))
    #expect(facts.containerLogs.map(\.container?.name) == ["coredns-0"])
    #expect(facts.objects.map(\.kind) == ["Pod"])
  }

  /// A description's own lines keep what stands before them.
  @Test func messagesQuoteLogs() throws {
    let text =
      "```\nName:         web-0\nNamespace:    shop\nStatus:       Running\nContainers:\n  app:\n    State:      Waiting\n"
      + "    Message:    - \(Self.log)```\n"
    let facts = try #require(read(text, path: "issue.md", everything: true))
    #expect(facts.objects.map(\.kind) == ["Pod"])
    #expect(facts.log == nil)
  }

  /// The tail of a unit's journal behind a blank line is the unit's.
  @Test func theTailOfAUnit() throws {
    let text = """
      It does not start.

      ● kubelet.service - kubelet: The Kubernetes Node Agent
         Loaded: loaded (/usr/lib/systemd/system/kubelet.service; disabled)
         Active: failed (Result: start-limit) since Wed 2026-11-18 16:08:09 CET; 8s ago
       Main PID: 18607 (code=exited, status=2)

      \(Self.log)
      """
    let facts = try #require(read(text, path: "issue.txt", everything: true))
    #expect(facts.units.map(\.status.node) == ["worker-1"])
  }

  /// A log that quotes a fence is a log.
  @Test func aFenceWithinALine() throws {
    let facts = try #require(read(Self.log + Self.log.replacing("gone", with: "```"), path: "kubelet.log"))
    #expect(facts.format == "journal-short")
  }

  @Test func theSameWhereverTheBytesAreCut() throws {
    let text = "Hello\n```\n\(Self.events)```\nwords\n```\n\(Self.log)```\n"
    let whole = try #require(read(text, path: "issue.md", everything: true))
    var random = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      let chunk = Int.random(in: 1...90, using: &random)
      let facts = try #require(read(text, path: "issue.md", everything: true, chunk: chunk))
      #expect(facts.objects.count == whole.objects.count && facts.log?.lines.count == whole.log?.lines.count)
    }
  }
}
