import Collector
import Testing

@testable import casefile

struct CollectTests {
  private let script = String(decoding: CollectorScript.bytes, as: UTF8.self)

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
