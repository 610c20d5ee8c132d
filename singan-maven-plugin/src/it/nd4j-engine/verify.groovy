import groovy.json.JsonSlurper

def model = new JsonSlurper().parse(new File(basedir, '.singan/models/image.png/model.json'))
assert model.engine == 'nd4j'
assert model.scales.every { new File(basedir, ".singan/models/image.png/${it.file}").isFile() }
assert new File(basedir, 'build.log').text.contains('engine nd4j, as asked for')
