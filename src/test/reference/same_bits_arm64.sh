#!/bin/sh
# The same bits on arm64: trains small SinGANs (dev.singan.gan.train.SameBits) here and, by emulation, with Debian's Java for arm64, in plain Java and with
# vectors, and compares. Needs Debian with qemu-user-static, and arm64 among dpkg's architectures (dpkg --add-architecture arm64; apt-get update).
# After `mvn test-compile -pl src`, in src/; takes some minutes:
#   mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath && test/reference/same_bits_arm64.sh
cd "$(dirname "$0")/../.." || exit 1
path="target/test-classes:target/classes:$(cat target/classpath)"
root="$PWD/target/arm64"
mkdir -p "$root/packages"
(cd "$root/packages" && apt-get download openjdk-17-jre-headless:arm64 libc6:arm64 libstdc++6:arm64 libgcc-s1:arm64 zlib1g:arm64) || exit 1
for package in "$root"/packages/*.deb; do
    dpkg -x "$package" "$root"
done
expected=$(java --add-modules jdk.incubator.vector -cp "$path" dev.singan.gan.train.SameBits) || exit 1
failed=0
for options in "" "--add-modules jdk.incubator.vector"; do
    # shellcheck disable=SC2086 # several words
    printed=$(OMP_NUM_THREADS=2 qemu-aarch64-static -L "$root" "$root/usr/lib/jvm/java-17-openjdk-arm64/bin/java" -XX:+UseSerialGC $options \
        -cp "$path" dev.singan.gan.train.SameBits)
    if [ -z "$printed" ]; then
        echo "DID NOT RUN: arm64 $options"
        failed=1
    elif [ "$printed" = "$expected" ]; then
        echo "same: arm64 ${options:-in plain Java}"
    else
        echo "DIFFERENT: arm64 $options"
        failed=1
    fi
done
exit $failed
