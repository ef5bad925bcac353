/// A table of a container runtime (`crictl`, `docker`, `nerdctl`).
enum RuntimeTable: RecognizedText {
  static let name = "runtime-table"
  static let samples = [
    "CONTAINER           IMAGE               CREATED             STATE               NAME\n1cc6b5b27a3aa       9a2b\n",
    "POD ID              CREATED             STATE               NAME\n75a8c1d2e3f40       2 hours ago\n",
    "IMAGE                       TAG       IMAGE ID        SIZE\ndocker.io/library/busybox   1.35      334e4a0\n",
    "CONTAINER ID   IMAGE     COMMAND     CREATED       STATUS       PORTS     NAMES\n75a8c1d2e3f4   nginx\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    head.firstLine { line in
      let starts =
        line.has("CONTAINER ID ") || line.has("CONTAINER  ") || line.has("POD ID ") || line.has("IMAGE  ")
        || line.has("REPOSITORY ")
      return starts && line.prefix(256).allSatisfy { !(97...122).contains($0) }
    } ? 60 : 0
  }
}

/// `free`.
enum FreeText: RecognizedText {
  static let name = "free"
  static let samples = [
    "               total        used        free      shared  buff/cache   available\nMem:           24105        1111\n"
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var lines = 0
    var hits = 0
    head.withLines(atMost: 2) { line in
      lines += 1
      if lines == 1, line.index(of: " total ") != nil, line.index(of: " used ") != nil { hits += 1 }
      if lines == 2, line.has("Mem:") { hits += 1 }
    }
    return hits == 2 ? 82 : 0
  }
}

/// `dmesg` with seconds since boot, `-T`, `-e` and `-H`.
enum KernelRingBuffer: RecognizedText {
  static let name = "dmesg"
  static let samples = [
    "[766396.293089] XFS (sdf): Superblock has unknown read-only compatible features (0x6) enabled.\n",
    "[Sat Nov 21 03:56:12 2026] cni0: port 14(vethe8d3fe6d) entered disabled state\n",
    "[Apr14 02:46] SLUB: Unable to allocate memory on node -1 (gfp=0x8020)\n[  +0.000006]   cache: blkdev_ioc\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    let (share, count) = head.share(isStamped)
    return count > 0 && share > 0.8 ? 80 : 0
  }

  private static func isStamped(_ line: LineBytes) -> Bool {
    guard line.first == UInt8(ascii: "["), let end = line.part(0, 40).index(of: UInt8(ascii: "]")) else { return false }
    let inner = line.part(1, end).trimmed
    if CivilTime.month(inner, 0) != nil, inner.count == 11 { return true }
    if inner.count >= 24, CivilTime.month(inner, 4) != nil, CivilTime.secondOfDay(inner, 11) != nil { return true }
    let seconds = inner.first == UInt8(ascii: "+") ? inner.part(from: 1) : inner
    guard let point = seconds.index(of: UInt8(ascii: ".")), seconds.count - point == 7 else { return false }
    return seconds.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
  }
}

/// `journalctl -o export`.
enum JournalExport: RecognizedText {
  static let name = "journal-export"
  static let samples = [
    "__CURSOR=s=120a;i=a3c;b=9f43\n__REALTIME_TIMESTAMP=1795233367424105\n__MONOTONIC_TIMESTAMP=1211805065\nMESSAGE=x\n"
  ]

  static func confidence(_ head: ArtifactHead) -> Int { head.firstLine { $0.has("__CURSOR=") } ? 95 : 0 }
}

/// `ls -l`, also with `-R`.
enum DirectoryListing: RecognizedText {
  static let name = "ls"
  static let samples = [
    "/var/log/pods:\ntotal 40\ndrwxr-xr-x 10 root root 4096 Nov 21 04:29 .\n",
    "total 8\n-rw-r----- 1 root root 1024 Nov 21 04:29 0.log\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var lines = 0
    var hasTotal = false
    var hasRow = false
    head.withLines(atMost: 6) { line in
      lines += 1
      if line.has("total ") { hasTotal = true }
      if hasTotal, line.count > 20, line[10] == 32 || line[11] == 32, "dlcbps-".utf8.contains(line[0]),
        line[1] == 114 || line[1] == 45
      {
        hasRow = true
      }
    }
    return hasTotal && (hasRow || lines <= 2) ? 70 : 0
  }
}
