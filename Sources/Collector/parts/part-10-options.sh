
# --- The command line -------------------------------------------------------------------------------------------------

output='' namespaces='' selector='' about='' secret_names=false since='' around='' dry_run=false
on_node=false chosen_nodes='' node_name='' use_ssh=false ssh_command='ssh -o BatchMode=yes -o ConnectTimeout=10'
debug_image='' use_kubectl=true marker=false redact=true anonymize=false kubectl=kubectl context=''
item_limit=104857600 total_limit=2147483648 limit=60 deadline=1800 jobs=4

# Names come from the command line and from the API server, and become paths.
is_name() {
  case $1 in
    '' | .* | -* | *[!A-Za-z0-9._:-]*) return 1 ;;
  esac
}

is_number() {
  case $1 in
    '' | *[!0-9]* | ?????????????*) return 1 ;;
  esac
}

has() { command -v "$1" >/dev/null 2>&1; }

# Without leading zeros: the shell would read octal.
decimal() {
  number=$1
  while [ "$number" != "${number#0}" ] && [ "${#number}" -gt 1 ]; do number=${number#0}; done
  printf '%s' "$number"
}

# bytes_of 100M
bytes_of() {
  case $1 in
    *[kK]) unit=1024 ;;
    *[mM]) unit=1048576 ;;
    *[gG]) unit=1073741824 ;;
    *) unit=1 ;;
  esac
  amount=${1%[kKmMgG]}
  is_number "$amount" && { [ "$unit" -eq 1 ] || [ "${#amount}" -le 6 ]; } && printf '%s' $(($(decimal "$amount") * unit))
}

# seconds_of 90m; without a unit it is seconds.
seconds_of() {
  case $1 in
    *m) unit=60 ;;
    *h) unit=3600 ;;
    *d) unit=86400 ;;
    *) unit=1 ;;
  esac
  amount=${1%[smhd]}
  is_number "$amount" && [ "${#amount}" -le 6 ] && printf '%s' $(($(decimal "$amount") * unit))
}

size_option() {
  size=$(bytes_of "$2") || usage_error "$1 needs a size like 100M: $2"
  [ "$size" -gt 0 ] || usage_error "$1 needs a size like 100M: $2"
}

time_option() {
  duration=$(seconds_of "$2") || usage_error "$1 needs a time like 90s or 30m: $2"
  [ "$duration" -gt 0 ] || usage_error "$1 needs a time like 90s or 30m: $2"
}

take_value() {
  case $1 in
    -o | --output) output=$2 ;;
    -n | --namespace)
      is_name "$2" || usage_error "not a namespace: $2"
      namespaces="$namespaces $2"
      ;;
    -l | --selector)
      case $2 in '' | -*) usage_error "not a selector: $2" ;; esac
      selector=$2
      ;;
    --about)
      about=${2#*/}
      case $2 in pod/* | pods/* | Pod/* | po/*) ;; *) usage_error "--about needs pod/NAME: $2" ;; esac
      is_name "$about" || usage_error "--about needs pod/NAME: $2"
      ;;
    --since) since=$2 ;;
    --around) around=$2 ;;
    --nodes)
      for name in $(printf '%s' "$2" | tr , ' '); do
        is_name "$name" || usage_error "not a node: $name"
        chosen_nodes="$chosen_nodes $name"
      done
      ;;
    --node-name)
      is_name "$2" || usage_error "not a node: $2"
      node_name=$2
      ;;
    --ssh-command) ssh_command=$2 use_ssh=true ;;
    --debug-image)
      case $2 in '' | -* | *[!A-Za-z0-9._:/@-]*) usage_error "not an image: $2" ;; esac
      debug_image=$2
      ;;
    --max-item-size) size_option "$1" "$2" && item_limit=$size ;;
    --max-size) size_option "$1" "$2" && total_limit=$size ;;
    --timeout) time_option "$1" "$2" && limit=$duration ;;
    --deadline) time_option "$1" "$2" && deadline=$duration ;;
    --jobs)
      if ! is_number "$2" || [ "$(decimal "$2")" -eq 0 ] || [ "$(decimal "$2")" -gt 32 ]; then
        usage_error "--jobs needs a number from 1 to 32: $2"
      fi
      jobs=$(decimal "$2")
      ;;
    --kubectl) kubectl=$2 ;;
    --kubeconfig)
      KUBECONFIG=$2
      export KUBECONFIG
      ;;
    --context) context=$2 ;;
    *) usage_error "unknown argument: $1" ;;
  esac
}

parse_arguments() {
  while [ $# -gt 0 ]; do
    option=$1
    shift
    case $option in
      -h | --help)
        usage
        exit 0
        ;;
      --version)
        printf 'collect.sh %s\n' "$collector_version"
        exit 0
        ;;
      --node) on_node=true ;;
      --ssh) use_ssh=true ;;
      --secret-names) secret_names=true ;;
      --no-redact) redact=false ;;
      --anonymize) anonymize=true ;;
      --dry-run) dry_run=true ;;
      # How this script calls itself on a node: without the cluster, and with a line that says where the tarball begins.
      --no-kubectl) use_kubectl=false ;;
      --marker) marker=true ;;
      --*=*) take_value "${option%%=*}" "${option#*=}" ;;
      -?*)
        [ $# -gt 0 ] || usage_error "$option needs a value, or is unknown"
        take_value "$option" "$1"
        shift
        ;;
      *) usage_error "unknown argument: $option" ;;
    esac
  done
  if $anonymize && ! $redact; then usage_error "--anonymize and --no-redact exclude each other"; fi
  if [ -n "$since" ] && [ -n "$around" ]; then usage_error "--since and --around exclude each other"; fi
  if ! $use_kubectl && ! $on_node; then usage_error "--no-kubectl needs --node"; fi
}
