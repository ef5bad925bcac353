/// Mounts, block devices and exports of a node: `mount`, `/proc/mounts`, `findmnt`, `lsblk`, `showmount -e`.
enum MountTable: RecognizedText {
  static let name = "mounts"
  static let what = "Mounts, block devices and NFS exports of a node. Recognized, not read further."
  static let sources = ["mount", "cat /proc/mounts", "findmnt", "lsblk", "blkid", "showmount -e"]
  static let samples = [
    "/dev/sda1 on / type ext4 (rw,relatime)\nproc on /proc type proc (rw,nosuid)\n",
    "/dev/sda1 / ext4 rw,relatime 0 0\nproc /proc proc rw,nosuid 0 0\n",
    "NAME   MAJ:MIN RM  SIZE RO TYPE MOUNTPOINTS\nsda      8:0    0   20G  0 disk\n",
    "TARGET                SOURCE     FSTYPE   OPTIONS\n/                     /dev/sda1  ext4     rw,relatime\n",
    "/dev/sda1: UUID=\"0f8b3a52-6f0e-4a5c-9a55-7a1d2c3b4e5f\" TYPE=\"ext4\" PARTUUID=\"a1\"\n",
    "Export list for 10.0.0.9:\n/volume1/data  10.0.0.0/24\n",
  ]

  private static let commands: Set<String> = ["mount", "findmnt", "lsblk", "blkid", "showmount"]

  static func confidence(_ head: ArtifactHead) -> Int {
    var result = 0
    head.withLines(atMost: 3) { line in
      let text = line.part(0, 512).trimmed
      let isTable =
        text.has("NAME ") && text.index(of: " MAJ:MIN ") != nil
        || text.has("TARGET ") && text.index(of: " FSTYPE ") != nil
        || text.has("Export list for ") || text.has("/dev/") && text.index(of: ": UUID=\"") != nil
      if isTable { result = 84 }
      if NodeCommand.name(of: text).map(commands.contains) == true { result = max(result, 70) }
    }
    if result == 0, head.share({ isMount($0) || isEntry($0) }).share > 0.8 { result = 78 }
    return result
  }

  /// `/dev/sda1 on / type ext4 (rw,relatime)`.
  private static func isMount(_ line: LineBytes) -> Bool {
    guard let on = line.index(of: " on /"), let type = line.index(of: " type ", from: on) else { return false }
    return line.index(of: " (", from: type) != nil && line.trimmed.ends(with: ")")
  }

  /// `/dev/sda1 / ext4 rw,relatime 0 0`.
  private static func isEntry(_ line: LineBytes) -> Bool {
    line.trimmed.ends(with: " 0 0")
      && (line.index(of: " rw") != nil || line.index(of: " ro") != nil || line.index(of: " defaults") != nil)
  }
}
