"""Polygonises 8-bit masks with the public tools, for VectorizeComparison.

Usage: polygonize.py ROUNDS MASK.pgm ...

Prints one line a mask and tool: name, tool, polygons, total area, milliseconds of processor time (user and system; median of
the rounds). Pixels other than 0 are polygonised, 4-connected. Needs rasterio, numpy and the Python bindings of GDAL.
"""
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings

import rasterio
from osgeo import gdal, ogr
from rasterio.features import shapes

gdal.UseExceptions()
warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)


def ring_area(ring):
    doubled = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(ring, ring[1:]))
    return abs(doubled) / 2


def polygon_area(rings):
    return ring_area(rings[0]) - sum(ring_area(hole) for hole in rings[1:])


def timed(rounds, job):
    """The last result, and the median of the processor time in milliseconds; the first round warms up and does not count."""
    times = []
    for _ in range(rounds + 1):
        result = None
        start = time.process_time()
        result = job()
        times.append(1000 * (time.process_time() - start))
    return result, statistics.median(times[1:])


def run_rasterio(path, rounds):
    with rasterio.open(path) as source:
        pixels = source.read(1)
    found, millis = timed(rounds, lambda: list(shapes(pixels, mask=pixels != 0)))
    return len(found), sum(polygon_area(geometry["coordinates"]) for geometry, _ in found), millis


def dataset_size(dataset):
    layer = dataset.GetLayer()
    area = 0.0
    for feature in layer:
        area += feature.GetGeometryRef().GetArea()
    return layer.GetFeatureCount(), area


def run_gdal(path, rounds):
    """What gdal_polygonize.py calls, from memory to memory."""
    source = gdal.GetDriverByName("MEM").CreateCopy("", gdal.Open(path))
    band = source.GetRasterBand(1)

    def job():
        target = ogr.GetDriverByName("Memory").CreateDataSource("")
        layer = target.CreateLayer("mask", geom_type=ogr.wkbPolygon)
        gdal.Polygonize(band, band, layer, -1)
        return target

    target, millis = timed(rounds, job)
    return *dataset_size(target), millis


def run_script(path):
    """gdal_polygonize.py as one calls it, from file to file; once."""
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "polygons.fgb")
        command = [sys.executable, "-m", "osgeo_utils.gdal_polygonize", "-q", "-mask", path, path, "-f", "FlatGeobuf", target]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        millis = 1000 * (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        return *dataset_size(ogr.Open(target)), millis


def main():
    rounds = int(sys.argv[1])
    print(f"# rasterio {rasterio.__version__}, GDAL {gdal.__version__}", flush=True)
    for path in sys.argv[2:]:
        name = pathlib.Path(path).stem
        for tool, result in (
            ("rasterio", run_rasterio(path, rounds)),
            ("gdal", run_gdal(path, rounds)),
            ("script", run_script(path)),
        ):
            count, area, millis = result
            print(name, tool, count, f"{area:.1f}", f"{millis:.1f}", flush=True)


main()
