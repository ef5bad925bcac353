import Model

extension DescribedKind {
  /// An object that kubectl knows no text for, a custom resource above all: its fields as they are, with labels for keys.
  ///
  ///     API Version:  networking.istio.io/v1
  ///     Kind:         VirtualService
  ///     Spec:
  ///       Http:
  ///         Route:
  static func generic(_ object: DescribedObject) -> DescribedKind? {
    guard let version = object["API Version"], let kind = object["Kind"], !kind.value.isEmpty else { return nil }
    return DescribedKind(
      kind: kind.value, apiVersion: version.value, isShown: { _ in true },
      fill: { object, tree in
        for section in object.outline.sections where !headKeys.contains(section.key) {
          guard section.key == "Metadata" else {
            if let value = GenericFields.value(section, depth: 0) {
              tree.set([GenericFields.field(section.key)], value)
            }
            continue
          }
          for part in section.outline.sections where part.key != "Managed Fields" {
            guard let value = GenericFields.value(part, depth: 1) else { continue }
            tree.set(["metadata", GenericFields.field(part.key)], value)
          }
        }
      })
  }

  /// What all objects have, which is read elsewhere, and Events.
  private static let headKeys: Set<String> = [
    "", "Name", "Namespace", "Labels", "Annotations", "API Version", "Kind", "Events",
  ]
}

/// Fields in kubectl's generic form, in which a list of mappings has no marks of its own.
enum GenericFields {
  /// Deeper fields are left out.
  private static let deepest = 32

  /// Fields that hold a list also where the text shows a single item, which looks like a mapping.
  private static let lists: Set<String> = [
    "http", "tcp", "tls", "route", "match", "subsets", "servers", "hosts", "endpoints", "ports", "rules", "from", "to",
    "when", "conditions", "containers", "initContainers", "env", "envFrom", "volumes", "volumeMounts",
    "matchExpressions", "tolerations", "templates", "volumeClaimTemplates", "owners", "ownerReferences", "gateways",
    "addresses", "parentRefs", "backendRefs", "listeners", "matches", "filters", "items", "finalizers", "headers",
    "secrets", "sources", "steps", "tasks", "metrics", "triggers", "groups", "args", "command", "dnsNames",
  ]

  /// `Match Labels` → `matchLabels`, `API Version` → `apiVersion`. A key with dots or digits stands as it is.
  static func field(_ label: String) -> String {
    let words = label.split(separator: " ")
    guard let first = words.first, first.prefix(1) != first.prefix(1).lowercased() else { return label }
    if words.contains("-") { return words.map { $0.lowercased() }.joined() }
    let isAcronym = first == first.uppercased()
    let head = isAcronym ? first.lowercased() : first.prefix(1).lowercased() + first.dropFirst()
    return head + words.dropFirst().joined()
  }

  /// A field's value; nil where it holds nothing.
  static func value(_ section: DescribeSection, depth: Int) -> Value? {
    if !section.value.isEmpty { return Value(.scalar(section.wholeValue, isText: false), line: section.line) }
    guard depth < deepest else { return nil }
    let parts = section.outline.sections.filter { !$0.key.isEmpty || !$0.value.isEmpty }
    guard !parts.isEmpty else { return nil }
    if parts.allSatisfy(\.key.isEmpty) {
      return Value.list(parts.map { Value(.scalar($0.value, isText: false), line: $0.line) })
    }
    var items: [Members] = [Members()]
    var previous = ""
    for part in parts {
      let key = field(part.key)
      // Keys are sorted, so one that does not come after the last belongs to the next item.
      if !previous.isEmpty, key <= previous { items.append(Members()) }
      previous = key
      items[items.count - 1].set(key, value(part, depth: depth + 1) ?? Value(.null, line: part.line))
    }
    guard items.count > 1 || lists.contains(field(section.key)) else { return items.first?.value }
    return Value.list(items.compactMap(\.value))
  }
}
