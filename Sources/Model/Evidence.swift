/// A line of an artifact that backs a sentence. Nothing is claimed without one.
public struct Evidence: Hashable, Sendable {
  /// Path inside the bundle; members of nested archives are joined with `!/`: `a.zip!/b.gz!/c.log`.
  public var path: String
  /// Line number, from 1; 0 only where the artifact has no lines, e.g. an empty file.
  public var line: Int
  /// The raw line of a log, or the decoded value of an object's field, on one line.
  public var text: String
  /// The object that holds the field, e.g. `Pod/batch-reports/report-export-75zsx`; empty for a log line.
  public var object: String
  /// The field's path in the object, e.g. `status.reason`; empty for a log line.
  public var field: String
  /// When it happened, where the line says so.
  public var time: Moment?
  /// Whether `text` was shortened to `Evidence.longestText` bytes.
  public var cut: Bool

  /// Longest text kept, in UTF-8 bytes: a kubelet line that dumps a container spec runs to tens of kilobytes.
  public static let longestText = 1000

  /// Evidence at a place; `text` is folded to one line and cut at `longestText` bytes on a character border.
  public init(
    path: String, line: Int, text: some StringProtocol, object: String = "", field: String = "", time: Moment? = nil,
    cut: Bool = false
  ) {
    self.path = path
    self.line = line
    self.object = object
    self.field = field
    self.time = time
    let folded = Self.folded(text)
    if folded.utf8.count > Self.longestText {
      var kept = folded.utf8.index(folded.startIndex, offsetBy: Self.longestText)
      while kept > folded.startIndex, kept.samePosition(in: folded) == nil { kept = folded.utf8.index(before: kept) }
      self.text = String(folded[..<kept])
      self.cut = true
    } else {
      self.text = folded
      self.cut = cut
    }
  }

  private static func folded(_ text: some StringProtocol) -> String {
    let whole = String(text)
    guard whole.utf8.contains(where: { $0 == 10 || $0 == 13 }) else { return whole }
    return whole.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

extension Evidence: Comparable {
  /// Orders by place: path, line, field.
  public static func < (left: Evidence, right: Evidence) -> Bool {
    (left.path, left.line, left.field, left.text) < (right.path, right.line, right.field, right.text)
  }
}
