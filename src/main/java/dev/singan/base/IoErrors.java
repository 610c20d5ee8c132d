package dev.singan.base;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Words for errors of the file system, with what mends them. */
public final class IoErrors {
    private IoErrors() {}

    /**
     * Explains an error.
     *
     * @param goal what was being done, as the sentence's subject
     * @param e the error
     */
    public static String explain(String goal, IOException e) {
        String message = String.valueOf(e.getMessage());
        if (e instanceof AccessDeniedException
                || message.toLowerCase(Locale.ROOT).contains("permission denied")) {
            return goal + " may not write or read " + message
                    + ": change the permissions, or choose another folder with -Dsingan.workDirectory=…";
        }
        if (message.toLowerCase(Locale.ROOT).contains("read-only file system")) {
            return goal + " cannot write: " + message + ": choose another folder with -Dsingan.workDirectory=…";
        }
        if (message.contains("No space left")
                || message.toLowerCase(Locale.ROOT).contains("disk full")) {
            return goal + " found the disk full (" + message
                    + "): free some space and run again; what is finished is kept";
        }
        if (e instanceof FileAlreadyExistsException
                || e instanceof NotDirectoryException
                || message.contains("Not a directory")) {
            return goal + " needs a folder where a file is: " + message
                    + ": move that away, or choose another folder with -Dsingan.workDirectory=…";
        }
        if (e instanceof NoSuchFileException || e instanceof FileNotFoundException) {
            return goal + " misses the file " + message;
        }
        return goal + " failed to read or write: " + message;
    }
}
