import Glibc

/// Runs a command of the user with a kubeconfig.
enum ChildCommand {
  /// Runs it to its end and returns its exit code; 128 and the signal's number where a signal ended it.
  static func run(_ command: [String], kubeconfig: String) async throws -> Int32 {
    let process = try start(command, kubeconfig: kubeconfig)
    var status: CInt = 0
    // Blocking in wait would take a thread from the server.
    while waitpid(process, &status, WNOHANG) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }

  private static func start(_ command: [String], kubeconfig: String) throws -> pid_t {
    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var variables: [UnsafeMutablePointer<CChar>?] = environment(kubeconfig: kubeconfig).map { strdup($0) } + [nil]
    defer { for variable in variables { free(variable) } }
    var process: pid_t = 0
    // The server ignores a reader that went away and takes signals in its own way; the command must not inherit that,
    // since shells cannot trap what was ignored when they began.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&defaults, signal) }
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let failure = posix_spawnp(&process, command[0], nil, &attributes, &arguments, &variables)
    guard failure == 0 else { throw FileError(path: command[0], reason: String(cString: strerror(failure))) }
    return process
  }

  private static func environment(kubeconfig: String) -> [String] {
    var variables = ["KUBECONFIG=\(kubeconfig)"]
    var place = environ
    while let entry = place.pointee {
      let variable = String(cString: entry)
      if !variable.hasPrefix("KUBECONFIG=") { variables.append(variable) }
      place += 1
    }
    return variables
  }
}
