import Model
import Testing

@testable import BundleReading

/// `du` in its spellings.
@Suite struct DirectoryUsageTests {
  private func rows(_ text: String, path: String = "nodes/w/du.txt") throws -> [DiskUsage] {
    let facts = try #require(read(text, path: path))
    #expect(facts.format == "du")
    return facts.diskUsages
  }

  @Test(arguments: [
    ("1024\t/var/log\n", 1 << 20), ("# du -xk /var/log\n1024\t/var/log\n", 1 << 20),
    ("$ sudo du -xb /var/log\n1024\t/var/log\n", 1024), ("# du -m /var\n1024\t/var/log\n", 1 << 30),
    ("# du -sh --bytes /var\n1024 /var/log\n", 1024), ("1.5G\t/var/log/\n", 3 << 29), ("0\t/var/log\n", 0),
  ])
  func sizesInEveryUnit(_ text: String, _ bytes: Int) throws {
    let row = try #require(try rows(text).first)
    #expect(row.bytes == Int64(bytes) && row.holder == .directory(path: "/var/log") && row.node == "w")
  }

  @Test func complaintsAreNoRowsAndBlanksStayInPaths() throws {
    let found = try rows(
      "12K\t/var/lib/a b\r\ndu: cannot read directory '/var/lib/private': Permission denied\r\n4.0K\t/var/lib/private\r\n"
    )
    #expect(found.map(\.holder) == [.directory(path: "/var/lib/a b"), .directory(path: "/var/lib/private")])
    #expect(found[1].evidence == Evidence(path: "nodes/w/du.txt", line: 3, text: "4.0K\t/var/lib/private"))
  }

  @Test(arguments: ["1024\tlog\n", "12 monkeys went /home\nand came back\nlater\n", "1x\t/var\n", "999999999E\t/var\n"])
  func otherTextsAreNotClaimed(_ text: String) {
    #expect(read(text)?.diskUsages.isEmpty ?? true)
  }
}
