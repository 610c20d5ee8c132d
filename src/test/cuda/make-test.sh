#!/bin/sh
# Builds and runs the kernels' tests on the CPU: make-test.sh DIRECTORY. The threads of a block run in three orders.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
${CXX:-g++} -std=c++17 -O2 -ffp-contract=off -I"$here" -I"$here/../../main/cuda" "$here/shim.cpp" "$here/kernel-test.cpp" -o "$1/kernel-test"
for order in 0 1 7; do "$1/kernel-test" $order; done
