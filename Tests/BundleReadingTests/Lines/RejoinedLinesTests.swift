import Model
import Testing

@testable import BundleReading

/// Logs copied out of a terminal, which breaks lines at its width.
@Suite struct RejoinedLinesTests {
  private static let messages = (0..<9).map { number in
    "W1121 04:01:1\(number).994978      59 eviction_manager.go:344] eviction manager: attempting to reclaim ephemeral-storage, round \(number)"
  }
  private static let signature = LogSignature(
    "reclaim", component: "kubelet", literals: ["attempting to reclaim ephemeral-storage"])

  private static func broken(_ lines: [String], at width: Int) -> String {
    var text = ""
    for line in lines {
      for (offset, character) in line.enumerated() {
        if offset > 0, offset.isMultiple(of: width) { text += "\n" }
        text.append(character)
      }
      text += "\n"
    }
    return text
  }

  private static let forms: [(name: String, head: String)] = [
    ("journal-short", "Nov 21 04:01:20 worker-1 kubelet[59]: "),
    ("journal-short-precise", "Nov 21 04:01:20.042890 worker-1 kubelet[59]: "),
    ("journal-short-iso", "2026-11-21T04:01:20+0000 worker-1 kubelet[59]: "),
    ("journal-short-full", "Sat 2026-11-21 04:01:20 UTC worker-1 kubelet[59]: "), ("klog", ""),
  ]

  @Test(arguments: forms, [64, 80, 100])
  func theLinesAreThoseOfTheProgram(_ form: (name: String, head: String), _ width: Int) throws {
    let lines = Self.messages.map { form.head + $0 }
    let whole = try #require(read(lines.joined(separator: "\n") + "\n", path: "pasted.txt", everything: true))
    let copy = try #require(
      read(Self.broken(lines, at: width), path: "pasted.txt", signatures: [Self.signature], everything: true, chunk: 17)
    )
    #expect(copy.format == form.name && whole.format == form.name)
    #expect(copy.log?.lines.map(\.message) == whole.log?.lines.map(\.message))
    #expect(copy.log?.lines.allSatisfy { $0.signatures == ["reclaim"] } == true)
    let parts = (lines[0].utf8.count + width - 1) / width
    #expect(copy.log?.lines.map(\.evidence.line) == (0..<9).map { $0 * parts + 1 })
  }

  /// Copied out of the pager of journalctl.
  @Test func linesThatAPagerCutAreTold() throws {
    let lines = Self.messages.map { ("Nov 21 04:01:20 worker-1 kubelet[59]: " + $0).prefix(79) + ">\n" }
    let text = "Nov 21 04:01:20 worker-1 kubelet[59]: short\n" + lines.joined()
    let facts = try #require(read(text, path: "pasted.txt", everything: true))
    #expect(facts.cut.map(\.line) == [2] && facts.log?.lines.count == 10)
    let whole = text.replacing(">\n", with: "\n")
    #expect(read(whole, path: "pasted.txt")?.cut == [])
  }

  @Test func otherLogsStayAsTheyAre() throws {
    let trace = "goroutine 1 [running]:\nmain.main()\n"
    let text = Self.messages.map { "Nov 21 04:01:20 worker-1 kubelet[59]: \($0)\n" }.joined(separator: trace)
    let facts = try #require(read(text, path: "pasted.txt", everything: true))
    #expect(facts.log?.lines.map(\.message).allSatisfy { !$0.contains("goroutine") } == true)
    #expect(facts.log?.lines.count == 9)
  }
}
