/// A pod as a log line names it.
///
/// The kubelet has three spellings, and the versions differ in where they use which:
/// `report-export-75zsx_batch-reports(1f0c…)`, `"batch-reports/report-export-75zsx"` and
/// `pod 1f0c… ("report-export-75zsx_batch-reports(1f0c…)")`; lists hold any of them.
public struct PodName: Hashable, Sendable {
  /// Namespace; empty in `pod "web-0" (UID: "1f0c…")`, the one spelling without.
  public var namespace: String
  /// Pod name.
  public var name: String
  /// Uid, of a static pod its hash; empty where the line has none.
  public var uid: String

  /// A pod's name.
  public init(namespace: String, name: String, uid: String = "") {
    self.namespace = namespace
    self.name = name
    self.uid = uid
  }

  /// The first pod that a text names; nil where it names none.
  public init?(firstIn text: some StringProtocol) {
    guard let first = Self.all(in: text).first else { return nil }
    self = first
  }

  /// The pod as an entity.
  public var reference: EntityReference {
    EntityReference(kind: "Pod", namespace: namespace, name: name, uid: uid)
  }

  /// All pods that a text names, each once, in written order.
  ///
  ///     PodName.all(in: #"pods=["ns/a","ns/b"]"#)           // ns/a, ns/b
  ///     PodName.all(in: "pods ranked for eviction: a_ns(1f0c), b_ns(2b1d)")
  ///     PodName.all(in: "pods=[{Name:a Namespace:ns}]")      // 1.23 to 1.25
  ///     PodName.all(in: "ns/a")                              // the decoded value of pod="ns/a"
  ///
  /// A quoted `"a/b"` counts only where the text says that it is a pod (`pod="a/b"`, `Pod "a/b"`, a list of names):
  /// `"application/json"` is none.
  public static func all(in text: some StringProtocol) -> [PodName] {
    var copy = String(text)
    return copy.withUTF8 { buffer in
      var scanner = PodNameScanner(bytes: UnsafeRawBufferPointer(buffer))
      return scanner.scan()
    }
  }
}
