/// `ls -l`, also with `-R`.
enum DirectoryListing: RecognizedText {
  static let name = "ls"
  static let what = "Folders as `ls` lists them. Recognized, not read further."
  static let sources = ["ls -l", "ls -lR"]
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
