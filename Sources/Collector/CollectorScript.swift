/// The collector: one POSIX shell script that customers can read before they run it.
///
/// It is written in parts, which follow each other in the order of their names: `cat parts/*.sh` is the same script.
public enum CollectorScript {
  /// Its bytes, ready to be written to a file.
  public static var bytes: [UInt8] { parts.flatMap(\.self) }

  /// The parts, in order.
  static var parts: [[UInt8]] {
    [
      PackageResources.part_00_usage_sh, PackageResources.part_10_options_sh, PackageResources.part_20_times_sh,
      PackageResources.part_30_json_sh, PackageResources.part_40_redaction_sh, PackageResources.part_50_commands_sh,
      PackageResources.part_60_cluster_sh, PackageResources.part_65_logs_sh, PackageResources.part_70_nodes_sh,
      PackageResources.part_75_this_node_sh, PackageResources.part_80_pseudonyms_sh,
      PackageResources.part_90_bundle_sh, PackageResources.part_99_main_sh,
    ]
  }
}
