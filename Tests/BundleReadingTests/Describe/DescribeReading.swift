import Model

@testable import BundleReading

/// What a describe text says, for tests.
struct DescribeReading {
  let facts: ArtifactFacts?

  init(_ text: String, path: String = "describe.txt", chunk: Int = .max, isCut: Bool = false) {
    facts = read(text, path: path, chunk: chunk, isCut: isCut)
  }

  /// Objects without Events.
  var objects: [KubernetesObject] { facts?.objects.filter { $0.kind != "Event" } ?? [] }
  /// Event objects.
  var events: [KubernetesObject] { facts?.objects.filter { $0.kind == "Event" } ?? [] }

  /// Fields of the first object as `path=text@line`; `path=-` where one is absent.
  func fields(_ paths: String...) -> [String] { objects.first.map { Self.fields($0, paths) } ?? [] }

  /// Fields of an object as `path=text@line`.
  static func fields(_ object: KubernetesObject, _ paths: [String]) -> [String] {
    paths.map { path in
      object.value(at: path).map { "\(path)=\($0.string ?? "\($0.items.count) items")@\($0.line)" } ?? "\(path)=-"
    }
  }
}
