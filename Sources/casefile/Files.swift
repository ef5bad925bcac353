import Glibc

/// Why a file or folder of an incident could not be read.
struct FileError: Error, Equatable {
  var path: String
  var reason: String
}

/// Names in a folder, sorted, hidden ones left out.
func names(inFolder path: String) throws(FileError) -> [String] {
  guard let folder = opendir(path) else { throw FileError(path: path, reason: systemError()) }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted()
}

/// Whether a folder is there.
func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// The bytes of a small file, at most `limit`.
func contents(ofFile path: String, limit: Int = 1 << 20) throws(FileError) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  guard file >= 0 else { throw FileError(path: path, reason: systemError()) }
  defer { close(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 64 * 1024)
  while true {
    let count = read(file, &buffer, buffer.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw FileError(path: path, reason: systemError())
    }
    bytes += buffer[..<count]
    guard bytes.count <= limit else { throw FileError(path: path, reason: "larger than \(limit) bytes") }
  }
}
