import Model

/// Rows of what limits and governs others.
///
///     NAME    AGE   REQUEST                               LIMIT
///     limit   3d    pods: 3/3, requests.cpu: 1500m/2      limits.memory: 2Gi/4Gi
enum PolicyRows {
  static func readNamespace(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("status.phase", row["STATUS"], of: row)
  }

  static func readQuota(_ row: TableRow, _ tree: inout ObjectTree) {
    for cell in [row["REQUEST"], row["LIMIT"]].compactMap({ $0 }) {
      for entry in cell.split(separator: ",") {
        guard let colon = entry.firstIndex(of: ":") else { continue }
        let resource = String(entry[..<colon].drop { $0 == " " })
        let figures = entry[entry.index(after: colon)...].drop { $0 == " " }
          .split(separator: "/", omittingEmptySubsequences: false)
        guard figures.count == 2, !figures[1].isEmpty else { continue }
        tree.set("status.used", key: resource, figures[0], line: row.line)
        tree.set("status.hard", key: resource, figures[1], line: row.line)
        tree.set("spec.hard", key: resource, figures[1], line: row.line)
      }
    }
  }

  static func readSecret(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("type", row["TYPE"], of: row)
  }

  /// TARGETS is `40%/80%`, `cpu: 40%/80%`, or `<unknown>/80%` where no metrics come.
  static func readAutoscaler(_ row: TableRow, _ tree: inout ObjectTree) {
    let target = (row["REFERENCE"] ?? "").split(separator: "/")
    if target.count == 2 {
      tree.set("spec.scaleTargetRef.kind", target[0], line: row.line)
      tree.set("spec.scaleTargetRef.name", target[1], line: row.line)
    }
    tree.set("spec.minReplicas", number: row["MINPODS"], of: row)
    tree.set("spec.maxReplicas", number: row["MAXPODS"], of: row)
    tree.set("status.currentReplicas", number: row["REPLICAS"], of: row)
    let text = row.raw("TARGETS") ?? ""
    let figure = text.hasPrefix("cpu: ") ? text.dropFirst(5) : text[...]
    let figures = figure.split(separator: "/", omittingEmptySubsequences: false)
    guard figures.count == 2, figures[1].hasSuffix("%") else { return }
    tree.set("spec.targetCPUUtilizationPercentage", number: String(figures[1].dropLast()), of: row)
    if figures[0].hasSuffix("%") {
      tree.set("status.currentCPUUtilizationPercentage", number: String(figures[0].dropLast()), of: row)
    }
  }

  static func readDisruptionBudget(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("spec.minAvailable", row["MIN AVAILABLE"], of: row)
    tree.set("spec.maxUnavailable", row["MAX UNAVAILABLE"], of: row)
    tree.set("status.disruptionsAllowed", number: row["ALLOWED DISRUPTIONS"], of: row)
  }

  /// The wide table names subjects: users, groups, and service accounts as `namespace/name`.
  static func readBinding(_ row: TableRow, _ tree: inout ObjectTree) {
    let role = (row["ROLE"] ?? "").split(separator: "/", maxSplits: 1)
    if role.count == 2 {
      tree.set("roleRef.kind", role[0], line: row.line)
      tree.set("roleRef.name", role[1], line: row.line)
    }
    var count = 0
    for (title, kind) in [("USERS", "User"), ("GROUPS", "Group"), ("SERVICEACCOUNTS", "ServiceAccount")] {
      for subject in (row[title] ?? "").split(separator: ",") {
        let words = subject.drop { $0 == " " }.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = words.last, !name.isEmpty else { continue }
        tree.set("subjects.\(count).kind", kind, line: row.line)
        tree.set("subjects.\(count).name", kind == "ServiceAccount" ? name : subject.drop { $0 == " " }, line: row.line)
        if kind == "ServiceAccount", words.count == 2, !words[0].isEmpty {
          tree.set("subjects.\(count).namespace", words[0], line: row.line)
        }
        count += 1
      }
    }
  }

  static func readPriorityClass(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("value", number: row["VALUE"], of: row)
    tree.set("globalDefault", row["GLOBAL-DEFAULT"], of: row)
  }

  static func readLease(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("spec.holderIdentity", row["HOLDER"], of: row)
  }
}
