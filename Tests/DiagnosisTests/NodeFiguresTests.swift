import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Figures of `df -i`, `free` and `/proc/meminfo` beside what the kubelet says.
struct NodeFiguresTests {
  private static let bytes =
    "Filesystem     1K-blocks    Used Available Use% Mounted on\n/dev/sda1 10485760 4194304 6291456 40% /\n"
  private static let fullBytes =
    "Filesystem     1K-blocks    Used Available Use% Mounted on\n/dev/sda1 10485760 9961472 524288 95% /\n"

  private static func inodes(used: Int, at mount: String = "/") -> String {
    """
    Filesystem      Inodes   IUsed   IFree IUse% Mounted on
    /dev/sda1       655360   \(used)   \(655_360 - used)  \(used * 100 / 655_360)% \(mount)
    tmpfs           655360   655360   0  100% /run/lock

    """
  }

  private func diagnose(_ artifacts: [(String, String)]) throws -> Diagnosis {
    DiagnosticEngine.diagnose(
      try BundleReader.read(
        .memory(artifacts.map { (path: $0.0, text: $0.1) }), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
  }

  private func evidence(_ cause: Diagnosis.RootCause) -> [String] {
    cause.chain.flatMap(\.evidence).map { "\($0.path):\($0.line)" }
  }

  @Test func theFigureIsQuotedWhereTheKubeletNamesInodes() throws {
    let diagnosis = try diagnose([
      ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true)),
      (
        "nodes/n1/journal/kubelet.log",
        DiskPressureExample.kubelet(
          ("10:00:00", "eviction_manager.go:376", "\"Eviction manager: attempting to reclaim\" resourceName=\"inodes\"")
        )
      ), ("nodes/n1/df-i.txt", Self.inodes(used: 655_000)),
    ])
    let cause = try #require(diagnosis.rootCauses.first)
    #expect(cause.id == "inode-exhaustion" && cause.confidence == .proven)
    #expect(cause.chain.contains { $0.text.contains("/ (655000 of 655360 used)") })
    #expect(evidence(cause).contains("nodes/n1/df-i.txt:2"))
  }

  /// A condition alone does not say of what; bytes that are free and inodes that are not do.
  @Test func figuresTellInodesFromBytes() throws {
    let node = ("cluster/nodes.yaml", DiskPressureExample.node(pressure: true))
    let cause = try #require(
      try diagnose([node, ("nodes/n1/df.txt", Self.bytes), ("nodes/n1/df-i.txt", Self.inodes(used: 655_000))])
        .rootCauses.first)
    #expect(cause.id == "inode-exhaustion" && cause.confidence == .likely)
    #expect(evidence(cause).contains("nodes/n1/df-i.txt:2"))
  }

  @Test(arguments: [
    [("nodes/n1/df.txt", bytes), ("nodes/n1/df-i.txt", inodes(used: 100))],
    [("nodes/n1/df.txt", fullBytes), ("nodes/n1/df-i.txt", inodes(used: 655_000))],
    [("nodes/n1/df.txt", bytes), ("nodes/n1/df-i.txt", inodes(used: 655_000, at: "/backup"))],
    [("nodes/n1/df.txt", bytes), ("nodes/n2/df-i.txt", inodes(used: 655_000))],
    [("nodes/n1/df-i.txt", inodes(used: 655_000))],
  ])
  func otherFiguresDoNot(_ tables: [(String, String)]) throws {
    let diagnosis = try diagnose([("cluster/nodes.yaml", DiskPressureExample.node(pressure: true))] + tables)
    #expect(!diagnosis.rootCauses.contains { $0.id == "inode-exhaustion" })
  }

  @Test func aHealthyNodeWithFullInodesHasNoPressure() throws {
    let diagnosis = try diagnose([
      ("cluster/nodes.yaml", DiskPressureExample.node(pressure: false)), ("nodes/n1/df.txt", Self.bytes),
      ("nodes/n1/df-i.txt", Self.inodes(used: 655_000)),
    ])
    #expect(diagnosis.rootCauses.isEmpty)
  }

  private static let pressed = NodePressureMode.node(
    "{type: MemoryPressure, status: \"True\", reason: KubeletHasInsufficientMemory, "
      + "lastTransitionTime: \"2024-05-06T10:00:00Z\"}")

  @Test(arguments: [
    (
      "nodes/n1/free.txt",
      "$ free -k\n               total        used        free      shared  buff/cache   available\nMem:         4194304     4100000       40000           0       54304       61440\n",
      "60 MiB of 4 GiB were available"
    ),
    (
      "nodes/n1/meminfo.txt", "MemTotal:  4194304 kB\nMemFree:   20480 kB\nSwapTotal: 0 kB\n",
      "20 MiB of 4 GiB were free"
    ),
  ])
  func memoryIsQuotedBesideItsPressure(_ path: String, _ text: String, _ words: String) throws {
    let diagnosis = try diagnose([("cluster/nodes.yaml", Self.pressed), (path, text)])
    let state = try #require(diagnosis.symptoms.first { $0.id == "node-memory-pressure" })
    #expect(state.text.contains(words), "\(state.text)")
    #expect(state.evidence.contains { $0.path == path })
    #expect(diagnosis.rootCauses.isEmpty)
  }

  @Test func memoryThatIsThereIsNotQuoted() throws {
    let text = "MemTotal:  4194304 kB\nMemFree:   20480 kB\nMemAvailable:  2097152 kB\n"
    let diagnosis = try diagnose([("cluster/nodes.yaml", Self.pressed), ("nodes/n1/meminfo.txt", text)])
    let state = try #require(diagnosis.symptoms.first { $0.id == "node-memory-pressure" })
    #expect(!state.evidence.contains { $0.path == "nodes/n1/meminfo.txt" })
  }
}
