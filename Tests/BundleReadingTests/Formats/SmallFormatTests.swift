import Model
import Testing

@testable import BundleReading

/// `df`, `date`, runtime listings and what failed commands print.
@Suite struct SmallFormatTests {
  @Test func dfWithTypesAndRoundedSizes() throws {
    let facts = try #require(
      read(
        """
        Filesystem              Type      Size  Used Avail Use% Mounted on
        /dev/vda                ext4      252G   31G   65G  32% /
        /dev/loop0              ext4      2.9G  9.0M  2.9G   1% /mnt/with blank
        Filesystem                Inodes  IUsed   IFree IUse% Mounted on
        /dev/vda                16777216 123456 1234567    1% /

        """, path: "nodes/worker-1/df.txt"))
    #expect(facts.filesystems.map(\.mountPoint) == ["/", "/mnt/with blank"])
    #expect(facts.filesystems[0].size == 252 << 30 && facts.filesystems[0].available == 65 << 30)
    #expect(facts.filesystems[1].used == 9 << 20 && facts.filesystems[1].type == "ext4")
    #expect(facts.filesystems[1].evidence.line == 3 && facts.filesystems[1].node == "worker-1")
  }

  @Test(arguments: [
    ("1K-blocks      Used Available Use%", 1024), ("1024-blocks     Used Available Capacity", 1024),
    ("1B-blocks        Used   Available Use%", 1), ("1M-blocks  Used Available Use%", 1 << 20),
    ("512-blocks  Used Available Capacity", 512),
  ])
  func dfInBlocks(_ columns: String, _ unit: Int64) throws {
    let text = "Filesystem     \(columns) Mounted on\n/dev/mapper/a--very--long--name\n   1000 400  600  40% /var/lib\n"
    let row = try #require(read(text)?.filesystems.first)
    #expect(row.device == "/dev/mapper/a--very--long--name" && row.mountPoint == "/var/lib" && row.type == "")
    #expect(row.size == 1000 * unit && row.used == 400 * unit && row.available == 600 * unit)
  }

  @Test func dfOfNonsenseIsNoRow() {
    let facts = read(
      "Filesystem Size Used Avail Use% Mounted on\n/dev/a x y z 1% /\n/dev/b 99999999E 0 0 1% /\n- - -\n")
    #expect(facts?.format == "df" && facts?.filesystems.isEmpty == true)
  }

  @Test(arguments: [
    ("Sat Nov 21 04:02:14 UTC 2026", "2026-11-21T04:02:14Z"), ("Sat Nov  1 04:02:14 GMT 2026", "2026-11-01T04:02:14Z"),
    ("Sat 21 Nov 2026 12:02:14 AM UTC", "2026-11-21T00:02:14Z"),
    ("Sat Nov 21 01:02:14 PM UTC 2026", "2026-11-21T13:02:14Z"),
    ("Sat, 21 Nov 2026 04:02:14 +0900", "2026-11-20T19:02:14Z"), ("2026-11-21T04:02:14+00:00", "2026-11-21T04:02:14Z"),
    ("2026-11-21 04:02:14 +01", "2026-11-21T03:02:14Z"), ("1795233734", "2026-11-21T04:02:14Z"),
    ("1795233734.500000000", "2026-11-21T04:02:14.500000000Z"),
    ("2026-11-21 04:02:14.25 UTC", "2026-11-21T04:02:14.250Z"),
  ])
  func datesWithAZoneAreInstants(_ text: String, _ time: String) throws {
    let capture = try #require(read("\(text)\n", path: "nodes/w/date.txt")?.captureTimes.first)
    #expect(capture.reading == .absolute(try #require(Moment(rfc3339: time))))
    #expect(capture.node == "w" && capture.evidence.text == text)
  }

  @Test func aZoneThatIsNotKnownLeavesALocalTime() throws {
    let capture = try #require(read("Sat Nov 21 11:02:14 PM CST 2026\n")?.captureTimes.first)
    #expect(
      capture.reading
        == .local(
          LocalTime(
            year: 2026, month: 11, day: 21, hour: 23, minute: 2, second: 14, nanosecond: 0, precision: .second)))
  }

  @Test(arguments: [
    "Sat Nov 21 04:02:14 UTC 2026\nhello\n", "12345\n", "version 1.2\n", "May 5\n", "10:00:00\n",
    "Sat Nov 21 04:02:14 UTC 2026\nSat Nov 21 04:02:14 UTC 2026\nSat Nov 21 04:02:14 UTC 2026\nSat Nov 21 04:02:14 UTC 2026\n",
  ])
  func otherTextIsNoDate(_ text: String) {
    #expect(read(text)?.format != "date")
  }

  @Test func theContainersOfARuntime() throws {
    let id = String(repeating: "0a", count: 32)
    let facts = try #require(
      read(
        """
        # ctr -n k8s.io containers ls
        CONTAINER    IMAGE    RUNTIME
        \(id)    busybox    io.containerd.runc.v2
        by-hand    busybox    io.containerd.runc.v2
        \(id.dropLast())b    busybox    io.containerd.runc.v2

        # ctr -n k8s.io tasks ls
        TASK    PID    STATUS
        \(String(repeating: "0b", count: 32))    1    RUNNING

        """, path: "nodes/w/crictl-or-ctr.txt"))
    let listing = try #require(facts.runtimeListing)
    #expect(listing.containers.keys.sorted() == [id, "\(id.dropLast())b"] && listing.node == "w")
    #expect(listing.containers[id]?.line == 3 && listing.evidence.line == 2)
  }

  @Test func aRefusalIsForbiddenAndAFailureIsCut() throws {
    let refused = try #require(read("Error from server (Forbidden): pods is forbidden: User \"jane\" cannot list\n"))
    #expect(refused.forbidden.map(\.line) == [1] && refused.cut.isEmpty)
    let failed = try #require(read("The connection to the server 10.0.0.1:6443 was refused - did you specify?\n"))
    #expect(failed.forbidden.isEmpty && failed.cut.map(\.line) == [1])
    let empty = try #require(read("No resources found in shop namespace.\n"))
    #expect(empty.format == "command-error" && empty.forbidden.isEmpty && empty.cut.isEmpty)
    let socket = try #require(read("# ctr -n k8s.io containers ls\nctr: failed to dial \"/run/x.sock\": timeout\n"))
    #expect(socket.cut.map(\.line) == [2])
  }

  @Test func anErrorAmongOtherTextIsNoCommandError() {
    #expect(read("Name: x\nError from server (Forbidden): pods is forbidden: User\n")?.format != "command-error")
  }
}
