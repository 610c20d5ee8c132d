import javax.imageio.ImageIO

def log = new File(basedir, 'build.log').text
['model.json', 'scale-0.safetensors', 'losses.csv'].each { assert new File(basedir, ".singan/models/weave/${it}").exists() }
def sample = ImageIO.read(new File(basedir, '.singan/sample/weave/0001.png'))
assert sample.width == 33 && sample.height == 20
assert sample.colorModel.numComponents == 3
assert ImageIO.read(new File(basedir, '.singan/harmonize/weave/harmonized.png')).width == 22
assert new File(basedir, 'grown/generator.safetensors').exists()
assert ImageIO.read(new File(basedir, 'grown-samples/0000.png')).width == 22
assert log.contains('singan.image is not given')
assert log.contains('grown is a ConSinGAN')
assert log.contains('so singan.startScale is from 0 to')
