#!/bin/sh
# What is to be seen on a GPU, in one go, beside the pack that pack-gpu.sh makes: gpu.sh FOLDER-FOR-RESULTS [PART...]
#   contract   the steps against PyTorch's fixtures       bits      the steps against the engine exact
#   iterations whole iterations against single steps
#   times      the engine's times                         torch     PyTorch's of the same work, eager
#   graphs     PyTorch's with CUDA graphs                 kernels   the time of each kernel, in a step of three sizes
#   sources    the kernels' own tests and times, compiled by nvcc where the pack has no programs
here=$(cd "$(dirname "$0")" && pwd)
results=$1
shift
parts=${*:-contract bits iterations times torch graphs kernels}
mkdir -p "$results"
work=${TMPDIR:-/tmp}/singan-gpu
if [ ! -d "$work/app" ]; then
    mkdir -p "$work"
    for pack in jre app; do
        tar -C "$work" -xJf "$here/$pack.tar.xz" || exit 1
    done
fi
app="$work/app"
java="$work/jre/bin/java"
path="$app/test:$app/classes:$(ls "$app"/lib/*.jar | tr '\n' ':')"
options="-XX:+UseSerialGC -Xmx4g --add-modules jdk.incubator.vector -Dsingan.cuda.test=device $GPU_OPTIONS"
nvidia-smi --query-gpu=name,driver_version,clocks.sm,memory.total --format=csv,noheader

tests() {
    timeout "$1" "$java" $options -jar "$app"/lib/junit-platform-console-standalone-*.jar execute --disable-banner --disable-ansi-colors \
        -cp "$path" --details=tree -c "$2" >"$results/$3.log" 2>&1
    grep -v '^$' "$results/$3.log" | grep -v "containers\|at \|engine" | head -n 60
}

# Asks a worker: steps CHANNELS HEIGHT WIDTH FILTERS SECONDS; training CHANNELS SIDE FACTOR ITERATIONS.
ask() {
    name=$1
    shift
    timeout 90 "$@" <"$work/commands" 2>"$results/$name.err" | paste -d '|' "$work/commands" - | sed "s/^/$name|/" | tee "$results/$name.txt"
    grep -v "^  " "$results/$name.err" | head -n 12
    tail -n 20 "$results/$name.err"
}

# The work that is timed; PyTorch is given fewer iterations where it is far slower.
commands() {
    cat >"$work/commands" <<-END
	steps 3 25 25 32 0.5
	steps 3 128 128 64 0.5
	steps 3 250 250 128 1
	training 3 128 0.75 50
	training 1 64 0.62 $2
	$1
	END
    sed -i '/^$/d' "$work/commands"
}

for part in $parts; do
    echo "== $part, $(date +%T)"
    case $part in
    contract) tests 90 dev.singan.tensor.cuda.CudaEngineTest contract ;;
    iterations) tests 60 dev.singan.gan.train.WholeIterationsTest iterations ;;
    bits) tests 100 dev.singan.tensor.cuda.CudaBitsTest bits ;;
    times)
        commands "training 3 128 0.75 250" 300
        ask cuda "$java" $options -cp "$path" dev.singan.gan.train.BenchmarkWorker cuda true wall
        ;;
    torch)
        commands "" 60
        ask torch-fp32 python3 "$app/singan_gpu_benchmark.py" fp32 eager
        ask torch-tf32 python3 "$app/singan_gpu_benchmark.py" tf32 eager
        ;;
    graphs)
        commands "" 60
        ask torch-fp32-graph python3 "$app/singan_gpu_benchmark.py" fp32 graph
        ask torch-tf32-graph python3 "$app/singan_gpu_benchmark.py" tf32 graph
        ;;
    kernels)
        for size in "3 25 25 32" "3 128 128 64" "3 250 250 128"; do
            file="$results/kernels-$(echo "$size" | tr ' ' x).csv"
            echo "steps $size 0.01" | timeout 45 ncu --metrics gpu__time_duration.sum --csv --log-file "$file" --launch-skip 15 --launch-count 250 \
                "$java" $options -cp "$path" dev.singan.gan.train.BenchmarkWorker cuda true wall >/dev/null 2>&1
            echo "$size"
            python3 - "$file" <<-'END'
	import collections, csv, sys
	rows = csv.DictReader(line for line in open(sys.argv[1]) if line.startswith('"'))
	times = collections.defaultdict(list)
	for row in rows:
	    times[row["Kernel Name"].split("(")[0]].append(float(row["Metric Value"].replace(",", "")))
	for name, t in sorted(times.items(), key=lambda item: -sum(item[1])):
	    print("  %-26s %4d x %9.2f us = %9.1f us" % (name, len(t), sum(t) / len(t) / 1000, sum(t) / 1000))
	END
        done
        ;;
    sources) timeout 150 sh "$app/kernels/test/cuda/device.sh" "$app/kernels/built" sm_90 2>&1 | tee "$results/sources.log" | tail -n 80 ;;
    esac
done
