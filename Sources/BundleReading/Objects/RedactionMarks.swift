/// Marks that a redactor put in the place of values without knowing YAML: a plain `*` begins an alias there, which would
/// cost the object that holds it.
///
///     nodeName: ***HIDDEN***          - ***HIDDEN***          image: ***HIDDEN***/web:1
enum RedactionMarks {
  /// Makes such marks texts, byte for byte: `***HIDDEN***` becomes `"**HIDDEN**"`, and where more follows the first `*`
  /// becomes `_`.
  static func quote(_ bytes: UnsafeMutableRawBufferPointer) {
    let text = UnsafeRawBufferPointer(bytes)
    var position = 0
    while let star = text.index(of: UInt8(ascii: "*"), from: position) {
      position = star + 1
      guard text.has("***", at: star), isValue(text, at: star) else { continue }
      var end = text.index(of: 10, from: star) ?? text.count
      position = end
      while end > star, text[end - 1].isBlank { end -= 1 }
      let inner = text.part(star + 1, end - 1)
      if text[end - 1] == UInt8(ascii: "*"), !inner.contains(UInt8(ascii: "\"")), !inner.contains(UInt8(ascii: "\\")) {
        bytes[star] = UInt8(ascii: "\"")
        bytes[end - 1] = UInt8(ascii: "\"")
      } else {
        bytes[star] = UInt8(ascii: "_")
      }
    }
  }

  /// Whether a value begins there: behind `key: ` or `- `.
  private static func isValue(_ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
    var before = start
    while before > 0, text[before - 1] == 32 { before -= 1 }
    guard before < start, before > 0 else { return false }
    return text[before - 1] == UInt8(ascii: ":")
      || text[before - 1] == UInt8(ascii: "-") && (before < 2 || text[before - 2] == 32 || text[before - 2] == 10)
  }
}
