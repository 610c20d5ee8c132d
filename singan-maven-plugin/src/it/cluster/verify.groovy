import java.nio.file.Files
import java.util.concurrent.TimeUnit

// A standalone cluster of Spark on loopback: one master, two workers of one core. The study on it, with its driver killed, then its
// executors, against the study beside this script.
if (!System.getProperty('os.name').startsWith('Linux')) {
    return true
}

def maven = new File(System.getProperty('maven.home'), 'bin/mvn').path
def java = new File(System.getProperty('java.home'), 'bin/java').path
def settings = new File(basedir, 'settings.xml')
settings.text = new File(basedir, '../../../src/it/settings.xml').text.replace('@localRepositoryUrl@', repositoryUrl)
def study = new File(basedir, 'study')
study.mkdirs()
Files.copy(new File(basedir, 'pom.xml').toPath(), new File(study, 'pom.xml').toPath())
def storage = new File(basedir, 'storage')
def secret = 'not-for-anybodys-eyes'

int builds = 0
def start = { String... arguments ->
    def log = new File(basedir, "cluster-${++builds}.log")
    def command = [maven, '-B', '-s', settings.path, "-Dmaven.repo.local=${localRepositoryPath}".toString(), *arguments]
    def process = new ProcessBuilder(command).directory(study).redirectErrorStream(true).redirectOutput(log).start()
    [process: process, log: log]
}
def end = { build, boolean succeeds ->
    boolean succeeded = build.process.waitFor() == 0
    assert succeeded == succeeds, "see ${build.log}"
    build.log.text
}
def until = { build, Closure<Boolean> condition ->
    // As long as the build goes on it may come to it, on however busy a machine; the bound is for a build that hangs.
    long bound = System.nanoTime() + TimeUnit.MINUTES.toNanos(30)
    while (!condition()) {
        assert build.process.alive, "the process ended too early, see ${build.log}"
        assert System.nanoTime() < bound, "nothing happened for half an hour, see ${build.log}"
        sleep(50)
    }
}
def of = { ProcessHandle process, String main ->
    process.descendants().filter { it.info().arguments().map { a -> a.any { x -> x.contains(main) } }.orElse(false) }.toList()
}

// What a distribution of Spark is, as far as a worker looks: a folder of jars, and a file that says which release it is. They come into the
// repository of the build that runs this, from where the study's build takes Spark, too.
def home = new File(basedir, 'spark')
def copy = [maven, '-B', "-Dmaven.repo.local=${new File(new URI(repositoryUrl)).path}".toString(), "-Dspark.version=${sparkVersion}".toString(),
            '-DoutputDirectory=jars', "org.apache.maven.plugins:maven-dependency-plugin:${dependencyVersion}:copy-dependencies".toString()]
def copied = new File(basedir, 'spark.log')
assert new ProcessBuilder(copy).directory(home).redirectErrorStream(true).redirectOutput(copied).start().waitFor() == 0, "see ${copied}"
new File(home, 'RELEASE').text = "Spark ${sparkVersion}\n"
def opened = ['java.lang', 'java.lang.invoke', 'java.lang.reflect', 'java.io', 'java.net', 'java.nio', 'java.util', 'java.util.concurrent',
              'java.util.concurrent.atomic', 'sun.nio.ch', 'sun.nio.cs', 'sun.security.action', 'sun.util.calendar']
def spark = { String name, String main, String... arguments ->
    def log = new File(basedir, "${name}.log")
    def command = [java, '-Xmx256m', *opened.collect { "--add-opens=java.base/${it}=ALL-UNNAMED".toString() }, '-cp', "${home}/jars/*".toString(),
                   "org.apache.spark.deploy.${main}".toString(), '--host', '127.0.0.1', '--webui-port', '0', *arguments]
    def builder = new ProcessBuilder(command).directory(home).redirectErrorStream(true).redirectOutput(log)
    builder.environment().putAll([SPARK_HOME: home.path, SPARK_LOCAL_IP: '127.0.0.1', SPARK_SCALA_VERSION: '2.13'])
    [process: builder.start(), log: log]
}

def cluster = []
try {
    def master = spark('master', 'master.Master', '--port', '0')
    cluster << master
    until(master) { master.log.text =~ /spark:\/\/127\.0\.0\.1:[1-9]\d*/ }
    def address = (master.log.text =~ /spark:\/\/127\.0\.0\.1:[1-9]\d*/)[0]
    (1..2).each {
        cluster << spark("worker-${it}", 'worker.Worker', '--cores', '1', '--memory', '1g', '--work-dir',
                new File(basedir, "work-${it}").path, address)
    }
    def onCluster = ['verify', "-Dsingan.cluster=${address}", "-Dsingan.cluster.storage=${storage.toURI()}",
                     '-Dsingan.cluster.checkpointSeconds=1', '-Dsingan.cluster.wait=1800',
                     '-Dsingan.cluster.conf.spark.driver.host=127.0.0.1',
                     "-Dsingan.cluster.conf.spark.hadoop.fs.s3a.secret.key=${secret}"].collect { it.toString() } as String[]
    def checkpoints = {
        def records = new File(storage, 'checkpoints').listFiles()
        records == null ? [] : records.findAll { it.text.contains('checkpoint.safetensors') }
    }

    // kill -9 of the driver within both trainings: their checkpoints are in the storage.
    def first = start(onCluster)
    until(first) { checkpoints().size() == 2 }
    of(first.process.toHandle(), 'train-cluster.args').each { it.destroyForcibly() }
    def died = end(first, false)
    assert died.contains('The driver of the cluster died')

    // The next build goes on from there; kill -9 of all executors within it, once the checkpoints have grown.
    def before = checkpoints().collectEntries { [it.name, it.text] }
    def second = start(onCluster)
    until(second) { checkpoints().count { before[it.name] != it.text } == 2 }
    cluster.drop(1).each { worker -> of(worker.process.toHandle(), 'CoarseGrainedExecutorBackend').each { it.destroyForcibly() } }
    def log = end(second, true)
    assert log =~ /SinGAN \d+ on executor \d+ \(127\.0\.0\.1\)/
    assert log =~ /executor \d+ is gone/
    assert log =~ /SinGAN \d+ on executor \d+ \(127\.0\.0\.1\), try 2/
    assert (log =~ /SinGAN \d+: going on at scale \d+, iteration \d+/).count >= 1
    assert log =~ /samples \d+ on executor \d+/

    // Nothing waits in the storage any more, and a third build finds all up to date without a cluster.
    ['checkpoints', 'outcomes'].each { assert !new File(storage, it).list()?.length }
    def third = end(start('verify'), true)
    ['train', 'augment', 'classify', 'evaluate'].each { assert third.contains("[INFO] ${it}: up to date") }

    // The same bytes as on this machine.
    ['results.json', 'singan', 'synthetic'].each { part ->
        def here = new File(basedir, ".singan/${part}")
        def there = new File(study, ".singan/${part}")
        def names = { File top -> top.file ? [''] : top.toPath().with { p -> Files.walk(p).filter { Files.isRegularFile(it) }.map { p.relativize(it).toString() }.sorted().toList() } }
        assert names(here) == names(there)
        names(here).each { name -> assert new File(here, name).bytes == new File(there, name).bytes, "${part}/${name} differs" }
    }

    // No file of the study and no log tells the secret.
    [study, *basedir.listFiles().findAll { it.name.endsWith('.log') && it.name != 'build.log' }].each { top ->
        top.file ? { assert !top.text.contains(secret) }() : top.eachFileRecurse { if (it.file) { assert !it.text.contains(secret), it } }
    }
} finally {
    cluster.each { it.process.destroy() }
    cluster.each { it.process.waitFor(30, TimeUnit.SECONDS) || it.process.destroyForcibly() }
}

// A cluster that is gone is said at once.
def gone = end(start('verify', '-Dsingan.force=train', '-Dsingan.cluster=spark://127.0.0.1:9', "-Dsingan.cluster.storage=${storage.toURI()}"), false)
assert gone.contains('singan.cluster=spark://127.0.0.1:9 cannot be reached')
def nowhere = end(start('verify', '-Dsingan.cluster=spark://127.0.0.1:9'), false)
assert nowhere.contains('singan.cluster.storage is not given')
return true
