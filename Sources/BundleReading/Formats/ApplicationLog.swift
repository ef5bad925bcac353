import Model

/// A program's log under a name that says nothing of a log: lines that begin as those of programs do.
///
///     2026-11-21 04:01:20.123  INFO 1 --- [main] o.s.b.SpringApplication : Started
///     2026/11/21 04:01:20 [emerg] 1#1: host not found in upstream
///     [ERROR] plugin/errors: 2 shop.example.net. A: read udp 10.1.0.3:41234->10.0.0.2:53: i/o timeout
///     10.1.0.7 - - [21/Nov/2026:04:01:20 +0000] "GET /healthz HTTP/1.1" 503 19
///     {"level":"error","time":"2026-11-21T04:01:20Z","message":"cannot connect"}
///
/// The name of the file may be that of a pod, a workload or a container.
enum ApplicationLog: ArtifactFormat {
  static let name = "application-log"
  static let what =
    "A program's log, known by how its lines begin, under whatever name. The file's name may tell whose it is."
  static let sources = ["a copied log", "nginx", "coredns", "postgres", "logback", "Python logging"]
  static let samples = [
    "2026-11-21 04:01:20.123  INFO 1 --- [main] o.s.b.SpringApplication : Started\n2026-11-21 04:01:21.004 ERROR 1 --- [main] o.s.b.SpringApplication : Application run failed\n",
    "2026-11-21 04:01:20,604 - util.py[DEBUG]: Cloud-init v. 21.4 running 'init-local'\n",
    "2026-11-21 04:01:20.123 PDT [12345] LOG:  starting PostgreSQL 15.4 on x86_64-pc-linux-gnu\n",
    "2026/11/21 04:01:20 [emerg] 1#1: host not found in upstream \"orders\" in /etc/nginx/nginx.conf:41\n",
    ".:53\n[INFO] plugin/reload: Running configuration MD5 = 1b226df7\n[ERROR] plugin/errors: 2 shop.example.net. A: read udp 10.1.0.3:41234->10.0.0.2:53: i/o timeout\n",
    "10.1.0.7 - - [21/Nov/2026:04:01:20 +0000] \"GET /healthz HTTP/1.1\" 503 19 \"-\" \"kube-probe/1.30\"\n",
    "{\"level\":\"error\",\"time\":\"2026-11-21T04:01:20Z\",\"message\":\"cannot connect to orders-db\"}\n",
    "2026-11-21T04:01:20.214402741+00:00 {\"instant\":{\"epochSecond\":1795233680},\"level\":\"INFO\",\"message\":\"started\"}\n",
    "[2026-11-21 04:01:20 +0000] [7] [INFO] Booting worker with pid: 7\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    // Below every format that knows what it reads, and below a path that speaks of a log.
    head.isMadeOf { ProgramLine.begins($0) } ? 11 : 0
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    LineReader(
      path: head.path,
      consumer: ContainerLogLines(
        path: head.path, format: name, keeping: interests, place: ContainerPath(ofProgram: head.path)))
  }
}

/// How programs begin their lines.
enum ProgramLine {
  /// Whether a line begins with a time of day or a level as programs write it.
  static func begins(_ line: LineBytes) -> Bool {
    guard line.count > 10, let first = line.first else { return false }
    if first == UInt8(ascii: "{") { return isJSON(line) }
    if first == UInt8(ascii: "[") { return isDate(line, 1) || isLevel(line) }
    return isDate(line, 0) || isAccess(line)
  }

  /// `2026-11-21 04:01:20`, `2026-11-21T04:01:20`, `2026/11/21 04:01:20`, and more behind it.
  private static func isDate(_ line: LineBytes, _ start: Int) -> Bool {
    guard line.count > start + 20, line[start].isDigit, decimal(line, start, 4) != nil,
      line[start + 4] == line[start + 7], line[start + 4] == UInt8(ascii: "-") || line[start + 4] == UInt8(ascii: "/"),
      let month = decimal(line, start + 5, 2), (1...12).contains(month), decimal(line, start + 8, 2) != nil,
      line[start + 10] == UInt8(ascii: " ") || line[start + 10] == UInt8(ascii: "T")
    else { return false }
    return CivilTime.secondOfDay(line, start + 11) != nil
  }

  private static let levels: Set<String> = [
    "alert", "crit", "critical", "debug", "emerg", "error", "fatal", "info", "notice", "trace", "warn", "warning",
  ]

  /// `[ERROR] `, `[info]  `.
  private static func isLevel(_ line: LineBytes) -> Bool {
    guard let close = line.part(0, 12).index(of: UInt8(ascii: "]")), line.has(" ", at: close + 1) else { return false }
    return levels.contains(line.part(1, close).text.lowercased())
  }

  /// `10.1.0.7 - - [21/Nov/2026:04:01:20 +0000] "GET / HTTP/1.1" 200 612`.
  private static func isAccess(_ line: LineBytes) -> Bool {
    guard let open = line.part(0, 300).index(of: UInt8(ascii: "[")), open + 27 < line.count,
      line.has("/", at: open + 3),
      CivilTime.month(line, open + 4) != nil, line.has("/", at: open + 7), line.has(":", at: open + 12)
    else { return false }
    return decimal(line, open + 1, 2) != nil && CivilTime.secondOfDay(line, open + 13) != nil
  }

  /// An object of one line with a message, and a level or a time.
  private static func isJSON(_ line: LineBytes) -> Bool {
    guard line.has("{\""), line.trimmed.ends(with: "}"), var scanner = JSONScanner(line) else { return false }
    var (hasText, hasHead, members) = (false, false, 0)
    while members < 40, let (key, _) = scanner.next() {
      members += 1
      switch key.part(0, 16).text {
      case "msg", "message", "MESSAGE", "event", "@message", "log": hasText = true
      case "level", "severity", "lvl", "loglevel", "log.level", "time", "ts", "timestamp", "@timestamp": hasHead = true
      default: continue
      }
    }
    return hasText && hasHead
  }
}

extension ContainerPath {
  /// The name of a file that holds a program's log, as a hint of whose it is: `checkout.txt`. Nil on a node, where programs
  /// run beside the containers.
  fileprivate init?(ofProgram path: String) {
    guard PathHints.node(path).isEmpty, let file = path.split(separator: "/").last else { return nil }
    let stem = String(file.prefix { $0 != "." })
    guard !stem.isEmpty, !ComponentNames.isNamed(in: stem) else { return nil }
    self.init(hint: stem)
  }
}
