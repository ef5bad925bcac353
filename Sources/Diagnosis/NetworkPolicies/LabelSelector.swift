import Model

/// A label selector of the API, e.g. `matchLabels: {app: web}`.
struct LabelSelector {
  private let value: Value?

  /// An empty selector, as one that is absent where the API takes that for "all", selects everything.
  init(_ value: Value?) { self.value = value }

  /// Whether labels are selected. What this program does not know of an expression is taken as met.
  func selects(_ labels: (String) -> String?) -> Bool {
    for pair in value?["matchLabels"]?.members ?? [] where labels(pair.key) != pair.value.string { return false }
    for expression in value?["matchExpressions"]?.items ?? [] {
      guard let key = expression["key"]?.string else { continue }
      let values = Set((expression["values"]?.items ?? []).compactMap(\.string))
      let label = labels(key)
      switch expression["operator"]?.string {
      case "In": if !values.contains(label ?? "") { return false }
      case "NotIn": if let label, values.contains(label) { return false }
      case "Exists": if label == nil { return false }
      case "DoesNotExist": if label != nil { return false }
      default: continue
      }
    }
    return true
  }
}
