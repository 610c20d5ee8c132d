package dev.singan.study.results;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many patches of a kind a set holds.
 *
 * @param task {@code binary} or {@code multiclass}
 * @param arm the arm
 * @param trainZoom zoom groups of the training set, as digits
 * @param split from 0
 * @param set {@code train}, {@code validation} or {@code test}
 * @param label the class, within the task
 * @param zoom 1 to 3, or 0 for healthy patches
 * @param format {@code Film} or {@code Digital}
 * @param patches real patches, each counted as often as it stands in the set
 * @param patients patients behind them
 * @param synthetic synthetic patches beside them
 */
public record SetCount(
        String task,
        String arm,
        String trainZoom,
        int split,
        String set,
        @JsonProperty("class") String label,
        int zoom,
        String format,
        int patches,
        int patients,
        int synthetic) {}
