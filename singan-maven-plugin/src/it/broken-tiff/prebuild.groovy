// An archive of two mammograms, the second of which was cut off after its header.
import java.awt.image.BufferedImage
import javax.imageio.ImageIO

def archive = new File(basedir, 'archive')
archive.mkdirs()
def image = new BufferedImage(400, 500, BufferedImage.TYPE_BYTE_GRAY)
ImageIO.write(image, 'png', new File(archive, 'whole.png'))
new File(archive, 'broken.tif').bytes = [0x49, 0x49, 0x2a, 0x00, 0x08, 0x00, 0x00, 0x00, 0x0a] as byte[]
new File(archive, 'table.csv').text = '''file_name,patient_id,Format,classification,x,y,width,height
whole.png,1,Film,Benign,100,100,60,60
broken.tif,2,Film,Malign,100,100,60,60
'''
return true
