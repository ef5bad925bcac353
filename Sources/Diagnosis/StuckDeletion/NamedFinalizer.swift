import Model

/// Finalizers that a namespace in Terminating names, where the objects that carry them are of kinds that the bundle lacks:
///
///     Some content in the namespace has finalizers remaining: example.com/cleanup in 1 resource instances
enum NamedFinalizer {
  private static let opening = "has finalizers remaining: "

  /// One a namespace: the finalizers of others that hold what is left in it.
  static func occurrences(_ investigation: Investigation) -> [Occurrence] {
    let known = Set(StuckDeletion.all(investigation).map(\.object.namespace))
    return investigation.index.objects(kind: "Namespace").compactMap { namespace in
      let since = namespace.deleted
      guard since != nil || namespace.isTerminating, investigation.hasLasted(seconds(75), since: since),
        !known.contains(namespace.name), let entry = namespace.condition("NamespaceFinalizersRemaining"),
        entry.value["status"]?.string == "True", let message = entry.value["message"], let text = message.string
      else { return nil }
      let names = finalizers(in: text)
      // Those of Kubernetes itself wait for its own controllers, which other failure modes tell.
      guard !names.isEmpty, names.allSatisfy({ $0.contains("/") && !$0.contains("kubernetes.io/") }) else { return nil }
      var occurrence = Occurrence(
        subject: namespace.reference,
        joints: [.object(namespace.reference.path), .namespace(namespace.name), .cluster], span: since.map { Span($0) },
        text:
          "\(namespace.reference.path) cannot be deleted: the finalizer \(names.joined(separator: ", ")) holds what is left in it",
        evidence: [
          namespace.evidence(for: message, field: "\(entry.field).message", time: since),
          namespace.condition("NamespaceContentRemaining").flatMap { content in
            content.value["status"]?.string == "True"
              ? content.value["message"].map { namespace.evidence(for: $0, field: "\(content.field).message") } : nil
          },
        ].compactMap { $0 })
      occurrence.harmsByItself = true
      occurrence.affected = [.init(entity: namespace.reference, role: .victim, effect: "cannot be deleted")]
      return occurrence
    }
  }

  /// `a.example.com/x in 2 resource instances, b.example.com/y in 1 resource instances`.
  static func finalizers(in message: String) -> [String] {
    guard let range = message.firstRange(of: opening) else { return [] }
    return message[range.upperBound...].split(separator: ",").compactMap { part in
      part.split(separator: " ").first.map(String.init)
    }
  }
}

extension KubernetesObject {
  /// Whether it is a namespace that is being deleted, as its phase says.
  var isTerminating: Bool { root.value(at: "status.phase")?.string == "Terminating" }
}
