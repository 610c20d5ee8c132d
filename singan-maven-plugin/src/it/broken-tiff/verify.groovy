def log = new File(basedir, 'build.log').text
assert log.contains('broken.tif')
assert !log.contains('\tat dev.singan')
assert !new File(basedir, '.singan/patches').exists()
assert !new File(basedir, '.singan/stamps/extract.json').exists()
