"""Non-maximum suppression with numpy, and with shapely and its STRtree; called by SuppressionComparison.

Arguments: greedy or soft, a file of float32 (minX, minY, maxX, maxY, score), number of runs. Prints a line for each tool:
its name, the median of its processor times in milliseconds, the boxes kept.
"""
import math
import statistics
import sys
import time

import numpy as np
import shapely
from shapely.geometry import box
from shapely.strtree import STRtree

THRESHOLD = 0.5
SIGMA = 0.5
LEAST = 0.001
# a tool that takes longer than this in its first run is not run again
PATIENCE = 10


def ious(boxes, areas, one, others):
    width = np.minimum(boxes[one, 2], boxes[others, 2]) - np.maximum(boxes[one, 0], boxes[others, 0])
    height = np.minimum(boxes[one, 3], boxes[others, 3]) - np.maximum(boxes[one, 1], boxes[others, 1])
    shared = np.maximum(width, 0) * np.maximum(height, 0)
    return shared / (areas[one] + areas[others] - shared)


def greedy_numpy(boxes, scores):
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    order = np.argsort(-scores, kind="stable")
    kept = []
    while order.size:
        one, order = order[0], order[1:]
        kept.append(int(one))
        order = order[ious(boxes, areas, one, order) <= THRESHOLD]
    return kept


def soft_numpy(boxes, scores):
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    left = np.arange(len(scores))
    scores = scores.copy()
    kept = []
    while left.size:
        one = left[np.argmax(scores[left])]
        kept.append(int(one))
        left = left[left != one]
        scores[left] *= np.exp(-ious(boxes, areas, one, left) ** 2 / SIGMA)
        left = left[scores[left] >= LEAST]
    return kept


class Neighbours:
    """Which boxes touch a box, by an STRtree; of shapely 2 it gives indices, of shapely 1 the shapes themselves."""

    def __init__(self, shapes):
        self.shapes = shapes
        self.tree = STRtree(shapes)
        self.index = None if shapely.__version__ >= "2" else {id(shape): i for i, shape in enumerate(shapes)}

    def of(self, one):
        found = self.tree.query(self.shapes[one])
        return found if self.index is None else [self.index[id(shape)] for shape in found]


def greedy_shapely(shapes, scores):
    neighbours = Neighbours(shapes)
    gone = np.zeros(len(shapes), dtype=bool)
    kept = []
    for one in np.argsort(-scores, kind="stable"):
        if gone[one]:
            continue
        kept.append(int(one))
        gone[one] = True
        for other in neighbours.of(one):
            if not gone[other]:
                shared = shapes[one].intersection(shapes[other]).area
                gone[other] = shared / (shapes[one].area + shapes[other].area - shared) > THRESHOLD
    return kept


def soft_shapely(shapes, scores):
    neighbours = Neighbours(shapes)
    scores = scores.copy()
    waiting = np.ones(len(shapes), dtype=bool)
    kept = []
    while True:
        one = int(np.argmax(np.where(waiting, scores, -1)))
        if not waiting[one]:
            return kept
        waiting[one] = False
        kept.append(one)
        for other in neighbours.of(one):
            if waiting[other]:
                shared = shapes[one].intersection(shapes[other]).area
                iou = shared / (shapes[one].area + shapes[other].area - shared)
                scores[other] *= math.exp(-iou * iou / SIGMA)
                waiting[other] = scores[other] >= LEAST


def measure(name, work, runs):
    times = []
    while len(times) < runs and (not times or times[0] < PATIENCE):
        start = time.process_time()
        kept = work()
        times.append(time.process_time() - start)
    print(name, 1000 * statistics.median(times), kept)


def main():
    task, file, runs = sys.argv[1], sys.argv[2], int(sys.argv[3])
    rows = np.fromfile(file, dtype="<f4").reshape(-1, 5).astype(np.float64)
    boxes, scores = rows[:, :4].copy(), rows[:, 4].copy()
    shapes = [box(*row) for row in boxes]
    many = len(scores) > 20_000
    if task == "greedy":
        measure("numpy", lambda: greedy_numpy(boxes, scores), runs)
        measure("shapely", lambda: greedy_shapely(shapes, scores), runs)
    elif not many:
        # each step looks at all that are left: minutes for more
        measure("numpy", lambda: soft_numpy(boxes, scores), runs)
        measure("shapely", lambda: soft_shapely(shapes, scores), runs)


main()
