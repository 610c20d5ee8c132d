#!/bin/sh
# The same bits in every way that this machine has: trains small SinGANs (dev.singan.gan.train.SameBits) with vectors of every width and none, with instruction
# sets held back, with one to four threads, and compares. After `mvn test-compile -pl src`, in src/:
#   mvn -q dependency:build-classpath -Dmdep.outputFile=target/classpath && test/reference/same_bits.sh [JAVA...]
cd "$(dirname "$0")/../.." || exit 1
path="target/test-classes:target/classes:$(cat target/classpath)"
expected=
failed=0
for java in ${*:-java}; do
    for options in "" "-Dsingan.exact.bits=64" "-Dsingan.exact.bits=128" "-Dsingan.exact.bits=256" "-Dsingan.exact.bits=512" \
        "-XX:UseAVX=0" "-XX:UseAVX=1" "-XX:UseAVX=2" "-XX:UseAVX=3" "-XX:TieredStopAtLevel=1" "plain"; do
        for threads in 1 2 3 4; do
            case $options in
            plain) module= flags= ;;
            *) module="--add-modules jdk.incubator.vector" flags=$options ;;
            esac
            # shellcheck disable=SC2086 # several words each
            printed=$(OMP_NUM_THREADS=$threads "$java" $module $flags -XX:+IgnoreUnrecognizedVMOptions -cp "$path" dev.singan.gan.train.SameBits) || printed=
            expected=${expected:-$printed}
            if [ -z "$printed" ]; then
                word="DID NOT RUN" failed=1
            elif [ "$printed" = "$expected" ]; then
                word=same
            else
                word=DIFFERENT failed=1
            fi
            echo "$word: $java ${options:-as it is}, $threads thread(s)"
        done
    done
done
exit $failed
