/// A line that shows which command's output follows: what a terminal or a collecting script prints before it.
///
///     $ kubectl get pods       [root@m1 ~]# df -h       ops@m1:~$ free -m       + date       ==== journalctl -u kubelet ====
enum ShellCommand {
  /// Programs whose outputs are read.
  private static let programs: Set<String> = [
    "kubectl", "oc", "k", "df", "du", "free", "date", "timedatectl", "journalctl", "systemctl", "dmesg", "crictl",
    "docker", "nerdctl", "podman", "ctr", "uptime", "cat", "tail", "head", "ls", "lsblk", "top", "ps", "ip", "ss",
    "mount", "uname", "hostname", "hostnamectl", "etcdctl", "helm", "iptables", "ping", "curl", "nslookup", "dig",
    "netstat", "vmstat", "iostat", "nproc", "chronyc", "ntpq", "kubeadm", "kubelet", "containerd", "openssl", "sysctl",
    "lspci", "lscpu", "lsmod", "lsof", "findmnt", "blkid", "showmount", "tcpdump", "iptables-save", "ipvsadm",
    "conntrack",
    "ethtool", "arp", "route", "ifconfig", "brctl", "swapon", "rpm", "dpkg", "nft", "multipath", "iscsiadm", "slabtop",
  ]
  /// Words that follow such a program's name; prose goes on otherwise.
  private static let verbs: Set<String> = [
    "get", "describe", "logs", "top", "events", "status", "ps", "images", "info", "version", "show", "list", "stats",
    "df", "is-active", "is-enabled", "cluster-info", "config", "api-resources", "endpoint", "member", "inspect", "pods",
    "cat", "certs", "tracking", "sources", "auth", "rollout", "system", "addr", "route", "containers", "tasks", "grep",
    "apply", "exec", "install", "init", "join", "upgrade",
  ]
  /// Programs whose command is known by itself, without a prompt.
  private static let bare: Set<String> = ["kubectl", "oc", "helm", "journalctl", "crictl", "systemctl"]
  private static let longest = 600
  private static let longestPrompt = 100
  /// Longest program with its path, in bytes.
  private static let longestProgram = 120

  /// The command in a line, without prompt and `sudo`; nil for any other line.
  static func command(in line: LineBytes) -> LineBytes? {
    let text = line.trimmed
    guard let first = text.first, text.count < longest, first.isLetter || "$#+>%=-*[".utf8.contains(first) else {
      return nil
    }
    var start = prompt(of: text, first)
    let isBare = start == 0
    while start < text.count, text[start] == UInt8(ascii: " ") { start += 1 }
    if text.has("sudo ", at: start) { start += 5 }
    let rest = text.part(from: start)
    // The first word by bytes: most lines that come here are prose or YAML, and go on with neither.
    let pathEnd = rest.index(of: UInt8(ascii: " ")) ?? rest.count
    guard pathEnd <= longestProgram else { return nil }
    let path = rest.part(0, pathEnd)
    let program = path.part(from: path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0).text
    guard (isBare ? bare : programs).contains(program) else { return nil }
    let argument = rest.part(from: rest.skipBlanks(from: pathEnd))
    guard let initial = argument.first else { return isBare ? nil : rest }
    let next = argument.part(0, argument.index(of: UInt8(ascii: " ")) ?? argument.count)
    let isArgument = "-/=".utf8.contains(initial) || next.count == 1 && "|>".utf8.contains(initial)
    guard verbs.contains(next.text) || isArgument && (!isBare || program != "systemctl") else { return nil }
    return rest
  }

  /// Where the command begins behind a prompt or the frame of a heading; 0 where neither stands there.
  private static func prompt(of text: LineBytes, _ first: UInt8) -> Int {
    if first == UInt8(ascii: "[") {
      return [text.index(of: "]# "), text.index(of: "]$ ")].compactMap { $0 }.min().map { $0 + 3 } ?? 0
    }
    if !first.isLetter {
      var end = 0
      while end < text.count, text[end] == first || end > 0 && text[end] == UInt8(ascii: ">") { end += 1 }
      return end < text.count && text[end] == UInt8(ascii: " ") ? end + 1 : 0
    }
    // `ops@m1:~$ `
    let head = text.part(0, longestPrompt)
    guard let at = head.index(of: UInt8(ascii: "@")), let blank = head.index(of: UInt8(ascii: " ")), at < blank,
      blank > 1, head[blank - 1] == UInt8(ascii: "#") || head[blank - 1] == UInt8(ascii: "$")
    else { return 0 }
    return blank + 1
  }
}
