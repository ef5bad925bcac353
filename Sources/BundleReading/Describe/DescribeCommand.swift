/// What a `kubectl describe` command line in the text asks for: `$ kubectl -n shop describe pod web-0`.
struct DescribeCommand {
  /// E.g. `Pod`.
  var kind: String?
  /// The one object's name.
  var name: String?
  /// The namespace of `-n`.
  var namespace: String?

  private static let flagsWithValue: Set<String> = [
    "--context", "--kubeconfig", "--cluster", "--user", "-l", "--selector", "-f", "--filename", "-s", "--server",
  ]

  /// A command line; nil where it describes nothing.
  init?(_ line: String) {
    // By bytes first: nearly every line of a description comes here, and splitting one costs far more.
    var copy = line
    guard copy.withUTF8({ LineBytes($0).index(of: "describe") != nil }) else { return nil }
    let words = line.split(separator: " ").map(String.init)
    guard let verb = words.firstIndex(of: "describe"),
      words[..<verb].contains(where: { $0.hasSuffix("kubectl") || $0 == "oc" || $0 == "k" })
    else { return nil }
    var arguments: [String] = []
    var index = 0
    while index < words.count {
      let word = words[index]
      if word == "|" || word == ">" || word == ";" || word == "&&" { break }
      if word == "-n" || word == "--namespace" {
        if index + 1 < words.count { namespace = words[index + 1] }
        index += 1
      } else if word.hasPrefix("--namespace=") {
        namespace = String(word.dropFirst(12))
      } else if Self.flagsWithValue.contains(word) {
        index += 1
      } else if index > verb, !word.hasPrefix("-") {
        arguments.append(word)
      }
      index += 1
    }
    guard let resource = arguments.first else { return }
    let parts = resource.split(separator: "/", maxSplits: 1)
    let plain = parts[0].prefix { $0 != "." }.lowercased()
    kind = ResourceNames.kind(ofResource: plain)
    name = parts.count == 2 ? String(parts[1]) : arguments.count == 2 ? arguments[1] : nil
  }
}
