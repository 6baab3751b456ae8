#!/usr/bin/env bash
# Builds the program on a system whose own packages are too old or missing (Ubuntu 22.04): inside a Debian 12 that debootstrap
# makes in build/debian-root. The result, build/release/polso, runs outside of it, with that Debian's libraries; both stay
# where they are. Nothing is mounted, so it works in a container and `make clean` removes it all. Run it as root.
set -euo pipefail
cd "$(dirname "$0")/.."

root=$PWD/build/debian-root
mirror=${DEBIAN_MIRROR:-https://deb.debian.org/debian}
log=$root.log
authorities=/etc/ssl/certs/ca-certificates.crt

if [ "$(id -u)" -ne 0 ]; then
  echo "build_in_debian: become root first: debootstrap and chroot ask for it" >&2
  exit 1
fi

# step WHAT FUNCTION: its output goes to the log, whose end is shown when it fails.
step() {
  echo "build_in_debian: $1"
  "$2" >>"$log" 2>&1 || { tail -n 40 "$log" >&2; return 1; }
}
# In the root with a clean environment: what this system preloads is not there. Arguments of the script follow it.
inside() {
  env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "NODE_EXTRA_CA_CERTS=$authorities" \
    chroot "$root" sh -euc "$1" sh "${@:2}"
}

install_debootstrap() {
  apt-get -qq update && apt-get -qq install --yes --no-install-recommends ca-certificates debootstrap wget
}
# The mirror is proved by TLS: Ubuntu 22.04's copy of Debian's keys is older than Debian 12's. Inside, apt checks signatures.
make_root() {
  rm -rf "$root" &&
    debootstrap --no-check-gpg --variant=minbase --include=ca-certificates,patchelf bookworm "$root" "$mirror" &&
    cp "$authorities" "$root$authorities" &&  # whom this system trusts, as behind a proxy of one's own
    cp /proc/cpuinfo /proc/meminfo /proc/stat "$root/proc" &&  # npm asks for the processors, and nothing is mounted
    touch "$root/made"
}
copy_checkout() {  # to the same path as outside, for the program remembers where it was built
  mkdir -p "$root$PWD" &&
    tar --create --exclude=./build --exclude=./out --exclude=./.git --exclude=node_modules . | tar --extract --directory "$root$PWD"
}
# shellcheck disable=SC2016  # expanded inside
build() {
  inside 'cd "$1"
          apt-get -qq install --yes --no-install-recommends $(awk "\$1 == \"build\" {print \$2}" tools/packages.txt)
          cmake --preset release
          cmake --build --preset release --target polso --parallel "$2"' "$PWD" "${JOBS:-$(nproc)}"
}
# Has the program find its loader and libraries in the root, whatever this system has.
# shellcheck disable=SC2016
bring_out() {
  mkdir -p build/release &&
    inside 'cd "$1/build/release"
            loader=$(readlink -f "$(patchelf --print-interpreter polso)")
            patchelf --force-rpath --set-rpath "$2$(dirname "$loader")" --set-interpreter "$2$loader" --output polso.out polso' "$PWD" "$root" &&
    mv "$root$PWD/build/release/polso.out" build/release/polso &&
    build/release/polso --version
}

mkdir -p build
: >"$log"
command -v debootstrap >/dev/null || step "installing debootstrap" install_debootstrap
[ -e "$root/made" ] || step "making a Debian 12 in build/debian-root" make_root
step "copying the sources into it" copy_checkout
step "installing what the build needs, and building: some minutes" build
step "bringing the program out" bring_out
echo "build_in_debian: build/release/polso is ready"
