#!/bin/sh
# Prints the named packages that are installed here as an SPDX 2.3 document, each with its version and source.
# Usage: sbom.sh PACKAGE…  (polso among them)
set -eu
created=$(date -u -d "@${SOURCE_DATE_EPOCH:-$(date +%s)}" +%Y-%m-%dT%H:%M:%SZ)
version=$(dpkg-query -W -f '${Version}' polso)
cat <<HEAD
{
  "spdxVersion": "SPDX-2.3",
  "dataLicense": "CC0-1.0",
  "SPDXID": "SPDXRef-DOCUMENT",
  "name": "polso-$version",
  "documentNamespace": "https://spdx.org/spdxdocs/polso-$version-$(dpkg-query -W "$@" | sha256sum | cut -c1-32)",
  "creationInfo": {"created": "$created", "creators": ["Tool: polso-sbom"]},
  "packages": [
HEAD
# shellcheck disable=SC2016  # the fields are dpkg-query's
dpkg-query -W -f '${Package} ${Version} ${Architecture} ${source:Package} ${source:Version}\n' "$@" | sort | awk '
  { gsub(/:.*/, "", $1)
    id = $1; gsub(/[^A-Za-z0-9.-]/, "-", id)
    version = $2; gsub(/:/, "%3A", version); gsub(/\+/, "%2B", version)
    printf "%s    {\"name\": \"%s\", \"SPDXID\": \"SPDXRef-%s\", \"versionInfo\": \"%s\", \"downloadLocation\": \"NOASSERTION\",\n", (NR > 1 ? ",\n" : ""), $1, id, $2
    printf "     \"sourceInfo\": \"built from %s %s\", \"licenseConcluded\": \"NOASSERTION\", \"copyrightText\": \"NOASSERTION\", \"filesAnalyzed\": false,\n", $4, $5
    printf "     \"externalRefs\": [{\"referenceCategory\": \"PACKAGE-MANAGER\", \"referenceType\": \"purl\", \"referenceLocator\": \"pkg:deb/debian/%s@%s?arch=%s\"}]}", $1, version, $3
  }
  END { printf "\n  ],\n" }'
cat <<TAIL
  "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-polso"}]
}
TAIL
