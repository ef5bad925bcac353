/// Jobs, and what scales and guards workloads.
extension DescribedKindTests {
  static let workloads = [
    Sample(
      reference: "Job/books/import",
      text: """
        Name:             import
        Namespace:        books
        Selector:         batch.kubernetes.io/controller-uid=1
        Controlled By:    CronJob/nightly
        Parallelism:      1
        Completions:      3
        Backoff Limit:    6
        Start Time:       Sat, 21 Nov 2026 03:56:10 +0000
        Pods Statuses:    1 Active (0 Ready) / 2 Succeeded / 4 Failed
        Pod Template:
          Containers:
           main:
            Image:  busybox

        """,
      fields: [
        "status.active=1@9", "status.ready=0@9", "status.succeeded=2@9", "status.failed=4@9", "spec.backoffLimit=6@7",
        "metadata.ownerReferences.0.name=nightly@4", "status.startTime=2026-11-21T03:56:10Z@8",
        "spec.template.spec.containers.0.image=busybox@13",
      ]),
    Sample(
      reference: "CronJob/books/nightly",
      text: """
        Name:                          nightly
        Namespace:                     books
        Schedule:                      0 3 * * *
        Concurrency Policy:            Forbid
        Suspend:                       False
        Successful Job History Limit:  3
        Failed Job History Limit:      1
        Starting Deadline Seconds:     <unset>
        Parallelism:                   <unset>
        Pod Template:
          Containers:
           main:
            Image:           busybox
        Last Schedule Time:  Sat, 21 Nov 2026 03:00:00 +0000
        Active Jobs:         nightly-1, nightly-2

        """,
      fields: [
        "spec.schedule=0 3 * * *@3", "spec.suspend=false@5", "spec.startingDeadlineSeconds=-",
        "spec.jobTemplate.spec.template.spec.containers.0.image=busybox@13",
        "status.lastScheduleTime=2026-11-21T03:00:00Z@14", "status.active.1.name=nightly-2@15",
      ]),
    Sample(
      reference: "HorizontalPodAutoscaler/books/web",
      text: """
        Name:                                                  web
        Namespace:                                             books
        Reference:                                             Deployment/web
        Metrics:                                               ( current / target )
          resource cpu on pods  (as a percentage of request):  <unknown> / 80%
          resource memory on pods:                             52Mi / 100Mi
        Min replicas:                                          1
        Max replicas:                                          5
        Deployment pods:                                       1 current / 3 desired
        Conditions:
          Type           Status  Reason                   Message
          ----           ------  ------                   -------
          ScalingActive  False   FailedGetResourceMetric  the HPA was unable to compute the replica count: no metrics

        """,
      fields: [
        "spec.scaleTargetRef.name=web@3", "spec.maxReplicas=5@8", "status.desiredReplicas=3@9",
        "spec.metrics.0.resource.target.averageUtilization=80@5", "spec.metrics.1.resource.target.averageValue=100Mi@6",
        "status.conditions.0.reason=FailedGetResourceMetric@13",
      ]),
    Sample(
      reference: "PodDisruptionBudget/books/db",
      text: """
        Name:           db
        Namespace:      books
        Min available:  2
        Selector:       app=db
        Status:
            Allowed disruptions:  0
            Current:              1
            Desired:              2
            Total:                3
        Events:                   <none>

        """,
      fields: [
        "spec.minAvailable=2@3", "status.disruptionsAllowed=0@6", "status.currentHealthy=1@7",
        "spec.selector.matchLabels.app=db@4",
      ]),
  ]
}
