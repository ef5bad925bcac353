/// This program, as reports name it.
public enum Tool {
  /// The command's name.
  public static let name = "casefile"
  /// The released version: the only place that says it.
  public static let version = "0.1.0"
}
