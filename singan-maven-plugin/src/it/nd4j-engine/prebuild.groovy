import java.awt.image.BufferedImage
import javax.imageio.ImageIO

def image = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY)
40.times { y -> 40.times { x -> image.raster.setSample(x, y, 0, (x * 5 + y * y) % 256) } }
ImageIO.write(image, 'png', new File(basedir, 'image.png'))
true
