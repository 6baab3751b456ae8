#!/bin/sh
# Removes from an image what `polso serve` never reads: how packages are installed, documents of other packages, translations.
set -eu
rm -rf /var/lib/apt /var/cache/apt /var/cache/debconf /var/log/* /var/lib/dpkg/info /usr/share/man /usr/share/locale /usr/share/info \
  /usr/share/lintian /usr/share/bash-completion /usr/share/perl5 /usr/lib/*/perl-base /usr/bin/perl* /usr/lib/apt /usr/lib/*/libapt-* \
  /usr/lib/*/gconv /usr/lib/udev /usr/lib/systemd
find /usr/share/doc -mindepth 1 -maxdepth 1 ! -name polso ! -name 'copyright' -exec sh -c '
  for folder; do find "$folder" -type f ! -name copyright -delete; done' sh {} +
mkdir -p /data && chown 1000:1000 /data
grep -q '^polso:' /etc/passwd || echo 'polso:x:1000:1000:polso:/data:/usr/sbin/nologin' >> /etc/passwd
grep -q '^polso:' /etc/group || echo 'polso:x:1000:' >> /etc/group
