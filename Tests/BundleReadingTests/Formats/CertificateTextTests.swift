import Model
import Testing

@testable import BundleReading

@Suite struct CertificateTextTests {
  private func dates(_ text: String, path: String = "nodes/n1/certs.txt") throws -> [String] {
    let facts = try #require(read(text, path: path))
    #expect(facts.format == "certificate")
    return facts.certificates.map { "\($0.name) \($0.node) \($0.expires.rfc3339) \($0.evidence.line)" }
  }

  @Test func kubeadmsTable() throws {
    #expect(
      try dates(CertificateText.samples[3]) == [
        "admin.conf n1 2026-11-20T08:12:00Z 2", "apiserver n1 2026-11-20T08:12:00Z 3",
      ])
    #expect(try dates(CertificateText.samples[4]) == ["etcd-server n1 2027-11-20T08:12:00Z 4"])
  }

  @Test func namesComeFromTheSubjectOrTheFile() throws {
    let date = "notAfter=Nov 21 04:01:20 2026 GMT\n"
    #expect(
      try dates("subject=O = a, CN = kube-apiserver\n\(date)", path: "x.txt") == [
        "kube-apiserver  2026-11-21T04:01:20Z 2"
      ])
    #expect(try dates(date, path: "pki/apiserver.txt") == ["apiserver  2026-11-21T04:01:20Z 1"])
    #expect(
      try dates("/etc/kubernetes/pki/etcd/peer.crt\n\(date)/etc/kubernetes/pki/etcd/server.crt\n\(date)", path: "x.txt")
        == ["peer  2026-11-21T04:01:20Z 2", "server  2026-11-21T04:01:20Z 4"])
    let text = """
      Certificate:
          Data:
              Validity
                  Not Before: Nov 21 04:01:20 2025 GMT
                  Not After : Nov 21 04:01:20 2026 GMT
              Subject: CN = kube-etcd

      """
    #expect(try dates(text, path: "x.txt") == ["kube-etcd  2026-11-21T04:01:20Z 5"])
  }

  @Test func pemIsKnownAndNotRead() throws { #expect(try dates(CertificateText.samples[0]) == []) }
}
