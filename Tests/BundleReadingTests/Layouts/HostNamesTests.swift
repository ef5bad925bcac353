import Model
import Testing

@testable import BundleReading

/// A machine's own name names what lies in its folder.
@Suite struct HostNamesTests {
  private static let klog = "I1121 04:01:19.994978      59 kubelet.go:1952] \"SyncLoop ADD\" source=\"api\"\n"

  private static let other = "I1121 04:01:20.994978      59 kubelet.go:1952] \"SyncLoop DELETE\" source=\"api\"\n"

  private func nodes(_ files: [(path: String, text: String)]) throws -> [String] {
    try LayoutSample.incident(files).records.map { "\($0.evidence.path): \($0.source.node)" }
  }

  @Test(arguments: [
    ("a/hostname", "worker-1\n"), ("a/hostname.txt", "worker-1.example.net\n"), ("a/etc/hostname", "worker-1\n"),
    ("a/sos_commands/host/hostname", "worker-1"), ("a/systeminfo/hostname", "worker-1\r\n"),
    ("a/uname.txt", "Linux worker-1 5.15.0-91-generic #101-Ubuntu SMP Tue Nov 14 13:30:08 UTC 2023 x86_64 GNU/Linux\n"),
    ("a/hostnamectl", " Static hostname: worker-1\n       Icon name: computer-vm\n"),
  ])
  func itsFolderIsItsOwn(_ path: String, _ text: String) throws {
    let found = try nodes([(path, text), ("a/kubelet.log", Self.klog), ("b/kubelet.log", Self.other)])
    try #require(found.count == 2)
    #expect(found[0].hasPrefix("a/kubelet.log: worker-1") && found[1] == "b/kubelet.log: ")
  }

  @Test func theNearestNameCounts() throws {
    let found = try nodes([
      ("hostname", "bastion\n"), ("one/hostname", "worker-1\n"), ("one/logs/kubelet.log", Self.klog),
      ("nodes/worker-7/kubelet.log", Self.other),
    ])
    #expect(found == ["one/logs/kubelet.log: worker-1", "nodes/worker-7/kubelet.log: worker-7"])
  }

  @Test func whoeverCollectedIsNoNode() throws {
    let found = try nodes([
      ("hostname", "bastion\n"), ("kubelet.log", Self.klog), ("nodes.json", LayoutSample.nodeList),
    ])
    #expect(found == ["kubelet.log: "])
  }

  @Test(arguments: ["localhost.localdomain\n", "two words\n", "-x\n", "a\nb\n", "\n"])
  func otherTextsAreNoNames(_ text: String) throws {
    #expect(try nodes([("hostname", text), ("kubelet.log", Self.klog)]) == ["kubelet.log: "])
  }

  @Test func twoNamesNameNothing() throws {
    let found = try nodes([
      ("hostname", "worker-1\n"), ("hostname.old", "worker-2\n"), ("kubelet.log", Self.klog),
    ])
    #expect(found == ["kubelet.log: "])
  }
}
