#!/bin/sh
# Leaves the named models in a folder of models. Usage: keep_models.sh FOLDER NAME…
set -eu
folder=$1
shift
for name in "$@"; do [ -d "$folder/$name" ] || { echo "there is no model '$name' in $folder" >&2; exit 1; }; done
for model in "$folder"/*/; do
  case " $* " in *" $(basename "$model") "*) ;; *) rm -r "$model" ;; esac
done
