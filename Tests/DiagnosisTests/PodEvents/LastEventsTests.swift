import Model
import Testing

@testable import BundleReading
@testable import Diagnosis

/// What a pod alone suffered long ago, while others are told of since, is no cause of today.
@Suite struct LastEventsTests {
  private func causes(_ text: String) throws -> [String] {
    let incident = try BundleReader.read(.memory([("events.txt", text)]), keeping: LogInterests.ofAllModes)
    return DiagnosticEngine.diagnose(incident).rootCauses.map { "\($0.id) \($0.subject.name)" }
  }

  private static let refusal = "0/3 nodes are available: 3 Insufficient cpu."

  private static func table(refused age: String, other: String) -> String {
    """
    NAMESPACE   LAST SEEN   TYPE      REASON             OBJECT        MESSAGE
    shop        \(age.padding(12))Warning   FailedScheduling   pod/web-0     \(refusal)
    shop        \(other.padding(12))Normal    SuccessfulCreate   job/backup    Created pod: backup-x7k2p

    """
  }

  @Test(arguments: [("2m", "10s", true), ("14m", "10s", false), ("14m", "12m", true), ("3d", "3d", true)])
  func agesOfATableThatNothingDates(refused: String, other: String, isCause: Bool) throws {
    let found = try causes(Self.table(refused: refused, other: other))
    #expect(found == (isCause ? ["insufficient-cpu web-0"] : []), "\(refused) \(other)")
  }

  /// A description of one pod tells of no others: its Events are what it is about.
  @Test func onePodsOwnEvents() throws {
    let text = """
      Events:
        Type     Reason            Age                 From               Message
        ----     ------            ----                ----               -------
        Warning  FailedScheduling  14m (x4 over 20m)   default-scheduler  \(Self.refusal)

      """
    #expect(try causes(text) == ["insufficient-cpu "])
  }

  @Test(arguments: [("10:00:00", true), ("09:40:00", false)])
  func timesOfAList(last: String, isCause: Bool) throws {
    func event(_ name: String, _ reason: String, _ type: String, _ message: String, at time: String) -> String {
      """
      - apiVersion: v1
        kind: Event
        metadata: {name: \(name).1, namespace: shop, uid: e-\(name)}
        involvedObject: {kind: Pod, namespace: shop, name: \(name), uid: u-\(name)}
        reason: \(reason)
        type: \(type)
        message: "\(message)"
        lastTimestamp: "2024-05-06T\(time)Z"

      """
    }
    let list =
      "apiVersion: v1\nkind: List\nitems:\n"
      + event("web-0", "FailedScheduling", "Warning", Self.refusal, at: last)
      + event("web-1", "Started", "Normal", "Started container web", at: "10:01:00")
    #expect(try causes(list) == (isCause ? ["insufficient-cpu web-0"] : []))
  }
}

extension String {
  fileprivate func padding(_ width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - utf8.count))
  }
}
