import groovy.json.JsonSlurper

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
assert !work.absoluteFile.parentFile.name.isEmpty() && !new File(report, 'manifest.json').text.contains(basedir.absolutePath)

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
