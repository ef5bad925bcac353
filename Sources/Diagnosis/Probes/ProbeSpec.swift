import Model

/// A probe of a container as its pod asks for it.
struct ProbeSpec: Sendable {
  /// What a failing probe leads to.
  enum Purpose: String, Sendable, CaseIterable {
    case liveness, readiness, startup

    /// How Events begin: `Liveness probe failed: …`.
    var title: String {
      switch self {
      case .liveness: "Liveness"
      case .readiness: "Readiness"
      case .startup: "Startup"
      }
    }
  }

  /// What the kubelet does to ask.
  enum Handler: String, Sendable {
    case http = "HTTP"
    case grpc = "gRPC"
    case tcp = "TCP"
    case command = "a command"
  }

  /// Its purpose.
  var purpose: Purpose
  /// How it asks.
  var handler: Handler
  /// The port, by number; nil for a command and for a name that the container does not declare.
  var port: Int?
  /// Seconds from a container's start until a failing liveness probe ends it.
  var patience: Int
  /// How many tries in a row must fail.
  var attempts: Int
  /// Seconds that one try may take.
  var timeout: Int
  /// The path of an HTTP probe; empty for others.
  var path: String
  /// Where its port stands, else the probe itself.
  var evidence: Evidence

  /// The probes of a container spec; `field` is its path in the pod.
  static func all(of container: Value, field: String, in pod: Pod) -> [ProbeSpec] {
    Purpose.allCases.compactMap { purpose in
      let key = "\(purpose.rawValue)Probe"
      guard let probe = container[key] else { return nil }
      let handlers: [(key: String, handler: Handler)] = [
        ("httpGet", .http), ("grpc", .grpc), ("tcpSocket", .tcp), ("exec", .command),
      ]
      guard let found = handlers.first(where: { probe[$0.key] != nil }), let action = probe[found.key] else {
        return nil
      }
      let port = action["port"]
      let number =
        port?.integer
        ?? port?.string.flatMap { name in
          container["ports"]?.items.first { $0["name"]?.string == name }?["containerPort"]?.integer
        }
      let period = probe["periodSeconds"]?.integer ?? 10
      let attempts = probe["failureThreshold"]?.integer ?? 3
      let delay = probe["initialDelaySeconds"]?.integer ?? 0
      let evidence = port.map {
        pod.object.evidence(for: $0, field: "\(field).\(key).\(found.key).port")
      }
      return ProbeSpec(
        purpose: purpose, handler: found.handler, port: number,
        patience: delay + max(0, attempts - 1) * period + (probe["timeoutSeconds"]?.integer ?? 1),
        attempts: attempts, timeout: probe["timeoutSeconds"]?.integer ?? 1, path: action["path"]?.string ?? "",
        evidence: evidence ?? pod.object.evidence(for: probe, field: "\(field).\(key)"))
    }
  }
}
