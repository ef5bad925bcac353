import Model

extension DescribedKind {
  /// A Namespace: it tells of quotas and limits, which are objects of their own.
  static let namespace = DescribedKind(
    kind: "Namespace", apiVersion: "v1", isNamespaced: false,
    isShown: { object in
      ["No Resource Quotas.", "No LimitRange resource.", "No resource quota.", "No resource limits."].contains {
        words in
        object.outline.sections.contains { $0.value == words }
      } || object.quotas != nil || object.limits != nil || isDeleting(object)
    },
    fill: { object, tree in
      tree.set("status.phase", object["Status"]?.scalar)
      tree.set("status.conditions", object["Conditions"].flatMap(DescribedConditions.value))
    },
    others: { object in quotas(object) + limits(object) })

  /// Whether the conditions are those that only a Namespace has, and only while it is deleted.
  private static func isDeleting(_ object: DescribedObject) -> Bool {
    object["Conditions"]?.body.contains { $0.text.hasPrefix("NamespaceDeletionDiscoveryFailure ") } == true
  }

  /// Each quota: `Name:`, then a table of what is used and allowed.
  private static func quotas(_ object: DescribedObject) -> [ObjectTree] {
    guard let body = object.quotas?.body else { return [] }
    let starts = body.indices.filter { body[$0].key == "Name" }
    return starts.enumerated().map { place, start in
      let end = place + 1 < starts.count ? starts[place + 1] : body.endIndex
      let outline = DescribeOutline(body[start..<end])
      var tree = ObjectTree(apiVersion: "v1", kind: "ResourceQuota", line: body[start].number)
      tree.set("metadata.name", outline["Name"]?.scalar)
      tree.set("metadata.namespace", object.name)
      let header = body[start..<end].firstIndex { $0.text.hasPrefix("Resource") && $0.key == nil }
      if let header { setQuota(body[header..<end], &tree) }
      return tree
    }
  }

  private static func limits(_ object: DescribedObject) -> [ObjectTree] {
    guard let section = object.limits, let rows = limitRows(section.body) else { return [] }
    // The text of a Namespace does not name its LimitRange.
    var tree = ObjectTree(apiVersion: "v1", kind: "LimitRange", line: section.line)
    tree.set("metadata.name", "unnamed", line: section.line)
    tree.set("metadata.namespace", object.name)
    tree.set("spec.limits", rows)
    return [tree]
  }

  /// A ResourceQuota: a table of what is used and allowed.
  static let resourceQuota = DescribedKind(
    kind: "ResourceQuota", apiVersion: "v1",
    isShown: { object in
      object.outline.sections.contains { $0.key.isEmpty && $0.value.hasTableHeader(["Resource", "Used", "Hard"]) }
    },
    fill: { object, tree in
      guard let lines = object.table(["Resource", "Used", "Hard"]) else { return }
      setQuota(lines[...], &tree)
      guard let scopes = object["Scopes"], !scopes.value.isEmpty else { return }
      tree.set("spec.scopes", scopes.bracketedList)
    })

  private static func setQuota(_ lines: ArraySlice<DescribeLine>, _ tree: inout ObjectTree) {
    guard let table = DescribeTable(lines) else { return }
    for row in table.rows {
      guard let resource = table.cell(row, "Resource"), row.cells.count >= 3 else { continue }
      for (path, column) in [(["spec", "hard"], "Hard"), (["status", "hard"], "Hard"), (["status", "used"], "Used")] {
        guard let quantity = table.cell(row, column) else { continue }
        tree.set(path + [resource], Value(.scalar(quantity, isText: false), line: row.line))
      }
    }
  }

  /// A LimitRange: a table of least, greatest and assumed amounts.
  static let limitRange = DescribedKind(
    kind: "LimitRange", apiVersion: "v1",
    isShown: { object in
      object.outline.sections.contains { $0.key.isEmpty && $0.value.hasTableHeader(["Type", "Resource", "Min"]) }
    },
    fill: { object, tree in
      guard let lines = object.table(["Type", "Resource", "Min"]) else { return }
      tree.set("spec.limits", limitRows(lines[...]))
    })

  /// One item of `spec.limits` for each type.
  private static func limitRows(_ lines: ArraySlice<DescribeLine>) -> Value? {
    guard let table = DescribeTable(lines) else { return nil }
    var types: [(name: String, line: Int, fields: [String: Members])] = []
    for row in table.rows {
      guard let type = table.cell(row, "Type"), let resource = table.cell(row, "Resource") else { continue }
      if types.last?.name != type { types.append((type, row.line, [:])) }
      for (field, column) in [
        ("min", "Min"), ("max", "Max"), ("defaultRequest", "Default Request"), ("default", "Default Limit"),
        ("maxLimitRequestRatio", "Max Limit/Request Ratio"),
      ] {
        guard let quantity = table.cell(row, column), quantity != "-" else { continue }
        types[types.count - 1].fields[field, default: Members()].set(resource, quantity, line: row.line)
      }
    }
    return Value.list(
      types.map { type in
        var limit = Members()
        limit.set("type", type.name, line: type.line)
        for field in type.fields.keys.sorted() { limit.set(field, type.fields[field]?.value) }
        return limit.value(line: type.line)
      })
  }
}

extension DescribedObject {
  /// The section of a Namespace that holds its quotas.
  fileprivate var quotas: DescribeSection? { outline.sections.first { $0.value == "Resource Quotas" } }
  /// The section of a Namespace that holds its limits.
  fileprivate var limits: DescribeSection? { outline.sections.first { $0.value == "Resource Limits" } }

  /// The lines of a table at the left margin, from its header on.
  fileprivate func table(_ columns: [String]) -> [DescribeLine]? {
    guard let start = outline.sections.firstIndex(where: { $0.key.isEmpty && $0.value.hasTableHeader(columns) })
    else { return nil }
    return outline.sections[start...].prefix { $0.key.isEmpty }.flatMap { section in
      [DescribeLine(text: section.value, number: section.line)]
        + section.body.map { DescribeLine(text: $0.text, number: $0.number) }
    }
  }
}

extension String {
  /// Whether the text is a header that begins with these columns.
  fileprivate func hasTableHeader(_ columns: [String]) -> Bool { DescribeTable.cells(self).starts(with: columns) }
}
