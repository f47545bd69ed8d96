"""Makes the pictures of this folder: asks a GeoServer that has the plugin, the coverage town:scene, the layer town:roofs that
PreLabelCoverage made of it, and the styles. Usage: previews.py http://127.0.0.1:8080/geoserver"""
import os
import sys
import urllib.parse
import urllib.request

FOLDER = os.path.dirname(os.path.abspath(__file__))
BOX = "391050,5819850,391170,5819938"


def save(url, name, **parameters):
    query = urllib.parse.urlencode({"service": "WMS", "version": "1.1.1", "format": "image/png", **parameters})
    with urllib.request.urlopen(f"{url}/wms?{query}", timeout=120) as answer:
        data = answer.read()
    if not data.startswith(b"\x89PNG"):
        sys.exit(f"{name}: no picture came back: {data[:300]!r}")
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(data)


def picture(url, name, layer, style):
    save(url, name, request="GetMap", layers=f"town:scene,{layer}", styles=f"raster,{style}", srs="EPSG:32633", bbox=BOX,
         width=600, height=440)


def main(url):
    # Twice: the first map may be asked for before all tiles are ready.
    for _ in range(2):
        picture(url, "live-labels.png", "town:scene", "prelabel-live")
    for style in ("class", "confidence", "labels"):
        picture(url, f"style-{style}.png", "town:roofs", f"prelabel-{style}")
        save(url, f"legend-{style}.png", request="GetLegendGraphic", layer="town:roofs", style=f"prelabel-{style}",
             legend_options="fontAntiAliasing:true")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
