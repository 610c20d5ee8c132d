def log = new File(basedir, 'build.log').text
assert log.contains("singan.archive is 'phantm', but must be phantom, bcdr, mias or folder.")
assert !log.contains('\tat dev.singan')
