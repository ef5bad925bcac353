/// Owners told by names alone: a row of `kubectl get` shows no owner, but generated names begin with the owner's.
///
///     api-7c75c5f88c-x2x7k      a pod of ReplicaSet api-7c75c5f88c, which is one of Deployment api
///     db-0                      a pod of StatefulSet db
///     agent-x2x7k               a pod of DaemonSet or Job agent
///
/// Only an owner that the bundle holds counts: a pod that somebody named so has none.
struct NamedOwner {
  /// The object of a kind and name, in the namespace of the owned one.
  let find: (_ kind: String, _ name: String) -> KubernetesObject?

  /// The owner of an object that does not name one; nil for objects that would.
  func owner(of object: KubernetesObject) -> EntityReference? {
    guard object.rendering == .table, object.controller == nil,
      let dash = object.name.lastIndex(of: "-"), dash > object.name.startIndex
    else { return nil }
    let stem = String(object.name[..<dash])
    let suffix = object.name[object.name.index(after: dash)...]
    switch object.kind {
    case "Pod":
      if !suffix.isEmpty, suffix.allSatisfy({ $0.isASCII && $0.isNumber }), let set = find("StatefulSet", stem) {
        return set.reference
      }
      guard Self.isGenerated(suffix, 5...5) else { return nil }
      if let owner = find("ReplicaSet", stem) ?? find("DaemonSet", stem) ?? find("Job", stem) { return owner.reference }
      // Without a list of ReplicaSets the Deployment's name still stands before both generated parts.
      guard let inner = stem.lastIndex(of: "-"), Self.isGenerated(stem[stem.index(after: inner)...], 5...10) else {
        return nil
      }
      return find("Deployment", String(stem[..<inner]))?.reference
    case "ReplicaSet":
      return Self.isGenerated(suffix, 5...10) ? find("Deployment", stem)?.reference : nil
    default: return nil
    }
  }

  /// The alphabet of generated names leaves out vowels and look-alikes.
  static func isGenerated(_ suffix: Substring, _ length: ClosedRange<Int>) -> Bool {
    length.contains(suffix.count) && suffix.allSatisfy { "bcdfghjklmnpqrstvwxz2456789".contains($0) }
  }
}
