#!/bin/sh
# Packs what device.sh needs on a machine with a GPU, nvcc and PyTorch but without Java: a Java runtime, the classes and their libraries, fixtures and
# scripts. From the root of the repository, after `mvn test-compile -pl src`:
#   src/test/cuda/pack-device.sh FOLDER
set -e
out=$1
src=$(cd "$(dirname "$0")/../.." && pwd)
here="$src/test/cuda"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rm -rf "$out"
mkdir -p "$out"

modules=java.base,java.logging,java.xml,java.desktop,java.management,java.compiler,jdk.management,jdk.incubator.vector,jdk.unsupported,jdk.zipfs
jlink --add-modules $modules --strip-debug --no-header-files --no-man-pages --output "$work/jre"

mkdir -p "$work/app/classes/dev/singan" "$work/app/test/dev/singan" "$work/app/lib"
for package in base image tensor gan; do
    cp -r "$src/target/classes/dev/singan/$package" "$work/app/classes/dev/singan/"
done
for package in tensor gan; do
    cp -r "$src/target/test-classes/dev/singan/$package" "$work/app/test/dev/singan/"
done
mkdir "$work/app/test/singan"
cp "$src"/test/resources/singan/*.safetensors "$work/app/test/singan/"

repository=${M2:-$HOME/.m2/repository}
for library in com/fasterxml/jackson/core/jackson-annotations com/fasterxml/jackson/core/jackson-core \
    com/fasterxml/jackson/core/jackson-databind commons-io/commons-io net/java/dev/jna/jna \
    org/apache/commons/commons-imaging org/apache/commons/commons-lang3 org/apache/commons/commons-rng-client-api \
    org/apache/commons/commons-rng-core org/apache/commons/commons-rng-sampling org/apache/commons/commons-rng-simple \
    org/assertj/assertj-core net/bytebuddy/byte-buddy org/hipparchus/hipparchus-core org/jspecify/jspecify org/slf4j/slf4j-api \
    net/jqwik/jqwik-api org/junit/platform/junit-platform-console-standalone; do
    jar=$(ls "$repository/$library"/*/*.jar 2>/dev/null | grep -v sources | sort -V | tail -n 1)
    [ -n "$jar" ] || { echo "$library is not in $repository: mvn dependency:get it" >&2; exit 1; }
    cp "$jar" "$work/app/lib/"
done
cp "$src"/test/reference/singan_reference.py "$src"/test/reference/singan_benchmark.py "$src"/test/reference/singan_gpu_benchmark.py \
    "$work/app/"
tar -C "$work" -cf - jre app | xz -T0 -6 >"$out/pack.tar.xz"
cp "$here/device.sh" "$out/"
du -sh "$out"
