#!/bin/sh
# Makes the root folder of the image out of a Debian in which the polso package is installed: the program, what it is linked with,
# the named models, certificates, time zones, and a list of it all (sbom.sh). Nothing else: no shell, no package tools.
# Usage: root.sh FOLDER MODEL…
set -eu
root=$1
shift
here=$(dirname "$0")
for name in "$@"; do [ -d "/usr/share/polso/models/$name" ] || { echo "there is no model '$name' in the package" >&2; exit 1; }; done

mkdir -p "$root/usr" "$root/etc/ssl/certs"
for folder in bin lib lib64; do
  mkdir -p "$root/usr/$folder"
  ln -s "usr/$folder" "$root/$folder"
done
copy() { cp --archive --parents "$@" "$root"; }

copy /usr/bin/polso /usr/share/polso /usr/share/zoneinfo /usr/lib/os-release
ln -s ../usr/lib/os-release "$root/etc/os-release"
cp --dereference /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
for model in "$root"/usr/share/polso/models/*/; do
  case " $* " in *" $(basename "$model") "*) ;; *) rm -r "$model" ;; esac
done
packages="polso ca-certificates tzdata base-files"
for library in $(ldd /usr/bin/polso | grep -o '/[^ ]*'); do
  path=$(realpath "$(dirname "$library")")/$(basename "$library")
  copy "$path"
  copy "$(realpath "$path")"
  packages="$packages $(dpkg-query --search "*/$(basename "$library")" | cut -d: -f1)"
done

# shellcheck disable=SC2086  # one word a package
packages=$(printf '%s\n' $packages | sort -u)

printf 'root:x:0:0:root:/:/usr/sbin/nologin\npolso:x:1000:1000:polso:/data:/usr/sbin/nologin\n' > "$root/etc/passwd"
printf 'root:x:0:\npolso:x:1000:\n' > "$root/etc/group"
echo 'hosts: files dns' > "$root/etc/nsswitch.conf"
mkdir -p "$root/dev" "$root/proc" "$root/sys" "$root/var/lib/dpkg/status.d"
mkdir -m 1777 "$root/tmp"
mkdir "$root/data" && chown 1000:1000 "$root/data"
# What scanners of images read, and whose terms go with the files.
for package in $packages; do
  dpkg-query --status "$package" > "$root/var/lib/dpkg/status.d/$package"
  mkdir -p "$root/usr/share/doc/$package"
  cp --dereference "/usr/share/doc/$package/copyright" "$root/usr/share/doc/$package/"
done
# shellcheck disable=SC2086
"$here/sbom.sh" $packages > "$root/usr/share/polso/sbom.spdx.json"
