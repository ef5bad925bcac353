import Model

/// The component of Kubernetes that writes a container's log, where the names of pod and container tell.
///
/// The control plane mostly runs as static pods: container `etcd` of pod `etcd-cp-1` in `kube-system`, on the node `cp-1`.
/// A container `etcd` in another namespace is some application's.
struct ContainerComponent: Equatable {
  /// E.g. `kube-apiserver`.
  var name: String
  /// The node that the pod's name ends with; empty where it does not.
  var node = ""

  private static let controlPlane = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"]
  /// What else is called after etcd and is not it.
  private static let companions: Set<String> = [
    "operator", "backup", "druid", "defrag", "exporter", "browser", "metrics", "proxy", "ui", "guard",
  ]
  /// What names of generated pods end with: no vowels and nothing that looks like one.
  private static let suffixLetters = Set("bcdfghjklmnpqrstvwxz2456789".utf8)

  /// The component at a place. `isComponent` tells of other names whether they are one's.
  init?(_ place: ContainerPath, isComponent: (String) -> Bool) {
    let ownNamespace =
      place.namespace.isEmpty || place.namespace == "kube-system" || place.namespace.hasPrefix("openshift-")
    let pod = Self(pod: place.pod.isEmpty ? place.hint : place.pod)
    guard !place.container.isEmpty else {
      guard ownNamespace, let pod else { return nil }
      self = pod
      return
    }
    let name = ComponentNames.component(of: place.container)
    if Self.controlPlane.contains(name) {
      guard ownNamespace else { return nil }
    } else if !ComponentNames.definite.contains(name), !isComponent(name) {
      return nil
    }
    self.name = name
    if let pod, pod.name == name { node = pod.node }
  }

  /// The component of a pod by its name alone, also with the namespace before it: `kube-system-etcd-cp-1`.
  init?(pod: String) {
    let bare = pod.hasPrefix("kube-system-") ? pod.dropFirst(12) : pod[...]
    guard let name = Self.controlPlane.first(where: { bare.hasPrefix("\($0)-") }) else { return nil }
    let words = bare.dropFirst(name.utf8.count + 1).split(separator: "-", omittingEmptySubsequences: false)
    guard let first = words.first, !first.isEmpty, !(words.count == 1 && Int(first) != nil) else { return nil }
    if name == "etcd" || words.count == 1 || first == "operator", Self.companions.contains(String(first)) { return nil }
    self.name = name
    if !Self.isGenerated(words) { node = words.joined(separator: "-") }
  }

  /// `7c75c5f88c`, `x2x5j`: a Deployment's pod, as hosted control planes have them.
  private static func isGenerated(_ words: [Substring]) -> Bool {
    guard words.count >= 2 else { return false }
    let (hash, suffix) = (words[words.count - 2], words[words.count - 1])
    return suffix.utf8.count == 5 && (8...10).contains(hash.utf8.count)
      && (Array(hash.utf8) + Array(suffix.utf8)).allSatisfy(suffixLetters.contains)
  }
}
