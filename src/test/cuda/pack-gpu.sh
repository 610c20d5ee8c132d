#!/bin/sh
# Packs what gpu.sh needs on a machine with a GPU, nvcc and PyTorch but without Java: a Java runtime, the classes and their libraries, fixtures and
# scripts. From anywhere, after `mvn test-compile -pl src`:
#   src/test/cuda/pack-gpu.sh FOLDER
# TARGET may name another folder of compiled classes than src/target.
set -e
out=$1
src=$(cd "$(dirname "$0")/../.." && pwd)
kept="$src/target/gpu"
target=${TARGET:-$src/target}
rm -rf "$out"
mkdir -p "$out" "$kept"

if [ ! -f "$kept/jre.tar.xz" ]; then
    modules=java.base,java.logging,java.xml,java.desktop,java.management,java.compiler,jdk.management,jdk.incubator.vector
    modules=$modules,jdk.unsupported,jdk.zipfs
    rm -rf "$kept/jre"
    jlink --add-modules $modules --strip-debug --no-header-files --no-man-pages --output "$kept/jre"
    tar -C "$kept" -cf - jre | xz -T0 -6 >"$kept/jre.tar.xz"
fi

app="$kept/app"
rm -rf "$app"
mkdir -p "$app/classes/dev/singan" "$app/test/dev/singan" "$app/test/singan" "$app/lib"
for package in base image tensor gan; do
    cp -r "$target/classes/dev/singan/$package" "$app/classes/dev/singan/"
done
for package in tensor gan; do
    cp -r "$target/test-classes/dev/singan/$package" "$app/test/dev/singan/"
done
cp "$src"/test/resources/singan/steps-*.safetensors "$app/test/singan/"

[ -f "$kept/classpath" ] || (cd "$src" && mvn -o -q -B dependency:build-classpath -Dmdep.outputFile="$kept/classpath")
tr ':' '\n' <"$kept/classpath" | grep -E '/(jackson-(annotations|core|databind)|commons-(io|lang3|imaging|csv)|commons-rng-[a-z-]+|jna|assertj-core|hipparchus-[a-z]+|jspecify|slf4j-api|jqwik-api)-[0-9][^/]*\.jar$' |
    xargs -I{} cp {} "$app/lib/"
console=org/junit/platform/junit-platform-console-standalone/1.13.4/junit-platform-console-standalone-1.13.4.jar
repository=${M2:-$HOME/.m2/repository}
[ -f "$repository/$console" ] ||
    mvn -q -B dependency:get -Dartifact=org.junit.platform:junit-platform-console-standalone:1.13.4
cp "$repository/$console" "$app/lib/"

mkdir -p "$app/kernels/main" "$app/kernels/test"
cp -r "$src/main/cuda" "$app/kernels/main/"
cp -r "$src/test/cuda" "$app/kernels/test/"
if command -v nvcc >/dev/null; then "$app/kernels/test/cuda/device.sh" "$app/kernels/built" sm_90 build; fi
cp "$src"/test/reference/singan_reference.py "$src"/test/reference/singan_gpu_benchmark.py "$app/"
tar -C "$kept" -cf - app | xz -T0 -3 >"$kept/app.tar.xz"
cp "$kept/jre.tar.xz" "$kept/app.tar.xz" "$src/test/cuda/gpu.sh" "$out/"
du -sh "$out"
