package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A reliability curve on the pooled predictions of the primary zoom groups.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param label the class
 * @param bins ten bins of equal width; empty ones are left out
 */
public record Calibration(String task, String arm, @JsonProperty("class") String label, List<Bin> bins) {
    /**
     * A bin.
     *
     * @param low lower end of the scores, inclusive
     * @param high upper end, exclusive except in the last bin
     * @param n patches
     * @param meanScore their mean score
     * @param fraction share that is of the class
     */
    public record Bin(double low, double high, int n, double meanScore, double fraction) {}
}
