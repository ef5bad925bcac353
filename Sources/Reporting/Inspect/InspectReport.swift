public import Model

/// What is in a bundle, artifact by artifact, and what is missing.
public enum InspectReport {
  /// The inventory for people: one statement an artifact, then what limits the bundle's testimony.
  public static func text(_ incident: Incident, style: Style = Style()) -> String {
    var page = TextPage(style: style)
    let share = RecognizedShare(incident)
    var about = [
      incident.bundle.name, counted(share.artifacts, "artifact"), Quantity.description(ofBytes: share.bytes),
    ]
    if let captured = incident.bundle.captured { about.append("captured \(captured.text(style))") }
    page.paragraph([Piece("Bundle", .strong), Piece(about.joined(separator: ", "))])
    page.paragraph(
      "Recognized: \(share.recognized) of \(counted(share.artifacts, "artifact")) (\(share.artifactPercent) %), "
        + "\(share.bytePercent) % of the bytes." + (share.empty > 0 ? " Empty: \(share.empty)." : ""))

    page.heading("ARTIFACTS")
    let contents = ArtifactContents(incident, style: style)
    for artifact in incident.artifacts {
      page.paragraph(
        [
          Piece(artifact.path + ":", .strong), Piece(contents.sentence(artifact)),
          Piece("(\(artifact.format), \(Quantity.description(ofBytes: artifact.bytes)))", .faint),
        ], indent: 2, hanging: 6)
    }
    for note in incident.coverage.unrecognised {
      page.paragraph([Piece(note.path + ":", .strong), Piece("not recognized: \(note.text)")], indent: 2, hanging: 6)
    }
    remarks(incident.coverage, on: &page)
    clocks(incident.coverage.clockOffsets, on: &page)
    return page.text
  }

  /// The same for machines.
  public static func json(_ incident: Incident) -> String {
    let share = RecognizedShare(incident)
    let contents = ArtifactContents(incident, style: Style())
    return JSON.object([
      ("schemaVersion", .integer(Int64(JSONReport.schemaVersion))),
      ("tool", .object([("name", .string(Tool.name)), ("version", .string(Tool.version))])),
      ("bundle", JSONReport.bundle(incident.bundle)),
      (
        "recognized",
        .object([
          ("artifacts", .integer(Int64(share.recognized))), ("artifactPercent", .integer(share.artifactPercent)),
          ("empty", .integer(Int64(share.empty))), ("bytes", .integer(share.recognizedBytes)),
          ("bytePercent", .integer(share.bytePercent)),
        ])
      ),
      ("artifacts", .array(incident.artifacts.map { artifact($0, contents.sentence($0)) })),
      ("coverage", .coverage(incident.coverage)),
      ("altered", .array(incident.coverage.altered.map(JSON.note))),
    ]).document
  }

  /// Missing first: it comes with the commands that collect it.
  private static func remarks(_ coverage: Coverage, on page: inout TextPage) {
    for remark in coverage.remarks where !remark.notes.isEmpty && remark.title != "not recognized" {
      page.heading("\(remark.title.uppercased()) (\(remark.notes.count))")
      for note in remark.notes {
        let place = note.line > 0 ? "\(note.path):\(note.line)" : note.path
        page.paragraph(
          "- " + [place, note.text].filter { !$0.isEmpty }.joined(separator: ": "), indent: 2, hanging: 4)
      }
    }
  }

  private static func clocks(_ clocks: [Coverage.ClockOffset], on page: inout TextPage) {
    guard !clocks.isEmpty else { return }
    page.heading("CLOCKS")
    for clock in clocks {
      let sentence =
        clockSentence(clock)
        ?? "clock of \(clock.node.isEmpty ? "logs of unknown nodes" : clock.node): UTC (\(clock.basis))"
      page.paragraph("- \(sentence)", indent: 2, hanging: 4)
    }
  }

  private static func artifact(_ artifact: ArtifactDescription, _ what: String) -> JSON {
    .object([
      ("path", .string(artifact.path)), ("format", .string(artifact.format)), ("bytes", .integer(artifact.bytes)),
      ("what", .string(what)),
      (
        "objects",
        .array(
          artifact.objects.map { objects in
            .object([
              ("kind", .string(objects.kind)), ("namespace", .string(objects.namespace)),
              ("manifest", .boolean(objects.rendering == .manifest)), ("count", .integer(Int64(objects.count))),
            ])
          })
      ),
      (
        "logs",
        .array(
          artifact.logs.map { log in
            .object([("source", .string(log.source.name)), ("span", .span(log.span))])
          })
      ),
      ("container", artifact.containerLogs.first?.container.map(JSON.entity) ?? .null),
    ])
  }
}

/// How much of a bundle some format claimed. What is empty counts as recognized: there is nothing to know.
struct RecognizedShare {
  var artifacts: Int
  var bytes: Int64
  var recognized: Int
  var recognizedBytes: Int64
  var empty: Int

  init(_ incident: Incident) {
    recognized = incident.artifacts.count
    empty = incident.artifacts.count { $0.format == ArtifactDescription.empty }
    recognizedBytes = incident.artifacts.reduce(0) { $0 + $1.bytes }
    artifacts = max(incident.bundle.artifacts, recognized)
    bytes = max(incident.bundle.bytes, recognizedBytes)
  }

  /// Rounded down: 100 means all.
  var artifactPercent: Int64 { Self.percent(Int64(recognized), of: Int64(artifacts)) }
  /// Rounded down: 100 means all.
  var bytePercent: Int64 { Self.percent(recognizedBytes, of: bytes) }

  private static func percent(_ part: Int64, of whole: Int64) -> Int64 {
    guard whole > 0 else { return 100 }
    return part == whole ? 100 : Int64(Double(part) / Double(whole) * 100)
  }
}
