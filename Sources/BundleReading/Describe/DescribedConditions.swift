import Model

/// A `Conditions:` table as `status.conditions`.
enum DescribedConditions {
  private static let fields = [
    ("type", "Type"), ("status", "Status"), ("reason", "Reason"), ("message", "Message"),
    ("lastHeartbeatTime", "LastHeartbeatTime"), ("lastProbeTime", "LastProbeTime"),
    ("lastTransitionTime", "LastTransitionTime"),
  ]

  /// The conditions; nil where there are none.
  static func value(_ section: DescribeSection) -> Value? {
    guard let table = DescribeTable(section.body) else { return nil }
    return Value.list(
      table.rows.compactMap { row in
        var condition = Members()
        for (field, column) in fields {
          guard let cell = table.cell(row, column) else { continue }
          let text = field.hasSuffix("Time") ? DescribeTime.rfc3339(cell) : cell
          condition.set(field, text, line: row.line, isText: field == "status" || field == "message")
        }
        return condition.value
      })
  }
}
