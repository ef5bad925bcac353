/// `ps` and `top`.
enum ProcessList: RecognizedText {
  static let name = "processes"
  static let what = "Processes of a node. Recognized, not read further."
  static let sources = ["ps -ef", "ps aux", "top -b -n 1"]
  static let samples = [
    "UID          PID    PPID  C STIME TTY          TIME CMD\nroot           1       0  0 Nov20 ?        00:00:12 /sbin/init\n",
    "USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\nroot           1  0.0  0.0 169328 13016 ?        Ss   Nov20   0:12 /sbin/init\n",
    "top - 04:01:20 up 12 days,  3:41,  1 user,  load average: 10.71, 11.34, 10.76\nTasks: 816 total,   5 running\n",
    "/usr/bin/kubelet --config=/etc/kubernetes/kubelet.yaml --v=2\n",
    "Mem: 8126632K used, 261148K free, 1264K shrd, 29700K buff, 1904784K cached\nCPU:   4% usr   2% sys\n",
    "$ ps -ef | grep kubelet\nroot     1367523 1367504 72 Feb28 ?        14-00:04:17 /usr/bin/kubelet --v=2\n",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var result = 0
    var isCalled = false
    head.withLines(atMost: 3) { line in
      let text = line.part(0, 256).trimmed
      let isHeader =
        text.index(of: "PID ") != nil && (text.index(of: " CMD") != nil || text.index(of: " COMMAND") != nil)
      let isTop =
        text.has("top - ") && text.index(of: "load average:") != nil
        || text.has("Mem: ") && text.index(of: "K used, ") != nil
      let isCommandLine = text.has("/") && text.index(of: "kubelet --") != nil
      if isHeader || isTop || isCommandLine { result = 80 }
      if NodeCommand.name(of: text).map({ ["ps", "top", "pstree"].contains($0) }) == true { isCalled = true }
    }
    return result > 0 ? result : isCalled ? 70 : 0
  }
}

/// The command in a line that a shell's prompt begins, e.g. `ip` of `[root@worker-1 ~]# ip route`.
enum NodeCommand {
  /// Its first word without `sudo`; nil where the line begins with no prompt.
  static func name(of line: LineBytes) -> String? {
    let limit = min(line.count, 120)
    guard limit > 2 else { return nil }
    let mark: Int
    if line[0] == UInt8(ascii: "$") || line[0] == UInt8(ascii: "#") {
      mark = 0
    } else if line[0] == UInt8(ascii: "["), let close = line.part(0, limit).index(of: UInt8(ascii: "]")),
      line.part(0, close).index(of: UInt8(ascii: "@")) != nil, close + 1 < limit,
      line[close + 1] == UInt8(ascii: "#") || line[close + 1] == UInt8(ascii: "$")
    {
      mark = close + 1
    } else {
      return nil
    }
    let words = line.part(mark + 1, limit).text.split(separator: " ").drop { $0 == "sudo" }
    return words.first.map { String($0.split(separator: "/").last ?? $0) }
  }
}
