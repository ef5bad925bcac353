import Model

/// Repositories from which running containers of this bundle come without credentials.
struct RepositoriesInUse {
  private var byParent: [String: Evidence] = [:]
  private var parents: [(path: [Substring], evidence: Evidence)] = []

  init(_ incident: Incident) {
    for pod in incident.index.pods where pod.object.value(at: "spec.imagePullSecrets")?.items.isEmpty ?? true {
      for status in pod.containerStatuses where status.isRunning {
        guard let image = status.value["image"], let text = image.string else { continue }
        let parent = ImageReference(text).parent
        if byParent[parent] == nil {
          let evidence = pod.object.evidence(for: image, field: "\(status.field).image")
          byParent[parent] = evidence
          parents.append((parent.split(separator: "/"), evidence))
        }
      }
    }
  }

  /// A running image that lies next to this one and was pulled without a secret: what holds both is readable. So it is
  /// where the path differs in a few letters: then the path is a slip.
  func neighbor(of reference: ImageReference) -> Evidence? {
    // A registry's top level says nothing about what lies below it.
    guard reference.parent != reference.registry else { return nil }
    if let same = byParent[reference.parent] { return same }
    let path = reference.parent.split(separator: "/")
    return parents.first { isSlip(path, of: $0.path) }?.evidence
  }

  /// Whether a path is another one with letters wrong, or one part of it cut short or lengthened.
  private func isSlip(_ path: [Substring], of known: [Substring]) -> Bool {
    guard path.first == known.first, path.count == known.count, path.count > 1 else { return false }
    return zip(path, known).allSatisfy { left, right in
      if left == right { return true }
      let (shorter, longer) = left.utf8.count < right.utf8.count ? (left, right) : (right, left)
      guard shorter.utf8.count >= 5 else { return false }
      return longer.hasPrefix("\(shorter)-") || ServiceDirectory.distance(String(left), String(right)) <= 2
    }
  }
}
