/// A name in an archive or folder as a path in the bundle's own tree. It never reaches the file system.
///
/// Names stay as they are, so that `tar -xOf bundle PATH` finds them, but for a leading `./` or `/`, empty and `.`
/// components, and bytes that are not UTF-8, which become `\u{FFFD}`. A backslash is an ordinary character.
struct VirtualPath {
  /// E.g. `nodes/node-a/journal/kubelet.log`; empty for the root.
  var text: String
  /// Whether `..` led above the root; `text` is what remains without that.
  var leavesBundle = false
  /// Whether it was longer than allowed and was cut.
  var isTooLong = false
  /// Whether it began with `/`.
  var isAbsolute = false

  /// A name as raw bytes, relative to a folder of the tree.
  init(_ name: some Collection<UInt8>, relativeTo folder: String = "", longest: Int) {
    var components = folder.utf8.split(separator: UInt8(ascii: "/")).map { Array($0) }
    isAbsolute = name.first == UInt8(ascii: "/")
    for component in name.prefix(while: { $0 != 0 }).split(separator: UInt8(ascii: "/")) {
      if component.elementsEqual(".".utf8) { continue }
      guard component.elementsEqual("..".utf8) else {
        components.append(Array(component))
        continue
      }
      if components.popLast() == nil { leavesBundle = true }
    }
    var bytes = Array(components.joined(separator: [UInt8(ascii: "/")]))
    if bytes.count > longest {
      isTooLong = true
      var kept = max(0, longest)
      while kept > 0, bytes[kept] & 0xc0 == 0x80 { kept -= 1 }
      bytes.removeSubrange(kept...)
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The folder of a path, e.g. `pods` of `pods/api.log`; empty at the root.
  static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }
}
