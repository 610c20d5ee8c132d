#!/bin/sh
# What is to be seen on a GPU, in one go: device.sh FOLDER-OF-RESULTS [PART...], beside the pack that pack-device.sh makes.
# Parts: contract (PyTorch's fixtures), bits (those of the engine exact), times, torch, kernels.
here=$(cd "$(dirname "$0")" && pwd)
results=$1
shift
parts=${*:-contract bits times torch kernels}
mkdir -p "$results"
work=${TMPDIR:-/tmp}/singan-device
rm -rf "$work" && mkdir -p "$work"
tar -C "$work" -xJf "$here/pack.tar.xz" || exit 1
app="$work/app"
java="$work/jre/bin/java"
path="$app/test:$app/classes:$(ls "$app"/lib/*.jar | tr '\n' ':')"
options="-XX:+UseSerialGC -Xmx4g --add-modules jdk.incubator.vector -Dsingan.cuda.test=device"
nvidia-smi --query-gpu=name,driver_version,clocks.sm,memory.total --format=csv

tests() {
    timeout "$1" "$java" $options -jar "$app"/lib/junit-platform-console-standalone-*.jar execute --disable-banner \
        -cp "$path" --details=tree $2 2>&1 | tee "$results/$3.log" | grep -v '^$' | tail -n 45
}

# Commands of the benchmark's workers: steps CHANNELS HEIGHT WIDTH FILTERS SECONDS; training CHANNELS SIDE FACTOR ITERATIONS.
commands() {
    echo "steps 3 25 25 32 1"
    echo "steps 3 128 128 64 1"
    echo "steps 3 250 250 128 2"
    echo "training 3 128 0.75 50"
    echo "training 1 64 0.62 300"
}

ask() {
    name=$1
    shift
    commands >"$work/commands"
    timeout 100 "$@" <"$work/commands" 2>"$results/$name.err" | paste -d '|' - "$work/commands" | sed "s/^/$name /" | tee "$results/$name.txt"
}

for part in $parts; do
    echo "== $part, $(date +%T)"
    case $part in
    contract) tests 100 "-c dev.singan.tensor.cuda.CudaEngineTest" contract ;;
    bits) tests 60 "-c dev.singan.tensor.cuda.CudaBitsTest" bits ;;
    times) ask cuda "$java" $options -cp "$path" dev.singan.gan.BenchmarkWorker cuda true wall ;;
    torch)
        ask torch-fp32 python3 "$app/singan_gpu_benchmark.py" fp32
        ask torch-tf32 python3 "$app/singan_gpu_benchmark.py" tf32
        ;;
    torch-graph) ask torch-graph python3 "$app/singan_gpu_benchmark.py" tf32 graph ;;
    kernels)
        for size in "3 128 128 64" "3 25 25 32" "3 250 250 128"; do
            echo "steps $size 0.01" | timeout 60 ncu --metrics gpu__time_duration.sum --csv --log-file "$results/kernels-$(echo $size | tr ' ' x).csv" \
                --launch-count 250 "$java" $options -cp "$path" dev.singan.gan.BenchmarkWorker cuda true wall >/dev/null 2>&1
        done
        ;;
    esac
done
