import Model

/// `/var/log/audit/audit.log` and what `ausearch` prints: what the kernel's audit wrote, e.g. denials of SELinux.
///
/// The API server's audit is another one: `AuditLog`.
enum AuditRecords: ArtifactFormat {
  static let name = "audit-records"
  static let what = "What the Linux audit daemon wrote, denials of SELinux and AppArmor among it."
  static let sources = ["/var/log/audit/audit.log", "ausearch -m avc"]
  static let samples = [
    """
    type=AVC msg=audit(1795233680.967:2849): avc:  denied  { write } for  pid=5357 comm="worker" name="data" dev="sda1" scontext=system_u:system_r:container_t:s0:c1,c2 tclass=dir permissive=0
    type=SYSCALL msg=audit(1795233680.967:2849): arch=c000003e syscall=257 success=no exit=-13 comm="worker"

    """,
    "----\ntime->Sat Nov 21 04:01:20 2026\nnode=worker-1 type=AVC msg=audit(1795233680.967:2849): avc:  denied  { read } for  pid=7\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    head.isMadeOf { AuditRecordHeader.header(of: $0) != nil || $0.has("time->") } ? 90 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: LogLines<AuditRecordHeader>(path: head.path, format: name, keeping: interests, component: "auditd"))
  }
}

/// `type=AVC msg=audit(1795233680.967:2849): message`, seconds since the epoch and the record's number.
enum AuditRecordHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? {
    var header = OuterHeader()
    var position = 0
    if line.has("node=") {
      guard let end = line.part(0, 300).index(of: UInt8(ascii: " ")), end > 5 else { return nil }
      header.host = 5..<end
      position = end + 1
    }
    guard line.has("type=", at: position),
      let blank = line.part(0, position + 64).index(of: UInt8(ascii: " "), from: position),
      line.has("msg=audit(", at: blank + 1), let point = line.part(0, blank + 32).index(of: ".", from: blank + 11),
      (9...10).contains(point - blank - 11), let seconds = decimal(line, blank + 11, point - blank - 11),
      let colon = line.part(0, point + 12).index(of: UInt8(ascii: ":"), from: point),
      let close = line.part(0, colon + 24).index(of: "):", from: colon)
    else { return nil }
    let fraction = CivilTime.fraction(line, point)
    guard fraction.end == colon, seconds < 9_000_000_000 else { return nil }
    let instant = Instant(nanoseconds: Int64(seconds) * 1_000_000_000 + Int64(fraction.nanosecond))
    header.stamp = LineStamp(Moment(instant, precision: fraction.precision))
    header.message = line.skipBlanks(from: close + 2)
    return header
  }
}
