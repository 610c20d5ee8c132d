package dev.singan.report.html;

/** A piece of a page. */
public interface Node {
    /** Appends the piece as HTML, escaped. */
    void render(StringBuilder out);
}
