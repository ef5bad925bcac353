import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Serves the API on the loopback interface.
public struct APIServer: Sendable {
  private let api: ObjectAPI
  private let port: Int

  /// A server on a port of 127.0.0.1; 0 for a free one.
  public init(_ api: ObjectAPI, port: Int = 0) {
    self.api = api
    self.port = port
  }

  /// Serves until `body` ends or the task is cancelled, on Ctrl-C as well where `stopsOnInterrupt`. `body` is given the
  /// port.
  public func run(stopsOnInterrupt: Bool = true, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    let api = api
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    // What the server would log is about connections of clients that went away.
    let logger = Logger(label: "casefile") { _ in SwiftLogNoOpLogHandler() }
    let application = Application(
      responder: CallbackResponder { (request: Request, _: BasicRequestContext) in
        try await Self.response(to: request, of: api)
      },
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in
        continuation.yield(channel.localAddress?.port ?? 0)
        continuation.finish()
      },
      logger: logger)
    var configuration = ServiceGroupConfiguration(
      services: [application], gracefulShutdownSignals: stopsOnInterrupt ? [.sigint, .sigterm] : [.sigterm],
      logger: logger)
    // Watches would stay open for ever.
    configuration.maximumGracefulShutdownDuration = .milliseconds(200)
    let server = ServiceGroup(configuration: configuration)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await server.run()
        continuation.finish()
      }
      group.addTask {
        for await port in ports { try await body(port) }
      }
      _ = try await group.next()
      group.cancelAll()
    }
  }

  private static func response(to request: Request, of api: ObjectAPI) async throws -> Response {
    let host = request.head.authority ?? ""
    guard host.hasPrefix("127.0.0.1:") || host.hasPrefix("localhost:") else {
      // A page in a browser may reach the port under a name of its own.
      return Response(status: .forbidden)
    }
    let body = request.method == .post ? try await request.body.collect(upTo: largestBody) : ByteBuffer()
    let isImpersonated = HTTPField.Name("Impersonate-User").map { request.headers[$0] != nil } ?? false
    let asked = APIRequest(
      method: request.method.rawValue, target: request.uri.string, accept: request.headers[.accept] ?? "",
      body: Array(body.readableBytesView), isImpersonated: isImpersonated)
    let answer = api.answer(asked)
    var response = Response(status: .init(code: answer.status), headers: [.contentType: answer.contentType])
    if let warning = HTTPField.Name("Warning") {
      for text in answer.warnings {
        response.headers.append(HTTPField(name: warning, value: "299 - \"\(text)\""))
      }
    }
    let bytes = ByteBuffer(bytes: answer.body)
    guard answer.idles else {
      response.body = ResponseBody(byteBuffer: bytes)
      return response
    }
    let seconds = min(Int64(asked.query["timeoutSeconds"] ?? "") ?? longestWatch, longestWatch)
    response.body = ResponseBody { writer in
      try await writer.write(bytes)
      try await Task.sleep(for: .seconds(seconds))
      try await writer.finish(nil)
    }
    return response
  }

  /// Bytes of a request's body; of the API's own limit.
  private static let largestBody = 3 << 20

  /// Seconds after which a silent watch ends; clients begin a new one.
  private static let longestWatch: Int64 = 600
}
