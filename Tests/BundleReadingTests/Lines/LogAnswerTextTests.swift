import Model
import Testing

@testable import BundleReading

@Suite struct LogAnswerTextTests {
  static let id = "7004465a9b340bc4a300a8b098c007ec41867071f4db542a077690e0c70e7e0a"
  static let unable = "unable to retrieve container logs for "

  private func read(_ text: String) -> LogAnswerText? { Array(text.utf8).withUnsafeBytes { LogAnswerText.read($0) } }

  @Test(arguments: [
    ("\(unable)containerd://\(id)", "containerd"), ("done\(unable)cri-o://\(id)", "cri-o"),
    (
      "\(unable)docker://\(id)Error from server (BadRequest): previous terminated container \"a\" in pod \"b\" not found",
      "docker"
    ),
    ("\(unable)containerd://\(id)\(unable)containerd://\(id)", "containerd"),
    ("\(unable)containerd://\(id)and then the other log", "containerd"),
  ])
  func logsThatCannotBeRetrieved(_ text: String, _ runtime: String) {
    #expect(read(text)?.answer == .unableToRetrieve(runtime: runtime, containerID: Self.id))
  }

  @Test(arguments: [
    (
      #"Error from server (BadRequest): container "api" in pod "api-1" is waiting to start: image can't be pulled"#,
      LogAnswer.waitingToStart(reason: "image can't be pulled")
    ),
    (
      #"Error from server (BadRequest): previous terminated container "api" in pod "api-1" not found"#,
      .previousNotFound
    ),
    (#"previous terminated container "api" in pod "api-1" not found"#, .previousNotFound),
    (#"Error from server (BadRequest): container "api" in pod "api-1" is not available"#, .notAvailable),
  ])
  func answersThatNameTheContainer(_ text: String, _ answer: LogAnswer) {
    let found = read(text)
    #expect(found?.answer == answer && found?.pod == "api-1" && found?.container == "api")
  }

  @Test func aPodThatIsGone() {
    let found = read(#"Error from server (NotFound): pods "api-1" not found"#)
    #expect(found?.answer == .podNotFound && found?.pod == "api-1")
  }

  @Test(arguments: [
    #"dial tcp 10.99.0.10:10250: connect: connection refused"#, "net/http: TLS handshake timeout",
    "context deadline exceeded", "remote error: tls: internal error", "proxy error from 10.0.0.1:6443",
  ])
  func aKubeletThatCannotBeReached(_ reason: String) {
    let get = #"Get "https://10.99.0.10:10250/containerLogs/shop/api-1/api?previous=true": \#(reason)"#
    let found = read("Error from server: \(get)")
    #expect(found?.answer == .kubeletUnreachable(error: get))
    #expect(found.map { [$0.namespace, $0.pod, $0.container] } == ["shop", "api-1", "api"])
  }

  @Test func otherErrorsAreKeptAsTheyAre() {
    let text = #"failed to try resolving symlinks in path "/var/log/pods/a/0.log": lstat /var/log/pods/a: no such file"#
    #expect(read(text)?.answer == .other(message: text))
  }

  @Test(arguments: [
    #"{"msg":"unable to retrieve container logs for containerd://\#(id)"}"#, "bucket s3://exports not found", "",
    #"got Error from server: x"#, #"container "api" started"#, "Error: pods \"x\" not found",
  ])
  func linesOfApplicationsAreNone(_ text: String) {
    #expect(read(text) == nil)
  }
}
