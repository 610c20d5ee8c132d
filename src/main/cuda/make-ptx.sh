#!/bin/sh
# Makes the kernels' PTX, which is committed: needs nvcc 13 (no GPU). Its first line has the SHA-256 of the sources, file after file in the order of
# their names. With `check`, assembles it for all architectures as well and fails where registers spill into more memory than limits.txt allows.
set -e
here=$(cd "$(dirname "$0")" && pwd)
out="$here/../resources/dev/singan/tensor/cuda/kernels.ptx"
mkdir -p "$(dirname "$out")"
cd "$here"
hash=$(LC_ALL=C ls *.cu *.h | LC_ALL=C sort | xargs cat | sha256sum | cut -d' ' -f1)
made=$(mktemp)
trap 'rm -f "$made" "$made".*' EXIT
nvcc -std=c++17 -O3 -fmad=false -prec-div=true -prec-sqrt=true -ftz=false -arch=compute_75 -ptx kernels.cu -o "$made"
# nvcc names its own version of PTX, which only drivers of its own age take; without its hints nothing here needs more than 7.0 (CUDA 11).
{ echo "// sources: $hash"; sed "/\.pragma \"used_bytes_mask/d; s/^\.version 9\.[0-9]*$/.version 7.0/" "$made"; } >"$out"
[ "$1" = check ] || exit 0
for architecture in 75 80 86 89 90 100 120; do
    ptxas -arch=sm_$architecture -v "$out" -o "$made.cubin" 2>"$made.log"
    awk -v architecture=$architecture -f check-limits.awk limits.txt "$made.log"
done
