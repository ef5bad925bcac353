/// What stands around a table and tells of what it is: its path, or the command before it.
struct TableContext: Equatable {
  /// The kind asked for; nil where nothing says it.
  var kind: String?
  /// The namespace asked for; nil where nothing says it.
  var namespace: String?
  /// Whether all objects of the kind were asked for, as far as is known.
  var isWhole = true

  /// What a path says: `namespaces/shop/pods-wide.txt`.
  init(path: String) {
    namespace = ResourceNames.namespace(ofPath: path)
    kind = ResourceNames.kind(ofPath: path) ?? Self.kind(ofFile: path)
  }

  /// What a command line says, e.g. `[root@m1 ~]# kubectl -n shop get po -o wide`; nil for a line without such a command.
  init?(command line: TableText) {
    let ranges = line.words.prefix(64)
    // Nearly all lines name no program; only those that do are taken apart.
    guard
      let program = ranges.firstIndex(where: { word in
        line.has("kubectl", in: word) || line.has("oc", in: word) || line.has("k", in: word)
          || line.has("kubectl.exe", in: word)
      })
    else { return nil }
    let words = ranges.map(line.text)
    // What stands before is a prompt.
    guard program == 0 || words[program - 1].utf8.last.map({ "$#>%:~".utf8.contains($0) }) == true else { return nil }
    var place = program + 1
    var plain: [String] = []
    func option(_ word: String) -> String? {
      guard let equals = word.firstIndex(of: "=") else {
        place += 1
        return words.indices.contains(place) ? words[place] : nil
      }
      return String(word[word.index(after: equals)...])
    }
    while words.indices.contains(place) {
      let word = words[place]
      let name = word.prefix { $0 != "=" }
      switch name {
      case "|", ">", ">>", "&&", ";":
        if name == "|" { isWhole = false }
        place = words.count
      case "-n", "--namespace": namespace = option(word)
      case "-l", "--selector", "--field-selector":
        isWhole = false
        _ = option(word)
      case "-o", "--output", "--context", "--kubeconfig", "--sort-by", "--cluster", "--user", "--as": _ = option(word)
      default: if !word.hasPrefix("-") { plain.append(word) }
      }
      place += 1
    }
    guard let verb = plain.first, verb == "get" || verb == "events" else { return nil }
    if plain.count > 2 { isWhole = false }
    kind =
      verb == "events" ? "Event" : plain.dropFirst().first.flatMap { ResourceNames.kind(ofResource: $0.lowercased()) }
  }

  /// The kind that one of a file name's words tells: `pods-wide`, `kubectl_get_nodes`, `get-pvc-all`.
  private static func kind(ofFile path: String) -> String? {
    guard let file = path.split(separator: "/").last else { return nil }
    let stem = file.prefix { $0 != "." }.lowercased()
    let others: Set<Substring> = ["kubectl", "get", "wide", "all", "list", "o", "a", "output", "namespaces", "cluster"]
    let words = stem.split { $0 == "-" || $0 == "_" }
    let rest = words.filter { !others.contains($0) }
    if rest.count == 1, let word = rest.first { return ResourceNames.kind(ofResource: String(word)) }
    return rest.isEmpty && words.contains("namespaces") ? "Namespace" : nil
  }
}
