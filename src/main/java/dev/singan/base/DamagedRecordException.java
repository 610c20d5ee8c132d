package dev.singan.base;

/** A record's file cannot be what it should be. The message tells what, from "it" or "the field" on, without the file. */
public final class DamagedRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedRecordException(String message) {
        super(message);
    }
}
