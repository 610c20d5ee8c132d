"""The work of ExtractionBenchmark with OpenCV: python3 src/test/reference/benchmark_extraction.py FOLDER none|lzw [rounds]

Run the Java benchmark first, it makes the archive. One thread, as there.
"""
import os
import sys
import time

import cv2
import numpy as np

cv2.setNumThreads(1)
root = os.path.join(sys.argv[1], sys.argv[2])
out = os.path.join(sys.argv[1], "opencv")
os.makedirs(out, exist_ok=True)
files = sorted(os.path.join(d, f) for d, _, fs in os.walk(root) for f in fs if f.endswith(".tif"))
for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 3):
    start, cpu, patches = time.time(), time.process_time(), 0
    for path in files:
        image = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
        _, white = cv2.threshold(image, 1, 255, cv2.THRESH_OTSU)
        side = int(0.2 * image.shape[1])
        for y in range(0, image.shape[0] - side + 1, side):
            for x in range(0, image.shape[1] - side + 1, side):
                if np.count_nonzero(white[y:y + side, x:x + side]) >= 0.6 * side * side:
                    patch = cv2.resize(image[y:y + side, x:x + side], (224, 224))
                    cv2.imwrite(os.path.join(out, f"{patches}.png"), patch)
                    patches += 1
    print(f"{sys.argv[2]}: {len(files)} images, {patches} patches, {len(files) / (time.time() - start):.2f} a second, "
          f"{len(files) / (time.process_time() - cpu):.2f} a second of processor time")
