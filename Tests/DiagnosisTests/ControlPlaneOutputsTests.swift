import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// What commands show of etcd and of certificates, without any log.
struct ControlPlaneOutputsTests {
  private func causes(_ artifacts: [(path: String, text: String)]) throws -> [String] {
    DiagnosticEngine.diagnose(
      try BundleReader.read(
        .memory(artifacts + [("nodes/n1/date.txt", "Mon May  6 10:03:00 UTC 2024\n")]),
        keeping: LogInterests.ofAllModes, limits: ReadLimits())
    ).rootCauses.map { "\($0.id) \($0.subject.path)" }
  }

  @Test("An alarm of etcd holds until it is disarmed")
  func alarm() throws {
    let text = "memberID:10501334649042878790 alarm:NOSPACE \n"
    #expect(try causes([("nodes/n1/etcd-alarms.txt", text)]) == ["etcd-space-quota-exceeded Node/n1"])
    #expect(
      try causes([("nodes/n1/etcd-alarms.txt", #"{"alarms":[{"memberID":7,"alarm":2}]}"#)]) == [
        "etcd-data-corrupt-or-lost Node/n1"
      ])
  }

  @Test("Most of three members do not answer")
  func quorum() throws {
    func health(_ silent: Int) -> String {
      (0..<3).map { number in
        number < silent
          ? "https://10.0.0.\(number):2379 is unhealthy: failed to commit proposal: context deadline exceeded\n"
          : "https://10.0.0.\(number):2379 is healthy: successfully committed proposal: took = 9.7ms\n"
      }.joined()
    }
    #expect(try causes([("nodes/n1/health.txt", health(2))]) == ["quorum-lost Node/n1"])
    #expect(try causes([("nodes/n1/health.txt", health(1))]) == [])
  }

  private func table(_ name: String, _ year: Int) -> (path: String, text: String) {
    (
      "nodes/n1/certs.txt",
      "CERTIFICATE     EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY MANAGED\n"
        + "\(name)       May 04, \(year) 08:12 UTC   <invalid>       ca                      no\n"
    )
  }

  @Test("Certificates that ended before the bundle was taken")
  func certificates() throws {
    #expect(
      try causes([table("apiserver", 2024)]).map { $0.prefix { $0 != " " } } == [
        "apiserver-or-control-plane-cert-expired"
      ])
    #expect(
      try causes([table("etcd-server", 2024)]).map { $0.prefix { $0 != " " } } == ["etcd-client-or-peer-cert-expired"])
    #expect(try causes([table("apiserver", 2025)]) == [])
    // Only a person's kubectl needs it.
    #expect(try causes([table("admin.conf", 2024)]) == [])
  }

  @Test("Where the API still answered, other certificates are in use than these files")
  func answering() throws {
    let nodes = "apiVersion: v1\nkind: NodeList\nmetadata: {resourceVersion: \"1\"}\nitems: []\n"
    #expect(try causes([table("apiserver", 2024), ("nodes.yaml", nodes)]) == [])
  }
}
