/// The collector: one POSIX shell script that customers can read before they run it.
public enum CollectorScript {
  /// `collect.sh`, ready to be written to a file.
  public static var bytes: [UInt8] { PackageResources.collect_sh }
}
