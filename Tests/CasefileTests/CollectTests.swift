import Collector
import Testing

@testable import casefile

struct CollectTests {
  private let script = String(decoding: CollectorScript.bytes, as: UTF8.self)

  @Test func `The script is its parts in the order of their names`() throws {
    let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = "/\(here)/Sources/Collector/parts"
    let parts = try names(inFolder: folder).sorted().map { try contents(ofFile: "\(folder)/\($0)") }
    #expect(parts.count > 5)
    // Not in the expectation: it would print all bytes.
    let isSame = CollectorScript.bytes == parts.flatMap(\.self)
    #expect(isSame)
  }

  @Test func `The script is for sh, in ASCII, and knows no machine`() {
    #expect(script.hasPrefix("#!/bin/sh\n"))
    #expect(script.hasSuffix("main \"$@\"\n"))
    #expect(script.utf8.allSatisfy { $0 < 128 })
    #expect(!script.contains("/home/"))
  }

  @Test func `It takes no arguments`() throws {
    let _: Collect = try command("collect")
    #expect(try usageError(["collect", "-n", "shop"]).contains("-n"))
  }
}
