import Glibc
import Model

/// Reads the files below a folder as artifacts, in the order of their paths' bytes.
///
/// Links are never followed: what they stand for is read under its own path, or lies outside. Names are joined to paths
/// that the system resolves; a deep tree is walked with a list, not by recursion.
struct FolderWalk {
  private enum Kind {
    case file
    case folder
    case link
    case special(String)
  }

  private struct Child {
    var name: [UInt8]
    var kind: Kind

    /// With the slash that a folder's files have behind its name: `a-b` comes before `a/c`, and after `a`.
    var sortingKey: [UInt8] {
      if case .folder = kind { name + [UInt8(ascii: "/")] } else { name }
    }
  }

  private let root: String
  private var pending: [(path: [UInt8], kind: Kind)] = []
  private var links = LinkTable(prefix: "")
  private var seen: [FileBytes.Identity: String] = [:]
  private var packedBytes: Int64 = 0

  private static let bufferBytes = 256 * 1024

  /// `root` is the folder's path, with or without a slash at its end.
  init(root: String) {
    self.root = root
  }

  /// Reads everything below the folder, or until the intake wants no more.
  mutating func read(into intake: inout ArtifactIntake) throws(FileFailure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.bufferBytes, alignment: 64)
    defer { buffer.deallocate() }
    pending = try children(of: []).reversed()
    while let (path, kind) = pending.popLast() {
      guard take(path, kind, buffer, into: &intake) else { break }
    }
    intake.note(links)
  }

  private mutating func take(
    _ name: [UInt8], _ kind: Kind, _ buffer: UnsafeMutableRawBufferPointer, into intake: inout ArtifactIntake
  ) -> Bool {
    let limits = intake.limits
    let path = VirtualPath(name, longest: limits.pathBytes)
    if case .file = kind { return readFile(name, path, buffer, into: &intake) }
    guard intake.countOther(path: path.text) else { return false }
    switch kind {
    case .file: break
    case .special(let words): intake.noteUnrecognised(path.text, "\(words): not read")
    case .link: takeLink(name, path, into: &intake)
    case .folder:
      if path.isTooLong {
        intake.noteLimit(path.text, "its path is longer than the limit of \(limits.pathBytes) bytes: not entered")
        return true
      }
      do {
        pending += try children(of: name).reversed()
      } catch {
        intake.noteUnrecognised(path.text, "folder cannot be read: \(error.reason)")
      }
    }
    return true
  }

  private mutating func takeLink(_ name: [UInt8], _ path: VirtualPath, into intake: inout ArtifactIntake) {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(systemPath(name), &target, target.count)
    guard count >= 0 else {
      intake.noteUnrecognised(path.text, "link cannot be read: \(FileFailure(errno).reason)")
      return
    }
    links.addSymbolic(
      path: path.text, target: target.prefix(count).map { UInt8(bitPattern: $0) }, limits: intake.limits)
  }

  private mutating func readFile(
    _ name: [UInt8], _ path: VirtualPath, _ buffer: UnsafeMutableRawBufferPointer, into intake: inout ArtifactIntake
  ) -> Bool {
    let file: FileBytes
    do {
      file = try FileBytes.open(systemPath: systemPath(name), followingLinks: false)
    } catch {
      intake.noteUnrecognised(path.text, "cannot be read: \(error.reason)")
      return true
    }
    // A hard link: the file was read under the first of its names.
    if let identity = file.sharedIdentity {
      if let first = seen[identity] {
        intake.noteAlias(path.text, of: first)
        return true
      }
      seen[identity] = path.text
    }
    guard let unique = intake.begin(path: path.text) else { return false }
    if path.isTooLong {
      intake.noteLimit(unique, "its path is longer than the limit of \(intake.limits.pathBytes) bytes: cut")
    }
    let source = FileSource(file, buffer: buffer, packedBefore: packedBytes)
    defer { packedBytes = source.packedBytes }
    return intake.read(source, as: unique, depth: 1) != .stop
  }

  /// What a folder holds, sorted.
  private func children(of folder: [UInt8]) throws(FileFailure) -> [(path: [UInt8], kind: Kind)] {
    guard let directory = opendir(systemPath(folder)) else {
      throw FileFailure(errno)
    }
    defer { closedir(directory) }
    var children: [Child] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      children.append(Child(name: name, kind: kind(of: joined(folder, name))))
    }
    children.sort { $0.sortingKey.lexicographicallyPrecedes($1.sortingKey) }
    return children.map { (joined(folder, $0.name), $0.kind) }
  }

  private func kind(of name: [UInt8]) -> Kind {
    var status = stat()
    // What cannot be looked at is tried as a file: opening it says why not.
    if lstat(systemPath(name), &status) != 0 { return .file }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    case S_IFLNK: return .link
    case S_IFIFO: return .special("FIFO")
    case S_IFSOCK: return .special("socket")
    case S_IFCHR: return .special("character device")
    default: return .special("block device")
    }
  }

  private func joined(_ folder: [UInt8], _ name: [UInt8]) -> [UInt8] {
    folder.isEmpty ? name : folder + [UInt8(ascii: "/")] + name
  }

  /// The path that the system knows, with its NUL. Bytes, since names need not be UTF-8.
  private func systemPath(_ name: [UInt8]) -> [CChar] {
    (Array(root.utf8) + [UInt8(ascii: "/")] + name + [0]).map { CChar(bitPattern: $0) }
  }
}
