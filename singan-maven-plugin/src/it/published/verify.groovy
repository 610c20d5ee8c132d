import groovy.json.JsonSlurper
import java.security.MessageDigest
import java.util.zip.ZipFile

def json = { String path -> new JsonSlurper().parse(new File(basedir, path)) }
def sha256 = { File file -> MessageDigest.getInstance('SHA-256').digest(file.bytes).encodeHex().toString() }
def log = new File(basedir, 'build.log').text

// What is installed is what was packed, with everything that was promised.
def installed = new File(localRepositoryPath, 'org/example/maker/1')
def zip = new File(installed, 'maker-1-synthetic.zip')
assert zip.bytes == new File(basedir, 'maker/.singan/artifacts/synthetic.zip').bytes
assert new File(installed, 'maker-1-models.zip').bytes == new File(basedir, 'maker/.singan/artifacts/models.zip').bytes
def ids = []
new ZipFile(zip).withCloseable { file ->
    def names = file.entries().collect { it.name }
    def manifest = new JsonSlurper().parse(file.getInputStream(file.getEntry('manifest.json')))
    ids = manifest.singans.collect { it.id }
    assert ids.size() == 2 && manifest.study.command == 'mvn install' && manifest.study.seed == 42
    assert manifest.study.phases.collect { it.name } == ['augment', 'extract', 'metadata', 'phantom', 'train']
    assert names.containsAll(['README.md', 'LICENCE.md', 'synthetic/metadata.jsonl', 'croissant.json', 'checksums.sha256'])
    ids.each { id ->
        ["synthetic/${id}/0000.png", "synthetic/${id}/manifest.json", "singan/${id}/manifest.json", "cards/${id}.md"].each {
            assert names.contains(it.toString())
        }
    }
}

// Whoever takes them gets the very same samples and figures, trains nothing, and says where they come from.
def runs = json('maker/.singan/results.json').runs
['taker', 'taker-of-file'].each { taker ->
    assert json("${taker}/.singan/results.json").runs == runs, "the figures of ${taker} differ"
    ids.each { id ->
        new File(basedir, "maker/.singan/synthetic/${id}").eachFile {
            assert new File(basedir, "${taker}/.singan/synthetic/${id}/${it.name}").bytes == it.bytes
        }
        assert !new File(basedir, "${taker}/.singan/singan/${id}/scale-0.safetensors").exists()
    }
    def manifest = json("${taker}/reports/manifest.json")
    assert manifest.synthetic.sha256 == sha256(zip)
    assert manifest.synthetic.command == 'mvn install' && manifest.synthetic.seed == 42
    assert manifest.phases.find { it.name == 'augment' }.inputs['taken.zip'].sha256 == sha256(zip)
    assert manifest.parameters['singan.gan.iterations'] == '3'
}
assert new File(basedir, 'taker/.singan/results.json').bytes == new File(basedir, 'taker-of-file/.singan/results.json').bytes
assert json('maker/reports/manifest.json').synthetic == null

// The second build found everything up to date in three studies at a time, and attached the packed files again.
['extract', 'metadata', 'train', 'augment', 'classify', 'evaluate', 'report'].each {
    assert log.count("[INFO] ${it}: up to date") >= 3, "${it} ran again"
}
assert log.count('[INFO] attach: up to date') == 1
assert log.count("Installing ${new File(basedir, 'maker/.singan/artifacts/synthetic.zip')}") == 2

assert log.contains('are of 32 pixels, but singan.gan.size is 64')
assert log.contains('singan.synthetic=org.example:makker:1 cannot be resolved')

// The run is published as a research object, and studies are compared by it.
def crate = new File(installed, 'maker-1-crate.zip')
new ZipFile(crate).withCloseable { file ->
    assert file.getInputStream(file.getEntry('results.json')).bytes == new File(basedir, 'maker/reports/results.json').bytes
    def graph = new JsonSlurper().parse(file.getInputStream(file.getEntry('ro-crate-metadata.json')))['@graph']
    assert graph.find { it['@id'] == './' }.datePublished == json('maker/reports/manifest.json').run.written
    assert graph.findAll { it['@type'] == 'CreateAction' }.collect { it['@id'] }.containsAll(['#run', '#action/train', '#action/evaluate'])
}
assert log.contains('compare: study 1: org.example:maker:1')
assert log.contains('compare: No figure differs, of ')
assert new File(basedir, 'taker/.singan/compare/compare.html').text.contains('taken.zip')
assert log =~ /singan.compare names none, but there is no .*none, and it is not groupId:artifactId:version/
assert log.contains('singan.compare=org.example:makker:1 cannot be resolved')
