package dev.singan.worker;

import java.nio.file.Path;
import java.util.List;

/**
 * All files of a task, by which it can be done on another machine: its request names these paths as they are, and no others.
 *
 * @param inputs files and folders that it reads
 * @param output the folder that it writes; what lies there when it starts is part of it
 * @param resumable whether a run that was interrupted goes on with what lies in the output folder
 */
public record TaskFiles(List<Path> inputs, Path output, boolean resumable) {
    public TaskFiles {
        inputs = List.copyOf(inputs);
    }
}
