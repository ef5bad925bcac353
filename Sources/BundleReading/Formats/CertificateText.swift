/// Certificates and keys: PEM, and what `openssl x509 -text` prints of them.
enum CertificateText: RecognizedText {
  static let name = "certificate"
  static let what = "Certificates, as PEM or as text. Recognized, not read further."
  static let sources = ["/etc/kubernetes/pki", "openssl x509 -text", "openssl x509 -dates"]
  static let samples = [
    "-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIQ2z\n-----END CERTIFICATE-----\n",
    "Certificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number: 7 (0x7)\n",
    "notBefore=Nov 21 04:01:20 2025 GMT\nnotAfter=Nov 21 04:01:20 2026 GMT\n",
    "# /etc/kubernetes/pki/ca.crt\nsubject=CN = kubernetes\nissuer=CN = kubernetes\nnotBefore=Nov 21 04:01:20 2025 GMT\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var result = 0
    head.withLines(atMost: 4) { line in
      let text = line.part(0, 128).trimmed
      let isText =
        text.count == 12 && text.has("Certificate:")
        || (text.has("notAfter=") || text.has("notBefore=")) && text.ends(with: " GMT")
      if text.has("-----BEGIN CERTIFICATE") || isText { result = 84 }
    }
    return result
  }
}
