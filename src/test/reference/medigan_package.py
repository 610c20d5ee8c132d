#!/usr/bin/python3
"""Compares the package for medigan with what this project's own code makes of the same models.

Run: /usr/bin/python3 src/test/reference/medigan_package.py MODELS RECONSTRUCTIONS
MODELS is a folder singan/, and RECONSTRUCTIONS one with ID.txt for some of them: the values of Singan.reconstruct, one a line.
dev.singan.study.publish.Reconstructions writes them.
"""
import importlib.util
import os
import sys

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..", "main", "resources", "dev", "singan", "study", "publish", "medigan.py")

spec = importlib.util.spec_from_file_location("package", SOURCE)
package = importlib.util.module_from_spec(spec)
spec.loader.exec_module(package)
for name in sorted(os.listdir(sys.argv[2])):
    model = os.path.join(sys.argv[1], name[: -len(".txt")], "model.json")
    expected = np.loadtxt(os.path.join(sys.argv[2], name))
    found = package.Singan(model).run().numpy().ravel()
    images = package.generate(model, 3, save_images=False, seed=1)
    differing = [bool((images[0] != image).any()) for image in images[1:]]
    print(name, "largest difference of the reconstruction", np.abs(found - expected).max(), "samples differ", differing, images[0].shape)
