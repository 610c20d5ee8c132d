package dev.singan.classify.plan;

import java.util.List;

/**
 * Which patches a head is trained, validated and tested on. Patches are told by their place in the patch table.
 *
 * @param arm the arm
 * @param zoom zoom groups of training and validation
 * @param split from 0
 * @param train the real training patches
 * @param validation the validation patches of the zoom groups
 * @param heldOut validation and test patches of all zoom groups: those that are predicted
 * @param test the test patches of all zoom groups
 * @param perSource how many samples each source patch adds, in the order of the sources
 * @param note what the reader should know, or an empty text
 */
public record HeadPlan(
        Arm arm,
        ZoomSet zoom,
        int split,
        int[] train,
        int[] validation,
        int[] heldOut,
        int[] test,
        List<Integer> perSource,
        String note) {
    /** How many samples are added in all. */
    int added() {
        return perSource.stream().mapToInt(Integer::intValue).sum();
    }

    /** The head's name in files, without the task. */
    public String name() {
        return arm.name() + ".z" + zoom.digits() + ".s" + split;
    }
}
