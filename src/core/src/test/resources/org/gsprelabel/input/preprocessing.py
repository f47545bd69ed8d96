#!/usr/bin/python3
"""Computes preprocessing.txt: what reference preprocessings make of small windows.

Resizes by Pillow (bilinear and bicubic, antialiased; mode F in floating point, mode L in whole grey levels), by
scipy.ndimage (OWLv2) and by numpy.interp (bilinear without antialiasing). Debian: python3-pil python3-numpy python3-scipy.

    ./preprocessing.py > preprocessing.txt
"""

import numpy as np
from PIL import Image
from scipy import ndimage

IMAGENET = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
IMAGENET_255 = np.array([123.675, 116.28, 103.53]), np.array([58.395, 57.12, 57.375])
CLIP = np.array([0.48145466, 0.4578275, 0.40821073]), np.array([0.26862954, 0.26130258, 0.27577711])


def window(seed, width, height, low=0, high=255):
    return np.random.RandomState(seed).randint(low, high + 1, (3, height, width)).astype(np.float64)


def checks(width, height):
    rows, columns = np.mgrid[0:height, 0:width]
    return np.stack([255.0 * ((rows // step + columns // step) % 2) for step in (1, 2, 3)])


def pillow(image, width, height, kernel, mode="F"):
    kind = np.float32 if mode == "F" else np.uint8
    return np.stack([np.asarray(Image.fromarray(plane.astype(kind), mode).resize((width, height), kernel), np.float64)
                     for plane in image])


def normalised(image, statistics):
    mean, std = statistics
    return (image - mean[:, None, None]) / std[:, None, None]


def padded(image, height, width, value=0.0, top=0, left=0):
    target = np.full((image.shape[0], height, width), value)
    target[:, top:top + image.shape[1], left:left + image.shape[2]] = image
    return target


def longest(image, size, mode="F"):
    height, width = image.shape[1:]
    scale = size / max(height, width)
    resized = pillow(image, int(width * scale + 0.5), int(height * scale + 0.5), Image.BILINEAR, mode)
    return padded(normalised(resized, IMAGENET_255), size, size)


def shortest(image, size, longest_side):
    height, width = image.shape[1:]
    if max(height, width) / min(height, width) * size > longest_side:
        size = round(longest_side * min(height, width) / max(height, width))
    if width < height:
        new_width, new_height = size, int(size * height / width)
    else:
        new_width, new_height = int(size * width / height), size
    return normalised(pillow(image, new_width, new_height, Image.BILINEAR) / 255, IMAGENET)


def stretched(image, size, kernel, statistics, mode="F"):
    return normalised(pillow(image, size, size, kernel, mode) / 255, statistics)


def square_padded(image, size):
    side = max(image.shape[1:])
    square = padded(image / 255, side, side)
    factor = side / size
    sigma = max(0, (factor - 1) / 2)
    smooth = ndimage.gaussian_filter(square, (0, sigma, sigma), mode="mirror")
    resized = ndimage.zoom(smooth, (1, 1 / factor, 1 / factor), order=1, mode="mirror", grid_mode=True)
    assert resized.shape == (3, size, size)
    return normalised(resized, CLIP)


def linear(image, width, height):
    def along(values, length):
        positions = (np.arange(length) + 0.5) * len(values) / length - 0.5
        return np.interp(positions, np.arange(len(values)), values)

    return np.apply_along_axis(along, 1, np.apply_along_axis(along, 2, image, width), height)


def letterboxed(image, size):
    height, width = image.shape[1:]
    ratio = min(size / height, size / width)
    new_width, new_height = round(width * ratio), round(height * ratio)
    left, top = round((size - new_width) / 2 - 0.1), round((size - new_height) / 2 - 0.1)
    return padded(linear(image, new_width, new_height) / 255, size, size, 114 / 255, top, left)


def show(name, source, target, tolerance):
    print("case", name, "tolerance", tolerance)
    for title, image, form in ("window", source, "%d"), ("input", target, "%.7g"):
        print(title, *image.shape)
        for row in image.reshape(-1, image.shape[2]):
            print(*(form % value for value in row))


LEVEL = 1 / 255
FLOAT = 2e-6

image = window(1, 11, 7)
show("longest-reduces", image, longest(image, 8), FLOAT)
show("longest-reduces-in-grey-levels", image, longest(image, 8, "L"), 1 / 57)
image = window(2, 3, 5)
show("longest-enlarges", image, longest(image, 8), FLOAT)
image = window(3, 9, 4)
show("shortest-limited", image, shortest(image, 6, 12), FLOAT)
image = window(4, 4, 5)
show("shortest", image, shortest(image, 6, 12), FLOAT)
image = window(5, 10, 6, 60, 200)
show("stretch-bicubic-reduces", image, stretched(image, 4, Image.BICUBIC, CLIP), FLOAT)
image = window(6, 3, 5, 60, 200)
show("stretch-bicubic-enlarges", image, stretched(image, 8, Image.BICUBIC, CLIP), FLOAT)
image = checks(7, 5)
show("stretch-bicubic-clips-in-grey-levels", image, stretched(image, 8, Image.BICUBIC, CLIP, "L"),
     1.2 * LEVEL / 0.26)
image = window(7, 13, 6)
show("stretch-antialiased", image, stretched(image, 5, Image.BILINEAR, IMAGENET), FLOAT)
image = window(8, 12, 7)
show("square-pad-reduces", image, square_padded(image, 5), FLOAT)
image = window(9, 13, 20)
show("square-pad-reduces-much", image, square_padded(image, 4), FLOAT)
image = window(10, 5, 3)
show("square-pad-enlarges", image, square_padded(image, 8), FLOAT)
image = window(11, 13, 7)
show("letterbox-reduces", image, letterboxed(image, 8), FLOAT)
image = window(12, 3, 4)
show("letterbox-enlarges", image, letterboxed(image, 9), FLOAT)
image = window(13, 9, 5)
show("stretch", image, linear(image, 6, 6) / 255, FLOAT)
