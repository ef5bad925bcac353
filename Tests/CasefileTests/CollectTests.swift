import Collector
import Glibc
import Testing

@testable import casefile

struct CollectTests {
  private let script = String(decoding: CollectorScript.bytes, as: UTF8.self)

  @Test func `The script is its parts in the order of their names`() throws {
    let here = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let collector = "/\(here)/Sources/Collector"
    let names = try names(inFolder: "\(collector)/parts").sorted()
    let parts = try names.flatMap { try contents(ofFile: "\(collector)/parts/\($0)") }
    #expect(names.count > 5)
    if getenv("RECORD_SNAPSHOTS").map({ String(cString: $0) }) == "1" {
      try Output.file("\(collector)/collect.sh").write(String(decoding: parts, as: UTF8.self))
      return
    }
    // Not in the expectation: it would print all bytes.
    let isSame = CollectorScript.bytes == parts
    #expect(isSame, "join it: RECORD_SNAPSHOTS=1 swift test --filter CollectTests")
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
