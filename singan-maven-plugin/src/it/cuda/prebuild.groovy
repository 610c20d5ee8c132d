import java.awt.image.BufferedImage
import java.nio.file.Files
import java.util.jar.JarEntry
import java.util.jar.JarOutputStream
import javax.imageio.ImageIO
import javax.tools.ToolProvider

// What the real class does where there is no driver: its native library does not load.
def source = new File(basedir, 'stand-in/org/nd4j/linalg/jcublas/JCublasBackend.java')
source.parentFile.mkdirs()
source.text = '''package org.nd4j.linalg.jcublas;
public class JCublasBackend {
    static {
        if (true) throw new UnsatisfiedLinkError("libcuda.so.1: cannot open shared object file: No such file or directory");
    }
}
'''
assert ToolProvider.systemJavaCompiler.run(null, null, null, source.path) == 0

def artifact = new File(basedir, 'repository/org/nd4j/nd4j-cuda-11.6/stand-in')
artifact.mkdirs()
new File(artifact, 'nd4j-cuda-11.6-stand-in.pom').text = '''<project>
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.nd4j</groupId>
  <artifactId>nd4j-cuda-11.6</artifactId>
  <version>stand-in</version>
</project>
'''
new JarOutputStream(new FileOutputStream(new File(artifact, 'nd4j-cuda-11.6-stand-in.jar'))).withCloseable { jar ->
    jar.putNextEntry(new JarEntry('org/nd4j/linalg/jcublas/JCublasBackend.class'))
    jar.write(Files.readAllBytes(new File(source.parentFile, 'JCublasBackend.class').toPath()))
    jar.closeEntry()
}

def image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY)
40.times { y -> 40.times { x -> image.raster.setSample(x, y, 0, (x * 5 + y * y) % 256) } }
ImageIO.write(image, 'png', new File(basedir, 'image.png'))
true
