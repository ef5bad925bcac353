import Model

/// What a `kubectl logs` command asks for: `kubectl -n shop logs api-0 -c proxy --previous`, as a line of the artifact or
/// as the name of its file.
struct LogCommand: Equatable {
  var namespace = ""
  /// The pod; empty where a workload or a selector was asked for.
  var pod = ""
  /// The workload or the label's value; empty where a pod was asked for.
  var workload = ""
  var container = ""
  var isPrevious = false

  /// Options whose value is the next word.
  private static let valued: Set<String> = [
    "--tail", "--since", "--since-time", "--limit-bytes", "--context", "--kubeconfig", "--cluster", "--user",
    "--max-log-requests", "--pod-running-timeout", "-s", "--server", "--request-timeout",
  ]
  /// Most words looked at.
  private static let mostWords = 64

  /// A command by its words; nil for any other.
  init?(words: [String]) {
    let words = words.prefix(Self.mostWords)
    guard let verb = words.firstIndex(of: "logs"),
      words[..<verb].contains(where: { $0.hasSuffix("kubectl") || $0 == "oc" || $0 == "k" || $0 == "kubectl.exe" })
    else { return nil }
    var index = 0
    func value(_ word: String) -> String {
      if let equals = word.firstIndex(of: "=") { return String(word[equals...].dropFirst()) }
      index += 1
      return words.indices.contains(index) ? words[index] : ""
    }
    var plain: [String] = []
    while index < words.count {
      let word = words[index]
      if [">", ">>", "|", "2>&1", "&&", ";"].contains(word) { break }
      switch word.prefix(while: { $0 != "=" }) {
      case "-n", "--namespace": namespace = value(word)
      case "-c", "--container": container = value(word)
      case "-l", "--selector": workload = value(word).split(separator: "=").last.map(String.init) ?? ""
      case "-p", "--previous": isPrevious = !word.hasSuffix("=false")
      case let option where Self.valued.contains(String(option)): _ = value(word)
      default: if index > verb, !word.hasPrefix("-") { plain.append(word) }
      }
      index += 1
    }
    guard let object = plain.first else {
      if workload.isEmpty { return nil }
      return
    }
    let parts = object.split(separator: "/", maxSplits: 1).map(String.init)
    if parts.count == 2, !["pod", "pods", "po"].contains(parts[0]) {
      workload = parts[1]
    } else {
      pod = parts.last ?? ""
    }
    if container.isEmpty, plain.count > 1 { container = plain[1] }
  }

  /// The command in a line, behind a prompt or alone; nil for any other line.
  init?(line: LineBytes) {
    guard line.count < 1024, line.index(of: " logs ") != nil else { return nil }
    let words = line.text.split(separator: " ").map(String.init)
    guard let program = words.firstIndex(where: { $0.hasSuffix("kubectl") || $0 == "oc" || $0 == "k" }),
      program == 0 || words[program - 1].utf8.last.map({ "$#>%:~+".utf8.contains($0) }) == true
    else { return nil }
    self.init(words: Array(words[program...]))
  }

  /// The command that a file is named by, with `_` for blanks: `k8s_kubectl_--namespace_shop_logs_api-0_-c_proxy`.
  init?(file: String) {
    // Each artifact's name comes here.
    var name = file
    guard name.withUTF8({ LineBytes($0).index(of: "kubectl") != nil }) || file.hasPrefix("oc_") else { return nil }
    self.init(words: file.split(separator: "_").map(String.init))
  }

  /// Where the log belongs.
  var place: ContainerPath {
    var place = ContainerPath(namespace: namespace, pod: pod, container: container)
    place.isPrevious = isPrevious
    place.hint = pod.isEmpty ? workload : ""
    place.isCertain = !pod.isEmpty
    return place
  }
}
