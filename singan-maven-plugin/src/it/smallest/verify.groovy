def log = new File(basedir, 'build.log').text
['extract', 'metadata', 'train', 'augment', 'classify', 'evaluate', 'report'].each {
    assert log =~ /\[INFO\]   ${it} +runs, as it has not run yet; (about|time)/
    assert log.contains("[INFO] ${it}: skipped, as singan.skip says")
    assert log.contains("[INFO] ${it}: would run, as it has not run yet")
    assert log.contains("[INFO] ${it}: runs, as it has not run yet")
    assert log.contains("[INFO] ${it}: up to date"), "${it} ran again"
    assert new File(basedir, ".singan/stamps/${it}.json").file
}
assert log.contains('singan.gan.scaleFactor')
assert new File(basedir, 'reports/index.html').file

assert log.contains('site2 holds assets, csv, index.html, not written by any goal') && log.contains('-Dsingan.reportDirectory=')
assert log.contains('taken holds archive, metadata, patches, pom.xml, results.json, not written by any goal')
assert log.contains('-Dsingan.workDirectory=') && log.contains('-Dsingan.adopt=true')
def found = []
['site2', 'taken'].each { folder ->
    new File(basedir, folder).eachFileRecurse { if (it.file) { assert it.text == "somebody's"; found << it.name } }
}
assert found.size() == 8
