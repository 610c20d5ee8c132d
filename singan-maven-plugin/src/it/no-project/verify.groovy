import javax.imageio.ImageIO

def log = new File(basedir, 'build.log').text
['model.json', 'scale-0.safetensors', 'losses.csv'].each { assert new File(basedir, ".singan/models/weave.png/${it}").exists() }
def sample = ImageIO.read(new File(basedir, '.singan/sample/weave.png/0001.png'))
assert sample.width == 33 && sample.height == 20
assert sample.colorModel.numComponents == 3
assert ImageIO.read(new File(basedir, '.singan/harmonize/weave.png/harmonized.png')).width == 22
assert new File(basedir, 'grown/generator.safetensors').exists()
assert ImageIO.read(new File(basedir, 'grown-samples/0000.png')).width == 22
assert log.contains('singan.image is not given')
assert log.contains('grown is a ConSinGAN')
assert log.contains('so singan.startScale is from 0 to')
assert log =~ /models\/weave.png holds a finished SinGAN .* seed 42 \(asked for is 7\)/
assert new File(basedir, '.singan/models/weave.png/model.json').text.contains('"seed" : 42')
assert log =~ /The SinGAN in .*weave.png was trained on another image than .*other\/weave.png/
assert log =~ /other holds weave.png, not written by any goal, so nothing was written there/
assert new File(basedir, 'other').list() as List == ['weave.png']
assert log =~ /create: run it: +mvn -f .*made verify/
['phantom', 'extract', 'train', 'augment', 'classify', 'evaluate', 'report'].each { assert log =~ /\[INFO\] ${it}: would run, as/ }
assert log =~ /made holds something, so nothing was written there/
assert log.contains('singan.archive is bcdr, but nothing says where it lies: set -Dsingan.archive.directory=')
assert new File(basedir, 'made').list().toList().toSet() == ['pom.xml', '.gitignore', '.singan'].toSet()
