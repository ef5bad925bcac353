import BundleReading
import Glibc
import Model
import Reporting
import Testing

@testable import casefile

/// Holds `docs/formats.md` against the formats and the bundles; `RECORD_SNAPSHOTS=1` writes the page instead.
struct FormatsPageTests {
  private static let root =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")

  private static var isRecording: Bool { getenv("RECORD_SNAPSHOTS").map { String(cString: $0) } == "1" }

  /// The bundles of `Bundles/`, each by the name of its folder.
  private static func bundles() throws -> [Incident] {
    try names(inFolder: "\(root)/Bundles").compactMap { name in
      let path = "\(root)/Bundles/\(name)/bundle.tar.gz"
      guard access(path, R_OK) == 0 else { return nil }
      var incident = try BundleReader.read(.path(path), keeping: [LogSignature]())
      incident.bundle.name = name
      return incident
    }
  }

  @Test func `The page is what the formats' files and the bundles say`() throws {
    let bundles = try Self.bundles()
    try #require(!bundles.isEmpty)
    let page = FormatsPage.render(BundleReader.formats, bundles: bundles)
    let path = "\(Self.root)/docs/formats.md"
    if Self.isRecording {
      try Output.file(path).write(page)
      return
    }
    let committed = String(decoding: try contents(ofFile: path), as: UTF8.self)
    #expect(committed == page, "record it: RECORD_SNAPSHOTS=1 swift test --filter FormatsPageTests")
  }

  @Test func `Each format says what it is and what writes it`() {
    for format in BundleReader.formats {
      #expect(format.what.hasSuffix(".") && format.what.count > 20, "\(format.name)")
      #expect(!format.sources.isEmpty && format.sources.allSatisfy { !$0.isEmpty }, "\(format.name)")
      #expect(format.sample.contains { $0 != "\n" }, "\(format.name)")
    }
  }
}
