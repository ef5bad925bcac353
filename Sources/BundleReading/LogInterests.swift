import Model

/// The lines that somebody asked for, compiled for searching.
///
/// klog lines are looked up by call site first; all others, and klog lines without a call site, by one pass of a
/// multi-literal automaton.
struct LogInterests: Sendable {
  /// All signatures, sorted by id.
  let signatures: [LogSignature]
  /// Whether every line is kept, e.g. for a full timeline.
  let keepsEverything: Bool
  /// What is asked of klog lines, by source file.
  let callSites: CallSiteTable

  /// Signatures without call sites, for klog lines.
  private let anyKlogLine: SignatureSearch
  /// All signatures, for lines whose call site is unknown.
  private let anyLine: SignatureSearch

  /// Shortest literal that names a signature without its call site, in bytes.
  private static let tellingLength = 12
  /// Components whose lines are never klog.
  private static let withoutKlog: Set<String> = ["containerd", "dockerd", "crio", "cri-dockerd", "kernel", "systemd"]

  init(_ signatures: [LogSignature], keepsEverything: Bool = false) {
    let sorted = signatures.sorted { $0.id < $1.id }
    self.signatures = sorted
    self.keepsEverything = keepsEverything
    callSites = Self.table(sorted)
    anyKlogLine = SignatureSearch(
      sorted.indices.filter { sorted[$0].callSites.isEmpty && !Self.withoutKlog.contains(sorted[$0].component) }
        .map { ($0, sorted[$0].literals) })
    anyLine = SignatureSearch(
      sorted.indices.map { index in
        let signature = sorted[index]
        let literals = signature.literals.filter {
          signature.callSites.isEmpty || $0.utf8.count >= Self.tellingLength
        }
        return (index, literals)
      })
  }

  /// Appends the signatures that a message matches to `found`, as indices. `entry` is that of its call site.
  @inline(__always)
  func match(
    _ message: LineBytes, isKlog: Bool, callSite entry: Int?, _ found: inout [Int], scratch: inout [Int]
  ) {
    guard isKlog else {
      anyLine.find(in: message, &found, scratch: &scratch)
      return
    }
    if let entry {
      let wanted = callSites[entry]
      found.append(contentsOf: wanted.takesAll)
      wanted.search.find(in: message, &found, scratch: &scratch)
    }
    if !anyKlogLine.isEmpty { anyKlogLine.find(in: message, &found, scratch: &scratch) }
  }

  private static func table(_ signatures: [LogSignature]) -> CallSiteTable {
    var byName: [String: [Int]] = [:]
    for name in ComponentNames.kubeletCallSites { byName[name] = [] }
    for (index, signature) in signatures.enumerated() {
      for name in Set(signature.callSites) { byName[name, default: []].append(index) }
    }
    let kubeletOnly = Set(ComponentNames.kubeletCallSites)
    return CallSiteTable(
      byName.sorted { $0.key < $1.key }.map { name, indices in
        CallSiteTable.Entry(
          name: Array(name.utf8), isKubeletOnly: kubeletOnly.contains(name),
          search: SignatureSearch(indices.map { ($0, signatures[$0].literals) }),
          takesAll: indices.filter { signatures[$0].literals.isEmpty })
      })
  }
}
