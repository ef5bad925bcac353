import Model

/// `No resources found in shop namespace.`: a list without objects.
enum EmptyList {
  /// The list that the words testify to; nil where nothing tells its kind.
  ///
  /// Since 1.18 kubectl names the namespace where it was asked for one; before, it did not, and ended with a full stop.
  static func list(_ words: LineBytes, in context: TableContext, _ path: String) -> Coverage.List? {
    guard let kind = context.kind, words.has("No resources found") else { return nil }
    let parts = words.part(0, 512).text.split(separator: " ")
    let named = parts.count == 6 && parts[3] == "in" ? String(parts[4]) : nil
    let isCluster = ResourceNames.isClusterScoped(kind)
    let isUncertain = named == nil && context.namespace == nil && words.ends(with: ".") && !isCluster
    return Coverage.List(
      kind: kind, namespace: isCluster ? "" : named ?? context.namespace ?? "",
      isComplete: context.isWhole && !isUncertain, artifact: path)
  }
}
