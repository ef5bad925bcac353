import Model

/// Months as journalctl abbreviates them where the locale is not English.
enum LocalizedMonth {
  /// Names by month, without a final point; those that English shares are not repeated. Those that two languages give to
  /// different months are `MonthLanguage`'s.
  private static let names: [(month: Int, names: [StaticString])] = [
    (
      1,
      [
        "janv", "ene", "gen", "янв", "яну", "јан", "sty", "led", "oca", "Oca", "ian", "січ", "tammi", "sij", "jaan",
        "saus",
      ]
    ),
    (
      2,
      [
        "févr", "fev", "fév", "фев", "февр", "феб", "lut", "úno", "únor", "febr", "şub", "Şub", "лют", "helmi", "vel",
        "velj", "veebr",
      ]
    ),
    (
      3,
      ["mär", "mars", "mrt", "märz", "мар", "марта", "março", "bře", "márc", "бер", "maalis", "ožu", "märts", "marts"]
    ),
    (4, ["avr", "avril", "abr", "апр", "kwi", "dub", "ápr", "nis", "кві", "huhti", "tra"]),
    (5, ["mai", "mag", "maj", "mei", "мая", "май", "мај", "kvě", "máj", "тра", "touko", "svi", "maijs"]),
    (
      6,
      [
        "juin", "giu", "juni", "июн", "июня", "юни", "јун", "cze", "čen", "jún", "haz", "iun", "чер", "kesä", "juuni",
        "jūn",
      ]
    ),
    (
      7,
      [
        "juil", "lug", "juli", "июл", "июля", "юли", "јул", "čec", "júl", "tem", "iul", "лип", "heinä", "juuli", "jūl",
        "liep",
      ]
    ),
    (8, ["août", "ago", "авг", "sie", "ağu", "сер", "elo", "kol", "avg"]),
    (9, ["sept", "set", "сен", "сент", "сеп", "wrz", "zář", "szept", "eyl", "вер", "syys", "ruj"]),
    (10, ["okt", "out", "ott", "окт", "paź", "říj", "eki", "жов", "loka"]),
    (11, ["ноя", "нояб", "ное", "нов", "kas", "noi", "лис", "marras", "stu", "lapkr"]),
    (12, ["déc", "dez", "dic", "дек", "дец", "gru", "ara", "гру", "joulu", "pro", "dets"]),
  ]

  /// The month that a line begins with, and where it ends: `5月 `, ` 5月 `, `11월 `, `Mär `, `févr. `, `jan. `. It is 0 where
  /// the name means one month or another and the language is unknown.
  @inline(never)
  static func read(_ line: LineBytes, in language: MonthLanguage? = nil) -> (month: Int, end: Int)? {
    let start = line.first == UInt8(ascii: " ") ? 1 : 0
    // Nearly all lines begin with a word that no day follows.
    guard let end = line.part(0, 14).index(of: UInt8(ascii: " "), from: start + 2),
      line.part(end + 1, end + 3).contains(where: \.isDigit)
    else { return nil }
    var word = line.part(start, end)
    if word[0].isDigit {
      let digits = word[1].isDigit ? 2 : 1
      guard let month = decimal(word, 0, digits), (1...12).contains(month), isMonthSign(word.part(from: digits)) else {
        return nil
      }
      return (month, end + 1)
    }
    if word.ends(with: ".") { word = word.part(0, word.count - 1) }
    if word.count == 3, let month = CivilTime.month(word, 0) { return (month, end + 1) }
    if let readings = MonthLanguage.readings(of: word) { return (language.map(readings.month) ?? 0, end + 1) }
    for (month, names) in names where names.contains(where: { isSame(word, $0) }) { return (month, end + 1) }
    return nil
  }

  /// `月` and `월`, in UTF-8 and in the older encodings of their languages: GBK, Big5, Shift JIS, EUC-JP and EUC-KR.
  private static func isMonthSign(_ bytes: LineBytes) -> Bool {
    guard bytes.count == 2 else { return bytes.count == 3 && (bytes.has("月") || bytes.has("월")) }
    switch (bytes[0], bytes[1]) {
    case (0xD4, 0xC2), (0xA4, 0xEB), (0x8C, 0x8E), (0xB7, 0xEE), (0xBF, 0xF9): return true
    default: return false
    }
  }

  /// Whether both are equal but for the case of ASCII letters.
  static func isSame(_ word: LineBytes, _ name: StaticString) -> Bool {
    guard word.count == name.utf8CodeUnitCount else { return false }
    for (index, byte) in word.enumerated() {
      let lower = (65...90).contains(byte) ? byte | 32 : byte
      if lower != name.utf8Start[index] { return false }
    }
    return true
  }
}
