#!/usr/bin/env bash
# Builds a release twice, from two copies in folders of other names, and compares all that it publishes byte for byte.
# Arguments are handed to Maven, such as -o.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for build in first second; do
  mkdir "$work/$build-copy"
  git archive HEAD | tar x -C "$work/$build-copy"
  (cd "$work/$build-copy" && ./mvnw -B -q "$@" -Prelease deploy -DskipTests -pl '!study' \
    "-DaltDeploymentRepository=bundle::file:$work/$build")
  # What a repository keeps of times, and numbers of snapshots, which are made of them.
  find "$work/$build" -name 'maven-metadata*' -delete
done
list() { (cd "$work/$1" && find . -type f | sed -E 's/-[0-9]{8}\.[0-9]{6}-[0-9]+//' | sort); }
sums() { (cd "$work/$1" && find . -type f ! -name '*.md5' ! -name '*.sha1' -exec sha256sum {} + | sed -E 's/-[0-9]{8}\.[0-9]{6}-[0-9]+//' | sort -k2); }
diff <(list first) <(list second)
diff <(sums first) <(sums second)
echo "the same bytes in $(sums first | wc -l) files:"
sums first
