def log = new File(basedir, 'build.log').text
def message = 'The CUDA backend of ND4J is on the class path, but it does not load (java.lang.UnsatisfiedLinkError: libcuda.so.1'
assert log.contains(message)
assert log.contains('Drop -Pcuda (elsewhere: the plugin\'s dependency on nd4j-cuda-11.6), so that -Dsingan.engine=auto takes the fastest engine of the CPU')
assert log.contains('compute capability 3.7 to 8.9')
assert !log.contains('\tat dev.singan')
// Nothing was trained on the CPU instead.
assert !new File(basedir, '.singan/models/image.png/scale-0.safetensors').exists()
