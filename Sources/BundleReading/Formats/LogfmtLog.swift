/// A runtime's own log file in logfmt, as containerd, CRI-O and Docker write it, and logrus' console form. Longhorn puts the
/// name of the engine or replica before each line.
enum LogfmtLog: ArtifactFormat {
  static let name = "logfmt"
  static let what = "A runtime's own log file in logfmt, or as logrus writes it to a terminal."
  static let sources = [
    "containerd", "crio", "dockerd", "journalctl -o cat -u containerd", "longhorn-instance-manager", "prometheus",
  ]
  static let samples = [
    #"""
    time="2026-11-21T04:01:20.046726218Z" level=info msg="RemoveContainer for \"3f80\" returns successfully"
    time="2026-11-21T04:01:21.046726218Z" level=error msg="ContainerStatus for \"3f80\" failed" error="not found"

    """#,
    "time=\"2023-04-07 09:23:18.813255753Z\" level=info msg=\"Removed container\" file=\"server/a.go:1\" id=1\n",
    "INFO[2022-04-15T14:14:01.755841221+08:00] starting containerd                           revision=ea765a version=v1.3.9\n",
    "ts=2026-11-21T04:01:20.046Z caller=compact.go:519 level=error component=tsdb msg=\"compaction failed\" err=\"no space left\"\n",
    "[pvc-a475fe89-e-0] time=\"2026-01-26T10:40:35Z\" level=warning msg=\"backend tcp://10.42.1.7:10000 is slow\"\n",
  ]

  static func claim(_ head: ArtifactHead) -> Int {
    // Runtimes begin with `time=`; what a file's name calls a program's log, and begins otherwise, is one.
    if let place = head.container, place.isLoose, !place.isCertain, head.firstLine({ isOfProgram($0) }) { return 0 }
    return head.isMadeOf { line in
      InnerLine.logfmtStamp(line) != nil || line.has("level=") && line.index(of: " msg=") != nil
        || LogrusConsole.decode(line)?.stamp != nil || InstancePrefix.name(of: line) != nil
    } ? 70 : 0
  }

  /// `level=error ts=… caller=…`, `ts=… level=error`, `logger=… t=…`.
  private static func isOfProgram(_ line: LineBytes) -> Bool {
    line.has("level=") || line.has("ts=2") || line.has("caller=") || line.has("logger=") || line.has("t=2")
      || line.has("lvl=")
  }

  static func makeReader(for head: ArtifactHead, keeping interests: LogInterests) -> any ArtifactReader {
    // Runtimes begin with `time=`.
    let isOther = head.firstLine { $0.has("ts=2") } && ComponentNames.component(inPath: head.path) == nil
    return LineReader(
      path: head.path,
      consumer: LogLines<InstancePrefix>(
        path: head.path, format: name, keeping: isOther ? interests.ofOtherPrograms : interests))
  }
}
