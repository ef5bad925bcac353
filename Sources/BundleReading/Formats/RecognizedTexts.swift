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
