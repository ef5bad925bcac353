import Model

extension TextReport {
  /// What the bundle can testify to, and where it is silent.
  mutating func coverage() {
    let coverage = diagnosis.coverage
    page.heading("WHAT THE BUNDLE COVERS")
    if coverage.logs.isEmpty, coverage.lists.isEmpty { page.paragraph("No logs and no lists of objects.", indent: 2) }
    logs(coverage.logs)
    if let lists = listsSentence(coverage.lists) { page.paragraph("lists: \(lists)", indent: 2, hanging: 4) }
    for clock in coverage.clockOffsets.compactMap(clockSentence) { page.paragraph(clock, indent: 2, hanging: 4) }
    for remark in coverage.remarks where !remark.notes.isEmpty {
      page.paragraph("\(remark.title) (\(remark.notes.count)):", indent: 2)
      notes(remark.notes, indent: 4)
    }
  }

  /// `- nodes/worker-1/journal/kubelet.log:812 ends within a line`.
  mutating func notes(_ notes: [Coverage.Note], indent: Int = 2) {
    let shown = 5
    for note in notes.prefix(shown) {
      let place = note.line > 0 ? "\(note.path):\(note.line)" : note.path
      page.paragraph(
        "- " + [place, note.text].filter { !$0.isEmpty }.joined(separator: ": "), indent: indent, hanging: indent + 2)
    }
    more(notes.count - shown, indent: indent)
  }

  private mutating func logs(_ logs: [Coverage.Log]) {
    let shown = logs.prefix(Self.listed)
    let width = min(shown.map(\.source.name.columns).max() ?? 0, 40)
    for log in shown {
      var spans = log.spans.prefix(3).map { $0.text(style) }
      if log.spans.count > 3 { spans.append("\(log.spans.count - 3) more") }
      var text = spans.isEmpty ? "no times" : spans.joined(separator: ", ")
      if !log.gaps.isEmpty { text += "; \(counted(log.gaps.count, "gap"))" }
      page.paragraph([Piece(text)], cells: [Cell(text: log.source.name, width: width)], indent: 2)
    }
    more(logs.count - Self.listed)
  }
}

extension Coverage {
  /// What limits the testimony, by kind.
  var remarks: [(title: String, notes: [Note])] {
    [
      ("missing", missing), ("forbidden", forbidden), ("cut", cut), ("limits reached", limits),
      ("altered", altered), ("redacted", redacted), ("disagreeing", disagreeing), ("not recognized", unrecognised),
    ]
  }
}

/// `Node, Pod (2 namespaces, incomplete)`; nil without lists.
func listsSentence(_ lists: [Coverage.List]) -> String? {
  let kinds = Set(lists.map(\.kind)).filter { !$0.isEmpty }.sorted()
  guard !kinds.isEmpty else { return nil }
  return kinds.map { kind in
    let ofKind = lists.filter { $0.kind == kind }
    let isComplete = ofKind.allSatisfy(\.isComplete)
    let namespaces = Set(ofKind.map(\.namespace).filter { !$0.isEmpty }).count
    var remarks = namespaces > 0 ? [counted(namespaces, "namespace")] : []
    if !isComplete { remarks.append("incomplete") }
    return remarks.isEmpty ? kind : "\(kind) (\(remarks.joined(separator: ", ")))"
  }.joined(separator: ", ")
}

/// `clock of worker-1: zone +09:00, 1.5s ahead, removed (containerd writes its zone)`; nil for a clock on UTC that
/// nothing corrects.
func clockSentence(_ clock: Coverage.ClockOffset) -> String? {
  guard clock.zoneSeconds != 0 || clock.offset != 0 || clock.basis.hasPrefix("assumed") else { return nil }
  var parts = ["zone \(zoneText(clock.zoneSeconds))"]
  if clock.offset != 0 {
    let amount = durationText(clock.offset.magnitude, precision: .millisecond)
    parts.append("\(amount) \(clock.offset > 0 ? "ahead" : "behind"), removed")
  }
  return "clock of \(clock.node.isEmpty ? "logs of unknown nodes" : clock.node): \(parts.joined(separator: ", "))"
    + (clock.basis.isEmpty ? "" : " (\(clock.basis))")
}

/// `UTC`, `+09:00`, `-03:30`.
func zoneText(_ seconds: Int) -> String {
  guard seconds != 0 else { return "UTC" }
  let minutes = abs(seconds) / 60
  let clock = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
  return (seconds < 0 ? "-" : "+") + clock
}
