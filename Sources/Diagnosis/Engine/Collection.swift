import Model

/// What to collect in order to decide an open question, e.g. `sh collect.sh --nodes worker-1 --ssh`.
enum Collection: Sendable {
  /// Journals, disks and units of a node; of the last day where no time is given. An empty name means all nodes.
  case node(String, since: Instant? = nil)
  /// A pod with its owners, node, volumes, neighbors, events and logs.
  case pod(EntityReference)
  /// Objects, events and logs of a namespace; an empty name means all namespaces.
  case namespace(String)

  /// The call of the collector; as a comment after it, what those type who cannot run it: the line is safe to paste.
  func line(or command: String) -> String {
    "sh collect.sh\(options)" + (command.isEmpty ? "" : "  # or: \(command)")
  }

  private var options: String {
    switch self {
    case .node(let name, let since):
      let chosen = name.isEmpty ? "" : " --nodes \(name.quotedForShell)"
      guard let since, since.isYearKnown else { return "\(chosen) --ssh" }
      return "\(chosen) --ssh --since \(since.rfc3339(.second))"
    case .pod(let pod):
      let about = pod.name.isEmpty ? "" : " --about pod/\(pod.name.quotedForShell)"
      return Self.namespace(pod.namespace).options + about
    case .namespace(let name):
      return name.isEmpty ? "" : " -n \(name.quotedForShell)"
    }
  }
}

extension Diagnosis.Undecided {
  /// A question that the collector can answer, or else a command.
  init(id: String, artifact: String, collect collection: Collection, or command: String = "") {
    self.init(id: id, artifact: artifact, collect: collection.line(or: command))
  }
}
