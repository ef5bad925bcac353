import Model

/// "This failure mode can cause that one, when …": stands in the effect's file and names the cause.
struct CausalLink: Sendable {
  /// Id of the failure mode that can cause it.
  var cause: String
  /// What cause and effect must share.
  var joint: Joint.Kind
  /// How the one brings about the other: a verb for people, e.g. `deletes finished containers`.
  var mechanism: Text
  /// From the cause's beginning to the effect's beginning, in nanoseconds. The lower bound is negative by the lag with
  /// which the cause is reported (a node condition ~10 s, kubelet stats ~60 s).
  var delay: ClosedRange<Int64>
  /// Whether the effect must begin while the cause still holds.
  var causeMustHold: Bool
  /// What else must be evidenced. Called only when joint and order hold.
  var judge: @Sendable (_ cause: Occurrence, _ effect: Occurrence, _ investigation: Investigation) -> LinkVerdict
  /// What it means that the bundle shows no such cause: excluded by a source that would have told, or open.
  var absence: @Sendable (_ effect: Occurrence, _ investigation: Investigation) -> LinkVerdict?

  init(
    from cause: String, by joint: Joint.Kind, _ mechanism: Text,
    delay: ClosedRange<Int64> = 0...Int64.max, causeMustHold: Bool = false,
    judge: @escaping @Sendable (Occurrence, Occurrence, Investigation) -> LinkVerdict = { _, _, _ in
      .supported(direct: false)
    },
    absence: @escaping @Sendable (Occurrence, Investigation) -> LinkVerdict? = { _, _ in nil }
  ) {
    self.cause = cause
    self.joint = joint
    self.mechanism = mechanism
    self.delay = delay
    self.causeMustHold = causeMustHold
    self.judge = judge
    self.absence = absence
  }
}

/// Whether the bundle shows a link.
enum LinkVerdict: Sendable {
  /// Joint, order and conditions are evidenced. `direct` when a line states the link itself, not only joint and order.
  case supported(direct: Bool, evidence: [Evidence] = [])
  /// The bundle cannot tell.
  case undecidable(Diagnosis.Undecided)
  /// A fact, or the silence of a source that would have told, excludes it.
  case contradicted(reason: String, evidence: [Evidence] = [])
}

/// Seconds as nanoseconds, for delays.
func seconds(_ count: Int64) -> Int64 { count * 1_000_000_000 }
