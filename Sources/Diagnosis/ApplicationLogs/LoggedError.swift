import Model

/// A line of an application's log that says what went wrong.
///
///     2024-05-06T10:00:00Z FATAL dial tcp 10.96.4.1:5432: connect: connection refused     // .refused
struct LoggedError: Sendable {
  /// What such a line is about, as far as its words tell.
  enum Shape: Sendable, CaseIterable {
    case connectionsExhausted, readOnlyDatabase, authentication, readOnlyFilesystem, addressInUse, heapExhausted
    case noSpace, nodeFilesExhausted, sourcePortsExhausted, malformedSecret, removedAPI, immutableField,
      invalidManifest, meshDenied,
      metadataUnreachable
    /// The runtime's first process could not become the program.
    case foreignArchitecture, programAbsent, programNotExecutable
    case upstreamNotFound, unknownHost, refused, timedOut, permissionDenied
    /// A dependency did not answer; why, other lines may tell.
    case unreachable
    /// It ends the program, or says that something failed, in words of its own.
    case other

    /// Whether it tells of a dependency that did not answer.
    var isUnreachable: Bool {
      switch self {
      case .upstreamNotFound, .unknownHost, .refused, .timedOut, .unreachable: true
      default: false
      }
    }
  }

  /// What it is about.
  var shape: Shape
  /// The line.
  var line: ContainerLog.Line
  /// Whether the line rates itself an error, a failure or worse.
  var isMarked: Bool

  /// Lower-case pieces by shape: the more specific shape first, since a line may hold pieces of several.
  private static let pieces: [(shape: Shape, pieces: [String])] = [
    // runc writes these into the container's log: it has become the container by then.
    (.foreignArchitecture, ["exec user process caused: exec format error", ": exec format error"]),
    (.programAbsent, ["exec user process caused: no such file or directory"]),
    (.programNotExecutable, ["exec user process caused: permission denied"]),
    (
      .connectionsExhausted,
      [
        "too many connections", "remaining connection slots are reserved", "too many clients already",
        "max number of clients reached", "max_user_connections",
      ]
    ),
    (
      .readOnlyDatabase,
      [
        "--read-only option", "--super-read-only option", "in a read-only transaction",
        "can't write against a read only", "cannot execute insert in a read-only", "running in read-only mode",
      ]
    ),
    (
      .authentication,
      [
        "access denied for user", "password authentication failed", "authentication failed",
        "authentication required", "noauth ", "wrongpass", "401 unauthorized", "login failed for user",
        "invalid username or password", "invalid password", "access_refused", "bad credentials",
      ]
    ),
    (.readOnlyFilesystem, ["read-only file system", "erofs:"]),
    (
      .addressInUse,
      [
        "address already in use", "eaddrinuse", "was already in use", "may already be in use", "address in use",
        "connection in use: (", "port is already allocated", "only one usage of each socket address",
      ]
    ),
    (
      .heapExhausted,
      [
        "outofmemoryerror: java heap", "outofmemoryerror: metaspace", "outofmemoryerror: gc overhead",
        "outofmemoryerror: direct buffer", "javascript heap out of memory", "fatal error: runtime: out of memory",
        "allowed memory size of", "std::bad_alloc", "system.outofmemoryexception",
      ]
    ),
    // ENFILE is the whole node's table; a process's own limit says no more than `too many open files`.
    (
      .nodeFilesExhausted,
      [
        "too many open files in system", "enfile: file table overflow",
        "failed to create fsnotify watcher: too many open files",
        // What follows is `no space left on device`, which inotify says of its watches.
        "failed to watch file \"/var/", "inotify watch limit",
        "enospc: system limit for number of file watchers reached",
      ]
    ),
    (.sourcePortsExhausted, ["connect: cannot assign requested address", "connect eaddrnotavail"]),
    (.noSpace, ["no space left on device", "enospc"]),
    (
      .malformedSecret,
      [
        "failed to find any pem data in", "illegal base64 data at input byte", "tls: failed to parse private key",
        "no pem data is found", "private key does not match public key",
      ]
    ),
    (.removedAPI, ["no matches for kind \""]),
    (.immutableField, ["field is immutable", "updates to statefulset spec for fields other than"]),
    (.invalidManifest, ["strict decoding error: ", "error validating data: "]),
    (.meshDenied, ["rbac: access denied"]),
    (.metadataUnreachable, ["no ec2 imds role found", "ec2metadataerror: failed"]),
    (.upstreamNotFound, ["host not found in upstream"]),
    (
      .unknownHost,
      [
        "no such host", "name or service not known", "temporary failure in name resolution", "enotfound", "eai_again",
        "unknownhostexception", "could not translate host name", "server misbehaving", "bad address '",
        "nodename nor servname", "unknown mysql server host", "name does not resolve", "could not resolve host",
        "name resolution failure",
      ]
    ),
    (.refused, ["connection refused", "econnrefused", "unabletoconnect"]),
    (
      .timedOut,
      [
        "i/o timeout", "connect timed out", "connection timed out", "etimedout", "no route to host", "ehostunreach",
        "network is unreachable", "connecttimeoutexception",
      ]
    ),
    (
      .permissionDenied,
      [
        "permission denied", "eacces", "operation not permitted", "nio.file.accessdeniedexception",
        "system.unauthorizedaccessexception", "errno 13", "errno: 13", "error number 13 in a file operation",
        "does not have the access rights to the directory",
      ]
    ),
    (
      .unreachable,
      [
        "communications link failure", "can't connect to mysql server", "could not connect to server",
        "failed to connect to all addresses", "server selection timeout", "unable to open jdbc connection",
        "unable to obtain jdbc connection", "unable to acquire jdbc connection",
        "cannot create poolableconnectionfactory", "connection is not available, request timed out",
        // What Hibernate says when it could not ask the database which one it is.
        "access to dialectresolutioninfo cannot be null", "unable to determine dialect without jdbc metadata",
      ]
    ),
  ]

  /// Words with which a program says that it failed.
  private static let marks = [
    "fatal", "panic:", "exception", "error", "traceback", "[emerg]", "critical", "unhandled", "uncaught", "failed",
    "cannot ", "can't ", "could not ", "unable to ", "not found", "missing", "refused", "denied", "invalid",
  ]

  /// Marks of lines that by their own rating tell of nothing wrong.
  private static let harmless = [
    " info ", "level=info", "\"level\":\"info\"", "\"severity\":\"info\"", "[info]", "info:", " debug ", "level=debug",
    "\"level\":\"debug\"", "[debug]", " trace ", "[notice]", " note: ", "[note]",
  ]

  /// A line that was judged otherwise.
  init(shape: Shape, line: ContainerLog.Line, isMarked: Bool) {
    self.shape = shape
    self.line = line
    self.isMarked = isMarked
  }

  /// The bits of `index` that are no shape's place in `pieces`.
  private static let (grantBit, markBit, harmlessBit) = (61, 62, 63)
  private static let index = PieceIndex(
    pieces.enumerated().map { (label: $0.offset, pieces: $0.element.pieces) } + [
      // A database speaks of grants, not of files: `permission denied for table invoices`.
      (label: grantBit, pieces: ["permission denied for "]), (label: markBit, pieces: marks),
      (label: harmlessBit, pieces: harmless),
    ])

  /// What a line says; nil where it tells of nothing wrong.
  init?(_ line: ContainerLog.Line) {
    let found = Self.index.labels(in: line.text.lowercased())
    guard found != 0, found & 1 << Self.harmlessBit == 0 else { return nil }
    let isMarked = found & 1 << Self.markBit != 0
    if let shape = Self.shape(found) {
      self.shape = Self.meaning(of: shape, in: line.text)
    } else if isMarked {
      shape = .other
    } else {
      return nil
    }
    self.line = line
    self.isMarked = isMarked
  }

  /// What the kernel's answer means where its words are those of a disk.
  private static func meaning(of shape: Shape, in text: String) -> Shape {
    switch shape {
    // What Fluent Bit cannot add there is a watch.
    case .noSpace where text.byteRange(of: "/in_tail/tail_fs") != nil: .nodeFilesExhausted
    // The kernel's settings are writable for privileged containers only.
    case .readOnlyFilesystem where text.byteRange(of: "sysctl: ") != nil || text.byteRange(of: "/proc/sys/") != nil:
      .permissionDenied
    default: shape
    }
  }

  /// The first shape of which a piece was found.
  private static func shape(_ found: UInt64) -> Shape? {
    let place = found.trailingZeroBitCount
    guard place < pieces.count else { return nil }
    let shape = pieces[place].shape
    return shape == .permissionDenied && found & 1 << grantBit != 0 ? nil : shape
  }
}
