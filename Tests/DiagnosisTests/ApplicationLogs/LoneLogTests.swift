import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// The log of a program, kept without its pod.
struct LoneLogTests {
  private func roots(_ text: String, _ more: (path: String, text: String)...) throws -> [String] {
    let incident = try BundleReader.read(
      .memory([("kubectl-logs.txt", text)] + more), keeping: LogInterests.ofAllModes, limits: ReadLimits())
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.confidence)" }
  }

  @Test(
    "The last words of runtimes",
    arguments: [
      "node:internal/modules/cjs/loader:1503\n  throw err;\n  ^\nError: Cannot find module '/app/main.js'\n    at Module._load (node:internal:1285:25) {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: []\n}\nNode.js v20.1.0\n",
      "npm ERR! missing script: start\n\nnpm ERR! A complete log of this run can be found in:\nnpm ERR!     /root/.npm/_logs/debug.log\n",
      "ERROR: [1] bootstrap checks failed\n[1]: too few threads\n[2026-11-21T04:01:20,559][INFO ][o.e.n.Node] [n1] stopping ...\n[2026-11-21T04:01:20,605][INFO ][o.e.n.Node] [n1] stopped\n[2026-11-21T04:01:20,606][INFO ][o.e.n.Node] [n1] closing ...\n[2026-11-21T04:01:20,624][INFO ][o.e.n.Node] [n1] closed\n",
      "bundler: failed to load command: puma\nLoadError: cannot load such file -- redis\n",
    ])
  func lastWords(_ text: String) throws { #expect(try roots(text) == ["app-exit-error likely"]) }

  @Test("An error that the program goes on after")
  func goesOn() throws {
    let later = (1...8).map { "2026-11-21 04:02:0\($0).100 INFO served request \($0)\n" }.joined()
    #expect(try roots("Error: Cannot find module './optional'\nNode.js v20.1.0 polyfill\n" + later).isEmpty)
  }

  @Test("Settings of the kernel are no files of the container")
  func sysctl() throws {
    #expect(
      try roots("sysctl: error setting key 'vm.max_map_count': Read-only file system\n")
        == ["app-permission-denied likely"])
    #expect(try roots("open /data/x: Read-only file system\n") == ["read-only-root-filesystem likely"])
  }

  @Test("What a shell script says in a program's log is no answer of a command")
  func shell() throws {
    #expect(try roots("/start.sh: line 5: can't create /env: Permission denied\n") == ["app-permission-denied likely"])
  }

  @Test("A full volume, by the df beside it", arguments: [("/pgdata", true), ("/", false)])
  func fullVolume(_ mount: String, _ isVolume: Bool) throws {
    let log =
      "2026-11-21 04:02:47.173 UTC [2] FATAL:  could not write lock file \"postmaster.pid\": No space left on device\n"
    let root = isVolume ? "overlay         119G   51G   68G  43% /\n" : ""
    let df =
      "Filesystem      Size  Used Avail Use% Mounted on\n\(root)/dev/rbd3       9.8G  9.8G     0 100% \(mount)\n"
    #expect(try roots(log, ("df.txt", df)) == (isVolume ? ["volume-full likely"] : []))
    #expect(try roots(log).isEmpty)
  }

  @Test("A program's log in logfmt")
  func logfmt() throws {
    let line =
      "level=error ts=2026-11-21T04:07:23.03Z caller=log.go:149 msg=\"error running\" err=\"mkdir /data/x: permission denied\"\n"
    #expect(try roots(line) == ["app-permission-denied likely"])
  }
}
