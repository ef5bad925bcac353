/// What a node is: `hostname`, `uname -a`, `/etc/os-release`, `uptime`, `hostnamectl`, `sysctl`, `chronyc tracking`.
enum SystemIdentity: RecognizedText {
  static let name = "system-identity"
  static let what = "Kernel, distribution, settings and uptime of a node. Of these its name is read."
  static let sources = [
    "uname -a", "cat /etc/os-release", "uptime", "hostnamectl", "hostname", "sysctl -a", "timedatectl",
    "chronyc tracking",
  ]
  static let samples = [
    "Linux worker-1 5.15.0-91-generic #101-Ubuntu SMP Tue Nov 14 13:30:08 UTC 2023 x86_64 x86_64 x86_64 GNU/Linux\n",
    "PRETTY_NAME=\"Ubuntu 22.04.3 LTS\"\nNAME=\"Ubuntu\"\nVERSION_ID=\"22.04\"\n",
    " 04:01:20 up 12 days,  3:41,  1 user,  load average: 10.71, 11.34, 10.76\n",
    " Static hostname: worker-1\n       Icon name: computer-vm\n",
    "fs.file-max = 1048576\nkernel.pid_max = 4194304\nnet.ipv4.ip_forward = 1\n",
    "$ sysctl -n fs.file-max\n10240\n",
    "core file size          (blocks, -c) 0\nopen files                      (-n) 1024\n",
    "kind v0.23.0 go1.21.10 linux/amd64\n",
    "rke2 version v1.30.2+rke2r1 (abc)\ngo version go1.22.4 X:boringcrypto\n",
    "NAME=\"SLES\"\nVERSION=\"12-SP5\"\nID=\"sles\"\n",
    "Client:\n Context:    default\nServer:\n Containers: 62\n  Running: 35\n Server Version: 24.0.7\n Storage Driver: overlay2\n",
    "Architecture:            x86_64\n  CPU op-mode(s):        32-bit, 64-bit\nCPU(s):                  4\n",
    "/proc/sys/net/ipv4/ip_forward = 1\n/proc/sys/net/ipv4/conf/all/rp_filter = 0\n",
    "               Local time: Sat 2026-11-21 04:01:20 UTC\n           Universal time: Sat 2026-11-21 04:01:20 UTC\n",
    "Reference ID    : A9FEA97B (169.254.169.123)\nStratum         : 4\n",
    "Kubernetes v1.30.1\n",
  ]

  private static let commands: Set<String> = [
    "uname", "uptime", "hostnamectl", "sysctl", "lscpu", "lsb_release", "rpm", "dpkg",
  ]
  private static let sections: [StaticString] = [
    "/proc/sys/", "abi.", "crypto.", "debug.", "dev.", "fs.", "kernel.", "net.", "user.", "vm.",
  ]

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(path: head.path, consumer: HostNameLines(path: head.path, isBare: isBareName(head)))
  }

  /// `hostname` prints one word, which only the file's name tells from others.
  private static func isBareName(_ head: ArtifactHead) -> Bool {
    guard head.isWhole, head.bytes.count < 256, let file = head.path.split(separator: "/").last,
      file.hasPrefix("hostname")
    else { return false }
    let (share, count) = head.share { HostNameLines.isName($0.trimmed) }
    return count == 1 && share == 1
  }

  static func confidence(_ head: ArtifactHead) -> Int {
    if isBareName(head) { return 78 }
    var result = 0
    var settings = 0
    var lines = 0
    head.withLines(atMost: 3) { line in
      lines += 1
      let text = line.part(0, 256).trimmed
      let isKernel = text.has("Linux ") && text.index(of: " SMP") != nil && text.index(of: "#") != nil
      let isDistribution =
        text.has("PRETTY_NAME=\"") || text.has("NAME=\"") && lines <= 2 || text.has("VERSION_ID=\"")
        || text.has("Static hostname: ")
      let isUptime = lines == 1 && text.index(of: " up ") == 8 && text.index(of: "load average:") != nil
      let isProgram =
        text.has("rke2 version v") || text.has("k3s version v") || text.has("kind v0.") || text.has("core file size ")
        || lines == 1 && text.has("Kubernetes v1.")
      let isClock =
        lines == 1 && (text.has("Local time: ") || text.has("Reference ID    : "))
      if isKernel || isDistribution || isUptime || isProgram || isClock { result = 78 }
      if NodeCommand.name(of: text).map(commands.contains) == true { result = max(result, 70) }
      if text.index(of: " = ") != nil, sections.contains(where: { text.has($0) }) { settings += 1 }
    }
    if result == 0, isDeeper(head) { result = 69 }
    return result > 0 ? result : settings > 0 && settings == lines ? 76 : 0
  }
  /// `docker info` and `lscpu` come to the point after a few lines.
  private static func isDeeper(_ head: ArtifactHead) -> Bool {
    var isFound = false
    head.withLines(atMost: 20) { line in
      let text = line.part(0, 128).trimmed
      let isProcessor = text.has("Architecture:") && (text.ends(with: "x86_64") || text.ends(with: "aarch64"))
      if isProcessor || text.has("Storage Driver: ") { isFound = true }
    }
    return isFound
  }
}

/// Takes from what a machine tells of itself its name.
struct HostNameLines: LineConsumer {
  private var facts: ArtifactFacts
  private let isBare: Bool

  init(path: String, isBare: Bool) {
    facts = ArtifactFacts(path: path, format: SystemIdentity.name)
    self.isBare = isBare
  }

  mutating func take(_ line: TextLine) {
    guard facts.hostNames.isEmpty, line.number <= 20 else { return }
    let text = line.bytes.part(0, 512).trimmed
    var name = text
    if text.has("Static hostname: ") {
      name = text.part(from: 17).trimmed
    } else if text.has("Linux "), text.index(of: " SMP") != nil {
      name = text.part(6, text.index(of: UInt8(ascii: " "), from: 6) ?? 6)
    } else if !isBare {
      return
    }
    if Self.isName(name) { facts.hostNames = [name.text] }
  }

  mutating func finish(lineCount: Int) -> ArtifactFacts { facts }

  /// Whether a word can be the name of a machine that is in a cluster.
  static func isName(_ word: LineBytes) -> Bool {
    guard (1...253).contains(word.count), word[0].isLetter || word[0].isDigit else { return false }
    let isLocal = word.count >= 9 && word.has("localhost")
    return !isLocal
      && word.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }
}
