import Model
import Testing

@testable import BundleReading

/// Headers of journals and syslog files.
@Suite struct OuterHeaderTests {
  private func parts(_ header: OuterHeader?, _ line: LineBytes) -> [String]? {
    guard let header else { return nil }
    return [
      line.part(header.host.lowerBound, header.host.upperBound).text,
      line.part(header.tag.lowerBound, header.tag.upperBound).text, line.part(from: header.message).text,
    ]
  }

  @Test(arguments: [
    ("Nov 21 04:01:20.042890 worker-1 kubelet[59]: I1121", ["worker-1", "kubelet", "I1121"]),
    ("Apr  1 00:02:25 redhat79 kubelet: I0401", ["redhat79", "kubelet", "I0401"]),
    ("jan 08 15:44:58 k8sw09 origin-node[14927]: I0108", ["k8sw09", "origin-node", "I0108"]),
    ("5月 26 18:42:17 xxxx dockerd[19053]: time=", ["xxxx", "dockerd", "time="]),
    ("12月  1 18:42:17 xxxx dockerd[19053]: time=", ["xxxx", "dockerd", "time="]),
    ("Nov 12 15:15:41 kernel: exe: page allocation failure", ["", "kernel", "exe: page allocation failure"]),
    ("Apr 15 13:46:42 xxx kernel: bash[4028]: segfault", ["xxx", "kernel", "bash[4028]: segfault"]),
    ("Jun  8 10:48:13 compute4 kernel: [1694413.621694] nf", ["compute4", "kernel", "[1694413.621694] nf"]),
    ("kubelet[687]: I0315 15:14:54", ["", "kubelet", "I0315 15:14:54"]),
    ("Nov 21 03:56:10 worker-1 (piserver)[3]: x", ["worker-1", "(piserver)", "x"]),
    ("Nov 21 03:56:10 host microk8s.daemon-kubelite[9]: x", ["host", "microk8s.daemon-kubelite", "x"]),
    ("Nov 21 03:56:10 host kubelet[9]:", ["host", "kubelet", ""]),
  ])
  func syslog(_ line: String, _ expected: [String]) {
    Array(line.utf8).withUnsafeBytes { #expect(parts(SyslogHeader.header(of: $0), $0) == expected) }
  }

  @Test(arguments: [
    "-- Reboot --", "goroutine 1 [running]:", "", "Nov", "Nov 21 04:01", "Nov 99 04:01:20 h k: x",
    "Nov 21 25:01:20 h k: x", "Name:   web", "    indented: x", "\tvalue", "[1052.080846][   T41] INFO: task",
  ])
  func otherLinesHaveNoSyslogHeader(_ line: String) {
    Array(line.utf8).withUnsafeBytes { #expect(parts(SyslogHeader.header(of: $0), $0) == nil) }
  }

  /// Journals of systems that are not set to UTF-8.
  @Test(arguments: [[0xD4, 0xC2], [0xA4, 0xEB], [0x8C, 0x8E], [0xB7, 0xEE], [0xBF, 0xF9]] as [[UInt8]])
  func monthsInOlderEncodings(_ sign: [UInt8]) {
    let line = Array("12".utf8) + sign + Array(" 26 18:42:17 host dockerd[19053]: x".utf8)
    line.withUnsafeBytes { bytes in
      let header = SyslogHeader.header(of: bytes)
      #expect(parts(header, bytes) == ["host", "dockerd", "x"] && header?.stamp?.local.month == 12)
    }
    let other = Array("12".utf8) + [0xD4, 0xC3] + Array(" 26 18:42:17 host dockerd[19053]: x".utf8)
    other.withUnsafeBytes { #expect(SyslogHeader.header(of: $0)?.stamp == nil) }
  }

  @Test func aSyslogTimeIsLocalAndHasNoYear() {
    let header = Array("Nov 21 04:01:20.042890 worker-1 kubelet[59]: x".utf8).withUnsafeBytes {
      SyslogHeader.header(of: $0)
    }
    let expected = LocalTime(
      year: nil, month: 11, day: 21, hour: 4, minute: 1, second: 20, nanosecond: 42_890_000, precision: .microsecond)
    #expect(header?.stamp?.reading == .local(expected))
  }

  @Test(arguments: [
    ("2026-11-21T04:04:06+0000 worker-1 kubelet[59]: x", "2026-11-21T04:04:06Z"),
    ("2026-11-21T04:04:06+09:00 worker-1 kubelet[59]: x", "2026-11-20T19:04:06Z"),
    ("2026-11-21T04:04:06.123456+0000 worker-1 kubelet[59]: x", "2026-11-21T04:04:06.123456Z"),
    ("2026-11-21T04:04:06.123Z worker-1 kubelet: x", "2026-11-21T04:04:06.123Z"),
  ])
  func shortISO(_ line: String, _ time: String) throws {
    let moment = try #require(Moment(rfc3339: time))
    Array(line.utf8).withUnsafeBytes { bytes in
      let header = IsoSyslogHeader.header(of: bytes)
      #expect(parts(header, bytes) == ["worker-1", "kubelet", "x"])
      #expect(header?.stamp?.reading == .absolute(moment))
    }
  }

  @Test func aTimeAloneMayStandBeforeTheMessage() {
    Array("2026-11-21T04:24:08.616558423Z stdout F relayed".utf8).withUnsafeBytes {
      #expect(parts(TimestampHeader.header(of: $0), $0) == ["", "", "relayed"])
    }
    Array("2026-01-13T15:04:48.214402741+08:00 {\"a\":1}".utf8).withUnsafeBytes {
      #expect(parts(TimestampHeader.header(of: $0), $0) == ["", "", "{\"a\":1}"])
      #expect(IsoSyslogHeader.header(of: $0) == nil)
    }
    Array("no time".utf8).withUnsafeBytes { #expect(parts(TimestampHeader.header(of: $0), $0) == ["", "", "no time"]) }
  }
}
