#!/bin/sh
# Builds and runs the kernels' tests on the CPU: make-test.sh DIRECTORY [ORDER...]. A block's threads run in each of the orders: 0 ascending, 1
# descending, others shuffled.
set -e
here=$(cd "$(dirname "$0")" && pwd)
out=$1
shift
mkdir -p "$out"
${CXX:-g++} -std=c++17 -O2 -ffp-contract=off -I"$here" -I"$here/../../main/cuda" "$here/shim.cpp" "$here/kernel-test.cpp" -o "$out/kernel-test"
for order in ${*:-0 1 7}; do "$out/kernel-test" "$order"; done
