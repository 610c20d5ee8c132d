"""Writes src/test/resources/bcdr: a small tree in BCDR's layout with its quirks, and the patches OpenCV cuts from it.

The rules are those of the study's published description, written here anew and independently of the Java code. Needs Debian's
python3-opencv and python3-numpy. Run it as: python3 src/test/reference/extraction.py
"""
import json
import os
import re
import shutil

import cv2
import numpy as np

OUT = os.path.join(os.path.dirname(__file__), "..", "resources", "bcdr")
ARCHIVE = os.path.join(OUT, "archive")
FEATURES = ("patient_id,study_id,series,lesion_id,segmentation_id,image_view,mammography_type,mammography_nodule,"
            "mammography_calcification,age,density,i_mean,classification")


def mammogram(width, height, seed, dark_columns):
    """A bright breast with soft texture on a dark ground at the right."""
    rng = np.random.default_rng(seed)
    texture = cv2.resize(rng.uniform(90, 230, (9, 7)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    image = np.clip(texture, 0, 255).astype(np.uint8)
    edge = width - dark_columns + (np.cos(np.linspace(-1.3, 1.3, height)) * dark_columns * 0.5).astype(int)
    image[np.arange(width)[None, :] >= edge[:, None]] = 6
    return image


def write(path, image, compression=5):
    path = os.path.join(ARCHIVE, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    assert cv2.imwrite(path, image, [cv2.IMWRITE_TIFF_COMPRESSION, compression])


def text(path, lines):
    path = os.path.join(ARCHIVE, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(("\n".join(lines) + "\n").encode("latin-1"))


def mask(shape, centre, axes):
    blank = np.zeros(shape, np.uint8)
    return cv2.ellipse(blank, centre, axes, 20, 0, 360, 255, -1)


def build():
    shutil.rmtree(OUT, ignore_errors=True)
    f01 = "BCDR-F01_dataset/"
    # Two lesions in one image: windows near one are free of the other.
    image = mammogram(640, 700, 1, 160)
    write(f01 + "patient_2/study_5/img_2_5_1_LCC.tif", image)
    write(f01 + "patient_2/study_5/img_2_5_1_LCC_mask_id_7.tif", mask(image.shape, (60, 50), (30, 22)))
    write(f01 + "patient_2/study_5/img_2_5_1_LCC_mask_id_12.tif", mask(image.shape, (420, 560), (41, 30)), 32773)
    # Masks that touch the border; patient_10 comes before patient_2.
    image = mammogram(470, 420, 2, 60)
    write(f01 + "patient_10/study_3/img_10_3_1_RO.tif", image, 8)
    write(f01 + "patient_10/study_3/img_10_3_1_RO_mask_id_1.tif", mask(image.shape, (2, 418), (37, 30)))
    # A missing mask: its outline stands in.
    image = mammogram(400, 460, 3, 50)
    write(f01 + "patient_1/study_1/img_1_1_1_RCC.tif", image, 8)
    text(f01 + "bcdr_f01_features.csv", [
        FEATURES,
        "1,1,1,1,1,1,1,1,0,61,2,101.5, Benign ",
        '2,5,1,7,7,2,1,1,0, , NaN,99.1," Malign "',
        "2,5,1,7,8,2,1,0,1,77,4,99.1,Benign",
        "2,5,1,12,9,2,1,0,1,48.0,3,88, Malign ",
        "10,3,1,1,4,3,1,0,0,NaN,1,44,Benign"])
    text(f01 + "bcdr_f01_outlines.csv", [
        "patient_id,study_id,series,lesion_id,segmentation_id,image_view,image_filename,lw_x_points,lw_y_points",
        "1,1,1,1,1,1, patient_1/study_1/img_1_1_1_RCC.tif,300 301 302 330 331 300,20 20 21 70 71 33"])
    # F03 nests its table, and knows a patient of the number of F01.
    f03 = "BCDR-F03_dataset/"
    image = mammogram(300, 500, 4, 40)
    write(f03 + "patient_2/study_9/img_2_9_1_LO.tif", image)
    write(f03 + "patient_2/study_9/img_2_9_1_LO_mask_id_3.tif", mask(image.shape, (290, 150), (24, 40)))
    text(f03 + "BCDR-F03/bcdr_f03_features.csv", [FEATURES, "2,9,1,3,1,4,1,1,1,50,3,10,Malign"])
    # Digital: no healthy windows from images with lesions.
    d01 = "BCDR-D01_dataset/"
    image = mammogram(560, 610, 5, 200)
    write(d01 + "patient_4/study_4/img_4_4_1_RCC.tif", image)
    write(d01 + "patient_4/study_4/img_4_4_1_RCC_mask_id_2.tif", mask(image.shape, (200, 300), (50, 31)))
    text(d01 + "bcdr_d01_features.csv", [FEATURES, "4,4,1,2,1,1,1,1,0,39,4,10,Benign"])
    dn01 = "BCDR-DN01_dataset/"
    for study, view, seed in ((8, "RCC", 6), (8, "LO", 7)):
        write(f"{dn01}patient_3/study_{study}/img_3_{study}_1_{view}.tif", mammogram(333, 402, seed, 120))
    text(dn01 + "bcdr_dn01_img.csv", [
        "patient_id,study_id,series,image_filename,image_type_name,image_type_id,age,density",
        "3,8,1, patient_3/study_8/img_3_8_1_RCC.tif,RCC,0,66,2",
        "3,8,1, patient_3/study_8/img_3_8_1_LO.tif,LO,3,66,2"])


def clamp(value, top):
    return max(0, min(value, top))


def overlap(a, b):
    return a[0] + a[2] >= b[0] and b[0] + b[2] >= a[0] and a[1] + a[3] >= b[1] and b[1] + b[3] >= a[1]


def grown(box):
    return box[0] - 22.4, box[1] - 22.4, box[2] + 44.8, box[3] + 44.8


def windows(image, blended, side, step, share):
    for y in range(0, image.shape[0] - side + 1, step):
        for x in range(0, image.shape[1] - side + 1, step):
            if np.count_nonzero(blended[y:y + side, x:x + side] == 255) / side ** 2 >= share:
                yield x, y, side, side


def cut():
    rows, pixels = [], []
    number = 0

    def add(kind, name, image, box, zoom, strict):
        nonlocal number
        x, y, w, h = box
        patch = cv2.resize(image[y:y + h, x:x + w], (224, 224))
        rows.append({"id": number, "kind": kind, "image": name, "box": [x, y, w, h], "zoom": zoom, "strict": strict})
        pixels.append(patch[7::14, 7::14])
        number += 1

    for name in ("F01", "F03", "D01"):
        root = os.path.join(ARCHIVE, f"BCDR-{name}_dataset")
        files = sorted(os.path.relpath(os.path.join(d, f), ARCHIVE) for d, _, fs in os.walk(root) for f in fs)
        masks = [f for f in files if "_mask_id_" in f]
        if name == "F01":
            masks = sorted(masks + ["BCDR-F01_dataset/patient_1/study_1/img_1_1_1_RCC_mask_id_1.tif"])
        boxes = {}
        for f in masks:
            path = os.path.join(ARCHIVE, f)
            if os.path.exists(path):
                boxes[f] = cv2.boundingRect(cv2.imread(path, cv2.IMREAD_GRAYSCALE))
            else:
                boxes[f] = (300, 20, 32, 52)
        taken = set()
        for f in masks:
            base = re.sub("_mask_id_.*", ".tif", f)
            image = cv2.imread(os.path.join(ARCHIVE, base), cv2.IMREAD_GRAYSCALE)
            height, width = image.shape
            x, y, w, h = boxes[f]
            for zoom in (1, 2, 3):
                new_w, new_h = int(w * zoom), int(h * zoom)
                x1 = clamp(int(x + w / 2 - new_w / 2), width)
                y1 = clamp(int(y + h / 2 - new_h / 2), height)
                x2, y2 = clamp(x1 + new_w, width), clamp(y1 + new_h, height)
                add("LESION", base, image, (x1, y1, x2 - x1, y2 - y1), zoom, True)
            if name.startswith("F"):
                shape = np.zeros_like(image)
                if os.path.exists(os.path.join(ARCHIVE, f)):
                    shape = cv2.imread(os.path.join(ARCHIVE, f), cv2.IMREAD_GRAYSCALE)
                _, white = cv2.threshold(image, 1, 255, cv2.THRESH_OTSU)
                blended = cv2.addWeighted(white, 0.5, cv2.bitwise_not(shape), 0.5, 0.0)
                for box in windows(image, blended, 224, int(0.8 * 224), 0.5):
                    if overlap(box, grown(boxes[f])):
                        continue
                    mine = [boxes[g] for g in masks if re.sub("_mask_id_.*", ".tif", g) == base]
                    strict = not any(overlap(box, grown(b)) for b in mine) and (base, box) not in taken
                    if strict:
                        taken.add((base, box))
                    add("HEALTHY", base, image, box, 1, strict)
    root = os.path.join(ARCHIVE, "BCDR-DN01_dataset")
    for f in sorted(os.path.relpath(os.path.join(d, f), ARCHIVE) for d, _, fs in os.walk(root) for f in fs):
        if f.endswith(".tif"):
            image = cv2.imread(os.path.join(ARCHIVE, f), cv2.IMREAD_GRAYSCALE)
            _, white = cv2.threshold(image, 1, 255, cv2.THRESH_OTSU)
            side = int(0.2 * image.shape[1])
            for box in windows(image, white, side, int(1.0 * side), 0.6):
                add("HEALTHY", f, image, box, 1, True)
    with open(os.path.join(OUT, "expected.jsonl"), "w") as f:
        for row in rows:
            f.write(json.dumps(row) + "\n")
    # Every 14th row and column of each patch, patch below patch.
    cv2.imwrite(os.path.join(OUT, "expected.png"), np.vstack(pixels))


build()
cut()
