package dev.singan.base;

/** A record that knows which values it can have; {@link Records} asks it before anybody else gets to see it. */
public interface Checked {
    /**
     * Tells what cannot be.
     *
     * @param faults takes it; names of fields are those of this record
     */
    void check(Faults faults);
}
