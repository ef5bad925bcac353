import Model
import Testing

@testable import BundleReading

@Suite struct ProgramHeaderTests {
  private func read(_ line: String) -> (time: String?, severity: Severity?, rest: String)? {
    let bytes = Array(line.utf8)
    return bytes.withUnsafeBytes { bytes in
      ProgramHeader.read(bytes).map { header in
        let time = header.stamp.map { stamp in
          switch stamp.reading {
          case .absolute(let moment): moment.rfc3339
          case .local(let local): "\(local.hour):\(local.minute):\(local.second).\(local.nanosecond) local"
          }
        }
        return (time, header.severity, bytes.part(from: header.message).text)
      }
    }
  }

  @Test(
    arguments: [
      ("2026-11-21 04:01:20,123 ERROR o.s.b.App - failed", "4:1:20.123000000 local", .error),
      ("2026-11-21 04:01:20.123  INFO 1 --- [main] o.s.b.App : Started", "4:1:20.123000000 local", .information),
      ("2026-11-21T04:01:20.5Z WARN slow", "2026-11-21T04:01:20.500Z", .warning),
      ("2026/11/21 04:01:20 [emerg] 1#1: host not found", "4:1:20.0 local", .fatal),
      ("[2026-11-21 04:01:20 +0800] [7] [CRITICAL] worker failed", "2026-11-20T20:01:20Z", .fatal),
      ("2026-11-21 04:01:20 -03:30 FATAL gone", "2026-11-21T07:31:20Z", .fatal),
      ("2026-11-21 04:01:20.123 UTC [12345] LOG:  starting PostgreSQL", "2026-11-21T04:01:20.123Z", .information),
      ("10.1.0.7 - - [21/Nov/2026:04:01:20 +0100] \"GET / HTTP/1.1\" 503 19", "2026-11-21T03:01:20Z", nil),
      ("[ERROR] plugin/errors: 2 shop. A: i/o timeout", nil, .error),
      ("2026-11-21 04:01:20 an error of the user", "4:1:20.0 local", nil),
    ] as [(String, String?, Severity?)])
  func headers(_ line: String, _ time: String?, _ severity: Severity?) throws {
    let header = try #require(read(line))
    #expect(header.time == time && header.severity == severity)
  }

  @Test func theRestBeginsBehindTheTime() {
    #expect(read("[2026-11-21 04:01:20 +0000] [7] [INFO] up")?.rest == "[7] [INFO] up")
    #expect(read("2026-11-21 04:01:20,5 up")?.rest == "up")
  }

  @Test(arguments: [
    "", "[", "java.lang.IllegalStateException: no database", "\tat com.example.Main.main(Main.java:3)",
    "2026-13-21 04:01:20 month", "2026-11-21 24:01:20 hour", "2026-11/21 04:01:20 separators",
    "the last ERROR was yesterday", "10.1.0.7 [21/Nov/2026:04:01:20] no zone", "2026-11-21 04:01:2",
  ])
  func noHeader(_ line: String) { #expect(read(line) == nil) }

  /// Cut anywhere, a line is read without harm.
  @Test func cuts() {
    for line in [
      "[2026-11-21 04:01:20.123456 +08:00] [7] [INFO] up", "10.1.0.7 - - [21/Nov/2026:04:01:20 +0100] \"GET",
      "2026/11/21 04:01:20 [emerg] 1#1",
    ] {
      for length in 0..<line.utf8.count {
        let header = read(String(line.prefix(length)))
        #expect(length > 18 || header == nil)
      }
    }
  }
}
