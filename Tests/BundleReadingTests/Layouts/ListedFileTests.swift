import Model
import Testing

@testable import BundleReading

@Suite struct ListedFileTests {
  private static let text = "Filesystem 1K-blocks Used Available Use% Mounted on\n/dev/sda1 100 50 50 50% /\n"

  private static func digest(_ text: String) -> String {
    var hash = SHA256()
    Array(text.utf8).withUnsafeBytes { hash.update($0) }
    return hash.finish()
  }

  private static func item(_ path: String, _ sha256: String) -> String {
    #"{"path":"\#(path)","bytes":\#(text.utf8.count),"sha256":\#(sha256),"exitCode":0,"cut":false}"#
  }

  private static let items = [
    item("nodes/n1/df.txt", "\"\(digest(text))\""), item("nodes/n2/df.txt", "\"\(digest("other"))\""),
    item("nodes/n3/df.txt", "null"), item("nodes/n4/df.txt", "\"\(digest(text))\""),
  ]
  private static let manifest = #"""
    {
    "format":"casefile-bundle","version":1,"start":"2026-11-21T04:02:10Z","end":"2026-11-21T04:02:44Z",
    "items":[
    \#(items.joined(separator: ",\n"))
    ]}
    """#

  private func altered(in folder: String, checking: Bool) throws -> [String] {
    let files = ["n1", "n2", "n3"].map { (path: "\(folder)nodes/\($0)/df.txt", text: Self.text) }
    let incident = try BundleReader.read(
      .memory([(path: "\(folder)manifest.json", text: Self.manifest)] + files), keeping: .signatures([]),
      checkingDigests: checking)
    return incident.coverage.altered.map { "\($0.path): \($0.text)" }
  }

  @Test(arguments: ["", "bundle/"])
  func otherBytesAndNoFileAreTold(folder: String) throws {
    #expect(
      try altered(in: folder, checking: true) == [
        "\(folder)nodes/n2/df.txt: its bytes are not those that the manifest lists (SHA-256 differs)",
        "\(folder)nodes/n4/df.txt: the manifest lists it, and the bundle has no such file",
      ])
  }

  @Test func nothingIsComparedUnlessAsked() throws {
    #expect(try altered(in: "", checking: false) == [])
  }
}
