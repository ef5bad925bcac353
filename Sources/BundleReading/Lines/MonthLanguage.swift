import Model

/// A language of those whose names of months mean another month in another language: `lis` is November in Polish and
/// Czech, October in Croatian.
enum MonthLanguage: Sendable, CaseIterable {
  /// The two never disagree.
  case polishOrCzech
  case croatian

  /// What a name means in each.
  struct Readings: Sendable {
    let name: StaticString
    let polishOrCzech: Int
    let croatian: Int

    /// The month in a language.
    func month(_ language: MonthLanguage) -> Int {
      switch language {
      case .polishOrCzech: polishOrCzech
      case .croatian: croatian
      }
    }
  }

  private static let ambiguous = [
    Readings(name: "lip", polishOrCzech: 7, croatian: 6), Readings(name: "srp", polishOrCzech: 8, croatian: 7),
    Readings(name: "lis", polishOrCzech: 11, croatian: 10),
  ]
  /// Months and days of the week that only one of them has.
  private static let telling: [(language: MonthLanguage, words: [StaticString])] = [
    (
      .polishOrCzech,
      [
        "sty", "lut", "kwi", "cze", "sie", "wrz", "paź", "gru", "led", "úno", "bře", "dub", "kvě", "čen", "čec", "zář",
        "říj", "wto", "śro", "czw", "pią", "sob", "nie", "po", "út", "Út", "st", "čt", "Čt", "pá", "so", "ne",
      ]
    ),
    (
      .croatian,
      ["sij", "vel", "ožu", "tra", "svi", "kol", "ruj", "stu", "uto", "sri", "čet", "Čet", "pet", "sub", "ned"]
    ),
  ]

  /// What a word means where that depends on the language; nil for all other words.
  static func readings(of word: LineBytes) -> Readings? {
    word.count == 3 ? ambiguous.first { LocalizedMonth.isSame(word, $0.name) } : nil
  }

  /// The only language that has a name of a month or of a day of the week; nil where none or both have it.
  static func language(of word: LineBytes) -> MonthLanguage? {
    telling.first { $0.words.contains { LocalizedMonth.isSame(word, $0) } }?.language
  }
}

/// What the beginning of a journal tells of the language of its months.
struct JournalLanguage {
  /// The language; nil where nothing decides, or nothing needs to.
  private(set) var language: MonthLanguage?
  /// The first line whose month means one or another, while `language` is nil.
  private(set) var undecided: Coverage.Note?

  /// Looks at the lines of a head: at months that one language alone has, and at components' own dates in numbers,
  /// `lis 21 04:01:20 worker-1 kubelet[59]: I1121 …`.
  init(_ head: ArtifactHead) {
    var seen: Set<MonthLanguage> = []
    var first: (offset: Int, word: String)?
    head.bytes.withUnsafeBytes { bytes in
      for range in head.lines.prefix(2000) {
        let line = bytes.part(range.lowerBound, range.upperBound)
        guard let blank = line.part(0, 10).index(of: UInt8(ascii: " ")), blank > 2 else { continue }
        let name = line.part(0, line[blank - 1] == UInt8(ascii: ".") ? blank - 1 : blank)
        if let readings = MonthLanguage.readings(of: name) {
          if first == nil { first = (range.lowerBound, name.text) }
          guard let header = SyslogHeader.header(of: line),
            let klog = KlogHeader.read(line.part(from: header.message)),
            let month = klog.stamp(line.part(from: header.message))?.local.month
          else { continue }
          seen.formUnion(MonthLanguage.allCases.filter { readings.month($0) == month })
        } else if CivilTime.month(name, 0) == nil, let language = MonthLanguage.language(of: name) {
          seen.insert(language)
        }
      }
    }
    guard let first else { return }
    guard seen.count != 1 else {
      language = seen.first
      return
    }
    let number = head.bytes[..<first.offset].reduce(1) { $1 == 10 ? $0 + 1 : $0 }
    undecided = Coverage.Note(
      path: head.path, line: number,
      text:
        "its lines of the month '\(first.word)' have no time, since two languages give that name to different months: "
        + "collect it with journalctl -o short-iso-precise")
  }
}

/// Traditional headers whose months are Polish or Czech.
enum PolishSyslogHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? { SyslogHeader.header(of: line, months: .polishOrCzech) }
}

/// The same with Croatian months.
enum CroatianSyslogHeader: OuterForm {
  static func header(of line: LineBytes) -> OuterHeader? { SyslogHeader.header(of: line, months: .croatian) }
}

/// A reader of a journal with traditional headers.
func makeSyslogReader(_ head: ArtifactHead, format: String, keeping interests: LogInterests) -> any ArtifactReader {
  let found = JournalLanguage(head)
  switch found.language {
  case .polishOrCzech?:
    return makeLogReader(
      head, LogLines<PolishSyslogHeader>(path: head.path, format: format, keeping: interests))
  case .croatian?:
    return makeLogReader(
      head, LogLines<CroatianSyslogHeader>(path: head.path, format: format, keeping: interests))
  case nil:
    return makeLogReader(
      head,
      LogLines<SyslogHeader>(
        path: head.path, format: format, keeping: interests, missing: found.undecided.map { [$0] } ?? []))
  }
}
