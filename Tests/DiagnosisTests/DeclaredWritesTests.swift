import Testing

@testable import Diagnosis

struct DeclaredWritesTests {
  @Test(
    "Commands that say how much they write",
    arguments: [
      ("dd if=/dev/zero of=/out/a.raw bs=1M count=290", Int64(290 << 20)),
      ("mkdir -p /s; /bin/dd of=/s/f bs=64k count=16 if=/dev/urandom 2>/dev/null; echo done", 1 << 20),
      ("fallocate -l 2G /var/tmp/big", 2 << 30), ("fallocate -l2MiB /var/tmp/big", 2 << 20),
      ("head -c 500M /dev/zero > /cache/blob", 500 << 20),
    ])
  func writes(command: String, bytes: Int64) {
    #expect(DeclaredWrites.writes(in: command).map(\.bytes).reduce(0, +) == bytes)
  }

  @Test(
    "Commands that write nothing",
    arguments: [
      "dd if=/data/x of=/dev/null bs=1M count=100", "echo dd", "head -c 100 /etc/hostname",
      "dd of=/x count=99999999999999999999",
      "fallocate --help", "dd if=/dev/zero of=/x bs=9999999999G count=9999999999",
    ])
  func none(command: String) {
    #expect(DeclaredWrites.writes(in: command).isEmpty)
  }
}
