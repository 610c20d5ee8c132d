import java.nio.file.Files
import java.security.MessageDigest
import java.util.concurrent.TimeUnit

// Builds that are killed, that meet each other, or that find no room, against the unbroken build beside this script. Linux alone has all
// that it takes: signals, /proc, /dev/full.
if (!System.getProperty('os.name').startsWith('Linux')) {
    return true
}

def maven = new File(System.getProperty('maven.home'), 'bin/mvn').path
def study = new File(basedir, 'broken')
study.mkdirs()
Files.copy(new File(basedir, 'pom.xml').toPath(), new File(study, 'pom.xml').toPath())
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../src/it/settings.xml').text.replace('@localRepositoryUrl@', repositoryUrl)
def work = new File(study, '.singan')
def stamp = { new File(work, "stamps/${it}.json") }

int builds = 0
def start = { String... arguments ->
    def log = new File(basedir, "broken-${++builds}.log")
    def command = [maven, '-B', '-s', settings.path,
                   "-Dmaven.repo.local=${localRepositoryPath}".toString(), *arguments]
    def process = new ProcessBuilder(command).directory(study).redirectErrorStream(true).redirectOutput(log).start()
    [process: process, log: log]
}
def run = { boolean succeeds, String... arguments ->
    def build = start(arguments)
    boolean succeeded = build.process.waitFor() == 0
    assert succeeded == succeeds, "${arguments} in ${build.log}"
    build.log.text
}
def until = { build, Closure<Boolean> condition ->
    // As long as the build goes on it may come to it, on however busy a machine; the bound is for a build that hangs.
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(30)
    while (!condition()) {
        assert build.process.alive, "the build ended too early, see ${build.log}"
        assert System.nanoTime() < end, "nothing happened for half an hour, see ${build.log}"
        sleep(20)
    }
}
def workers = { build ->
    build.process.descendants().filter { it.info().arguments().map { a -> a.any { x -> x.contains('/.singan/logs/') } }.orElse(false) }.toList()
}
def hashes = { File top ->
    def found = [:] as TreeMap
    // What tells times is left out.
    ['.singan', 'reports'].each { part ->
        new File(top, part).eachFileRecurse { file ->
            def name = top.toPath().relativize(file.toPath()).toString()
            if (file.file && !(name =~ /^\.singan\/(stamps|logs|cache|lock)/) && !(name =~ /^reports\/(manifest\.json|run\.|csv\/run-)/)) {
                found[name] = MessageDigest.getInstance('SHA-256').digest(file.bytes).encodeHex().toString()
            }
        }
    }
    found
}

// kill -9 of the build within a training, once there is a checkpoint; its workers end with it.
def killed = start('verify')
until(killed) { new File(work, 'singan').exists() && new File(work, 'singan').listFiles().any { d -> d.list().any { it.startsWith('checkpoint') } } }
def orphans = workers(killed)
assert !orphans.empty
killed.process.destroyForcibly().waitFor()
orphans.each { assert it.onExit().get(10, TimeUnit.MINUTES) != null, 'a worker outlived its build' }
assert !stamp('train').exists()

// A worker dies of a native crash while a second build meets the first.
def first = start('verify')
until(first) { !workers(first).empty && first.log.text.contains('going on at scale') }
def second = run(false, 'verify')
assert second =~ /The working folder .*broken\/\.singan is in use by process \d+ \(mvn verify, module faults, since/
assert second.contains('-Dsingan.workDirectory=')
['kill', '-SEGV', workers(first)[0].pid().toString()].execute().waitFor()
assert first.process.waitFor() != 0
def crash = first.log.text
assert crash.contains('Native code crashed (signal 6, SIGABRT); the next run goes on where it stopped')
assert crash =~ /Its log is .*broken\/\.singan\/logs\/train-\d\.log; its last lines are:/
assert work.toPath().resolve('logs').toFile().list().any { it.startsWith('hs_err_') }

// A second build that may wait goes on when the first has ended; both end well, and the second finds all up to date.
first = start('verify')
until(first) { stamp('extract').exists() && first.log.text.contains('train: runs') }
second = run(true, 'verify', '-Dsingan.lockWait=3600')
assert first.process.waitFor() == 0
assert first.log.text.contains('train: runs, as it was interrupted') || first.log.text.contains('train: runs, as it has not run yet')
assert second.contains('Waiting for the working folder')
['phantom', 'extract', 'metadata', 'train', 'augment', 'classify', 'evaluate', 'report'].each {
    assert second.contains("[INFO] ${it}: up to date")
}
assert hashes(study) == hashes(basedir), 'what was killed and gone on with differs from what was not'

// Out of memory, a folder that cannot be made: each is told, and what was finished stays.
def before = hashes(study)
def memory = run(false, 'singan:classify@classify', '-Dsingan.force=classify', '-Dsingan.jvmArguments=-Xmx4m')
assert memory.contains('ran out of Java heap') && memory.contains('-Dsingan.heap=')
assert memory.contains('logs/classify-0.log')
new File(work, 'synthetic').renameTo(new File(study, 'kept'))
new File(work, 'synthetic').text = 'a file, where a folder is to be made'
def barred = run(false, 'singan:augment@augment')
assert barred =~ /augment.*\.singan\/synthetic/
new File(work, 'synthetic').delete()
new File(study, 'kept').renameTo(new File(work, 'synthetic'))
new File(study, 'locked').text = 'a file'
def folder = run(false, 'singan:phantom@phantom', "-Dsingan.workDirectory=${study}/locked/work".toString())
assert folder =~ /phantom.*locked/

// After all that the next build mends what is missing, alone.
def mended = run(true, 'verify')
assert mended.contains('[INFO] classify: runs, as it was interrupted')
['phantom', 'extract', 'metadata', 'train', 'augment', 'evaluate'].each { assert mended.contains("[INFO] ${it}: up to date") }
assert hashes(study) == before

// Outputs that are touched or deleted are noticed; restored ones, and restored inputs, are recognised.
def lesion = new File(work, 'patches/lesion').listFiles().min { it.name }
def original = lesion.bytes
lesion.bytes = 'touched'.bytes
assert run(true, 'verify', '-Dsingan.dryRun').contains("[INFO] extract: would run, as output patches/lesion/${lesion.name} changed")
lesion.delete()
assert run(true, 'singan:status').contains("runs, as output patches/lesion/${lesion.name} was deleted")
lesion.bytes = original
def restored = run(true, 'singan:status', '-Dsingan.rehash')
assert restored.contains('everything is up to date')

// An execution that is not there is told with the nearest one; forcing one goal runs it and what depends on what it changed.
assert run(true, 'singan:evaluate@evalute', '-Dsingan.dryRun').contains('The POM has no execution evalute; did you mean evaluate?')
assert run(true, 'verify', '-Dsingan.dryRun', '-Dsingan.force=reprot').contains('singan.force names reprot, which is no execution and no goal; did you mean report?')
assert run(true, 'verify', '-Dsingan.dryRun', '-Dsingan.train.skip').contains('[INFO] train: skipped, as singan.train.skip says')

// mvn clean keeps the work, singan:clean removes it, and nothing of others.
assert run(true, 'singan:clean').contains('clean: removed')
assert !work.exists() && new File(study, 'reports/index.html').file
return true
