#!/usr/bin/env bash
# Installs what the tests need beyond npm: a PostGIS server, Chromium, a Chinese font, FFmpeg, the programs of GDAL and Poppler.
# Does it where it can (Debian or Ubuntu, as root); elsewhere it prints the command and ends with 1.
set -euo pipefail

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }
known() { apt-cache show "$1" >/dev/null 2>&1; }

# The major of PostgreSQL: one that is installed with PostGIS, else Debian 12's, else the newest that can be had.
postgres_major() {
  local major
  for major in $(ls /usr/lib/postgresql 2>/dev/null | sort -rn); do
    if installed "postgresql-$major" && installed "postgresql-$major-postgis-3"; then echo "$major"; return; fi
  done
  if ! command -v apt-cache >/dev/null || known postgresql-15-postgis-3; then echo 15; return; fi
  major=$(apt-cache pkgnames postgresql- | sed -nE 's/^postgresql-([0-9]+)-postgis-3$/\1/p' | sort -rn | head -1)
  echo "${major:-15}"
}

missing_packages() {
  local major package
  major=$(postgres_major)
  for package in chromium fonts-noto-cjk ffmpeg gdal-bin poppler-utils "postgresql-$major" "postgresql-$major-postgis-3"; do
    installed "$package" || printf '%s ' "$package"
  done
}

# Without this, installing PostgreSQL also makes and starts a cluster on port 5432 that nobody asked for.
without_main_cluster() {
  local file=/etc/postgresql-common/createcluster.conf
  mkdir -p "$(dirname "$file")"
  touch "$file"
  sed -i '/^[[:space:]]*create_main_cluster/d' "$file"
  echo 'create_main_cluster = false' >>"$file"
}

if ! command -v dpkg-query >/dev/null; then
  echo 'Tests need PostgreSQL 15 or newer with PostGIS 3.3 or newer, Chromium, Noto Sans CJK, FFmpeg, GDAL and Poppler.' >&2
  echo 'They are installed by themselves on Debian only:' >&2
  echo '  apt-get install -y --no-install-recommends chromium fonts-noto-cjk ffmpeg gdal-bin poppler-utils postgresql-15 postgresql-15-postgis-3' >&2
  exit 1
fi

packages=$(missing_packages)
[ -n "$packages" ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "Tests need packages that are not installed. Install them with:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $packages" >&2
  echo '(to keep that from starting a server on port 5432, first put "create_main_cluster = false" into' >&2
  echo ' /etc/postgresql-common/createcluster.conf)' >&2
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt-get update -q </dev/null
packages=$(missing_packages) # asked again: only now the lists say which majors there are
without_main_cluster
echo "Installing for the tests: $packages"
# shellcheck disable=SC2086  # a list of words
apt-get install -y -q --no-install-recommends -o Dpkg::Options::=--force-confold $packages </dev/null
