#!/bin/sh
# On a machine with a GPU and nvcc: every kernel against plain loops on the device, then its times. device.sh DIRECTORY ARCHITECTURE, such as /tmp/device sm_90.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
flags="-std=c++17 -O3 -arch=$2 -fmad=false -prec-div=true -prec-sqrt=true -ftz=false -Xcompiler -ffp-contract=off -I$here -I$here/../../main/cuda -x cu"
nvcc $flags "$here/kernel-test.cpp" -o "$1/device-test" &
nvcc $flags "$here/kernel-bench.cpp" -o "$1/device-bench"
wait $!
"$1/device-test"
"$1/device-bench" 25x25x32 64x64x32 128x128x64 166x250x128
