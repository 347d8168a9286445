#!/usr/bin/env bash
# Starts and stops real engines on loopback for tests, without containers: one folder holds everything they write.
#
#   engines.sh install                  Debian packages that are absent (as root), and the archive of Elasticsearch
#   engines.sh start [NAME...]          all at once; waits until each answers. What runs already is left alone
#   engines.sh stop  [NAME...]          ends what start began, by its recorded process, and nothing else
#   engines.sh kill  [NAME...]          the same by kill -9; start brings it back on the same data
#   engines.sh env   [NAME...]          prints the settings that point the site at them
#
# NAME is one of postgres redis rabbitmq elasticsearch; none means all four. --dir DIR (or ENGINES_DIR) is the folder;
# without it, one of your own under /tmp. Every user must be able to enter it: servers do not run as root.
# Ports: PG_PORT 55432, REDIS_PORT 56379, AMQP_PORT 55672, ES_PORT 59200.
#
# For tests only: anybody on this machine may connect, and the database would not survive a power cut.
set -euo pipefail

ALL=(postgres redis rabbitmq elasticsearch)
ES_VERSION=8.19.3
PG_PORT=${PG_PORT:-55432} REDIS_PORT=${REDIS_PORT:-56379} AMQP_PORT=${AMQP_PORT:-55672} ES_PORT=${ES_PORT:-59200}
DIR=${ENGINES_DIR:-/tmp/guihang-engines-$(id -u)}
SECONDS_TO_ANSWER=${SECONDS_TO_ANSWER:-120}

command=${1:-help}; shift || true
names=()
while [ $# -gt 0 ]; do
  case $1 in
    --dir) DIR=$2; shift 2 ;;
    postgres | redis | rabbitmq | elasticsearch) names+=("$1"); shift ;;
    *) echo "engines: no engine is called $1: ${ALL[*]}" >&2; exit 2 ;;
  esac
done
[ ${#names[@]} -gt 0 ] || names=("${ALL[@]}")

say() { echo "engines: $*"; }
fail() { echo "engines: $*" >&2; exit 1; }
# None of the servers that refuse to be root is run by it; somebody else runs all as oneself.
as() {
  local user=$1; shift
  [ "$(id -u)" = 0 ] || exec env HOME="$DIR" "$@"
  exec setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups env HOME="$DIR" "$@"
}
give_to() { [ "$(id -u)" != 0 ] || chown -R "$1" "${@:2}"; }

# Processes ------------------------------------------------------------------------------------------------------------

# A number alone may belong to somebody else by now: with the moment of its start it cannot.
# One that ended and was not yet collected (Z) has no such moment.
born() { sed -n 's/.*) \([^Z].*\)/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
record() { echo "$2 $(born "$2")" >"$DIR/$1.pid"; }
running() {
  local pid since
  [ -s "$DIR/$1.pid" ] && read -r pid since <"$DIR/$1.pid" && [ -n "$since" ] && [ "$(born "$pid")" = "$since" ]
}
family() { echo "$1"; for child in $(pgrep -P "$1"); do family "$child"; done; }

end() {
  local signal=$1 name=$2 pid rest
  running "$name" || { rm -f "$DIR/$name.pid"; return 0; }
  read -r pid rest <"$DIR/$name.pid"
  local members; members=$(family "$pid")
  if [ "$signal" = KILL ]; then
    # shellcheck disable=SC2086
    kill -KILL $members 2>/dev/null || true
  else
    kill -"$signal" "$pid" 2>/dev/null || true
  fi
  for _ in $(seq 150); do running "$name" || break; sleep .1; done
  # Who did not go when asked, and children that outlived it.
  # shellcheck disable=SC2086
  kill -KILL $members 2>/dev/null || true
  rm -f "$DIR/$name.pid"
}

# Waits until the engine answers; the end of its own process is an answer, too.
wait_for() {
  local name=$1 until=$((SECONDS + SECONDS_TO_ANSWER)); shift
  until "$@" >/dev/null 2>&1; do
    running "$name" || { tail -n 15 "$DIR/$name.log" >&2; fail "$name ended while starting: $DIR/$name.log"; }
    [ $SECONDS -lt $until ] || fail "$name does not answer after $SECONDS_TO_ANSWER seconds: $DIR/$name.log"
    sleep .1
  done
}
require_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$2") 2>/dev/null || fail "port $2 for $1 is taken by somebody else"; }

# Engines --------------------------------------------------------------------------------------------------------------

pg_bin() { find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -1; }

start_postgres() {
  require_free postgres "$PG_PORT"
  local data=$DIR/postgres bin; bin=$(pg_bin)
  [ -n "$bin" ] || fail "PostgreSQL is not installed: engines.sh install"
  if [ ! -s "$data/PG_VERSION" ]; then
    mkdir -p "$data"; give_to postgres "$data"
    (as postgres "$bin/initdb" -D "$data" -U guihang -A trust -E UTF8 --locale=C.UTF-8 --no-sync) >"$DIR/initdb.log"
  fi
  rm -f "$data/postmaster.pid" # of one that was killed: ours does not run
  # Nothing waits for the disk: what a killed server had written is in the system's memory and comes back with it.
  # Commits still reach that memory before they are answered, or the tests of faults would lose what they count.
  as postgres "$bin/postgres" -D "$data" -p "$PG_PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c fsync=off -c full_page_writes=off -c max_wal_size=2GB -c checkpoint_timeout=30min -c autovacuum_naptime=5min \
    -c shared_buffers=256MB -c work_mem=16MB -c maintenance_work_mem=64MB -c jit=off -c max_connections=200 \
    >"$DIR/postgres.log" 2>&1 </dev/null &
  record postgres $!
  wait_for postgres "$bin/pg_isready" -q -h 127.0.0.1 -p "$PG_PORT"
  local psql=(psql -X -q -h 127.0.0.1 -p "$PG_PORT" -U guihang -d postgres)
  "${psql[@]}" -tc "select 1 from pg_database where datname = 'guihang'" | grep -q 1 ||
    "${psql[@]}" -c "create database guihang"
}

start_redis() {
  require_free redis "$REDIS_PORT"
  mkdir -p "$DIR/redis"
  redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$DIR/redis" --appendonly yes --save "" \
    >"$DIR/redis.log" 2>&1 </dev/null &
  record redis $!
  wait_for redis redis-cli -p "$REDIS_PORT" ping
}

# The name server of Erlang would be one for the whole machine and outlive us: ours has its own, on its own port.
start_rabbitmq() {
  require_free rabbitmq "$AMQP_PORT"
  local home=$DIR/rabbitmq epmd_port dist_port
  epmd_port=$(((AMQP_PORT + 12000) % 64000 + 1500)) dist_port=$(((AMQP_PORT + 11000) % 64000 + 1500))
  mkdir -p "$home" "$DIR/rabbitmq-log"; echo '[].' >"$home/plugins"
  give_to rabbitmq "$home" "$DIR/rabbitmq-log"
  end TERM epmd
  as rabbitmq epmd -address 127.0.0.1 -port $epmd_port >"$DIR/epmd.log" 2>&1 </dev/null &
  record epmd $!
  as rabbitmq env HOME="$home" ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$epmd_port \
    RABBITMQ_NODENAME=guihang@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT="$AMQP_PORT" \
    RABBITMQ_DIST_PORT=$dist_port RABBITMQ_MNESIA_BASE="$home" RABBITMQ_LOG_BASE="$DIR/rabbitmq-log" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$home/plugins" RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="+S 2:2" \
    /usr/lib/rabbitmq/bin/rabbitmq-server >"$DIR/rabbitmq.log" 2>&1 </dev/null &
  record rabbitmq $!
  # It listens before it answers: asked in a version that nobody speaks, it says which one it does.
  wait_for rabbitmq bash -c \
    "exec 3<>/dev/tcp/127.0.0.1/$AMQP_PORT && printf 'AMQP\0\0\11\1' >&3 && head -c 1 <&3 | grep -q ."
}

# The archive that Elastic publishes for integration tests: the server itself without its optional modules.
fetch_elasticsearch() {
  local folder=$DIR/download
  [ ! -s "$folder/elasticsearch-$ES_VERSION.zip" ] || return 0
  mkdir -p "$folder"
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory="$folder" \
    -Dartifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$ES_VERSION:zip
}

start_elasticsearch() {
  require_free elasticsearch "$ES_PORT"
  local home=$DIR/elasticsearch-$ES_VERSION java
  java=${ES_JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
  if [ ! -e "$home/.unpacked" ]; then
    fetch_elasticsearch
    unzip -q -o "$DIR/download/elasticsearch-$ES_VERSION.zip" -d "$DIR"
    touch "$home/.unpacked"
  fi
  cat >"$home/config/elasticsearch.yml" <<Y
cluster.name: guihang-test
node.name: one
discovery.type: single-node
network.host: 127.0.0.1
http.port: $ES_PORT
transport.port: $((ES_PORT + 100))
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
Y
  # The first compiler alone: a server that lives for minutes does not earn back what the second one costs.
  printf '%s\n' -Xms512m -Xmx512m -XX:TieredStopAtLevel=1 -XX:-AlwaysPreTouch \
    >"$home/config/jvm.options.d/tests.options"
  mkdir -p "$home/tmp"
  give_to nobody "$home"
  as nobody ES_JAVA_HOME="$java" ES_TMPDIR="$home/tmp" CLI_JAVA_OPTS=-XX:TieredStopAtLevel=1 \
    "$home/bin/elasticsearch" >"$DIR/elasticsearch.log" 2>&1 </dev/null &
  record elasticsearch $!
  wait_for elasticsearch curl -fs --max-time 5 "http://127.0.0.1:$ES_PORT/_cluster/health?wait_for_status=yellow"
}

# Commands -------------------------------------------------------------------------------------------------------------

install() {
  local wanted=() package
  for package in postgresql redis-server rabbitmq-server openjdk-17-jre-headless maven unzip curl procps; do
    dpkg-query -W -f '${Status}' $package 2>/dev/null | grep -q '^install ok' || wanted+=("$package")
  done
  if [ ${#wanted[@]} -gt 0 ]; then
    [ "$(id -u)" = 0 ] || fail "as root: apt-get install ${wanted[*]}"
    export DEBIAN_FRONTEND=noninteractive
    # Nobody needs the servers of the whole machine that these packages would start.
    if [ ! -e /usr/sbin/policy-rc.d ]; then
      printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
      chmod 755 /usr/sbin/policy-rc.d
      trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null
  fi
  fetch_elasticsearch
}

start() {
  local name waiting=() failed=0
  for name in "${names[@]}"; do
    if running "$name"; then say "$name runs already"; continue; fi
    (start_"$name" && say "$name answers after $SECONDS s") &
    waiting+=($!)
  done
  for name in "${waiting[@]}"; do wait "$name" || failed=1; done
  return $failed
}

end_each() {
  local name ending=()
  for name in "${names[@]}"; do
    (
      # PostgreSQL waits for its clients at TERM; at INT it sends them away.
      case $1-$name in stop-postgres) signal=INT ;; stop-*) signal=TERM ;; *) signal=KILL ;; esac
      end $signal "$name"
      [ "$name" != rabbitmq ] || end KILL epmd
    ) &
    ending+=($!)
  done
  wait "${ending[@]}"
}

settings() {
  local name
  for name in "${names[@]}"; do
    case $name in
      postgres) echo "DATABASE_URL=postgres://guihang@127.0.0.1:$PG_PORT/guihang" ;;
      redis) echo "REDIS_URL=redis://127.0.0.1:$REDIS_PORT/0" ;;
      rabbitmq) echo "CELERY_BROKER_URL=amqp://guest:guest@127.0.0.1:$AMQP_PORT//" ;;
      elasticsearch) echo "ELASTICSEARCH_URL=http://127.0.0.1:$ES_PORT" ;;
    esac
  done
}

case $command in
  install | start)
    mkdir -p "$DIR"
    [ -O "$DIR" ] || fail "$DIR belongs to somebody else"
    chmod 755 "$DIR"
    $command ;;
  stop | kill) end_each "$command" ;;
  env) settings ;;
  *) sed -n '2,/^set /s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" ;;
esac
