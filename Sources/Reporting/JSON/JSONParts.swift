import Model

// Pieces of the schema that several places share.
extension JSON {
  /// `{"kind", "namespace", "name", "container"}`, empty strings where they do not apply.
  static func entity(_ entity: EntityReference) -> JSON {
    .object([
      ("kind", .string(entity.kind)),
      ("namespace", .string(entity.namespace)),
      ("name", .string(entity.name)),
      ("container", .string(entity.container)),
    ])
  }

  /// `{"from", "to"}` in RFC 3339; `{}` where the time is not known.
  static func span(_ span: Span?) -> JSON {
    guard let span else { return .object([]) }
    return .object([("from", .string(span.from.text)), ("to", .string(span.to.text))])
  }

  /// `{"when", "text", "commands"}`.
  static func remedy(_ remedy: Remedy) -> JSON {
    .object([
      ("when", .string(remedy.when.rawValue)),
      ("text", .string(remedy.text.en)),
      ("commands", .strings(remedy.commands)),
    ])
  }

  /// What the bundle can testify to.
  static func coverage(_ coverage: Coverage) -> JSON {
    .object([
      ("sources", .array(coverage.logs.map(log))),
      ("missing", .array(coverage.missing.map(note))),
      ("forbidden", .array(coverage.forbidden.map(note))),
      ("cut", .array(coverage.cut.map(note))),
      ("redacted", .array(coverage.redacted.map(note))),
      ("unrecognised", .array(coverage.unrecognised.map(note))),
      ("limits", .array(coverage.limits.map(note))),
      ("clockOffsets", .array(coverage.clockOffsets.map(clockOffset))),
      ("lists", .array(coverage.lists.map(list))),
      ("disagreeing", .array(coverage.disagreeing.map(note))),
    ])
  }

  private static func log(_ log: Coverage.Log) -> JSON {
    .object([
      ("source", .string(log.source.name)),
      ("spans", .array(log.spans.map { .span($0) })),
      ("gaps", .array(log.gaps.map { .span($0) })),
      ("artifacts", .strings(log.artifacts)),
    ])
  }

  private static func list(_ list: Coverage.List) -> JSON {
    .object([
      ("kind", .string(list.kind)),
      ("namespace", .string(list.namespace)),
      ("complete", .boolean(list.isComplete)),
      ("path", .string(list.artifact)),
    ])
  }

  static func note(_ note: Coverage.Note) -> JSON {
    .object([
      ("path", .string(note.path)),
      ("line", .integer(Int64(note.line))),
      ("text", .string(note.text)),
    ])
  }

  private static func clockOffset(_ clock: Coverage.ClockOffset) -> JSON {
    .object([
      ("node", .string(clock.node)),
      ("zoneSeconds", .integer(Int64(clock.zoneSeconds))),
      ("offsetNanoseconds", .integer(clock.offset)),
      ("basis", .string(clock.basis)),
    ])
  }
}
