import Model

/// Builds an object in the API's shape from a text that shows it: tables and `kubectl describe`.
///
///     var tree = ObjectTree(kind: "Pod", line: 7)
///     tree.set("metadata.name", "api-0", line: 7)
///     tree.set("status.containerStatuses.0.restartCount", "3", line: 7)
///
/// A component that is a number is an offset into a list; offsets come in order. A key that holds dots (a label) is
/// given as its own component.
struct ObjectTree {
  /// Prefix of a time that is only known as an age, e.g. `age:5m32s`: resolved against the time of the capture when all
  /// artifacts have been read.
  static let agePrefix = "age:"
  /// Key of an Event's age where nothing dates the text that shows it.
  static let undatedAge = "age"

  /// The object as built so far.
  private(set) var root: Value

  /// An object of a kind; `line` is where the text begins to show it.
  init(apiVersion: String = "", kind: String, line: Int) {
    root = Value(.mapping([]), line: line)
    if !apiVersion.isEmpty { set(["apiVersion"], Value(.scalar(apiVersion, isText: false), line: line)) }
    set(["kind"], Value(.scalar(kind, isText: false), line: line))
  }

  /// An object that is there already, to be completed.
  init(_ root: Value) {
    self.root = root
  }

  /// Sets a scalar at a path such as `status.phase`.
  mutating func set(_ path: String, _ text: some StringProtocol, line: Int, isText: Bool = false) {
    set(Self.components(path), Value(.scalar(String(text), isText: isText), line: line))
  }

  /// Sets a scalar below a path, under a key that may hold dots, e.g. a label.
  mutating func set(_ path: String, key: String, _ text: some StringProtocol, line: Int) {
    set(Self.components(path) + [key], Value(.scalar(String(text), isText: true), line: line))
  }

  /// Sets any value at a path given by its components.
  mutating func set(_ components: [String], _ value: Value) {
    Self.set(components[...], to: value, in: &root)
  }

  /// The whole tree, for what is an object within another.
  var value: Value { root }

  /// What is there.
  func value(at path: String) -> Value? { root.value(at: path) }

  /// The object; nil without a name.
  func object(artifact: String, rendering: KubernetesObject.Rendering) -> KubernetesObject? {
    KubernetesObject(root, artifact: artifact, rendering: rendering)
  }

  // Depth is that of the paths in our own sources, never of the text.
  private static func set(_ components: ArraySlice<String>, to value: Value, in node: inout Value) {
    guard let key = components.first else {
      node = value
      return
    }
    let rest = components.dropFirst()
    let fresh = Value(.null, line: value.line)
    // What the node holds is taken out and put back, so that it is changed in its place and not in a copy.
    if let offset = Int(key) {
      var items = node.items
      node.content = .null
      let place = items.indices.contains(offset) ? offset : items.count
      if place == items.count { items.append(fresh) }
      set(rest, to: value, in: &items[place])
      node.content = .sequence(items)
      return
    }
    var members = node.members
    node.content = .null
    let place = members.firstIndex { $0.key == key } ?? members.count
    if place == members.count { members.append(.init(key: key, value: fresh)) }
    set(rest, to: value, in: &members[place].value)
    node.content = .mapping(members)
  }

  /// `status.phase` as `status` and `phase`, split by bytes: keys are ASCII.
  private static func components(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
  }
}
