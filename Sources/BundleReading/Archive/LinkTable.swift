import Model

/// Links of a bundle. They are aliases within its tree: what they stand for is read under its own path, once.
///
/// A link is worth a note only where what it stands for is not in the bundle: troubleshoot bundles hold thousands of good
/// ones.
struct LinkTable {
  private struct Link {
    var path: String
    var target: String
    var written: String
  }

  private let prefix: String
  private var links: [Link] = []
  private var outside: [Coverage.Note] = []

  /// As the kernel: more steps than these are a loop.
  private static let longestChain = 40
  /// Links that stand for themselves with more behind grow with each step.
  private static let longestPath = 64 * 1024

  /// `prefix` stands before the paths of an archive inside the bundle, whose links cannot lead out of it; else empty.
  init(prefix: String) {
    self.prefix = prefix
  }

  /// Adds a symbolic link; its target is relative to its own folder.
  mutating func addSymbolic(path: String, target: some Collection<UInt8>, limits: ReadLimits) {
    let resolved = VirtualPath(target, relativeTo: VirtualPath.folder(of: path), longest: limits.pathBytes)
    add(path: path, resolved, isOutside: resolved.isAbsolute || resolved.leavesBundle, written: target)
  }

  /// Adds a hard link; its target is the name of an earlier entry.
  mutating func addHard(path: String, target: some Collection<UInt8>, limits: ReadLimits) {
    let resolved = VirtualPath(target, longest: limits.pathBytes)
    add(path: path, resolved, isOutside: resolved.leavesBundle, written: target)
  }

  private mutating func add(
    path: String, _ resolved: VirtualPath, isOutside: Bool, written: some Collection<UInt8>
  ) {
    let written = String(decoding: written, as: UTF8.self)
    if isOutside {
      outside.append(
        Coverage.Note(path: prefix + path, text: "link to \(written), outside the bundle: not followed"))
    } else {
      links.append(Link(path: path, target: resolved.text, written: written))
    }
  }

  /// One note a link that leads nowhere, in the order of the links, those out of the bundle first.
  func notes(artifacts: Set<String>) -> [Coverage.Note] {
    guard !links.isEmpty else { return outside }
    let artifacts = inside(artifacts)
    let targets = Dictionary(links.map { ($0.path, $0.target) }, uniquingKeysWith: { _, last in last })
    var folders: Set<String> = [""]
    for artifact in artifacts {
      var folder = VirtualPath.folder(of: artifact)
      while folders.insert(folder).inserted { folder = VirtualPath.folder(of: folder) }
    }
    return outside
      + links.compactMap { link in
        var path = link.target
        for _ in 0..<Self.longestChain {
          if artifacts.contains(path) || folders.contains(path) { return nil }
          guard let next = Self.followed(path, targets) else {
            return Coverage.Note(path: prefix + link.path, text: "link to \(link.written), which is not in the bundle")
          }
          guard next.utf8.count <= Self.longestPath else { break }
          path = next
        }
        return Coverage.Note(path: prefix + link.path, text: "link to \(link.written) goes in a circle")
      }
  }

  /// The other names of artifacts, by their paths: those of links to them and to folders above them. The names are
  /// sorted, and at most `mostAliases` of each artifact.
  func aliases(artifacts: Set<String>) -> [String: [String]] {
    guard !links.isEmpty else { return [:] }
    let inside = inside(artifacts)
    let targets = Dictionary(links.map { ($0.path, $0.target) }, uniquingKeysWith: { _, last in last })
    var aliases: [String: [String]] = [:]
    var folders: [String: [String]] = [:]
    for link in links {
      var path = link.target
      for _ in 0..<Self.longestChain where !inside.contains(path) {
        guard let next = Self.followed(path, targets), next.utf8.count <= Self.longestPath else { break }
        path = next
      }
      if inside.contains(path) {
        aliases[prefix + path, default: []].append(prefix + link.path)
      } else if !path.isEmpty {
        folders[path, default: []].append(link.path)
      }
    }
    if !folders.isEmpty {
      for artifact in inside {
        var folder = VirtualPath.folder(of: artifact)
        while !folder.isEmpty {
          for name in folders[folder] ?? [] {
            aliases[prefix + artifact, default: []].append(prefix + name + artifact.dropFirst(folder.count))
          }
          folder = VirtualPath.folder(of: folder)
        }
      }
    }
    return aliases.mapValues { Array($0.sorted().prefix(Self.mostAliases)) }
  }

  /// Most names kept of an artifact.
  private static let mostAliases = 8

  /// Paths without the prefix, of those that have it.
  private func inside(_ artifacts: Set<String>) -> Set<String> {
    guard !prefix.isEmpty else { return artifacts }
    return Set(artifacts.lazy.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
  }

  /// The path with its first component that is a link replaced by what that stands for; nil where none is.
  private static func followed(_ path: String, _ targets: [String: String]) -> String? {
    var end = path.startIndex
    while end < path.endIndex {
      end = path.utf8[path.utf8.index(after: end)...].firstIndex(of: UInt8(ascii: "/")) ?? path.endIndex
      guard let target = targets[String(path[..<end])] else { continue }
      let rest = path[end...]
      return target.isEmpty ? String(rest.dropFirst()) : target + rest
    }
    return nil
  }
}
