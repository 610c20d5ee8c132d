"""Measures on mini-MIAS what PhantomFilmTest compares the phantom's films with: python3 src/test/reference/mias_radiometry.py FOLDER

FOLDER holds the 322 PGM files and Info.txt; they are for research only and not part of this repository. The films were digitised
linearly in optical density from 0 to 3.2 (Suckling et al., "The Mammographic Image Analysis Society digital mammogram database",
Excerpta Medica International Congress Series 1069:375, 1994), so that a grey value g is a density of 3.2 (1 - g / 255); a pixel is
0.2 mm. Needs Debian's python3-opencv and python3-numpy.
"""
import os
import re
import sys

import cv2
import numpy as np

PITCH = 0.2
WINDOW = 128


def breast(gray):
    """The largest bright region, without labels, holes closed."""
    threshold, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)
    bright = (cv2.GaussianBlur(gray, (0, 0), 3) > max(18, 0.4 * threshold)).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(bright)
    region = (labels == 1 + np.argmax(stats[1:, 4])).astype(np.uint8)
    return cv2.morphologyEx(region, cv2.MORPH_CLOSE, np.ones((25, 25)))


def exponents(density, inside):
    """Exponents of the radial power spectra of Hann-tapered windows between 0.12 and 0.7 per mm."""
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(WINDOW) + 0.5) / WINDOW)
    axis = np.fft.fftfreq(WINDOW, 1 / WINDOW)
    ring = np.rint(np.hypot(*np.meshgrid(axis, axis))).astype(int).ravel()
    frequency = np.arange(ring.max() + 1) / (WINDOW * PITCH)
    used = (frequency >= 0.12) & (frequency <= 0.7) & (np.arange(len(frequency)) >= 2)
    found = []
    for y in range(0, density.shape[0] - WINDOW, WINDOW // 2):
        for x in range(0, density.shape[1] - WINDOW, WINDOW // 2):
            if inside[y:y + WINDOW, x:x + WINDOW].all():
                piece = density[y:y + WINDOW, x:x + WINDOW]
                power = np.abs(np.fft.fft2((piece - piece.mean()) * np.outer(hann, hann))) ** 2
                radial = np.bincount(ring, power.ravel()) / np.bincount(ring)
                found.append(-np.polyfit(np.log(frequency[used]), np.log(radial[used]), 1)[0])
    return found


def say(what, values):
    low, middle, high = np.percentile(values, [5, 50, 95])
    print(f"{what}: {len(values)} images or lesions, mean {np.mean(values):.3f}, 5 to 95 % {low:.3f} to {high:.3f}, median {middle:.3f}")


def main(folder):
    rows = {}
    with open(os.path.join(folder, "Info.txt"), errors="replace") as info:
        for line in info:
            match = re.match(r"(mdb\d+) ([FGD]) (\w+)(.*)", line)
            if match:
                rows.setdefault(match[1], []).append((match[2], match[3], match[4].split()))
    deviations, ranges, slopes, contrasts = {}, {}, [], {}
    for name, lesions in sorted(rows.items()):
        gray = cv2.imread(os.path.join(folder, name + ".pgm"), cv2.IMREAD_GRAYSCALE)
        density = 3.2 * (1 - gray / 255)
        region = breast(gray)
        inside = cv2.distanceTransform(region, cv2.DIST_L2, 5) * PITCH > 12
        inside[:300] = False  # most of the pectoral muscle
        if inside.sum() < 20000:
            continue
        values = density[inside]
        deviations.setdefault(lesions[0][0], []).append(values.std())
        ranges.setdefault(lesions[0][0], []).append(np.percentile(values, 99.9) - np.percentile(values, 0.1))
        found = exponents(density, inside)
        if found:
            slopes.append(np.mean(found))
        for tissue, kind, rest in lesions:
            numbers = [int(n) for n in rest[1:4] if n.isdigit()]
            if kind in ("CIRC", "SPIC", "MISC") and len(numbers) == 3 and numbers[2] >= 12:
                x, y, radius = numbers[0], 1023 - numbers[1], numbers[2]
                yy, xx = np.mgrid[:gray.shape[0], :gray.shape[1]]
                distance = np.hypot(xx - x, yy - y) / radius
                around = (distance > 1.2) & (distance < 1.8) & (region > 0)
                if around.sum() > 100:
                    contrasts.setdefault(tissue, []).append(density[around].mean() - density[distance < 0.6].mean())
    for tissue in "FGD":
        say(f"deviation of the density, tissue {tissue}", deviations[tissue])
        say(f"range of the density, tissue {tissue}", ranges[tissue])
        say(f"contrast of masses, tissue {tissue}", contrasts[tissue])
    say("deviation of the density", sum(deviations.values(), []))
    say("contrast of masses", sum(contrasts.values(), []))
    say("exponent of the power spectrum", slopes)


main(sys.argv[1])
