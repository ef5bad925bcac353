import Model

/// Rows of jobs and of what starts them.
///
///     NAME     STATUS   COMPLETIONS   DURATION   AGE
///     export   Failed   0/1           5m         5m
enum JobRows {
  static func readJob(_ row: TableRow, _ tree: inout ObjectTree) {
    switch row["STATUS"] {
    case "Complete": tree.add(condition: "Complete", "True", of: row)
    case "Failed": tree.add(condition: "Failed", "True", of: row)
    case "Suspended": tree.set("spec.suspend", "true", line: row.line)
    case "FailureTarget", "SuccessCriteriaMet": tree.add(condition: row["STATUS"] ?? "", "True", of: row)
    default: break
    }
    // `1/1`, or `0/1 of 3` where the job says how many run at once and not how many are needed.
    let words = (row["COMPLETIONS"] ?? "").split(separator: " ")
    if let first = words.first, let (done, wished) = TableRow.fraction(first) {
      tree.set("status.succeeded", String(done), line: row.line)
      if words.count == 1 { tree.set("spec.completions", String(wished), line: row.line) }
      if words.count == 3, words[1] == "of" { tree.set("spec.parallelism", number: String(words[2]), of: row) }
    }
    tree.set("spec.completions", number: row["DESIRED"], of: row)
    tree.set("status.succeeded", number: row["SUCCESSFUL"], of: row)
    WorkloadRows.readTemplate(row, &tree)
  }

  static func readCronJob(_ row: TableRow, _ tree: inout ObjectTree) {
    tree.set("spec.schedule", row["SCHEDULE"], of: row)
    tree.set("spec.timeZone", row["TIMEZONE"], of: row)
    tree.set("spec.suspend", row["SUSPEND"]?.lowercased(), of: row)
    tree.set("status.lastScheduleTime", age: row["LAST SCHEDULE"], of: row)
    let names = (row["CONTAINERS"] ?? "").split(separator: ",")
    let images = (row["IMAGES"] ?? "").split(separator: ",")
    for (offset, name) in names.enumerated() where images.count == names.count {
      tree.set("spec.jobTemplate.spec.template.spec.containers.\(offset).name", name, line: row.line)
      tree.set("spec.jobTemplate.spec.template.spec.containers.\(offset).image", images[offset], line: row.line)
    }
  }
}
