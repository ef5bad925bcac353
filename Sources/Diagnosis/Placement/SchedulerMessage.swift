/// The scheduler's account of a try, taken apart.
///
///     0/4 nodes are available: 1 node(s) had untolerated taint {dedicated: gpu}, 3 Insufficient cpu. preemption: 0/4 …
///
/// Filters stop at the first that fails, so a node mostly counts once; several resources may be short on one node.
struct SchedulerMessage {
  /// Nodes for which a reason holds.
  struct Reason: Equatable {
    var count: Int
    var cause: Cause
  }

  /// What a reason's wording means, in the order in which the scheduler tries its filters.
  enum Cause: Hashable {
    case cordoned
    /// The key is empty where the message does not name it.
    case taint(key: String)
    case nodeSelection
    case hostPort
    case insufficient(resource: String)
    case tooManyPods
    case volumeNode
    case claim
    case exclusiveClaim
    case foreignClaim
    case topologySpread
    case podAffinity
    case podAntiAffinity
    case other

    /// The later the filter, the nearer the node came to taking the pod.
    var stage: Int {
      switch self {
      case .other: 0
      case .cordoned: 1
      case .taint: 2
      case .nodeSelection: 3
      case .hostPort: 4
      case .insufficient, .tooManyPods: 5
      case .volumeNode, .claim, .exclusiveClaim, .foreignClaim: 6
      case .topologySpread: 7
      case .podAffinity, .podAntiAffinity: 8
      }
    }
  }

  var total: Int
  var reasons: [Reason]

  init?(_ text: String) {
    guard let opening = text.firstRange(of: "nodes are available: ") else {
      // Up to 1.20 what holds for all nodes stands alone: `persistentvolumeclaim "data" not found`,
      // `running "VolumeBinding" filter plugin for pod "web-0": pod has unbound immediate PersistentVolumeClaims`.
      guard Self.cause(of: text[...]) == .claim else { return nil }
      total = 1
      reasons = [Reason(count: 1, cause: .claim)]
      return
    }
    let slash = text[..<opening.lowerBound].lastIndex(of: "/")
    total = slash.flatMap { Int(text[text.index(after: $0)..<opening.lowerBound].filter(\.isNumber)) } ?? 0
    var body = text[opening.upperBound...]
    if let preemption = body.firstRange(of: "preemption:") { body = body[..<preemption.lowerBound] }
    // What follows the reasons is another sentence: since 1.34 `no new claims to deallocate, preemption: …`.
    if let sentence = body.firstRange(of: ". ") { body = body[..<sentence.lowerBound] }
    while let last = body.last, last == "." || last == " " { body = body.dropLast() }
    var reasons: [Reason] = []
    for part in Self.parts(of: body) {
      let digits = part.prefix { $0.isNumber }
      let wording = part.dropFirst(digits.count)
      let reason = Reason(count: Int(digits) ?? total, cause: Self.cause(of: wording.drop { $0 == " " }))
      if let known = reasons.firstIndex(where: { $0.cause == reason.cause }) {
        reasons[known].count += reason.count
      } else {
        reasons.append(reason)
      }
    }
    self.reasons = reasons
  }

  /// The account that the scheduler would give of nodes, each with one cause.
  init(total: Int, causes: [Cause]) {
    self.total = total
    reasons = causes.reduce(into: []) { reasons, cause in
      if let known = reasons.firstIndex(where: { $0.cause == cause }) {
        reasons[known].count += 1
      } else {
        reasons.append(Reason(count: 1, cause: cause))
      }
    }
  }

  /// Commas separate, except within the braces of a taint.
  private static func parts(of text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var start = text.startIndex
    var depth = 0
    for index in text.indices {
      switch text[index] {
      case "{": depth += 1
      case "}": depth = max(0, depth - 1)
      case "," where depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    parts.append(text[start...])
    return parts.map { $0.drop { $0 == " " } }
      .reduce(into: []) { joined, part in
        // Up to 1.23 the taint's reason holds a comma of its own.
        if part.hasPrefix("that the pod didn't tolerate") { return }
        joined.append(part)
      }
  }

  private static func cause(of wording: Substring) -> Cause {
    if let range = wording.firstRange(of: "taint {") {
      return .taint(key: String(wording[range.upperBound...].prefix { $0 != ":" && $0 != "}" && $0 != "=" }))
    }
    // Up to 1.17 the reason did not name the taint, and since 1.35 it no longer does.
    if ["untolerated taint(s)", "had taints that the pod didn't tolerate"].contains(where: {
      wording.firstRange(of: $0) != nil
    }) {
      return .taint(key: "")
    }
    if wording.hasPrefix("Insufficient ") { return .insufficient(resource: String(wording.dropFirst(13))) }
    for (literal, cause) in wordings where wording.firstRange(of: literal) != nil { return cause }
    return .other
  }

  private static let wordings: [(String, Cause)] = [
    ("were unschedulable", .cordoned), ("Too many pods", .tooManyPods),
    ("ReadWriteOncePod access mode", .exclusiveClaim), ("(pod is not owner)", .foreignClaim),
    ("affinity/anti-affinity", .other), ("anti-affinity", .podAntiAffinity), ("pod affinity rules", .podAffinity),
    ("volume node affinity conflict", .volumeNode), ("PersistentVolume's node affinity", .volumeNode),
    ("no available volume zone", .volumeNode), ("node affinity", .nodeSelection), ("node selector", .nodeSelection),
    ("topology spread constraints", .topologySpread), ("free ports for the requested pod ports", .hostPort),
    ("unbound immediate PersistentVolumeClaims", .claim), ("persistentvolumeclaim ", .claim),
    ("available persistent volumes to bind", .claim), ("bound to non-existent pv", .claim),
  ]
}

extension SchedulerMessage {
  /// The cause that an engineer must change: the one that holds for the most nodes, and whether another holds for as
  /// many. Taints that follow from a node's state are left to the node; where they, or reasons that this program does
  /// not know, hold for as many nodes as anything else, this is nil.
  ///
  /// A selection that some nodes passed does what it is for: what those nodes lack is the cause.
  var decisive: (cause: Cause, isContested: Bool)? {
    if let whole = reasons.first, reasons.count == 1, whole.count == total, whole.cause.isBackground {
      // The cluster has no other nodes.
      return (whole.cause, false)
    }
    let candidates = reasons.filter { $0.cause != .other && !$0.cause.isOfNode }
    guard let most = candidates.map(\.count).max() else { return nil }
    let nodeState = reasons.filter(\.cause.isNodeState).map(\.count).reduce(0, +)
    guard nodeState < most else { return nil }
    let unknown = reasons.filter { $0.cause == .other }.map(\.count).reduce(0, +)
    guard unknown <= most else { return nil }
    let leading = candidates.filter { $0.count == most }
    guard let chosen = leading.max(by: { $0.cause.stage < $1.cause.stage })?.cause else { return nil }
    let nearer = candidates.filter { $0.cause.stage > SchedulerMessage.Cause.nodeSelection.stage }
    switch chosen {
    case .nodeSelection:
      guard let passed = nearer.max(by: { ($0.count, $0.cause.stage) < ($1.count, $1.cause.stage) }) else { break }
      return (passed.cause, nearer.count > 1)
    // Tainted nodes may be meant for others, and the rest too small.
    case .taint: return (chosen, leading.count > 1 || !nearer.isEmpty)
    default: break
    }
    return (chosen, leading.count > 1)
  }
}

extension SchedulerMessage {
  /// `data` of `persistentvolumeclaim "data" not found`; nil where the scheduler found all claims.
  static func missingClaim(in text: String) -> String? {
    guard let opening = text.firstRange(of: "persistentvolumeclaim \"") else { return nil }
    let name = text[opening.upperBound...].prefix { $0 != "\"" }
    return text[name.endIndex...].hasPrefix("\" not found") ? String(name) : nil
  }
}

extension SchedulerMessage.Cause {
  /// Whether a taint says something about the node itself, not whom it is reserved for.
  var isOfNode: Bool { isBackground || isNodeState }

  /// A control-plane node takes no ordinary pods, by design.
  fileprivate var isBackground: Bool {
    guard case .taint(let key) = self else { return false }
    return key == "node-role.kubernetes.io/control-plane" || key == "node-role.kubernetes.io/master"
  }

  /// Taints that controllers set because something is wrong with the node.
  var isNodeState: Bool {
    guard case .taint(let key) = self else { return false }
    return key.hasPrefix("node.kubernetes.io/") || key.hasPrefix("node.cloudprovider.kubernetes.io/")
      || key.hasPrefix("node.cilium.io/") || key.hasPrefix("ToBeDeletedByClusterAutoscaler")
  }
}
