// Tests of the critic's tail, the generator's output and the losses.
#pragma once
#include "test-gradient.h"

inline bool testWindowRows(const Shape& s, bool adjoint) {
    Bench b;
    int C = s.channels, H = s.height, W = s.width, slots = 3, adjointSlot = adjoint ? 2 : -1;
    Map z(b, slots, H, W, C);
    Offset norms = normsOf(b, slots, C), rows = b.floats(size_t(slots) * H * 3 * C);
    b.begin(18);
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < slots; slot++) {
            const float *n = norm(b, t, norms, slot, 0, C), *v = z.want(b, t, slot);
            auto value = [&](int i, int c) {
                if (slot != adjointSlot) return reference::leaky(std::fma(v[i], n[SCALE * C + c], n[SHIFT * C + c]));
                const float *x = z.want(b, t, slot - 1), *m = norm(b, t, norms, slot - 1, 0, C);
                return std::fma(v[i], n[GR * C + c], std::fma(x[i], n[BY_Z * C + c], n[CONSTANT * C + c])) *
                       reference::slope(std::fma(x[i], m[SCALE * C + c], m[SHIFT * C + c]), 1);
            };
            for (int y = 0; y < H; y++)
                for (int kx = 0; kx < 3; kx++)
                    for (int c = 0; c < C; c++) {
                        float sum = 0;
                        for (int x = 0; x < W - 2; x++) sum = sum + value((y * W + x + kx) * C + c, c);
                        b.want(t, rows)[((slot * H + y) * 3 + kx) * C + c] = sum;
                    }
        }
    WindowRows a = {};
    a.z = z.offset, a.norms = norms, a.rowSums = rows, a.slots = slots, a.height = H, a.width = W, a.channels = C, a.adjointSlot = adjointSlot;
    b.run(window_rows, {unsigned(H), 1, unsigned(TRAININGS * slots)}, {unsigned(C)}, a);
    return b.compare(s.name("window_rows"));
}

/** Window sum of a tap and channel from row sums [H][3][C]. */
inline float windowSum(const float* rows, int H, int C, int tap, int c) {
    float sum = 0;
    for (int y = 0; y < H - 2; y++) sum = sum + rows[((y + tap / 3) * 3 + tap % 3) * C + c];
    return sum;
}

inline bool testCriticTail(const Shape& s) {
    Bench b;
    int C = s.channels, H = 7 * s.height, n = 9 * C;
    Offset rows = b.floats(size_t(4) * H * 3 * C), sums = b.floats(3 * n), old = b.floats(n + 1);
    AdamBench p(b, n), bias(b, 1);
    Schedule schedule(b);
    b.begin(19);
    schedule.begin(b);
    UpdateCriticTail a = {};
    a.mapN = (H - 2) * 11;
    for (int t = 0; t < TRAININGS; t++) {
        b.want(t, old)[n] = *b.want(t, bias.weights);
        for (int i = 0; i < n; i++) {
            float ws[3];
            for (int k = 0; k < 3; k++)
                b.want(t, sums)[k * n + i] = ws[k] = windowSum(b.want(t, rows) + size_t(k == 2 ? 3 : k) * H * 3 * C, H, C, i / C, i % C);
            b.want(t, old)[i] = b.want(t, p.weights)[i];
            p.want(b, t, i, (ws[1] - ws[0]) / a.mapN + ws[2], schedule.adam, schedule.step(b, t));
        }
        bias.want(b, t, 0, 0, schedule.adam, schedule.step(b, t));
    }
    p.into(a);
    a.rowSums = rows, a.windowSums = sums, a.oldTail = old, a.bias = bias.weights, a.biasGradient = bias.gradient, a.biasFirst = bias.first, a.biasSecond = bias.second;
    a.adam = schedule.adam, a.height = H, a.width = 13, a.channels = C;
    b.run(update_critic_tail, {unsigned(n / 16), 1, TRAININGS}, {16, 8, 3}, a);
    return b.compare(s.name("update_critic_tail"));
}

inline double scoreOfTail(const float* w, const float* ws, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) sum = sum + (double)w[i] * (double)ws[i];
    return sum;
}

/** Losses lie at the second of two places, by the cursor. */
inline double& place(Bench& b, int t, Offset offset, int i) { return reinterpret_cast<double*>(b.want(t, offset))[i]; }

inline bool testLossCritic(const Shape& s) {
    Bench b;
    int C = s.channels, F = s.few, H = s.height * 9, W = s.width, n = 9 * C;
    Offset sums = b.floats(3 * n), old = b.floats(n + 1), gradient = b.floats(H * W * F), losses = b.floats(12);
    Schedule schedule(b);
    b.begin(20);
    schedule.begin(b);
    LossCritic a = {};
    a.windowSums = sums, a.oldTail = old, a.gradient = gradient, a.losses = losses, a.cursor = schedule.cursor, a.penaltyWeight = 0.1;
    a.height = H, a.width = W, a.channels = C, a.few = F, a.mapN = (H - 10) * (W - 2);
    for (int t = 0; t < TRAININGS; t++) {
        const float *tail = b.want(t, old), *g = b.want(t, gradient);
        for (int k = 0; k < 2; k++) place(b, t, losses, 3 + k) = (k ? 1 : -1) * (scoreOfTail(tail, b.want(t, sums) + k * n, n) / a.mapN + tail[n]);
        double penalty = 0;
        for (int y = 0; y < H; y++) {
            double row = 0;
            for (int x = 0; x < W; x++) {
                float squares = 0;
                for (int f = 0; f < F; f++) squares = std::fma(g[(y * W + x) * F + f], g[(y * W + x) * F + f], squares);
                double d = (double)std::sqrt(squares) - 1;
                row = row + d * d;
            }
            penalty = penalty + row;
        }
        place(b, t, losses, 5) = penalty * 0.1 / (H * W);
    }
    b.run(loss_critic, {1, 1, TRAININGS}, {128}, a);
    return b.compare(s.name("loss_critic"));
}

inline bool testLossGenerator(const Shape& s, bool makeScore) {
    Bench b;
    int C = s.channels, H = s.height, n = 9 * C;
    Offset rows = b.floats(H * 3 * C), tail = b.floats(n), bias = b.floats(1), lossRows = b.floats(2 * H), score = b.floats(2), losses = b.floats(8);
    Schedule schedule(b);
    b.begin(21);
    schedule.begin(b);
    LossGenerator a = {};
    a.rowSums = rows, a.tail = tail, a.tailBias = bias, a.lossRows = lossRows, a.score = score, a.losses = losses, a.cursor = schedule.cursor;
    a.reconstructionWeight = 10, a.values = 1234, a.rows = H, a.mapHeight = H - 2, a.channels = C, a.makeScore = makeScore, a.mapN = (H - 2) * 5;
    for (int t = 0; t < TRAININGS; t++) {
        if (makeScore) {
            reference::vector<float> ws(n);
            for (int i = 0; i < n; i++) ws[i] = windowSum(b.want(t, rows), H, C, i / C, i % C);
            place(b, t, score, 0) = scoreOfTail(b.want(t, tail), ws.data(), n) / a.mapN + *b.want(t, bias);
        }
        double sum = 0;
        for (int y = 0; y < H; y++) sum = sum + place(b, t, lossRows, y);
        place(b, t, losses, 2) = -place(b, t, score, 0);
        place(b, t, losses, 3) = sum * 10 / 1234.;
    }
    b.run(loss_generator, {1, 1, TRAININGS}, {128}, a);
    return b.compare(s.name("loss_generator"));
}

inline bool testOutputGradient(const Shape& s) {
    Bench b;
    int F = s.few, H = s.height, W = 9 * s.width;
    Map critic(b, 1, H, W, F), tangent(b, 2, H, W, F), previous(b, 3, H, W, F), real(b, 1, H, W, F), out(b, 2, H, W, F);
    Offset biasRows = b.floats(2 * H * F), lossRows = b.floats(2 * H);
    b.begin(22);
    OutputGradient a = {};
    a.adversarial = -1.f / 345, a.squared = 0.0123f;
    for (int t = 0; t < TRAININGS; t++)
        for (int slot = 0; slot < 2; slot++)
            for (int y = 0; y < H; y++) {
                float sums[3] = {};
                double loss = 0;
                for (int i = y * W * F; i < (y + 1) * W * F; i++) {
                    float x = tangent.want(b, t, slot)[i], g = critic.want(b, t, 0)[i] * a.adversarial;
                    if (slot == 1) {
                        float d = (x + previous.want(b, t, 2)[i]) - real.want(b, t, 0)[i];
                        g = d * a.squared;
                        loss = loss + (double)d * (double)d;
                    }
                    g = g * std::fma(-x, x, 1.f);
                    out.want(b, t, slot)[i] = g;
                    sums[i % F] = sums[i % F] + g;
                }
                for (int f = 0; f < F; f++) b.want(t, biasRows)[(slot * H + y) * F + f] = sums[f];
                if (slot == 1) place(b, t, lossRows, y) = loss;
            }
    a.criticGradient = critic.offset, a.tanh = tangent.offset, a.previous = previous.offset, a.previousStride = previous.of(2) - previous.of(0), a.real = real.offset;
    a.outGradient = out.offset, a.biasRows = biasRows, a.lossRows = lossRows, a.height = H, a.width = W, a.few = F;
    b.run(output_gradient, {unsigned(H), 1, TRAININGS * 2}, {128}, a);
    return b.compare(s.name("output_gradient"));
}

inline void tailTests(Report& report, const Shape& s) {
    for (bool yes : {false, true}) report(testWindowRows(s, yes));
    report(testCriticTail(s));
    report(testLossCritic(s));
    for (bool yes : {false, true}) report(testLossGenerator(s, yes));
    report(testOutputGradient(s));
}
