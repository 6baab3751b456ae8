#!/usr/bin/env bash
# Starts an image as an operator would (read-only, no capabilities), and asks the server inside. Usage: try_image.sh docker|podman IMAGE
set -euo pipefail
cd "$(dirname "$0")/../.."

engine=${1:?usage: try_image.sh docker|podman IMAGE}
image=${2:?usage: try_image.sh docker|podman IMAGE}
container=$("$engine" run --detach --read-only --tmpfs /tmp --tmpfs /data:uid=1000,gid=1000 --cap-drop ALL \
  --security-opt no-new-privileges --publish 127.0.0.1::7860 "$image")
trap '"$engine" logs "$container"; "$engine" rm --force "$container" >/dev/null' EXIT
address=$("$engine" port "$container" 7860/tcp | head -n 1)
for _ in $(seq 60); do
  if tools/smoke.py "http://$address"; then exit 0; fi
  sleep 1
done
exit 1
