package dev.singan.tensor.cuda;

import dev.singan.tensor.cuda.driver.Region;
import dev.singan.tensor.engine.StepSettings;

/**
 * What changes from step to step, in the device's memory, so that recorded launches serve all of them.
 *
 * @param schedule Adam's rate and epsilon of each step of each iteration
 * @param cursor the number of the iteration since the schedule was written, or none: always 0
 * @param perIteration steps of an iteration in the schedule
 * @param criticLosses three doubles of each iteration
 * @param generatorLosses two doubles of each iteration
 */
record Place(Region schedule, Region cursor, int perIteration, Region criticLosses, Region generatorLosses) {
    /** Adam's constants of a step. */
    AdamPlace adam(int index, StepSettings settings) {
        return new AdamPlace(schedule, cursor, index, perIteration, settings);
    }
}
