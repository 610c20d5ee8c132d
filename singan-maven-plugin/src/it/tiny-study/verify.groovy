import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.security.MessageDigest

def log = new File(basedir, 'build.log').text
def work = new File(basedir, '.singan')
def goals = ['phantom', 'extract', 'metadata', 'train', 'augment', 'classify', 'evaluate', 'report']

goals.each {
    assert log.contains("[INFO] ${it}: runs, as it has not run yet")
    assert log.contains("[INFO] ${it}: up to date"), "${it} ran again"
    assert new File(work, "stamps/${it}.json").file
}
assert log.contains('[INFO] evaluate: runs, as forced by singan.force')
assert log.contains('parameter singan.gan.iterations changed from 3 to 4')
assert log.contains('No goal knows the property singan.gan.iteration; did you mean singan.gan.iterations?')
// Without its weights the backbone stops the build before anything is trained, and says how to mend it.
def last = log.substring(log.lastIndexOf("singan.backbone is 'resnet50', which has no weights without singan.weights."))
assert last.contains('-Pimagenet')
assert new JsonSlurper().parse(new File(work, 'stamps/train.json')).parameters['singan.gan.iterations'] == '3'

def singans = new File(work, 'singan').listFiles()
assert singans.length == 2
singans.each {
    assert new File(it, 'scale-0.safetensors').file
    assert new File(it, 'scale-1.safetensors').file
    assert new File(it, 'model.json').file
    assert new File(work, "synthetic/${it.name}/0003.png").file
    def sifid = new JsonSlurper().parse(new File(work, "synthetic/${it.name}/sifid.json"))
    assert sifid.layer == 'sifid/gabor64'
    assert sifid.n >= 4
}

def results = new JsonSlurper().parse(new File(work, 'results.json'))
assert results.runs.collect { it.task }.toSet() == ['binary', 'multiclass'].toSet()
assert results.runs.collect { it.arm }.toSet() == ['baseline', 'singan-2', 'oversampling'].toSet()
assert results.leakage.passed

def report = new File(basedir, 'reports')
assert new File(report, 'index.html').file
assert new File(report, 'results.json').bytes == new File(work, 'results.json').bytes
def manifest = new JsonSlurper().parse(new File(report, 'manifest.json'))
assert manifest.parameters['singan.gan.iterations'] == '3'
assert manifest.phases.collect { it.name }.containsAll(goals - 'report')
assert !new File(report, 'manifest.json').text.contains(basedir.absolutePath)

// In the first build the report is written, in the second it is up to date; the others do not come to it.
def step = new File(basedir, 'step.md').text
assert step.count('## SinGAN study') == 2 && step.startsWith(new File(report, 'summary.md').text)

def site = new File(basedir, 'target/site')
assert new File(site, 'project-reports.html').text.contains('href="singan/index.html"')
assert new File(site, 'singan/index.html').bytes == new File(report, 'index.html').bytes
assert new File(site, 'singan/manifest.json').bytes == new File(report, 'manifest.json').bytes
assert !new File(site, 'singan/reference').exists()
assert manifest.run.files.keySet().containsAll(['run.html', 'run.js', 'csv/run-phases.csv', 'csv/run-singans.csv'])
assert !manifest.files.containsKey('run.html')
assert manifest.run.parts.keySet().containsAll(singans.collect { "train/${it.name}".toString() })
assert new File(report, 'run.html').text.contains('Training of each SinGAN')

// Every model's and sample's folder carries its own manifest, whose hashes are those of its files.
def sha256 = { byte[] bytes -> MessageDigest.getInstance('SHA-256').digest(bytes).encodeHex().toString() }
(singans + new File(work, 'synthetic').listFiles()).each { folder ->
    def own = new JsonSlurper().parse(new File(folder, 'manifest.json'))
    assert own.schema == 'singan-folder/1'
    assert own.files.keySet() == folder.list().findAll { it != 'manifest.json' }.toSet()
    own.files.each { name, hash -> assert sha256(new File(folder, name).bytes) == hash }
}

// From a published number back to the command, the parameters, the code's version and the hashes of what was read.
assert report.listFiles().find { it.name == 'results.json' } != null
assert manifest.files['results.json'] == sha256(new File(report, 'results.json').bytes)
def phase = { String name -> manifest.phases.find { it.name == name } }
assert phase('evaluate').outputs['results.json'].sha256 == manifest.files['results.json']
[['evaluate', 'predictions', 'classify'], ['classify', 'synthetic', 'augment'], ['extract', 'archive', 'phantom']].each { later, what, earlier ->
    assert phase(later).inputs[what].sha256 && phase(earlier).outputs[what].sha256
}
assert phase('extract').inputs['archive'] == phase('phantom').outputs['archive']
assert phase('evaluate').inputs['predictions'] == phase('classify').outputs['predictions']
assert manifest.command.startsWith('mvn verify') && manifest.versions.singan && manifest.seed == 42
assert manifest.run.phases.train.command.startsWith('mvn verify') && manifest.run.phases.train.seconds > 0

// Whoever changes what a goal writes must raise the ALGORITHM of its mojo, or the studies of users would not run it again. outputs.json
// holds hashes of all outputs by key: the same on every processor, with any number of threads and by every Java.
def made = goals.findAll { it != 'report' }.collectEntries { goal ->
    def stamp = new JsonSlurper().parse(new File(work, "stamps/${goal}.json"))
    def lines = stamp.outputs.findAll { !it.key.endsWith('/manifest.json') }.sort().collect { "${it.value}  ${it.key}\n" }.join()
    [goal, [algorithm: stamp.algorithm, key: stamp.key, outputs: sha256(lines.bytes)]]
}
made.results = [outputs: manifest.files['results.json']]
made.versions = [key: new JsonSlurper().parse(new File(work, 'stamps/train.json')).versions]
new File(basedir, 'outputs.now.json').text = JsonOutput.prettyPrint(JsonOutput.toJson(made)) + '\n'
def recorded = new JsonSlurper().parse(new File(basedir, 'outputs.json'))
def others = []
made.each { goal, facts ->
    def then = recorded[goal]
    assert then == null || facts.algorithm == null || then.algorithm <= facts.algorithm, "the algorithm's version of ${goal} went down"
    if (then != null && then.key == facts.key) {
        assert then.outputs == facts.outputs || !others.isEmpty(), "${goal} writes other files than when outputs.json was recorded, but its version " +
                "is still ${facts.algorithm}: raise ALGORITHM in its mojo, and copy outputs.now.json over src/it/tiny-study/outputs.json. If nothing " +
                "was changed, this processor or Java computes other bits: please report it"
    } else {
        others << goal
    }
}
if ('versions' in others) {
    println "outputs.json was recorded with other libraries: ${recorded.versions?.key}, now ${made.versions.key}"
    return true
}
assert others.isEmpty() : "outputs.json was recorded with other inputs, parameters or versions of ${others}: where that is meant, copy " +
        "target/it/tiny-study/outputs.now.json over src/it/tiny-study/outputs.json"
return true
