def log = new File(basedir, 'build.log').text
['phantom', 'extract', 'metadata', 'train', 'augment', 'classify', 'evaluate', 'report'].each {
    assert log.contains("[INFO] ${it}: would run, as it has not run yet")
    assert log.contains("[INFO] ${it}: skipped, as singan.skip says")
    assert log =~ /\[INFO\]   ${it} +runs, as it has not run yet/
}
assert log.contains('singan.gan.scaleFactor')
assert !new File(basedir, '.singan/archive').exists()
assert !new File(basedir, '.singan/patches').exists()
assert !new File(basedir, 'reports').exists()
