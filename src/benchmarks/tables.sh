#!/usr/bin/env bash
# Seams, suppression, polygons and squaring: all tables of README.md that need no model, one after the other (about ten minutes).
# PYTHON names a Python that has rasterio, shapely, numpy and GDAL, if python3 does not.
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -d src/benchmarks/target/classes ] && [ -d src/cli/target/lib ] || ./mvnw -q -DskipTests package
classes='src/benchmarks/target/classes:src/cli/target/lib/*:src/benchmarks/target/lib/*'

echo "## Merging"
for form in mask box oriented_box; do
  echo "$form"
  java -Xmx256m -cp "$classes" org.gsprelabel.benchmarks.MergeScaling "$form"
done
echo "## Non-maximum suppression"
java -cp "$classes" org.gsprelabel.benchmarks.SuppressionComparison 100000 5
echo "## Masks to polygons"
java -XX:+UseSerialGC -Xmx3g -Xmn2g -cp "$classes" org.gsprelabel.benchmarks.VectorizeComparison src/benchmarks/polygonize.py 3
echo "## Squaring"
java -cp "$classes" org.openjdk.jmh.Main FootprintSquaring
