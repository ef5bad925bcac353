import Glibc

/// A kubeconfig of its own for the time a bundle is served; the user's stays as it is.
struct KubeconfigFile: Sendable {
  private let folder: String

  /// Where it is, e.g. `/tmp/casefile-x7Qz2a/kubeconfig`.
  var path: String { folder + "/kubeconfig" }

  /// Makes a folder that only this user can read.
  static func make() throws -> KubeconfigFile {
    let told = getenv("TMPDIR").map { String(cString: $0) } ?? ""
    let parent = told.isEmpty ? "/tmp" : told
    var template = Array("\(parent)/casefile-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError(path: parent, reason: systemError()) }
    return KubeconfigFile(folder: String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  /// Writes it for a server on a port of 127.0.0.1.
  func write(port: Int) throws {
    try Output.file(path).write(
      """
      apiVersion: v1
      kind: Config
      current-context: casefile
      clusters:
      - name: casefile
        cluster:
          server: http://127.0.0.1:\(port)
      contexts:
      - name: casefile
        context:
          cluster: casefile
          user: casefile
      users:
      - name: casefile
        user: {}

      """)
  }

  /// Removes it, and its folder unless somebody put something else there.
  func remove() {
    unlink(path)
    rmdir(folder)
  }
}
