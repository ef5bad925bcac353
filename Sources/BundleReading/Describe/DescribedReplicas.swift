import Model

/// The counts of a workload: `3 desired | 3 updated | 3 total | 2 available | 1 unavailable`, `1 current / 2 desired`.
enum DescribedReplicas {
  private static let fields = [
    "desired": "spec.replicas", "updated": "status.updatedReplicas", "total": "status.replicas",
    "current": "status.replicas", "available": "status.availableReplicas", "unavailable": "status.unavailableReplicas",
  ]

  /// Sets each count that the text gives, also 0.
  static func set(_ section: DescribeSection?, _ tree: inout ObjectTree) {
    guard let section else { return }
    for part in section.value.split(whereSeparator: { $0 == "|" || $0 == "/" }) {
      let words = part.split(separator: " ")
      guard words.count == 2, Int(words[0]) != nil, let path = fields[String(words[1])] else { continue }
      tree.set(path, words[0], line: section.line)
    }
  }

  /// `25% max unavailable, 1 max surge`.
  static func setRollingUpdate(_ section: DescribeSection?, at path: String, _ tree: inout ObjectTree) {
    guard let section else { return }
    for part in section.value.split(separator: ",") {
      let words = part.split(separator: " ")
      guard words.count == 3, words[1] == "max" else { continue }
      tree.set("\(path).\(words[2] == "surge" ? "maxSurge" : "maxUnavailable")", words[0], line: section.line)
    }
  }

  /// `2 Running / 1 Waiting / 0 Succeeded / 0 Failed`, below `casefile.pods`: no field of the API holds it.
  static func setPods(_ section: DescribeSection?, _ tree: inout ObjectTree) {
    guard let section else { return }
    for part in section.value.split(separator: "/") {
      let words = part.split(separator: " ")
      guard words.count >= 2, Int(words[0]) != nil else { continue }
      tree.set("casefile.pods.\(words[1].lowercased())", words[0], line: section.line)
    }
  }
}
