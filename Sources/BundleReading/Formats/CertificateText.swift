import Model

/// Certificates: in PEM, what `openssl x509` prints of them, and kubeadm's table of those of a control plane.
enum CertificateText: RecognizedText {
  static let name = "certificate"
  static let what = "Until when certificates are valid. Keys are recognized, not read further."
  static let sources = ["kubeadm certs check-expiration", "openssl x509 -text", "/etc/kubernetes/pki"]
  static let samples = [
    "-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIQ2z\n-----END CERTIFICATE-----\n",
    "Certificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number: 7 (0x7)\n",
    "notBefore=Nov 21 04:01:20 2025 GMT\nnotAfter=Nov 21 04:01:20 2026 GMT\n",
    """
    CERTIFICATE                EXPIRES                  RESIDUAL TIME   CERTIFICATE AUTHORITY   EXTERNALLY MANAGED
    admin.conf                 Nov 20, 2026 08:12 UTC   <invalid>       ca                      no
    apiserver                  Nov 20, 2026 08:12 UTC   <invalid>       ca                      no

    """,
    """
    [check-expiration] Reading configuration from the cluster...

    CERTIFICATE                EXPIRES                  RESIDUAL TIME   EXTERNALLY MANAGED
    etcd-server                Nov 20, 2027 08:12 UTC   363d            no

    """,
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var result = 0
    head.withLines(atMost: 6) { line in
      let text = line.part(0, 128).trimmed
      let isText = text.count == 12 && text.has("Certificate:") || text.has("notAfter=") && text.ends(with: " GMT")
      let isTable = text.has("CERTIFICATE ") && text.index(of: " EXPIRES ") != nil
      if text.has("-----BEGIN CERTIFICATE") || isText || isTable { result = 84 }
    }
    return result
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: CertificateLines(path: head.path))
  }
}

/// Reads names and last days of certificates.
struct CertificateLines: LineConsumer {
  private var facts: ArtifactFacts
  private let node: String
  /// The subject, or the file that the line before named.
  private var subject = ""
  /// The text between `BEGIN CERTIFICATE` and `END CERTIFICATE`; nil outside of one.
  private var encoded: [UInt8]?
  private var firstLine = 0

  /// Longest certificate that is decoded, in bytes of text.
  private static let longestCertificate = 64 * 1024

  /// Most certificates of an artifact.
  private static let most = 1000

  init(path: String) {
    facts = ArtifactFacts(path: path, format: CertificateText.name)
    node = PathHints.node(path)
  }

  mutating func take(_ line: TextLine) {
    guard facts.certificates.count < Self.most else { return }
    if takeEncoded(line) { return }
    let text = line.bytes.part(0, 512).trimmed.text
    if let end = Self.value(of: ["notAfter=", "Not After : "], in: text) {
      add(subject.isEmpty ? fileName : subject, date: end, line)
      subject = ""
    } else if let written = Self.value(of: ["subject=", "Subject: "], in: text) {
      let name = Self.commonName(written)
      // `openssl x509 -text` prints it below the dates.
      if let last = facts.certificates.indices.last, text.hasPrefix("Subject: "),
        facts.certificates[last].name == fileName
      {
        facts.certificates[last].name = name
      } else {
        subject = name
      }
    } else if let row = Self.row(text) {
      add(row.name, date: row.expires, line)
    } else if text.hasSuffix(".crt") || text.hasSuffix(".pem") || text.hasSuffix(".crt:") || text.hasSuffix(".pem:") {
      subject = Self.stem(of: text)
    }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }

  /// Takes a line of PEM; false for other lines.
  private mutating func takeEncoded(_ line: TextLine) -> Bool {
    let text = line.bytes.trimmed
    if text.has("-----BEGIN CERTIFICATE-----") {
      encoded = []
      firstLine = line.number
    } else if text.has("-----END ") {
      if let found = encoded.flatMap({ EncodedCertificate(EncodedCertificate.decodedBase64($0)) }) {
        let name = !subject.isEmpty ? subject : found.commonName.isEmpty ? fileName : found.commonName
        let words = "-----BEGIN CERTIFICATE-----"
        facts.certificates.append(
          Certificate(
            name: name, node: node, expires: found.expires,
            evidence: Evidence(path: facts.path, line: firstLine, text: words)))
      }
      (encoded, subject) = (nil, "")
    } else if let known = encoded?.count {
      if known + text.count < Self.longestCertificate { encoded?.append(contentsOf: text) }
    } else {
      return false
    }
    return true
  }

  private var fileName: String { Self.stem(of: facts.path) }

  private mutating func add(_ name: String, date: String, _ line: TextLine) {
    var date = date
    guard case .absolute(let moment)? = date.withUTF8({ DateText.read(LineBytes($0)) }) else { return }
    facts.certificates.append(
      Certificate(
        name: name, node: node, expires: moment,
        evidence: Evidence(path: facts.path, line: line.number, text: line.bytes.text, cut: line.isCut)))
  }

  private static func value(of keys: [String], in text: String) -> String? {
    keys.first { text.hasPrefix($0) }.map { String(text.dropFirst($0.utf8.count)) }
  }

  /// `kube-apiserver` of `O = system:masters, CN = kube-apiserver` and of `/O=x/CN=kube-apiserver`.
  private static func commonName(_ subject: String) -> String {
    for part in subject.split(whereSeparator: { $0 == "," || $0 == "/" }) {
      let pair = part.split(separator: "=", maxSplits: 1).map { $0.split(separator: " ").joined(separator: " ") }
      if pair.count == 2, pair[0] == "CN" { return pair[1] }
    }
    return ""
  }

  /// `apiserver  Nov 20, 2026 08:12 UTC  <invalid>  ca  no`.
  private static func row(_ text: String) -> (name: String, expires: String)? {
    let words = text.split(separator: " ")
    guard words.count >= 7, words[2].hasSuffix(","), words[3].count == 4, words[4].count == 5, words[5] == "UTC" else {
      return nil
    }
    return (String(words[0]), "\(words[1]) \(words[2].dropLast()) \(words[4]):00 \(words[3]) UTC")
  }

  private static func stem(of path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    return String(file.prefix { $0 != "." && $0 != ":" })
  }
}
