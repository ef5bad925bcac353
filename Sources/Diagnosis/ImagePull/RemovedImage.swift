import Model

/// Images that were deleted from nodes, by node and reference, as containerd tells:
///
///     level=info msg="ImageDelete event name:\"docker.io/library/busybox:1.36\""
///
/// Before 1.7 `ImageDelete event &ImageDelete{Name:docker.io/library/busybox:1.36,…}`.
struct RemovedImages {
  static let signature = LogSignature("runtime-image-deleted", component: "containerd", literals: ["ImageDelete event"])

  private var byNodeAndName: [String: LogRecord] = [:]

  init(_ incident: Incident) {
    for record in incident.records(Self.signature.id) {
      guard let name = Self.name(in: record.message) else { continue }
      byNodeAndName[Self.key(record.source.node, name)] = record
    }
  }

  /// Faults of a pull that mean only that the node could not get the image anew.
  private static let unattainable: Set<String> = [
    "image-never-pull-absent", "registry-unreachable", "registry-dns-failure",
  ]

  /// The failure with its deeper cause, where the node had the image and lost it before.
  func explain(_ failure: ImagePullFailure) -> ImagePullFailure {
    guard Self.unattainable.contains(failure.id),
      let record = byNodeAndName[Self.key(failure.pod.nodeName, Self.full(failure.image))]
    else { return failure }
    if let removed = record.time, let failed = failure.span?.to, failed.isProvablyBefore(removed) { return failure }
    var explained = failure
    explained.id = "image-gc-removed-preloaded-image"
    explained.evidence.insert(record.evidence, at: 0)
    explained.confidence = .likely
    if let removed = record.time { explained.span = explained.span.map { $0.union(Span(removed)) } ?? Span(removed) }
    return explained
  }

  private static func key(_ node: String, _ name: String) -> String { "\(node) \(name)" }

  private static func name(in message: String) -> String? {
    for (prefix, end) in [("name:\"", Character("\"")), ("Name:", Character(","))] {
      guard let range = message.firstRange(of: prefix) else { continue }
      let name = message[range.upperBound...].prefix { $0 != end && $0 != "}" }
      return name.isEmpty ? nil : String(name)
    }
    return nil
  }

  /// As containerd writes it: with registry, `library/` and tag.
  private static func full(_ image: String) -> String {
    let reference = ImageReference(image)
    let last = image.split(separator: "/").last.map(String.init) ?? image
    let tag: String
    if let at = image.firstIndex(of: "@") {
      tag = String(image[at...])
    } else {
      tag = last.lastIndex(of: ":").map { String(last[$0...]) } ?? ":latest"
    }
    return "\(reference.registry)/\(reference.repository)\(tag)"
  }
}
