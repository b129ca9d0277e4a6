#!/usr/bin/env bash
# Everything that must hold: `npm test`. All tests with PostGIS, those in browsers last, with those of sql and server on the embedded database beside them.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

bash tests/setup.sh
vite build & building=$!
vue-tsc --build
oxlint
wait "$building"

reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
crashed=0
summary() { node --import tsx tests/summary.ts "$@"; }

# tests <name> <database> [vitest options...]
tests() {
  local name=$1 database=$2
  shift 2
  echo "== $name: tests on $database"
  FANGCUN_TEST_DATABASE=$database vitest run --reporter=default --reporter=json --outputFile.json="$reports/$name.json" "$@" </dev/null
}

# run <name> <database> [vitest options...]: a failing run does not keep the next from telling its part; its failed files run once more at the end.
run() { tests "$@" || [ -n "$(summary failed "$reports/$1.json")" ] || touch "$reports/crashed"; }

# again <name> <database> [vitest options...]: a machine that others share makes a test late now and then. What fails twice, the second time with nothing beside it, has failed.
again() {
  local name=$1 database=$2 files
  shift 2
  files=$(summary failed "$reports/$name.json")
  # More than a few are no chance.
  [ -z "$files" ] || [ "$(wc -l <<<"$files")" -gt 4 ] || tests "$name.again" "$database" --maxWorkers=1 "$@" $files || true
}

# As many at once as there are processors: by itself the runner leaves one free.
run postgis postgis --maxWorkers="$(nproc)" --project shape --project geodata --project web --project sql --project server

# Browsers wait half of their time; the embedded database takes what they leave. Tests that ask no database have run above, and so have long ones of the door (every route as every role, nonsense
# in every parameter, files, pictures, judging, sockets, OpenID, planning rounds, documents): what they try is judged before the database or by policies and functions that tests/sql and the others ask on both.
apart=$(grep -LE "freshDatabase|freshFrom|inject\('database'\)|door\.ts" tests/server/*.test.ts | sed 's/^/--exclude=/')
apart="$apart $(printf -- '--exclude=tests/server/%s.test.ts ' matrix liveRights garbage rawGarbage geometryGarbage attack attackAnalyses attackExplore attackZones cli cut duplicates hotspots importSamples indicators photos zoneDesigns liveSocket oidc patrolSearches printing)"
# shellcheck disable=SC2086
(renice -n 19 $BASHPID >/dev/null && run embedded embedded --maxWorkers=2 --project sql --project server $apart) >"$reports/embedded.txt" 2>&1 & embedded=$!
run browser postgis --project browser
wait "$embedded"
cat "$reports/embedded.txt"

again postgis postgis --project shape --project geodata --project web --project sql --project server
again browser postgis --project browser
again embedded embedded --project sql --project server
[ ! -e "$reports/crashed" ] || crashed=1
summary sum "$crashed" "$reports/postgis.json" "$reports/browser.json" "$reports/embedded.json"
