/// The command line: `generate [--journals BYTES] [--pods N] [--events N] [--nodes N] [--seed S]`.
struct Options {
  /// All journals together, in bytes.
  var journals = 100_000_000
  var pods = 500
  var events = 2000
  var nodes = 4
  var seed = 1

  /// Nil where the arguments cannot be understood.
  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst().flatMap({ Int($0) }), value >= 0 else { return nil }
      switch name {
      case "--journals": journals = value
      case "--pods": pods = value
      case "--events": events = value
      case "--nodes": nodes = max(1, value)
      case "--seed": seed = value
      default: return nil
      }
    }
  }
}
