#!/bin/sh
# Builds the fake driver: make-fake.sh DIRECTORY writes DIRECTORY/libcuda.so.1.
set -e
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
exec ${CXX:-g++} -std=c++17 -O2 -ffp-contract=off -fPIC -shared -Wl,-Bsymbolic -Wl,-soname,libcuda.so.1 \
    -I"$here" -I"$here/../../main/cuda" \
    "$here/shim.cpp" "$here/fake-driver.cpp" "$here/fake-kernels.cpp" "$here/fake-libcuda.cpp" "$here/fake-streams.cpp" -o "$1/libcuda.so.1"
