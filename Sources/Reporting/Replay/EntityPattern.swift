public import Model

/// Objects meant by `Kind/[namespace/]name[/container]`, `*` standing for anything: `Pod/batch-reports/hello-07-*`.
/// Without a namespace, any namespace is meant.
public struct EntityPattern: Hashable, Sendable, CustomStringConvertible {
  /// As written.
  public let description: String
  private let kind: String
  private let namespace: String?
  private let name: String
  private let container: String?

  /// A pattern; nil unless it has two to four parts, none of them empty.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard (2...4).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    description = text
    kind = parts[0]
    namespace = parts.count > 2 ? parts[1] : nil
    name = parts.count > 2 ? parts[2] : parts[1]
    container = parts.count > 3 ? parts[3] : nil
  }

  /// Whether the object is meant. A pattern without a container means all of a pod's containers.
  public func matches(_ entity: EntityReference) -> Bool {
    glob(kind, matches: entity.kind) && glob(name, matches: entity.name)
      && (namespace.map { glob($0, matches: entity.namespace) } ?? true)
      && (container.map { glob($0, matches: entity.container) } ?? true)
  }

  /// The one object that is meant where nothing is left open, for looking up its owners.
  var entity: EntityReference? {
    guard !description.utf8.contains(UInt8(ascii: "*")) else { return nil }
    return EntityReference(kind: kind, namespace: namespace ?? "", name: name)
  }
}

/// Whether `text` is `pattern`, with `*` for any run of characters. Linear in the text for each star.
func glob(_ pattern: String, matches text: String) -> Bool {
  let (pattern, text) = (Array(pattern.utf8), Array(text.utf8))
  var (at, position) = (0, 0)
  var retry: (at: Int, position: Int)?
  while position < text.count {
    if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
      retry = (at + 1, position)
      at += 1
    } else if at < pattern.count, pattern[at] == text[position] {
      at += 1
      position += 1
    } else if let star = retry {
      // Let the last star take one character more.
      retry = (star.at, star.position + 1)
      (at, position) = (star.at, star.position + 1)
    } else {
      return false
    }
  }
  return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
}
