def log = new File(basedir, 'build.log').text
assert log.contains("singan.archive is 'phantm', but it must be one of bcdr, phantom, mias, cbis-ddsm, vindr, inbreast, folder: set -Dsingan.archive=phantom; did you mean phantom?")
assert !log.contains('\tat dev.singan')
