// A small picture in colour, woven by sines, and a mask with one white spot.
import java.awt.image.BufferedImage
import javax.imageio.ImageIO

def image = new BufferedImage(22, 20, BufferedImage.TYPE_INT_RGB)
def mask = new BufferedImage(22, 20, BufferedImage.TYPE_BYTE_GRAY)
for (int y = 0; y < 20; y++) {
    for (int x = 0; x < 22; x++) {
        int red = 128 + 100 * Math.sin(0.7 * x)
        int green = 128 + 100 * Math.cos(0.5 * y)
        int blue = 128 + 90 * Math.sin(0.3 * (x + y))
        image.setRGB(x, y, (red << 16) | (green << 8) | blue)
    }
}
mask.setRGB(9, 8, 0xffffff)
ImageIO.write(image, 'png', new File(basedir, 'weave.png'))
ImageIO.write(mask, 'png', new File(basedir, 'mask.png'))
new File(basedir, 'other').mkdirs()
ImageIO.write(mask, 'png', new File(basedir, 'other/weave.png'))
return true
