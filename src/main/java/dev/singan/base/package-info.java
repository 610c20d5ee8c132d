/** What every package shares: progress and cancellation, errors that the user can mend, atomic files, hashes, named random streams, JSON. */
@NullMarked
package dev.singan.base;

import org.jspecify.annotations.NullMarked;
