import Model

/// The volumes of a pod or a pod template, and the source of a PersistentVolume.
enum DescribedVolume {
  /// `spec.volumes`.
  static func all(_ section: DescribeSection) -> Value? {
    Value.list(
      section.outline.sections.compactMap { section in
        guard !section.key.isEmpty else { return nil }
        var volume = Members()
        volume.set("name", section.key, line: section.line)
        if let (type, source) = source(section.outline) { volume.set(type, source) }
        return volume.value(line: section.line)
      })
  }

  /// The volume's type under the API's name with its members, by `Type:` and what follows it.
  static func source(_ parts: DescribeOutline) -> (type: String, source: Value)? {
    guard let section = parts["Type"], let word = section.value.split(separator: " ").first else { return nil }
    let line = section.line
    var source = Members()
    /// A plain member of the same meaning in both forms.
    func take(_ field: String, _ key: String) {
      if let scalar = parts[key]?.scalar { source.set(field, scalar) }
    }
    let name: String
    switch word {
    case "PersistentVolumeClaim":
      name = "persistentVolumeClaim"
      take("claimName", "ClaimName")
    case "ConfigMap":
      name = "configMap"
      take("name", "Name")
      take("optional", "Optional")
    case "Secret":
      name = "secret"
      take("secretName", "SecretName")
      take("optional", "Optional")
    case "EmptyDir":
      name = "emptyDir"
      take("medium", "Medium")
      take("sizeLimit", "SizeLimit")
    case "HostPath":
      name = "hostPath"
      take("path", "Path")
      take("type", "HostPathType")
    case "NFS":
      name = "nfs"
      take("server", "Server")
      take("path", "Path")
    case "Projected":
      return ("projected", projected(parts, line))
    case "DownwardAPI": name = "downwardAPI"
    case "CSI":
      name = "csi"
      take("driver", "Driver")
      take("volumeHandle", "VolumeHandle")
      take("fsType", "FSType")
    case "LocalVolume":
      name = "local"
      take("path", "Path")
    case "EphemeralVolume":
      return ("ephemeral", ephemeral(parts, line))
    case "AWSElasticBlockStore":
      name = "awsElasticBlockStore"
      take("volumeID", "VolumeID")
      take("fsType", "FSType")
    case "GCEPersistentDisk":
      name = "gcePersistentDisk"
      take("pdName", "PDName")
      take("fsType", "FSType")
    case "AzureDisk":
      name = "azureDisk"
      take("diskName", "DiskName")
      take("diskURI", "DiskURI")
    case "AzureFile":
      name = "azureFile"
      take("secretName", "SecretName")
      take("shareName", "ShareName")
    case "RBD": name = "rbd"
    case "CephFS": name = "cephfs"
    case "ISCSI": name = "iscsi"
    default: return nil
    }
    if parts["ReadOnly"]?.value == "true" { take("readOnly", "ReadOnly") }
    return (name, source.value(line: line))
  }

  /// The sources of a projected volume, each key of the text one member.
  private static func projected(_ parts: DescribeOutline, _ line: Int) -> Value {
    var sources: [Value] = []
    for (index, section) in parts.sections.enumerated() {
      var source = Members()
      switch section.key {
      case "TokenExpirationSeconds":
        var token = Members()
        token.set("expirationSeconds", section.scalar)
        source.set("serviceAccountToken", token.value)
      case "ConfigMapName", "SecretName":
        var reference = Members()
        reference.set("name", section.scalar)
        if index + 1 < parts.sections.count, parts.sections[index + 1].value == "true" {
          reference.set("optional", parts.sections[index + 1].scalar)
        }
        source.set(section.key == "SecretName" ? "secret" : "configMap", reference.value)
      case "DownwardAPI":
        source.set("downwardAPI", Value(.mapping([]), line: section.line))
      default: continue
      }
      if let value = source.value { sources.append(value) }
    }
    return Value(.mapping([.init(key: "sources", value: Value(.sequence(sources), line: line))]), line: line)
  }

  private static func ephemeral(_ parts: DescribeOutline, _ line: Int) -> Value {
    var tree = Members()
    tree.set("storageClassName", parts["StorageClass"]?.scalar)
    let spec = Value(.mapping([.init(key: "spec", value: tree.value(line: line))]), line: line)
    return Value(.mapping([.init(key: "volumeClaimTemplate", value: spec)]), line: line)
  }
}
