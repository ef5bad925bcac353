import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// Who holds a disk, by figures of `du` and the kubelet's summary.
struct MeasuredUsageTests {
  private static let uid = "0b51c3a8-6f0e-4ff2-a9a0-4f3a4a1f6f0a"

  private static let pods = DiskPressureExample.list(
    """
    - apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: shop, uid: \(uid), creationTimestamp: "2024-05-06T09:00:00Z"}
      spec: {nodeName: n1, containers: [{name: app, image: "shop/web:1"}]}
      status: {phase: Running, startTime: "2024-05-06T09:00:00Z"}

    """)

  private static let reclaim = DiskPressureExample.kubelet(
    (
      "10:00:00", "eviction_manager.go:338",
      "\"Eviction manager: attempting to reclaim\" resourceName=\"ephemeral-storage\""
    ))

  private func diagnose(_ du: String, df: String? = nil, pressure: Bool = true) throws -> Diagnosis {
    var artifacts = [
      ("cluster/nodes.yaml", DiskPressureExample.node(pressure: pressure)), ("namespaces/shop/pods.yaml", Self.pods),
      ("nodes/n1/journal/kubelet.log", Self.reclaim), ("nodes/n1/du.txt", du),
    ]
    if let df { artifacts.append(("nodes/n1/df.txt", df)) }
    return DiagnosticEngine.diagnose(
      try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits()))
  }

  @Test(arguments: [
    ("/var/lib/kubelet/pods/\(uid)/volumes/kubernetes.io~empty-dir/scratch", "pod-fills-node-disk", "Pod/shop/web-0"),
    ("/var/log/pods/shop_web-0_\(uid)", "logs-fill-node-disk", "Pod/shop/web-0"),
    ("/var/lib/containerd/io.containerd.content.v1.content", "images-fill-node-disk", "Node/n1"),
    ("/var/crash", "host-fills-node-disk", "Node/n1"),
  ])
  func theLargestHolderIsNamed(_ path: String, _ id: String, _ subject: String) throws {
    let cause = try #require(try diagnose("6291456\t\(path)\n").rootCauses.first)
    #expect(cause.id == id && cause.subject.path == subject && cause.confidence == .proven)
  }

  @Test(arguments: [
    // Whose a whole pod's or store's data are, the row does not tell.
    "6291456\t/var/lib/kubelet\n", "6291456\t/var/lib/kubelet/pods/\(uid)\n", "6291456\t/var/lib/containerd\n",
    "6291456\t/var/log/pods\n", "6291456\t/var\n", "6291456\t/\n", "6291456\t/proc/kcore\n",
    // A claim's disk, and a pod that nobody knows.
    "6291456\t/var/lib/kubelet/pods/\(uid)/volumes/kubernetes.io~csi/pvc-1\n",
    "6291456\t/var/lib/kubelet/pods/1111c3a8-6f0e-4ff2-a9a0-4f3a4a1f6f0a/volumes/kubernetes.io~empty-dir/scratch\n",
    // Too small to matter.
    "1024\t/var/crash\n",
  ])
  func whatIsNobodysNamesNobody(_ du: String) throws {
    let diagnosis = try diagnose(du)
    #expect(diagnosis.verdict == .undetermined && diagnosis.rootCauses.isEmpty)
  }

  @Test func lessThanHalfOfTheDiskIsOnlyLikely() throws {
    let diagnosis = try diagnose("3145728\t/var/log/pods/shop_web-0_\(Self.uid)\n1\t/home\n")
    #expect(diagnosis.rootCauses.map(\.confidence) == [.likely])
  }

  @Test func figuresAfterThePressureTellNothing() throws {
    #expect(try diagnose("6291456\t/var/crash\n", pressure: false).rootCauses.isEmpty)
  }

  @Test func aFolderOnAnotherDiskIsNoPartOfIt() throws {
    let df = """
      Filesystem     1K-blocks     Used Available Use% Mounted on
      /dev/sda1       10485760 10066329    419431  96% /
      /dev/sdb1      104857600 90066329  14419431  87% /srv

      """
    #expect(try diagnose("62914560\t/srv/backup\n", df: df).rootCauses.isEmpty)
    #expect(try diagnose("6291456\t/opt/dumps\n", df: df).rootCauses.map(\.id) == ["host-fills-node-disk"])
  }

  @Test func ofNestedFoldersTheInnermostLargeOneCounts() throws {
    let incident = try BundleReader.read(
      .memory([
        ("nodes/n1/du.txt", "7000000\t/opt\n6900000\t/opt/dumps\n6800000\t/opt/dumps/heap\n10\t/opt/dumps/heap/a\n")
      ]), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    #expect(MeasuredUsage.shares(on: "n1", incident).map(\.what) == ["/opt/dumps/heap"])
  }
}
