import Model

extension ClockReading {
  /// When crashd took a list, as the file's name says on the clock of the machine where it ran:
  /// `kubecapture/core_v1/shop/pods-202611210402.0731.json`. Nil for any other name.
  init?(ofCapturedFile path: String) {
    guard let name = path.split(separator: "/").last, name.hasSuffix(".json"), let dash = name.lastIndex(of: "-") else {
      return nil
    }
    let text = Array(name[name.index(after: dash)...].utf8.dropLast(5))
    guard text.count == 17, text[12] == UInt8(ascii: "."),
      text.enumerated().allSatisfy({ $0.offset == 12 || $0.element.isDigit })
    else { return nil }
    let stamp = text.withUnsafeBytes { bytes -> LineStamp? in
      guard let year = decimal(bytes, 0, 4), let month = decimal(bytes, 4, 2), let day = decimal(bytes, 6, 2),
        let hour = decimal(bytes, 8, 2), let minute = decimal(bytes, 10, 2), hour < 24, minute < 60
      else { return nil }
      return LineStamp(
        year: year, month: month, day: day, secondOfDay: hour * 3600 + minute * 60, precision: .minute)
    }
    guard let stamp else { return nil }
    self = stamp.reading
  }
}
