/// Claims, volumes and their classes.
extension DescribedKindTests {
  static let storage = [
    Sample(
      reference: "PersistentVolumeClaim/books/ledger-data",
      text: """
        Name:          ledger-data
        Namespace:     books
        StorageClass:  fast
        Status:        Pending
        Volume:
        Labels:        <none>
        Annotations:   <none>
        Finalizers:    [kubernetes.io/pvc-protection]
        Capacity:
        Access Modes:  RWO,ROX
        VolumeMode:    Filesystem
        Used By:       ledger-0
                       ledger-1
        Events:        <none>

        """,
      fields: [
        "spec.storageClassName=fast@3", "status.phase=Pending@4", "spec.volumeName=-", "status.capacity=-",
        "spec.accessModes.1=ReadOnlyMany@10", "metadata.finalizers.0=kubernetes.io/pvc-protection@8",
        "casefile.usedBy.1=ledger-1@13",
      ]),
    Sample(
      reference: "PersistentVolume/pv-7",
      text: """
        Name:              pv-7
        Labels:            <none>
        StorageClass:      fast
        Status:            Released
        Claim:             books/ledger-data
        Reclaim Policy:    Retain
        Access Modes:      RWO
        Capacity:          5Gi
        Node Affinity:
          Required Terms:
            Term 0:        kubernetes.io/hostname in [worker-1 worker-2]
                           topology.kubernetes.io/zone in [a]
        Message:           volume is lost
        Source:
            Type:  LocalVolume (a persistent volume backed by local storage on a node)
            Path:  /mnt/disks/7
        Events:    <none>

        """,
      fields: [
        "spec.claimRef.namespace=books@5", "spec.claimRef.name=ledger-data@5", "status.phase=Released@4",
        "spec.nodeAffinity.required.nodeSelectorTerms.0.matchExpressions.0.values.1=worker-2@11",
        "spec.nodeAffinity.required.nodeSelectorTerms.0.matchExpressions.1.key=topology.kubernetes.io/zone@12",
        "spec.local.path=/mnt/disks/7@16", "status.message=volume is lost@13",
      ]),
    Sample(
      reference: "StorageClass/fast",
      text: """
        Name:                  fast
        IsDefaultClass:        Yes
        Annotations:           <none>
        Provisioner:           disks.example.com
        Parameters:            type=ssd,fsType=ext4
        AllowVolumeExpansion:  True
        ReclaimPolicy:         Delete
        VolumeBindingMode:     WaitForFirstConsumer

        """,
      fields: [
        "provisioner=disks.example.com@4", "parameters.fsType=ext4@5", "allowVolumeExpansion=true@6",
        "volumeBindingMode=WaitForFirstConsumer@8",
      ]),
  ]
}
