package dev.singan.maven.build;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import org.apache.maven.plugin.MojoExecutionException;

/** How many files a process may have open. With too few, classes are not found, and Maven says that the plugin is incompatible. */
public final class FileHandles {
    /** Maven opens some 100 jars, this plugin as many, and a phase some dozens of files. */
    private static final long LEAST = 256;

    private FileHandles() {}

    /** @throws MojoExecutionException where there are too few */
    public static void require() throws MojoExecutionException {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        if (system instanceof UnixOperatingSystemMXBean unix) {
            require(unix.getMaxFileDescriptorCount());
        }
    }

    /** @param most how many there may be; negative where the system does not say */
    public static void require(long most) throws MojoExecutionException {
        if (most >= 0 && most < LEAST) {
            throw new MojoExecutionException(
                    "A process may have " + most + " files open here, but Maven with this plugin" + " needs " + LEAST
                            + ": raise the limit, such as by ulimit -n 1024, and run again");
        }
    }
}
