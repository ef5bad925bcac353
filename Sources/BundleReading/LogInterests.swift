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
  /// Components whose lines are kept where everything is; empty: those of all.
  let components: Set<String>
  /// What lines that nobody asked for in particular may take in memory.
  let budget: LineBudget
  /// What is asked of klog lines, by source file.
  let callSites: CallSiteTable

  /// What is sought in lines of one component.
  private struct Searches: Sendable {
    /// Signatures without call sites, for klog lines.
    var anyKlogLine: SignatureSearch
    /// All signatures, for lines whose call site is unknown.
    var anyLine: SignatureSearch
  }

  /// For lines whose component their tag does not tell, then one a component, then one for components without signatures.
  private let searches: [Searches]
  private let searchOfComponent: [String: Int]

  /// Shortest literal that names a signature without its call site, in bytes.
  private static let tellingLength = 12
  /// Components whose lines are never klog.
  private static let withoutKlog: Set<String> = ["containerd", "dockerd", "crio", "cri-dockerd", "kernel", "systemd"]

  init(
    _ signatures: [LogSignature], keepsEverything: Bool = false, components: Set<String> = [],
    budget: LineBudget = LineBudget()
  ) {
    let sorted = (signatures + Landmarks.signatures).sorted { $0.id < $1.id }
    self.signatures = sorted
    self.keepsEverything = keepsEverything
    self.components = components
    self.budget = budget
    let literals = sorted.map { $0.literals.filter { !$0.isEmpty }.map(SignatureLiteral.init) }
    callSites = Self.table(sorted, literals)
    let components = Set(sorted.map(\.component)).intersection(ComponentNames.definite).sorted()
    searches = ([nil] + components + [""]).map { Self.searches(sorted, literals, of: $0) }
    searchOfComponent = Dictionary(uniqueKeysWithValues: zip(components, 1...))
  }

  /// What is kept of a program that is no component of the cluster: its words only sound like those of one.
  var ofOtherPrograms: LogInterests {
    LogInterests([], keepsEverything: keepsEverything, components: components, budget: budget)
  }

  /// Whether all lines of a component are kept. Where its tag does not tell the component for certain, it may be any.
  func keepsAll(of component: String, isDefinite: Bool) -> Bool {
    keepsEverything && (components.isEmpty || !isDefinite || components.contains(component))
  }

  /// Which search lines need: that of their component where their tag names it for certain, else one over all signatures.
  func search(component: String, isDefinite: Bool) -> Int {
    isDefinite ? searchOfComponent[component] ?? searches.count - 1 : 0
  }

  /// Appends the signatures that a message matches to `found`, as indices. `entry` is that of its call site, `search` the
  /// one of its source.
  @inline(__always)
  func match(
    _ message: LineBytes, isKlog: Bool, callSite entry: Int?, search: Int, _ found: inout [Int], scratch: inout [Int]
  ) {
    guard isKlog else {
      searches[search].anyLine.find(in: message, &found, scratch: &scratch)
      return
    }
    if let entry {
      let wanted = callSites[entry]
      found.append(contentsOf: wanted.takesAll)
      wanted.search.find(in: message, &found, scratch: &scratch)
    }
    searches[search].anyKlogLine.find(in: message, &found, scratch: &scratch)
  }

  /// Searches for signatures of a component, and for those of no component; nil stands for all.
  private static func searches(
    _ signatures: [LogSignature], _ literals: [[SignatureLiteral]], of component: String?
  ) -> Searches {
    let wanted = signatures.indices.filter {
      component == nil || signatures[$0].component.isEmpty || signatures[$0].component == component
    }
    let anyKlog = wanted.filter {
      signatures[$0].callSites.isEmpty && !withoutKlog.contains(signatures[$0].component)
    }
    return Searches(
      anyKlogLine: SignatureSearch(anyKlog.map { ($0, literals[$0]) }),
      anyLine: SignatureSearch(
        wanted.map { index in
          let isAnywhere = signatures[index].callSites.isEmpty
          return (index, literals[index].filter { isAnywhere || $0.length >= tellingLength })
        }))
  }

  private static func table(_ signatures: [LogSignature], _ literals: [[SignatureLiteral]]) -> CallSiteTable {
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
          search: SignatureSearch(indices.map { ($0, literals[$0]) }),
          takesAll: indices.filter { signatures[$0].literals.isEmpty })
      })
  }
}
