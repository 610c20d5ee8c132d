// Adam, as the arithmetic defines it.
#pragma once
#include "device.h"

/** A step's constants. */
struct AdamStep {
    const Adam& a;
    float rate, epsilon;

    DEVICE AdamStep(const Adam& a, const Arena& arena) : a(a) {
        int iteration = a.cursor < 0 ? 0 : *arena.at<int>(a.cursor);
        const float* step = arena.at(a.schedule) + 2 * (iteration * a.perIteration + a.index);
        rate = step[0];
        epsilon = step[1];
    }

    /** Changes a parameter and its moments, and returns the parameter. */
    DEVICE float operator()(float gradient, float* parameter, float* first, float* second) const {
        float m = fmaf(a.take1, gradient, a.keep1 * *first);
        float v = fmaf(a.take2 * gradient, gradient, a.keep2 * *second);
        *first = m;
        *second = v;
        float changed = fmaf(m / (sqrtf(v) + epsilon), rate, *parameter);
        *parameter = changed;
        return changed;
    }
};
