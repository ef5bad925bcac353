/// Counters of a node's kernel: memory fragments and slabs, CPU and disks over time, pressure, open files, traced calls.
enum NodeStatistics: RecognizedText {
  static let name = "node-statistics"
  static let what = "Counters of a node's kernel, CPU and disks. Recognized, not read further."
  static let sources = [
    "cat /proc/buddyinfo", "slabtop", "vmstat 1", "iostat -x", "cat /proc/pressure/memory", "lsof", "strace", "lsmod",
    "cat /proc/swaps",
  ]
  static let samples = [
    "Node 0, zone      DMA      1      0      0      1      2      1      1      0      1      1      3\n",
    " Active / Total Objects (% used)    : 20249375 / 55224275 (36.7%)\n Active / Total Slabs (% used)      : 16 / 16 (100.0%)\n",
    "procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----\n r  b   swpd   free   buff  cache\n",
    "Linux 5.15.0-91-generic (worker-1) \t11/21/2026 \t_x86_64_\t(4 CPU)\n\navg-cpu:  %user   %nice %system %iowait  %steal   %idle\n",
    "some avg10=12.50 avg60=3.10 avg300=0.70 total=123456\nfull avg10=1.00 avg60=0.10 avg300=0.00 total=1234\n",
    "%Cpu(s): 24.0 us, 34.5 sy,  0.0 ni, 41.4 id,  0.0 wa,  0.0 hi,  0.1 si,  0.0 st\n",
    "COMMAND     PID   USER   FD      TYPE  DEVICE SIZE/OFF     NODE NAME\nsystemd       1   root  cwd       DIR     8,1     4096        2 /\n",
    "stat(\"/sys/fs/bpf\", {st_mode=S_IFDIR|0777, st_size=0, ...}) = 0\nstatfs(\"/mnt/nfs\", 0x7ffd) = -1 ENOENT (No such file)\n",
    "Module                  Size  Used by\nnf_conntrack          172032  6 xt_conntrack,nf_nat\n",
    "Filename\t\t\t\tType\t\tSize\tUsed\tPriority\n/swapfile                               file\t\t2097148\t0\t-2\n",
    "major minor  #blocks  name\n\n   8        0   20971520 sda\n",
    "$ lsof 2>/dev/null | awk '{print $2}' | sort | uniq -c\n   2701 1964\n",
  ]

  private static let commands: Set<String> = [
    "vmstat", "iostat", "mpstat", "sar", "slabtop", "lsof", "strace", "lsmod", "numastat", "pidstat",
  ]

  static func confidence(_ head: ArtifactHead) -> Int {
    var result = 0
    head.withLines(atMost: 4) { line in
      let text = line.part(0, 512).trimmed
      let isMemory =
        text.has("Node ") && text.index(of: ", zone ") != nil || text.has("Active / Total Objects (% used)")
        || text.has("some avg10=") && text.index(of: " total=") != nil
      let isLoad =
        text.has("procs --") && text.ends(with: "--") || text.has("avg-cpu: ") || text.has("%Cpu(s):")
      let isTable =
        text.has("COMMAND ") && text.index(of: " SIZE/OFF ") != nil || text.has("Module ") && text.ends(with: "Used by")
        || text.has("major minor ") || text.has("Filename\t") && text.ends(with: "Priority")
      if isMemory || isLoad || isTable { result = 79 }
      if NodeCommand.name(of: text).map(commands.contains) == true { result = max(result, 70) }
    }
    if result == 0, head.share(isCall).share > 0.6 { result = 66 }
    return result
  }

  /// `openat(AT_FDCWD, "/etc/hosts", O_RDONLY) = 3`.
  private static func isCall(_ line: LineBytes) -> Bool {
    guard let first = line.first, first.isLetter, let open = line.part(0, 40).index(of: UInt8(ascii: "(")), open > 1,
      line.part(0, open).allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") })
    else { return false }
    return line.index(of: ") = ") != nil || line.index(of: ")   ") != nil && line.index(of: " = ") != nil
  }
}
