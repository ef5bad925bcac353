import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

struct EtcdOutageTests {
  private func roots(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    let incident = try BundleReader.read(.memory(artifacts), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subjects[0].path) \($0.confidence)" }
  }

  private static let date = (path: "date.txt", text: "Mon May  6 10:03:00 UTC 2024\n")
  private static let stopped = ServiceOutageMode.systemd(
    ("10:00:00", "Stopping etcd.service - etcd..."), ("10:00:01", "Stopped etcd.service - etcd."))

  /// A member that writes a line on a node.
  private func member(_ node: String) -> (path: String, text: String) {
    (
      "nodes/\(node)/journal/etcd.log",
      "2024-05-06T09:59:00.000200+0000 \(node) etcd[88]: {\"level\":\"info\",\"ts\":\"2024-05-06T09:59:00.000Z\",\"msg\":\"ok\"}\n"
    )
  }

  @Test func `The only member is down`() throws {
    #expect(
      try roots([("nodes/n1/journal/systemd.log", Self.stopped), member("n1"), Self.date])
        == ["quorum-lost Node/n1 proven"])
  }

  @Test func `Two of three members are a majority`() throws {
    #expect(
      try roots([
        ("nodes/n1/journal/systemd.log", Self.stopped), member("n1"), member("n2"), member("n3"), Self.date,
      ]) == [])
  }

  @Test func `A controller manager that ends meanwhile follows from it`() throws {
    let journal =
      Self.stopped
      + ServiceOutageMode.systemd(
        ("10:00:20", "kube-controller-manager.service: Main process exited, code=exited, status=1/FAILURE"))
    #expect(
      try roots([("nodes/n1/journal/systemd.log", journal), member("n1"), Self.date]) == ["quorum-lost Node/n1 proven"])
  }

  @Test func `It runs again, and the bundle holds a request that failed`() throws {
    let journal = Self.stopped + ServiceOutageMode.systemd(("10:02:00", "Started etcd.service - etcd."))
    let artifacts = [("nodes/n1/journal/systemd.log", journal), member("n1"), Self.date]
    #expect(try roots(artifacts) == [])
    #expect(
      try roots(artifacts + [("during/kubectl.txt", "Error from server: etcdserver: request timed out\n")])
        == ["quorum-lost Node/n1 likely"])
  }
}
