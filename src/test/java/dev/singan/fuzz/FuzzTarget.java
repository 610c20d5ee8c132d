package dev.singan.fuzz;

import java.nio.file.Path;
import java.util.List;

/**
 * A reader, and whole files for it.
 *
 * @param name of the kind of file
 * @param file where the damaged file is put; what belongs beside it lies there
 * @param damages how many are tried in every run of the tests
 * @param corpus whole files
 * @param reader reads the file, and makes of it what the goals make
 */
record FuzzTarget(String name, Path file, int damages, List<byte[]> corpus, Reader reader) {
    /** Reads a file; a file that cannot be read ends in a {@code UserException}. */
    interface Reader {
        void read(Path file) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
