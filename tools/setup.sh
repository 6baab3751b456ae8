#!/usr/bin/env bash
# Installs the Debian packages of tools/packages.txt that are missing. Usage: tools/setup.sh build|test|coverage|reference
# "build" is what the program needs; "test" also brings what `make test` needs.
set -euo pipefail
cd "$(dirname "$0")/.."

want=${1:-build}
case $want in
  build) groups='^build ' ;;
  test) groups='^(build|test) ' ;;
  coverage) groups='^(build|coverage) ' ;;
  reference) groups='^reference ' ;;
  *) echo "usage: tools/setup.sh build|test|coverage|reference" >&2; exit 2 ;;
esac

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  echo "setup: this is not a Debian-like system, so nothing is installed here."
  echo "setup: the packages to provide are listed in tools/packages.txt."
  exit 0
fi

missing=()
while read -r _ package command; do
  is_installed "$package" || { [ -n "$command" ] && command -v "$command" >/dev/null; } || missing+=("$package")
done < <(grep -E "$groups" tools/packages.txt)
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "setup: these packages are missing: ${missing[*]}" >&2
    echo "setup: become root, or ask whoever is, and run: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "setup: installing ${#missing[@]} Debian packages:"
printf '%s\n' "${missing[@]}" | paste -sd' ' | fold -s -w 100 | sed 's/^/  /'
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Dpkg::Use-Pty=0 -qq "$@" </dev/null; }
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { apt update && apt install --yes --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  tail -n 20 "$log" >&2
  echo "setup: the packages could not be installed. Is there a network, and is Debian 12 (main) in /etc/apt?" >&2
  exit 1
fi
echo "setup: done"
