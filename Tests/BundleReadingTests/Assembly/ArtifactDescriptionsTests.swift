import Model
import Testing

@testable import BundleReading

struct ArtifactDescriptionsTests {
  private func artifacts(_ files: [(path: String, text: String)]) throws -> [ArtifactDescription] {
    try BundleReader.read(.memory(files), keeping: []).artifacts
  }

  @Test func `Objects are counted by kind and namespace`() throws {
    let pods = """
      apiVersion: v1
      kind: List
      items:
      - {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: n, uid: u1}, status: {}}
      - {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: n, uid: u2}, status: {}}
      - {apiVersion: v1, kind: Pod, metadata: {name: c, namespace: m, uid: u3}, status: {}}
      - {apiVersion: v1, kind: Pod, metadata: {name: d, namespace: n}, spec: {}}

      """
    let read = try artifacts([("x/pods.yaml", pods)])
    #expect(read.map(\.path) == ["x/pods.yaml"])
    #expect(read.first?.bytes == Int64(pods.utf8.count))
    #expect(
      read.first?.objects == [
        .init(kind: "Pod", namespace: "m", rendering: .api, count: 1),
        .init(kind: "Pod", namespace: "n", rendering: .manifest, count: 1),
        .init(kind: "Pod", namespace: "n", rendering: .api, count: 2),
      ])
  }

  @Test func `Logs say whose they are and from when to when`() throws {
    let journal = """
      2024-05-06T10:00:00.000200+0000 n1 kubelet[77]: I0506 10:00:00.000100      77 a.go:1] x
      2024-05-06T10:00:05.000000+0000 n1 systemd[1]: Started x.
      2024-05-06T10:00:09.000200+0000 n1 kubelet[77]: I0506 10:00:09.000100      77 a.go:1] x

      """
    let read = try artifacts([("n1/all.log", journal)])
    #expect(read.first?.logs.map(\.source.name) == ["n1/kubelet", "n1/systemd"])
    #expect(read.first?.logs.first?.span?.from.rfc3339 == "2024-05-06T10:00:00.000200Z")
    #expect(read.first?.logs.first?.span?.to.rfc3339 == "2024-05-06T10:00:09.000200Z")
  }

  @Test func `A container's log says of which container it is`() throws {
    let read = try artifacts([
      ("namespaces/n/logs/a/main.log", "hello\nworld\n"),
      ("namespaces/n/logs/a/main.previous.log", "previous terminated container \"main\" in pod \"a\" not found\n"),
    ])
    #expect(read.map(\.containerLogs.first?.container?.path) == ["Pod/n/a/main", "Pod/n/a/main"])
    #expect(read.map(\.containerLogs.first?.lines) == [2, 1])
    #expect(read.map(\.containerLogs.first?.isPrevious) == [false, true])
    #expect(read.last?.containerLogs.first?.answer == .previousNotFound)
  }

  @Test func `What is asked of components is kept of them alone`() throws {
    let journal = """
      2024-05-06T10:00:00.000200+0000 n1 kubelet[77]: I0506 10:00:00.000100      77 a.go:1] one
      2024-05-06T10:00:05.000000+0000 n1 systemd[1]: Started x.
      2024-05-06T10:00:09.000200+0000 n1 containerd[66]: time="2024-05-06T10:00:09.0001Z" level=info msg="two"

      """
    func components(_ selection: LogSelection) throws -> [String] {
      try BundleReader.read(.memory([("all.log", journal)]), keeping: selection).records.map(\.source.component)
    }
    #expect(try components(.everything([], components: [])) == ["kubelet", "systemd", "containerd"])
    #expect(try components(.everything([], components: ["containerd"])) == ["containerd"])
    #expect(try components(.signatures([])) == [])
  }
}
