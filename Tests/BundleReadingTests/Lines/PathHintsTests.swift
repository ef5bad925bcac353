import Testing

@testable import BundleReading

@Suite struct PathHintsTests {
  @Test(arguments: [
    ("b/nodes/worker-1/journal/kubelet.log", "worker-1"), ("nodes/n1.zip!/logs/kubelet.log", "n1"),
    ("a.zip!/nodes/ip-10-0-0-7.eu.tar.gz!/logs/x", "ip-10-0-0-7.eu"), ("nodes/worker-1.yaml", ""),
    ("sb/host-collectors/journald/worker-2/kubelet.txt", "worker-2"), ("sb/host-collectors/system/memory.json", ""),
    ("sosreport-worker-1-2026-11-21-abcdefg/sos_commands/date/date", "worker-1"),
    ("sosreport-node7-2026-11-21-abcdefg.tar.xz!/sosreport-node7-2026-11-21-abcdefg/sos_commands/date/date", "node7"),
    ("worker-3-2026-11-21_04_02_14/journald/kubelet", "worker-3"), ("journald/kubelet", ""),
    ("2026-11-21/journald/kubelet", ""), ("kind-worker/kubelet.log", "kind-worker"), ("logs/kubelet.log", ""),
  ])
  func namesTheNode(path: String, node: String) {
    #expect(PathHints.node(path) == node)
  }
}
