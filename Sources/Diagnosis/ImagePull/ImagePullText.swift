/// What the error text of a failed pull says about its cause, whichever runtime wrote it.
enum ImagePullText: String {
  case invalidName = "invalid-image-name"
  case neverPull = "image-never-pull-absent"
  case platform = "image-platform-mismatch"
  case layerCorrupt = "image-layer-corrupt"
  case schema1 = "image-schema1-unsupported"
  case signature = "image-signature-rejected"
  case stalled = "image-pull-stalled"
  case noSpace = "image-pull-no-space"
  case rateLimit = "registry-rate-limited"
  case tls = "registry-tls-failure"
  case nameResolution = "registry-dns-failure"
  case unknownRepository = "image-repository-missing"
  case unauthorized = "registry-auth-failed"
  case unknownTag = "image-tag-not-found"
  case unreachable = "registry-unreachable"
  /// The registry answers alike for a repository that it keeps private and for one that it does not have.
  case denied = "image-repository-denied"

  /// The cause that a text names; nil for `Back-off pulling image …`, `Error: ErrImagePull` and anything unknown.
  init?(_ text: String) {
    // The runtime, not a registry, could not be reached.
    if Self.holds(text, [".sock:", ".sock\\\"", "code = Unavailable desc = connection error", "code = Unimplemented"]) {
      return nil
    }
    for (cause, literals) in Self.wordings where Self.holds(text, literals) {
      self = cause
      return
    }
    // Docker ends with the registry's bare word: `Head "https://registry.example.com/v2/…": denied`.
    for (word, cause) in [(": denied", ImagePullText.denied), (": unauthorized", .unauthorized)]
    where Self.ends(text, with: word) {
      self = cause
      return
    }
    // `…: not found` at the end of the resolve phase is about the tag; in the layer phase it would be a blob.
    guard Self.holds(text, ["failed to resolve reference"]), Self.ends(text, with: ": not found") else { return nil }
    self = .unknownTag
  }

  /// In this order: a text may hold several, and the first of them is the one that says most.
  private static let wordings: [(ImagePullText, [String])] = [
    (.invalidName, ["invalid reference format", "couldn't parse image"]),
    (.neverPull, ["is not present with pull policy of Never"]),
    (
      .platform,
      ["no match for platform", "no matching manifest for", "no image found in manifest list for architecture"]
    ),
    (.signature, ["signature validation failed", "A signature was required, but no signature exists"]),
    (.schema1, ["is no longer supported since containerd v2", "schema 1 support is disabled by default"]),
    (.noSpace, ["no space left on device", "free data blocks which is less than minimum required"]),
    (
      .layerCorrupt,
      [
        "invalid tar header", "unexpected commit digest sha256:", "failed size validation: ",
        "mismatched image rootfs and manifest layers", "layers from manifest don't match image configuration",
        "filesystem layer verification failed",
      ]
    ),
    (.stalled, ["because of no progress in "]),
    (.rateLimit, ["429 Too Many Requests", "toomanyrequests", "pull rate limit"]),
    (.unreachable, ["proxyconnect tcp"]),
    (
      .tls,
      ["x509: ", "server gave HTTP response to HTTPS client", "first record does not look like a TLS handshake"]
    ),
    (
      .nameResolution,
      ["dial tcp: lookup ", "no such host", "server misbehaving", "Temporary failure in name resolution"]
    ),
    (.unknownRepository, ["name unknown", "NAME_UNKNOWN", "repository name not known to registry"]),
    (
      .denied,
      [
        "pull access denied", "repository does not exist or may require", "insufficient_scope",
        "requested access to the resource is denied", "fetch anonymous token", "(or it may not exist)",
        "Status 403 trying to pull repository",
      ]
    ),
    (
      .unauthorized,
      [
        "401 Unauthorized", "401 UNAUTHORIZED", "403 Forbidden", "no basic auth credentials", "authentication required",
        "unauthorized: ",
        "fetch oauth token", "invalid username/password", "registry credential provider", "denied: Permission",
      ]
    ),
    // The last is Docker's of the first version of the registry's protocol: `Tag 2 not found in repository …`.
    (.unknownTag, ["manifest unknown", "MANIFEST_UNKNOWN", " not found in repository "]),
    (
      .unreachable,
      [
        "i/o timeout", "connect: connection refused", "no route to host", "network is unreachable",
        "TLS handshake timeout", "Client.Timeout exceeded", "connection reset by peer", "502 Bad Gateway",
        "503 Service Unavailable", "504 Gateway",
      ]
    ),
  ]

  private static func holds(_ text: String, _ literals: [String]) -> Bool {
    literals.contains { text.firstRange(of: $0) != nil }
  }

  private static func ends(_ text: String, with suffix: String) -> Bool {
    var rest = text[...]
    while let last = rest.last, last == "\"" || last == "." || last.isWhitespace { rest = rest.dropLast() }
    return rest.hasSuffix(suffix)
  }
}
