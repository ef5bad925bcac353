import Testing

@testable import BundleReading

/// What is a secret, and what only speaks of one.
struct SecretTextTests {
  private func redacted(_ text: String, known: [(key: String, text: String)] = []) -> String {
    let values = known.map { SecretText.KnownValue(key: Array($0.key.utf8), text: Array($0.text.utf8)) }
    var secrets = SecretText()
    var output: [UInt8] = []
    for (place, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if place > 0 { output.append(10) }
      Array(line.utf8).withUnsafeBytes { secrets.redact($0, known: values, into: &output) }
    }
    return String(decoding: output, as: UTF8.self)
  }

  @Test(arguments: [
    ("DB_PASSWORD=hunter2", "DB_PASSWORD=REDACTED"),
    ("    DB_PASSWORD:  hunter2", "    DB_PASSWORD:  REDACTED"),
    ("password: \"hunter 2\" # ours", "password: \"REDACTED\" # ours"),
    (
      #"{"name":"API_TOKEN","value":"0123abc"},{"name":"A","value":"b"}"#,
      #"{"name":"API_TOKEN","value":"REDACTED"},{"name":"A","value":"b"}"#
    ),
    (#"{\"name\":\"API_TOKEN\",\"value\":\"0123abc\"}"#, #"{\"name\":\"API_TOKEN\",\"value\":\"REDACTED\"}"#),
    ("- name: API_TOKEN\n  value: 0123abc", "- name: API_TOKEN\n  value: REDACTED"),
    ("- name: API_TOKEN\n  valueFrom:\n    secretKeyRef:", "- name: API_TOKEN\n  valueFrom:\n    secretKeyRef:"),
    ("Authorization: Bearer 0123456789abcdef", "Authorization: Bearer REDACTED"),
    ("dial amqp://app:hunter2@queue:5672/v", "dial amqp://REDACTED@queue:5672/v"),
    ("--client-key-data=LS0tLS1CRUdJTg", "--client-key-data=REDACTED"),
    ("GET /?api_key=0123abc&page=2", "GET /?api_key=REDACTED&page=2"),
    ("aws_secret_access_key = wJalrXUtn", "aws_secret_access_key = REDACTED"),
  ])
  func secretsGo(_ text: String, _ expected: String) {
    #expect(redacted(text) == expected)
  }

  @Test(arguments: [
    "    DB_PASSWORD:  <set to the key 'password' in secret 'db'>  Optional: false", "secretName: db-credentials",
    "      secret:", "        name: db-password", "automountServiceAccountToken: true", "tokenExpirationSeconds: 3607",
    "MountVolume.SetUp failed for volume \"cert\" : secret \"web-tls\" not found",
    "cat: can't open '/app/secret.key': Permission denied", "open /etc/app/token: no such file or directory",
    "FATAL: password authentication failed for user \"app\"", "couldn't find key password in Secret shop/db",
    "pulling from https://registry.example.org/shop/web:1.2", "--authorization-mode=Node,RBAC",
    "Error: secrets \"db\" is forbidden: User \"app\" cannot get resource", "mail to ops@example.org://x",
  ])
  func whatOnlySpeaksOfSecretsStays(_ text: String) {
    #expect(redacted(text) == text)
  }

  @Test func privateKeysLoseTheirInside() {
    let key = "  -----BEGIN RSA PRIVATE KEY-----\n  MIIEow\n  IBAAKC\n  -----END RSA PRIVATE KEY-----\nnext"
    #expect(
      redacted(key)
        == "  -----BEGIN RSA PRIVATE KEY-----\n  REDACTED\n  REDACTED\nREDACTED-----END RSA PRIVATE KEY-----\nnext")
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIEow\n-----END CERTIFICATE-----"
    #expect(redacted(certificate) == certificate)
  }

  @Test func valuesOfSecretsGoWhateverTheirKeyAndForm() {
    let user = (key: "user", text: "YWRtaW4=")
    #expect(redacted("data:\n  user: YWRtaW4=", known: [user]) == "data:\n  user: REDACTED")
    #expect(
      redacted(#"{"apiVersion":"v1","kind":"Secret","data":{"user":"YWRtaW4="}}"#, known: [user])
        == #"{"apiVersion":"v1","kind":"Secret","data":{"user":"REDACTED"}}"#)
    #expect(
      redacted(#"{"stringData":{"user":"a\"b"}}"#, known: [("user", "a\"b")]) == #"{"stringData":{"user":"REDACTED"}}"#)
  }

  /// Whatever stands in a line, nothing is lost but values, and doing it twice changes nothing more.
  @Test func twiceIsOnce() {
    var random = SeededGenerator(seed: 11)
    let words = [
      "password", "token", "=", ":", " ", "\"", "\\", "value", "name", "://", "@", "abc123", "eyJ", ".", "{", ",",
    ]
    for _ in 0..<2000 {
      let line = (0..<Int.random(in: 0...14, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }
        .joined()
      let once = redacted(line)
      #expect(redacted(once) == once, "\(line)")
    }
  }
}
