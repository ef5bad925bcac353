import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct ImagesInUseTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  /// A node of 10 GiB with an image of `size` bytes; a pod uses image `used`.
  private func bundle(_ size: Int, used: String) -> [(path: String, text: String)] {
    [
      (
        "all.yaml",
        """
        apiVersion: v1
        kind: Node
        metadata: {name: n1, uid: node-1}
        status:
          capacity: {ephemeral-storage: 10Gi}
          conditions: [{type: Ready, status: "True", reason: KubeletReady}]
          images:
          - {names: ["registry.example/model:1"], sizeBytes: \(size)}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web-0, namespace: shop, uid: u1}
        spec: {nodeName: n1, containers: [{name: web, image: "\(used)"}]}
        status: {phase: Running, conditions: [{type: Ready, status: "True"}]}

        """
      ),
      (
        "nodes/n1/journal/kubelet.log",
        DiskPressureExample.kubelet(
          (
            "10:00:00", "kubelet.go:1355",
            "\"Image garbage collection failed multiple times in a row\" err=\"Failed to garbage collect required amount of "
              + "images. Attempted to free 412316860 bytes, but only found 0 bytes eligible to free.\""
          ))
      ), ("nodes/n1/date.txt", "Mon May  6 10:01:00 UTC 2024\n"),
    ]
  }

  @Test func `What pods use takes more than half`() throws {
    #expect(
      try roots(bundle(6_000_000_000, used: "registry.example/model:1")) == ["images-fill-node-disk Node/n1 likely"])
  }

  @Test func `Less, or unused, it is not the images`() throws {
    #expect(try roots(bundle(3_000_000_000, used: "registry.example/model:1")) == [])
    #expect(try roots(bundle(6_000_000_000, used: "registry.example/other:1")) == [])
  }
}
