import Model

/// Reads an archive's entries as artifacts: what is no file, is damaged or leads out of the archive becomes a note.
struct ArchiveWalk {
  private let stream: ArchiveStream
  /// The archive's own path, or the bundle's name.
  let path: String
  private let prefix: String
  private let depth: Int
  private var links: LinkTable
  private var lastPath = ""
  /// Whether the stretch that is being searched for the next header has been told.
  private var isDamageTold = false
  /// Why the next header could not be read, where the archive stopped for that.
  private(set) var failure: String?
  /// Whether all entries were seen.
  private(set) var cameToEnd = false

  /// `depth` is the number of archives around an entry, this one included. The path of an archive inside the bundle stands
  /// before those of its entries: `nodes/n1.zip!/logs/kubelet.log`.
  init(_ stream: ArchiveStream, path: String, depth: Int) {
    self.stream = stream
    self.path = path
    self.depth = depth
    prefix = depth > 1 ? path + "!/" : ""
    links = LinkTable(prefix: prefix)
  }

  /// Reads to the end of the archive or until the intake wants no more.
  mutating func read(into intake: inout ArtifactIntake) -> ArtifactIntake.Step {
    defer {
      intake.note(links)
    }
    while true {
      switch stream.nextEntry() {
      case .end:
        cameToEnd = true
        return .more
      case .damage(let message):
        if !isDamageTold { intake.noteCut(path, damaged(message)) }
        isDamageTold = true
      case .failure(let message):
        failure = message
        return .more
      case .value(let entry):
        isDamageTold = false
        switch take(entry, into: &intake) {
        case .more: break
        case .nextArtifact: return .more
        case .stop: return .stop
        }
      }
    }
  }

  /// Where in the archive something is wrong.
  func damaged(_ message: String) -> String {
    lastPath.isEmpty ? "\(message) before the first artifact" : "\(message) after \(lastPath)"
  }

  /// Takes an entry; `nextArtifact` where the archive can tell no more.
  private mutating func take(
    _ entry: ArchiveStream.Entry, into intake: inout ArtifactIntake
  ) -> ArtifactIntake.Step {
    let longest = max(0, intake.limits.pathBytes - prefix.utf8.count)
    let place = VirtualPath(stream.normalized(entry.name), longest: longest)
    let full = prefix + place.text
    if let warning = entry.warning { intake.noteCut(full, "odd header: \(warning)") }
    switch entry.kind {
    case .file: return readFile(place, isEncrypted: entry.isEncrypted, into: &intake)
    case .folder: break
    case .symbolicLink(let target): links.addSymbolic(path: place.text, target: target, limits: intake.limits)
    case .hardLink(let target): links.addHard(path: place.text, target: target, limits: intake.limits)
    case .special(let words): intake.noteUnrecognised(full, "\(words): not read")
    }
    return intake.countOther(path: full) ? .more : .stop
  }

  private mutating func readFile(
    _ place: VirtualPath, isEncrypted: Bool, into intake: inout ArtifactIntake
  ) -> ArtifactIntake.Step {
    guard let path = intake.begin(path: prefix + (place.text.isEmpty ? "unnamed" : place.text)) else { return .stop }
    lastPath = path
    if place.leavesBundle {
      intake.noteUnrecognised(path, "its path leaves the bundle: read under this one")
    }
    if place.isTooLong {
      intake.noteLimit(path, "its path is longer than the limit of \(intake.limits.pathBytes) bytes: cut")
    }
    if isEncrypted {
      intake.noteUnrecognised(path, "encrypted: unpack it first, with its password")
      return .more
    }
    let source = EntrySource(stream, budget: intake.budget)
    guard intake.read(source, as: path, depth: depth) != .stop else { return .stop }
    source.skipRest()
    if intake.tellExcess(path) { return .stop }
    return source.isBroken ? .nextArtifact : .more
  }
}
