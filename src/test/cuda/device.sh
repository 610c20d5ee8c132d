#!/bin/sh
# On a machine with a GPU: every kernel against plain loops on the device, then its times. Needs nvcc, unless the programs were built before:
#   device.sh DIRECTORY ARCHITECTURE [build]      such as /tmp/device sm_90; with `build` nothing is run, and no GPU is needed
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
flags="-std=c++17 -O3 -arch=$2 -fmad=false -prec-div=true -prec-sqrt=true -ftz=false -Xcompiler -ffp-contract=off -I$here -I$here/../../main/cuda -x cu"
for program in kernel-test kernel-bench; do
    [ -x "$1/$program" ] || nvcc $flags "$here/$program.cpp" -o "$1/$program"
done
[ "$3" = build ] && exit 0
failed=0
"$1/kernel-test" || failed=1
"$1/kernel-bench" 25x25x32 64x64x32 128x128x64 166x250x128
exit $failed
