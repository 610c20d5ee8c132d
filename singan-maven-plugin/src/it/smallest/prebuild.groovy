import java.awt.image.BufferedImage
import javax.imageio.ImageIO

// Somebody's own data: images of twelve patients, half of them with a brighter lesion, and one table. The chest wall is black.
def data = new File(basedir, 'data')
data.mkdirs()
def random = new Random(1)
def rows = ['file_name,patient_id,Format,classification,x,y,width,height']
(1..12).each { patient ->
    def malignant = patient % 2 == 0
    def image = new BufferedImage(600, 700, BufferedImage.TYPE_BYTE_GRAY)
    def grey = image.raster
    for (int y = 0; y < 700; y++) {
        for (int x = 0; x < 600; x++) {
            double r = Math.hypot(x - 150, y - 150)
            double lesion = r < 40 ? (malignant ? 50 + 30 * Math.cos(9 * Math.atan2(y - 150, x - 150)) : 60) : 0
            grey.setSample(x, y, 0, x > 540 ? 5 : (int) (100 + lesion + 25 * random.nextDouble()))
        }
    }
    ImageIO.write(image, 'png', new File(data, "p${patient}.png"))
    rows << "p${patient}.png,${patient},Film,${malignant ? 'Malign' : 'Benign'},110,110,80,80"
}
new File(data, 'table.csv').text = rows.join('\n') + '\n'

// Folders of somebody's, with names that the goals write, too.
['site2/assets/logo.svg', 'site2/csv/experiment.csv', 'site2/index.html', 'taken/pom.xml', 'taken/archive/scan.tif',
 'taken/metadata/table.csv', 'taken/patches/1.png', 'taken/results.json'].each {
    def file = new File(basedir, it)
    file.parentFile.mkdirs()
    file.text = "somebody's"
}

// The POM is the documents', but for where the data lies and for the plugin's version.
def pom = new File(basedir, 'pom.xml')
def page = new File(basedir, '../../../../src/site/markdown/own-data.md').text
def start = page.indexOf('<project xmlns')
def documented = page.substring(start, page.indexOf('```', start))
def plain = pom.text.replaceAll('<version>[^<]*</version>', '<version/>').replace('@data@', '/data/mammograms')
assert plain == documented.replaceAll('<version>[^<]*</version>', '<version/>')
pom.text = pom.text.replace('@data@', 'data')
return true
