import Model

/// Builds `Value` trees from a flat sequence of parser events, on stacks of its own: depth costs no call stack.
///
/// Entries of `managedFields` keep only who wrote what kind of change and when; their `fieldsV1`, often half of a
/// bundle's bytes, is passed over without building a node.
struct TreeBuilder {
  /// A container.
  enum Shape {
    case mapping, sequence
  }

  /// Deepest nesting that is built. Objects of the API stay far below.
  static let greatestDepth = 200

  /// What a mapping takes next.
  fileprivate enum Expectation {
    case key, value, droppedValue
  }

  /// What a container is, where that matters to its contents.
  fileprivate enum Role {
    case ordinary, managedFields, managedFieldsEntry
  }

  /// A container that has not ended yet.
  struct Frame {
    fileprivate(set) var shape: Shape
    /// Line on which it begins.
    fileprivate(set) var line: Int
    /// Column of its first byte, from 0; what is written left of it is no part of it.
    fileprivate(set) var column: Int
    /// The key whose value is being read; the last key read otherwise.
    fileprivate(set) var key = ""
    fileprivate var expects = Expectation.key
    fileprivate var role = Role.ordinary
    fileprivate var start: Int
    fileprivate var nodes = 1
  }

  /// Documents that have ended.
  private(set) var roots: [Value] = []
  /// Open containers, outermost first.
  private(set) var frames: [Frame] = []
  /// Values that say nothing but that something was taken out.
  private(set) var redactions = Redactions()
  /// Column of the root's `items` that ended last.
  private(set) var endedListColumn: Int?
  private var keys = KeyTable()
  private var items: [Value] = []
  private var members: [Value.Member] = []
  /// Open containers within a subtree that is passed over.
  private var droppedDepth = 0
  private var isDroppedKey = false

  /// Whether what comes is passed over.
  var isDropping: Bool { droppedDepth > 0 }

  /// Begins a container; false when it nests too deep.
  mutating func begin(_ shape: Shape, line: Int, column: Int) -> Bool {
    // What is passed over counts too: the parser's own effort grows with the depth.
    guard frames.count + droppedDepth < Self.greatestDepth else { return false }
    if droppedDepth > 0 {
      droppedDepth += 1
      return true
    }
    var role = Role.ordinary
    if let parent = frames.last {
      switch parent.shape {
      case .sequence:
        if parent.role == .managedFields, shape == .mapping { role = .managedFieldsEntry }
      case .mapping:
        if parent.expects != .value {
          isDroppedKey = parent.expects == .key
          droppedDepth = 1
          return true
        }
        if shape == .sequence, frames.count >= 2, parent.key == "managedFields",
          frames[frames.count - 2].key == "metadata"
        {
          role = .managedFields
        }
      }
    }
    let start = shape == .mapping ? members.count : items.count
    frames.append(Frame(shape: shape, line: line, column: column, role: role, start: start))
    return true
  }

  /// Ends the innermost container; returns it with the number of its nodes, or nil where it was passed over.
  @discardableResult
  mutating func end() -> (value: Value, nodes: Int)? {
    if droppedDepth > 0 {
      droppedDepth -= 1
      if droppedDepth == 0, !frames.isEmpty {
        frames[frames.count - 1].expects = isDroppedKey ? .droppedValue : .key
        isDroppedKey = false
      }
      return nil
    }
    guard let frame = frames.popLast() else { return nil }
    if frames.count == 1, frame.shape == .sequence, frames[0].key == "items" { endedListColumn = frame.column }
    let content: Value.Content
    switch frame.shape {
    case .mapping:
      content = .mapping(Array(members[frame.start...]))
      members.removeSubrange(frame.start...)
    case .sequence:
      content = .sequence(Array(items[frame.start...]))
      items.removeSubrange(frame.start...)
    }
    let value = Value(content, line: frame.line)
    add(value, nodes: frame.nodes)
    return (value, frame.nodes)
  }

  /// Takes a scalar: a key or a value, as the place says. `isText` where it was quoted or a block.
  @inline(__always)
  mutating func scalar(_ bytes: UnsafeRawBufferPointer, isText: Bool, line: Int) {
    if droppedDepth > 0 { return }
    let top = frames.count - 1
    if top >= 0, frames[top].shape == .mapping {
      switch frames[top].expects {
      case .key:
        let key = keys.key(bytes)
        frames[top].expects = frames[top].role == .managedFieldsEntry && !Self.isKept(key) ? .droppedValue : .value
        frames[top].key = key
        return
      case .droppedValue:
        frames[top].expects = .key
        return
      case .value: break
      }
    }
    if !isText, Self.isNull(bytes) {
      add(Value(.null, line: line), nodes: 1)
    } else {
      redactions.look(at: bytes, line: line)
      add(Value(.scalar(String(decoding: bytes, as: UTF8.self), isText: isText), line: line), nodes: 1)
    }
  }

  /// Puts a finished value in its place: the next item, the pending key's value, or a document.
  mutating func add(_ value: Value, nodes: Int) {
    if droppedDepth > 0 { return }
    let top = frames.count - 1
    guard top >= 0 else {
      roots.append(value)
      return
    }
    frames[top].nodes += nodes
    guard frames[top].shape == .mapping else {
      items.append(value)
      return
    }
    switch frames[top].expects {
    case .value:
      members.append(Value.Member(key: frames[top].key, value: value))
      frames[top].expects = .key
    case .droppedValue: frames[top].expects = .key
    case .key: frames[top].expects = .droppedValue
    }
  }

  /// Ends open containers until `depth` remain, each with what it has.
  mutating func close(to depth: Int) {
    while droppedDepth > 0 { end() }
    while frames.count > max(depth, 0) { end() }
  }

  /// Gives up open containers until `depth` remain, with all that they hold.
  mutating func abandon(to depth: Int) {
    droppedDepth = 0
    isDroppedKey = false
    while frames.count > max(depth, 0), let frame = frames.popLast() {
      switch frame.shape {
      case .mapping: members.removeSubrange(frame.start...)
      case .sequence: items.removeSubrange(frame.start...)
      }
    }
    if let top = frames.indices.last, frames[top].shape == .mapping { frames[top].expects = .key }
  }

  /// Gives up everything that was built since `redactions` was the count.
  mutating func abandonAll(redactions: Redactions) {
    abandon(to: 0)
    _ = takeRoots()
    self.redactions = redactions
  }

  /// The documents that have ended, which leave the builder.
  mutating func takeRoots() -> [Value] {
    defer {
      roots.removeAll()
      endedListColumn = nil
    }
    return roots
  }

  /// Members of a root that hold a list of things of one kind: `containers` and `images` are a runtime's.
  private static let listKeys: Set<String> = ["items", "containers", "images"]

  /// Where the open list of objects lies in `frames`: the root itself, or the root's `items`; nil outside a list.
  var openList: Int? {
    guard let root = frames.first else { return nil }
    if root.shape == .sequence { return 0 }
    return frames.count >= 2 && Self.listKeys.contains(root.key) && frames[1].shape == .sequence ? 1 : nil
  }

  /// Whether the open root has a member with a key already.
  func rootHas(_ key: String) -> Bool {
    guard let root = frames.first, root.shape == .mapping else { return false }
    let end = frames.dropFirst().first { $0.shape == .mapping }?.start ?? members.count
    return members[root.start..<end].contains { $0.key == key }
  }

  private static func isKept(_ key: String) -> Bool {
    switch key {
    case "manager", "operation", "time", "subresource", "apiVersion": true
    default: false
    }
  }

  /// `null`, `~` or nothing.
  private static func isNull(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch bytes.count {
    case 0: true
    case 1: bytes[0] == UInt8(ascii: "~")
    case 4: bytes.elementsEqual("null".utf8) || bytes.elementsEqual("Null".utf8) || bytes.elementsEqual("NULL".utf8)
    default: false
    }
  }
}
