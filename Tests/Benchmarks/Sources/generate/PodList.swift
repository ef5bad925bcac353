/// `kubectl get pods -n … -o yaml` as kubectl 1.20 prints it, managed fields included.
enum PodList {
  static func yaml(_ pods: [Pod], nodes: [String]) -> String {
    ObjectList.yaml(pods.map { pod($0, node: nodes[$0.node]) })
  }

  private static func pod(_ pod: Pod, node: String) -> String {
    let isJob = pod.role == .finished || pod.role == .culprit
    let labels =
      isJob
      ? "      controller-uid: \(pod.ownerUID)\n      job-name: \(pod.owner)"
      : "      app: \(pod.workload)\n      pod-template-hash: \(pod.owner.split(separator: "-").last ?? "")"
    return """
      - apiVersion: v1
        kind: Pod
        metadata:
          creationTimestamp: "\(Clock.stamp(pod.created))"
          generateName: \(pod.owner)-
          labels:
      \(labels)
          managedFields:
      \(managedFields(pod))
          name: \(pod.name)
          namespace: \(pod.namespace)
          ownerReferences:
          - apiVersion: \(isJob ? "batch/v1" : "apps/v1")
            blockOwnerDeletion: true
            controller: true
            kind: \(isJob ? "Job" : "ReplicaSet")
            name: \(pod.owner)
            uid: \(pod.ownerUID)
          resourceVersion: "\(200_000 + pod.created / 1_000_000)"
          uid: \(pod.uid)
        spec:
          containers:
          - command:
            - sh
            - -c
            - /opt/\(pod.workload)/run --config /etc/\(pod.workload)/config.yaml
            image: registry.example.com/\(pod.namespace)/\(pod.workload):3.14.2
            imagePullPolicy: IfNotPresent
            name: \(pod.container)
            resources: {}
            terminationMessagePath: /dev/termination-log
            terminationMessagePolicy: File
            volumeMounts:
      \(pod.role == .culprit ? "      - mountPath: /data\n        name: data\n" : "")\
            - mountPath: /var/run/secrets/kubernetes.io/serviceaccount
              name: default-token-x7k2p
              readOnly: true
          dnsPolicy: ClusterFirst
          enableServiceLinks: true
          nodeName: \(node)
          preemptionPolicy: PreemptLowerPriority
          priority: 0
          restartPolicy: \(isJob ? "Never" : "Always")
          schedulerName: default-scheduler
          securityContext: {}
          serviceAccount: default
          serviceAccountName: default
          terminationGracePeriodSeconds: 30
          tolerations:
          - effect: NoExecute
            key: node.kubernetes.io/not-ready
            operator: Exists
            tolerationSeconds: 300
          - effect: NoExecute
            key: node.kubernetes.io/unreachable
            operator: Exists
            tolerationSeconds: 300
          volumes:
      \(pod.role == .culprit ? "    - emptyDir: {}\n      name: data\n" : "")\
          - name: default-token-x7k2p
            secret:
              defaultMode: 420
              secretName: default-token-x7k2p
        status:
      \(status(pod))

      """
  }

  private static func status(_ pod: Pod) -> String {
    let created = Clock.stamp(pod.created)
    switch pod.role {
    case .culprit, .evicted:
      return """
            message: 'The node was low on resource: ephemeral-storage. Container \(pod.container) was
              using 40Ki, which exceeds its request of 0. '
            phase: Failed
            reason: Evicted
            startTime: "\(created)"
        """
    case .refused:
      return """
            message: 'Pod The node had condition: [DiskPressure]. '
            phase: Failed
            reason: Evicted
            startTime: "\(created)"
        """
    case .finished:
      return conditions(created, isReady: false) + containerStatus(pod, isRunning: false)
        + ending(pod, phase: "Succeeded")
    case .replica:
      return conditions(created, isReady: true) + containerStatus(pod, isRunning: true) + ending(pod, phase: "Running")
    }
  }

  private static func conditions(_ time: String, isReady: Bool) -> String {
    let reason = isReady ? "" : "      reason: PodCompleted\n"
    let kinds = [("Initialized", true), ("Ready", isReady), ("ContainersReady", isReady), ("PodScheduled", true)]
    return "    conditions:\n"
      + kinds.map { kind, isTrue in
        """
            - lastProbeTime: null
              lastTransitionTime: "\(time)"
        \(kind == "PodScheduled" ? "" : reason)\
              status: "\(isTrue ? "True" : "False")"
              type: \(kind)

        """
      }.joined()
  }

  private static func containerStatus(_ pod: Pod, isRunning: Bool) -> String {
    let began = Clock.stamp(pod.created + 2 * Clock.microsecondsPerSecond)
    let state =
      isRunning
      ? "        running:\n          startedAt: \"\(began)\""
      : """
              terminated:
                containerID: containerd://\(pod.containerID)
                exitCode: 0
                finishedAt: "\(Clock.stamp(pod.created + 60 * Clock.microsecondsPerSecond))"
                reason: Completed
                startedAt: "\(began)"
      """
    return """
          containerStatuses:
          - containerID: containerd://\(pod.containerID)
            image: registry.example.com/\(pod.namespace)/\(pod.workload):3.14.2
            imageID: registry.example.com/\(pod.namespace)/\(pod.workload)@sha256:\(pod.sandboxID)
            lastState: {}
            name: \(pod.container)
            ready: \(isRunning)
            restartCount: 0
            started: \(isRunning)
            state:
      \(state)

      """
  }

  private static func ending(_ pod: Pod, phase: String) -> String {
    """
        hostIP: 10.20.0.11
        phase: \(phase)
        podIP: 10.244.\(pod.created / 1_000_000 % 250).\(pod.created % 250)
        qosClass: BestEffort
        startTime: "\(Clock.stamp(pod.created))"
    """
  }

  private static func managedFields(_ pod: Pod) -> String {
    """
        - apiVersion: v1
          fieldsType: FieldsV1
          fieldsV1:
            f:metadata:
              f:generateName: {}
              f:labels:
                .: {}
                f:app: {}
                f:pod-template-hash: {}
              f:ownerReferences:
                .: {}
                k:{"uid":"\(pod.ownerUID)"}:
                  .: {}
                  f:apiVersion: {}
                  f:blockOwnerDeletion: {}
                  f:controller: {}
                  f:kind: {}
                  f:name: {}
                  f:uid: {}
            f:spec:
              f:containers:
                k:{"name":"\(pod.container)"}:
                  .: {}
                  f:command: {}
                  f:image: {}
                  f:imagePullPolicy: {}
                  f:name: {}
                  f:resources: {}
                  f:terminationMessagePath: {}
                  f:terminationMessagePolicy: {}
              f:dnsPolicy: {}
              f:enableServiceLinks: {}
              f:restartPolicy: {}
              f:schedulerName: {}
              f:securityContext: {}
              f:terminationGracePeriodSeconds: {}
          manager: kube-controller-manager
          operation: Update
          time: "\(Clock.stamp(pod.created))"
        - apiVersion: v1
          fieldsType: FieldsV1
          fieldsV1:
            f:status:
              f:conditions:
                k:{"type":"ContainersReady"}:
                  .: {}
                  f:lastProbeTime: {}
                  f:lastTransitionTime: {}
                  f:reason: {}
                  f:status: {}
                  f:type: {}
                k:{"type":"Ready"}:
                  .: {}
                  f:lastProbeTime: {}
                  f:lastTransitionTime: {}
                  f:reason: {}
                  f:status: {}
                  f:type: {}
              f:containerStatuses: {}
              f:hostIP: {}
              f:phase: {}
              f:podIP: {}
              f:startTime: {}
          manager: kubelet
          operation: Update
          time: "\(Clock.stamp(pod.created + 3 * Clock.microsecondsPerSecond))"
    """
  }
}
