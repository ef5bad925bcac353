#!/bin/sh
# Collects a Kubernetes support bundle for `casefile analyze`.
#
# Needs a POSIX shell, the usual tools and tar; kubectl for the cluster, journalctl for --node. Reads only: the verbs are
# get, describe, logs, top, version and config view. The one exception must be asked for: --debug-image creates a pod on
# each node, and deletes it again. Every step may fail; what could be had is bundled, and manifest.json says what could
# not, and why.
set -eu
# Other shells than sh: bash runs traps while it reads only in this mode.
# shellcheck disable=SC3040 # only bash gets there
[ -z "${BASH_VERSION:-}" ] || set -o posix
LC_ALL=C
export LC_ALL
umask 077

collector_version=2.0.0
bundle_format=casefile-bundle
bundle_version=1

usage() {
  cat <<'USAGE'
Usage: collect.sh [OPTION]...     as a plugin named kubectl-casefile_collect: kubectl casefile-collect [OPTION]...

Collects a Kubernetes support bundle (.tar.gz) for `casefile analyze`. Reads only; the values of Secrets never.

WHERE TO
  -o FILE              the bundle; - is standard output (default: casefile-bundle-<time>.tar.gz in this folder)
  --dry-run            print the commands, run none

WHAT
  -n NAMESPACE         only this namespace; may be repeated (default: all)
  -l SELECTOR          only pods with these labels, and their logs; other objects as usual
  --about pod/NAME     this pod, its owners, node, volumes and neighbors (with -n NAMESPACE)
  --secret-names       also the names, types and keys of Secrets, without their values
  --since DURATION     logs and journals of the last 90m, 24h, 7d, or since a time in UTC: 2026-11-21T04:00:00Z
                       (default: 24h of journals, the last lines of logs)
  --around TIME        from an hour before this time in UTC to half an hour after it

NODES
  --node               also this machine's journals, disks and processes; run it as root. Needs no kubectl
  --nodes NAME,NAME    only these nodes (default: all)
  --ssh                reach the nodes by ssh, as root or with sudo that asks for nothing
  --ssh-command WORDS  how to call ssh (default: ssh -o BatchMode=yes -o ConnectTimeout=10)
  --debug-image IMAGE  reach the nodes by kubectl debug with this image. CREATES A POD on each node, and deletes it
                       Without these: what the kubelets tell through the API (logs only where NodeLogQuery is on)

LIMITS
  --max-item-size SIZE of one command's output (default: 100M)
  --max-size SIZE      of all (default: 2G, less where the disk has no room for it)
  --timeout TIME       of one command (default: 60s)
  --deadline TIME      of all (default: 30m)
  --jobs NUMBER        commands at a time (default: 4)

PRIVACY
  --no-redact          keep passwords, tokens and keys that logs, environment variables and ConfigMaps show
  --anonymize          also replace IP addresses, names of hosts and objects by the same pseudonym everywhere

KUBECTL
  --kubectl PATH, --kubeconfig FILE, --context NAME

Exit: 0 a bundle was written, also if parts failed; 1 no bundle; 64 usage; 130 interrupted, with what there was.
USAGE
}

say() { printf '%s\n' "$*" >&2; }

# Only people want to see it grow.
progress() {
  if $on_terminal; then printf '\r\033[K%s' "$*" >&2; fi
}

usage_error() {
  say "collect.sh: $*"
  say "Try: collect.sh --help"
  exit 64
}
