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

  private static let pem = """
    -----BEGIN CERTIFICATE-----
    MIIBuDCCAV+gAwIBAgIUaKAp2odXdbtORFp2g874JyFSDSkwCgYIKoZIzj0EAwIw
    MjEXMBUGA1UECgwOc3lzdGVtOm1hc3RlcnMxFzAVBgNVBAMMDmt1YmUtZXRjZC1w
    ZWVyMB4XDTI2MTEyMTIyMTYzNloXDTI3MTEyMTIyMTYzNlowMjEXMBUGA1UECgwO
    c3lzdGVtOm1hc3RlcnMxFzAVBgNVBAMMDmt1YmUtZXRjZC1wZWVyMFkwEwYHKoZI
    zj0CAQYIKoZIzj0DAQcDQgAEYiNANYNEGbtMYGebUIfzp436Mz+MGvQsi1zyLdCW
    2SD3pn3ST7ku3yczPNie693SsIZcHXRJ8JVxiVmLoHrPg6NTMFEwHQYDVR0OBBYE
    FJ3gxeMXTTQ5lk2I0irdv58cJ0OoMB8GA1UdIwQYMBaAFJ3gxeMXTTQ5lk2I0ird
    v58cJ0OoMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDRwAwRAIgPJkmjujx
    0AUq/GKM99d2UAqjhfAh3cC5DlXTn7kPx+kCIHvZvK1rH/yA2W8xseAHcSFaAs7V
    ODjaT/Jws/f6e/o+
    -----END CERTIFICATE-----

    """

  @Test func pemIsDecoded() throws {
    #expect(try dates(Self.pem, path: "pki/etcd/peer.crt") == ["kube-etcd-peer  2027-11-21T22:16:36Z 1"])
    #expect(
      try dates("# a bundle\n" + Self.pem + Self.pem, path: "x.pem") == [
        "kube-etcd-peer  2027-11-21T22:16:36Z 2", "kube-etcd-peer  2027-11-21T22:16:36Z 14",
      ])
  }

  @Test func whatIsNoCertificateInPEMIsKnownAndNotRead() throws {
    #expect(try dates(CertificateText.samples[0]) == [])
    let lines = Self.pem.split(separator: "\n").map(String.init)
    #expect(try dates(([lines[0]] + lines[4...]).joined(separator: "\n")) == [])
    #expect(try dates(lines[..<6].joined(separator: "\n") + "\n") == [])
  }

  @Test func anyBytesAreNoCertificate() {
    var random = SeededGenerator(seed: 3)
    let whole = EncodedCertificate.decodedBase64(
      Array(Self.pem.split(separator: "\n").dropFirst().dropLast().joined().utf8))
    #expect(EncodedCertificate(whole)?.commonName == "kube-etcd-peer")
    for _ in 0..<2000 {
      var bytes = Array(whole.prefix(Int.random(in: 0...whole.count, using: &random)))
      for _ in 0..<3 where !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      _ = EncodedCertificate(bytes)
    }
  }
}
