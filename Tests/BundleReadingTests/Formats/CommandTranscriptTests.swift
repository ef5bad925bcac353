import Model
import Testing

@testable import BundleReading

@Suite struct CommandTranscriptTests {
  private static let table = "NAME    READY   STATUS    RESTARTS   AGE\nweb-0   1/1     Running   0          5d\n"
  private static let yaml = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: api-0\n  namespace: shop\n  uid: u-1\n"
  private static let description =
    "Name:         db-0\nNamespace:    shop\nNode:         worker-1/10.0.0.7\nStatus:       Running\nContainers:\n  db:\n    State:  Running\n"
  private static let journal =
    "Nov 21 04:01:20.042890 worker-1 kubelet[59]: E1121 04:01:20.042700      59 kubelet.go:2448] \"Error getting node\"\n"
  private static let disks =
    "Filesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        20G   12G  7.2G  64% /\n"
  private static let memory =
    "              total        used        free      shared  buff/cache   available\nMem:          24011        2011       20000          12        2000       21500\n"

  private func expect(_ text: String, _ names: [String]) {
    let objects = read(text, path: "notes.txt")?.objects.map {
      "\($0.kind) \($0.name)@\($0.root.value(at: "metadata.name")?.line ?? 0)"
    }
    #expect(objects == names)
  }

  @Test(arguments: ["$ ", "# ", "[root@m1 ~]# ", "ops@m1:~$ ", "+ ", "==== ", ""])
  func aTableThenADocument(_ prompt: String) {
    let text =
      "\(prompt)kubectl get po -n shop\n\(Self.table)\n\(prompt)kubectl -n shop get po api-0 -o yaml\n\(Self.yaml)"
      + "\(prompt)kubectl -n shop describe po db-0\n\(Self.description)"
    expect(text, ["Pod web-0@3", "Pod api-0@9", "Pod db-0@13"])
    #expect(read(text)?.cut == [])
  }

  @Test func withoutCommands() {
    expect(Self.table + Self.yaml, ["Pod web-0@2", "Pod api-0@6"])
    expect(Self.description + "\n" + Self.table, ["Pod db-0@1", "Pod web-0@10"])
    expect(Self.yaml + Self.table, ["Pod api-0@4", "Pod web-0@8"])
    expect(Self.table + "\n" + Self.description, ["Pod web-0@2", "Pod db-0@4"])
  }

  /// A document and a log that somebody put into one file, without a word between.
  @Test(arguments: [
    yaml, "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\",\n  \"metadata\": {\n    \"name\": \"api-0\"\n  }\n}\n",
  ])
  func aLogBehindADocument(_ document: String) throws {
    let facts = try #require(read(document + "\n" + Self.journal + Self.journal, path: "notes.txt", everything: true))
    let first = document.split(separator: "\n").count + 2
    #expect(facts.objects.map(\.name) == ["api-0"] && facts.cut.isEmpty && facts.unread.isEmpty)
    #expect(facts.log?.lines.map(\.evidence.line) == [first, first + 1])
  }

  /// What kubectl complains about among its documents is no log.
  @Test func complaintsOfKubectlAreNoLog() {
    let complaint =
      "E1121 04:01:20.042700   71225 memcache.go:287] couldn't get resource list for metrics.k8s.io/v1beta1\n"
    #expect(read(Self.yaml + complaint, path: "a.yaml")?.format == "kubernetes-yaml")
    #expect(read(complaint + Self.yaml, path: "a.yaml")?.format == "kubernetes-yaml")
  }

  @Test func commandsOfANode() throws {
    let text =
      "# df -h\n\(Self.disks)# free -m\n\(Self.memory)# journalctl -u kubelet\n\(Self.journal)# date\nSat Nov 21 04:02:14 UTC 2026\n"
    let facts = try #require(read(text, path: "nodes/worker-1/all.txt", everything: true))
    #expect(facts.format == "command-transcript")
    #expect(facts.filesystems.map { $0.evidence.line } == [3])
    #expect(facts.log?.lines.map { $0.evidence.line } == [8])
    #expect(facts.log?.extents.map(\.component) == ["kubelet"])
    #expect(facts.captureTimes.map { $0.evidence.line } == [10])
    #expect(facts.captureTimes.first?.node == "worker-1")
    #expect(facts.unread == [])
  }

  /// SUSE's supportconfig, as support-bundle-kit packs it.
  @Test func headingsOfSupportconfig() throws {
    let text =
      "#==[ Command ]======================================#\n# /bin/df -h\n\(Self.disks)\n"
      + "#==[ Log File ]=====================================#\n# /var/log/messages - Last 500 Lines\n\(Self.journal)"
      + "#==[ Command ]======================================#\n# /usr/bin/free -k\n\(Self.memory)"
    let facts = try #require(read(text, path: "scc_worker-1/basic-environment.txt", everything: true))
    #expect(facts.format == "command-transcript" && facts.filesystems.count == 1 && facts.memories.count == 1)
    #expect(facts.log?.lines.map(\.evidence.line) == [8] && facts.unread.isEmpty)
  }

  @Test func windowsLineEnds() {
    let text = "$ kubectl get po\r\n\(Self.table)$ kubectl get po api-0 -o yaml\n\(Self.yaml)"
      .split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    expect(text, ["Pod web-0@3", "Pod api-0@8"])
  }

  @Test func whatIsNotReadIsNamedAndItsNeighborsStay() throws {
    let text = "# df -h\n\(Self.disks)# vmstat\nprocs -memory- ---swap--\n# kubectl get po\n\(Self.table)"
    let incident = try LayoutSample.incident([("all.txt", text)])
    #expect(
      incident.coverage.unrecognised == [
        Coverage.Note(path: "all.txt", line: 4, text: "output that no format claims: # vmstat")
      ])
    #expect(incident.filesystems.count == 1 && incident.objects.map(\.name) == ["web-0"])
  }

  @Test func anErrorWhereAListShouldBe() throws {
    let text =
      "$ kubectl get po\nError from server (Forbidden): pods is forbidden: User \"jane\" cannot list resource\n$ kubectl get po -n shop\n\(Self.table)$ kubectl get po api-0 -o yaml\n\(Self.yaml)"
    let facts = try #require(read(text))
    #expect(facts.forbidden.map(\.line) == [2])
    #expect(facts.objects.map(\.name) == ["web-0", "api-0"])
  }

  @Test func logsBetweenTables() throws {
    let text =
      "$ kubectl get po -n shop\n\(Self.table)$ kubectl -n shop logs web-0 -c app --previous\nstarted\n{\"kind\": 1}\npanic: no port\n$ kubectl get po api-0 -o yaml\n\(Self.yaml)"
    let facts = try #require(read(text))
    let log = try #require(facts.containerLogs.first)
    #expect(log.container?.path == "Pod/shop/web-0/app" && log.isPrevious)
    #expect(log.head.map(\.number) == [5, 6, 7])
    #expect(facts.objects.map(\.name) == ["web-0", "api-0"])
  }

  /// A log or a document that only looks like several outputs stays whole.
  @Test(arguments: [
    ("namespaces/shop/logs/ci-0/ci.log", "starting\n+ kubectl get pods\n\(table)+ df -h\n\(disks)", "kubectl-logs"),
    (
      "cm.txt",
      "Name:         web\nNamespace:    shop\nLabels:       <none>\n\nData\n====\npod.yaml:\n----\n\(yaml)\nEvents:  <none>\n",
      "kubectl-describe"
    ),
    (
      "a.yaml",
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  t: |\n    NAME   READY\n    Name:  x\n",
      "kubernetes-yaml"
    ),
    ("b.yaml", "# date of this file: today\n# kubectl is not needed\n\(yaml)", "kubernetes-yaml"),
    ("c.txt", "$ kubectl get po\n\(table)$ kubectl get po -n shop\n\(table)", "kubectl-table"),
  ])
  func otherTextsStayWhole(_ path: String, _ text: String, _ format: String) {
    #expect(read(text, path: path)?.format == format)
  }

  @Test func cutsAndManyOutputsStayBounded() throws {
    let text = String(repeating: "# df -h\n\(Self.disks)# free -m\n\(Self.memory)", count: 1500)
    let facts = try #require(read(text))
    #expect(facts.limits.count == 1 && facts.filesystems.count == 1000)
    let bytes = Array(Self.table + Self.yaml + Self.description)
    for end in stride(from: 0, to: bytes.count, by: 7) { _ = read(String(bytes[..<end]), isCut: true) }
  }

  /// Of a long transcript the beginning shows tables alone.
  @Test func whatComesLaterMayBeOfAnyKind() throws {
    let rows = (0..<3000).map { "web-\($0)   1/1     Running   0          5d\n" }.joined()
    let table = "NAME    READY   STATUS    RESTARTS   AGE\n"
    let text =
      "$ kubectl get pods -n a\n\(table)x-0     1/1     Running   0          5d\n$ kubectl get pods -n b\n\(table)\(rows)"
      + "$ df -h\nFilesystem      Size  Used Avail Use% Mounted on\n/dev/sda1        20G   12G  7.2G  64% /\n"
    let facts = try #require(read(text, path: "out.txt"))
    #expect(facts.objects.count == 3001 && facts.filesystems.count == 1 && facts.cut.isEmpty)
  }
}
