#!/usr/bin/env bash
# Everything that must hold: `npm test`. All tests with PostGIS, then those of sql and server on the embedded database.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

bash tests/setup.sh
vue-tsc --build
oxlint
vite build

reports=$(mktemp -d)
trap 'rm -rf "$reports"' EXIT
crashed=0

# run <database> [vitest options...]: a failing run does not keep the next from telling its part.
run() {
  local database=$1
  shift
  echo "== tests on $database"
  FANGCUN_TEST_DATABASE=$database vitest run --reporter=default --reporter=json --outputFile.json="$reports/$database.json" "$@" </dev/null || crashed=1
}

run postgis
run embedded --project sql --project server

node --import tsx tests/summary.ts "$crashed" "$reports/postgis.json" "$reports/embedded.json"
