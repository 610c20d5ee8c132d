package dev.singan.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Named random streams. A stream is seeded with the SHA-256 of the study's seed and the stream's name, so that a stream
 * does not change when another one is added, and the work on it can be done in any order.
 *
 * @param seed the study's seed
 */
public record Seeds(long seed) {
    /**
     * The stream of a name: xoshiro256++ (Blackman and Vigna 2021), whose state can be saved and restored.
     *
     * @param name what the stream is for, such as {@code gan/17/scale-2/noise}
     */
    public RestorableUniformRandomProvider stream(String name) {
        ByteBuffer hash = ByteBuffer.wrap(hash(name));
        long[] state = {hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong()};
        return RandomSource.XO_SHI_RO_256_PP.create(state);
    }

    /** A seed for a generator of another kind, drawn like a stream's. */
    public long derive(String name) {
        return ByteBuffer.wrap(hash(name)).getLong();
    }

    private byte[] hash(String name) {
        MessageDigest digest = Hashes.digest();
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(seed).array());
        return digest.digest(name.getBytes(StandardCharsets.UTF_8));
    }
}
