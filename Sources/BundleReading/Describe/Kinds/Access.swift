import Model

extension DescribedKind {
  /// A Role or ClusterRole: a table of rules. Only the command or the path tells which.
  static let role = DescribedKind(
    kind: "Role", apiVersion: "rbac.authorization.k8s.io/v1",
    isShown: { $0.has("PolicyRule") },
    fill: { object, tree in setRules(object, &tree) })

  /// A ClusterRole.
  static let clusterRole = DescribedKind(
    kind: "ClusterRole", apiVersion: "rbac.authorization.k8s.io/v1", isNamespaced: false,
    isShown: { $0.has("AggregationRule") },
    fill: { object, tree in setRules(object, &tree) })

  /// A RoleBinding or ClusterRoleBinding: a role and subjects. Only the command or the path tells which.
  static let roleBinding = DescribedKind(
    kind: "RoleBinding", apiVersion: "rbac.authorization.k8s.io/v1",
    isShown: { $0.has("Subjects") && $0.has("Role") },
    fill: { object, tree in setBinding(object, &tree) })

  /// A ClusterRoleBinding.
  static let clusterRoleBinding = DescribedKind(
    kind: "ClusterRoleBinding", apiVersion: "rbac.authorization.k8s.io/v1", isNamespaced: false,
    isShown: { _ in false },
    fill: { object, tree in setBinding(object, &tree) })

  /// `deployments.apps  []  []  [get list]`.
  private static func setRules(_ object: DescribedObject, _ tree: inout ObjectTree) {
    guard let section = object["PolicyRule"], let table = DescribeTable(section.body) else { return }
    tree.set(
      "rules",
      Value.list(
        table.rows.map { row in
          var rule = Members()
          if let text = table.cell(row, "Resources") {
            // The resource ends at the first dot, unless a subresource holds it: `deployments.apps/scale`.
            let parts = text.split(separator: "/", maxSplits: 1)
            let dot = parts[0].firstIndex(of: ".") ?? parts[0].endIndex
            let resource = parts[0][..<dot] + (parts.count > 1 ? "/" + parts[1] : "")
            rule.set("resources", words(resource, row.line))
            let group = parts[0][dot...].dropFirst()
            rule.set(
              "apiGroups",
              Value(.sequence([Value(.scalar(String(group), isText: true), line: row.line)]), line: row.line))
          }
          for (field, column) in [
            ("nonResourceURLs", "Non-Resource URLs"), ("resourceNames", "Resource Names"), ("verbs", "Verbs"),
          ] {
            if let text = table.cell(row, column) { rule.set(field, words(text[...], row.line)) }
          }
          return rule.value(line: row.line)
        }))
  }

  private static func words(_ text: Substring, _ line: Int) -> Value? {
    Value.list(
      text.split(whereSeparator: { "[] ".contains($0) }).map { Value(.scalar(String($0), isText: true), line: line) })
  }

  private static func setBinding(_ object: DescribedObject, _ tree: inout ObjectTree) {
    tree.set("roleRef.kind", object["Role"]?["Kind"]?.scalar)
    tree.set("roleRef.name", object["Role"]?["Name"]?.scalar)
    guard let section = object["Subjects"], let table = DescribeTable(section.body) else { return }
    tree.set(
      "subjects",
      Value.list(
        table.rows.map { row in
          var subject = Members()
          subject.set("kind", table.cell(row, "Kind"), line: row.line)
          subject.set("name", table.cell(row, "Name"), line: row.line)
          subject.set("namespace", table.cell(row, "Namespace"), line: row.line)
          return subject.value(line: row.line)
        }))
  }
}
