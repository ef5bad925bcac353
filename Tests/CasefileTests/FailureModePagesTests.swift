import Glibc
import Model
import Reporting
import Testing

@testable import casefile

/// Holds `docs/failure-modes/` against the failure modes; `RECORD_SNAPSHOTS=1` writes the folder instead.
struct FailureModePagesTests {
  private static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
    + "/docs/failure-modes"

  private static var isRecording: Bool { getenv("RECORD_SNAPSHOTS").map { String(cString: $0) } == "1" }

  /// File names with their texts.
  private static var pages: [String: String] {
    let catalog = Pipeline.live.catalog()
    var pages = ["README.md": FailureModePage.index(catalog)]
    for entry in catalog { pages["\(entry.card.id).md"] = FailureModePage.render(entry) }
    return pages
  }

  @Test func `Each failure mode has its page, as its file has it`() throws {
    let pages = Self.pages
    let committed = try names(inFolder: Self.folder)
    if Self.isRecording {
      for name in committed where pages[name] == nil { unlink("\(Self.folder)/\(name)") }
      for (name, text) in pages { try Output.file("\(Self.folder)/\(name)").write(text) }
      return
    }
    let hint: Comment = "record it: RECORD_SNAPSHOTS=1 swift test --filter FailureModePagesTests"
    #expect(committed == pages.keys.sorted(), hint)
    let stale = try committed.filter { name in
      let bytes = try contents(ofFile: "\(Self.folder)/\(name)")
      return String(decoding: bytes, as: UTF8.self) != pages[name]
    }
    #expect(stale.isEmpty, hint)
  }

  @Test func `All links between the pages lead somewhere`() {
    let pages = Self.pages
    for (name, text) in pages {
      for target in Self.links(in: text) { #expect(pages[target] != nil, "\(name) links to \(target)") }
    }
  }

  /// Targets of `[…](target.md)`.
  private static func links(in text: String) -> [String] {
    text.split(separator: "](").dropFirst().compactMap { part in
      let target = part.prefix { $0 != ")" }
      return target.hasSuffix(".md") ? String(target) : nil
    }
  }
}
