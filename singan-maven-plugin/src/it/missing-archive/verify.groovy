def log = new File(basedir, 'build.log').text
assert log.contains('There is no archive: ')
assert log.contains('there-is-none is not a directory. Set singan.archive.directory to where the bcdr archive lies.')
assert !log.contains('\tat dev.singan')
assert !new File(basedir, '.singan/patches').exists()
assert !new File(basedir, '.singan/stamps/extract.json').exists()
