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

# run <name> <database> [vitest options...]: a failing run does not keep the next from telling its part.
run() {
  local name=$1 database=$2
  shift 2
  echo "== $name: tests on $database"
  FANGCUN_TEST_DATABASE=$database vitest run --reporter=default --reporter=json --outputFile.json="$reports/$name.json" "$@" </dev/null
}

# As many at once as there are processors: by itself the runner leaves one free.
run postgis postgis --maxWorkers="$(nproc)" --project shape --project geodata --project web --project sql --project server || crashed=1

# Browsers wait half of their time; the embedded database takes what they leave. Tests that ask no database have run above, and so have long ones of the door (every route as every role, nonsense
# in every parameter, files, pictures, judging): what they try is judged before the database or by policies and functions that tests/sql and the others ask on both.
apart=$(grep -LE "freshDatabase|freshFrom|inject\('database'\)|door\.ts" tests/server/*.test.ts | sed 's/^/--exclude=/')
apart="$apart $(printf -- '--exclude=tests/server/%s.test.ts ' matrix liveRights garbage rawGarbage geometryGarbage attack attackAnalyses attackExplore attackZones cli cut duplicates hotspots importSamples indicators photos zoneDesigns)"
# shellcheck disable=SC2086
(renice -n 19 $BASHPID >/dev/null && run embedded embedded --maxWorkers=2 --project sql --project server $apart) >"$reports/embedded.txt" 2>&1 & embedded=$!
run browser postgis --project browser || crashed=1
wait "$embedded" || crashed=1
cat "$reports/embedded.txt"

node --import tsx tests/summary.ts "$crashed" "$reports/postgis.json" "$reports/browser.json" "$reports/embedded.json"
