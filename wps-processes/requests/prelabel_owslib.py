#!/usr/bin/env python3
"""Pre-labels a coverage of a GeoServer by OWSLib, and saves what is found as GeoJSON.

    python3 prelabel_owslib.py http://localhost:8080/geoserver demo:scene roofs-semseg roofs.geojson

The run goes on in the server while this script asks how far it is. USER and PASSWORD of the server may stand in the
environment variables GEOSERVER_USER and GEOSERVER_PASSWORD.
"""

import os
import sys

from owslib.util import Authentication
from owslib.wps import WebProcessingService, monitorExecution

PRE_LABEL = "prelabel:PreLabelCoverage"
EXPORT = "prelabel:ExportPredictions"

# Of PRE_LABEL, beyond the coverage and the model.
INPUTS = [
    ("minArea", "5"),
]

# PreLabelCoverage inside ExportPredictions: the file has all digits, in the CRS of the coverage.
CHAIN = """<?xml version="1.0" encoding="UTF-8"?>
<wps:Execute service="WPS" version="1.0.0" xmlns:wps="http://www.opengis.net/wps/1.0.0"
    xmlns:ows="http://www.opengis.net/ows/1.1" xmlns:xlink="http://www.w3.org/1999/xlink">
  <ows:Identifier>{export}</ows:Identifier>
  <wps:DataInputs>
    <wps:Input>
      <ows:Identifier>features</ows:Identifier>
      <wps:Reference mimeType="text/xml; subtype=wfs-collection/1.0" xlink:href="http://geoserver/wps" method="POST">
        <wps:Body>
          <wps:Execute service="WPS" version="1.0.0">
            <ows:Identifier>{process}</ows:Identifier>
            <wps:DataInputs>{inputs}</wps:DataInputs>
            <wps:ResponseForm>
              <wps:RawDataOutput mimeType="text/xml; subtype=wfs-collection/1.0">
                <ows:Identifier>result</ows:Identifier>
              </wps:RawDataOutput>
            </wps:ResponseForm>
          </wps:Execute>
        </wps:Body>
      </wps:Reference>
    </wps:Input>
  </wps:DataInputs>
  <wps:ResponseForm>
    <wps:ResponseDocument storeExecuteResponse="true" status="true">
      <wps:Output asReference="true" mimeType="application/geo+json"><ows:Identifier>result</ows:Identifier></wps:Output>
    </wps:ResponseDocument>
  </wps:ResponseForm>
</wps:Execute>"""

INPUT = "<wps:Input><ows:Identifier>{}</ows:Identifier><wps:Data><wps:LiteralData>{}</wps:LiteralData></wps:Data></wps:Input>"


def request(coverage, model):
    """The Execute request, as bytes."""
    inputs = [("coverageName", coverage), ("model", model)] + INPUTS
    return CHAIN.format(
        export=EXPORT, process=PRE_LABEL, inputs="".join(INPUT.format(name, value) for name, value in inputs)
    ).encode("utf-8")


def main(server, coverage, model, target):
    login = Authentication(os.environ.get("GEOSERVER_USER"), os.environ.get("GEOSERVER_PASSWORD"))
    wps = WebProcessingService(server.rstrip("/") + "/ows", version="1.0.0", skip_caps=True, auth=login)
    known = {data.identifier for data in wps.describeprocess(PRE_LABEL).dataInputs}
    unknown = [name for name, _ in INPUTS if name not in known]
    if unknown:
        sys.exit(f"{PRE_LABEL} has no inputs {unknown}; it has {sorted(known)}")
    run = wps.execute(EXPORT, inputs=[], request=request(coverage, model))
    monitorExecution(run, sleepSecs=2)
    if not run.isSucceded():
        sys.exit("\n".join(error.text for error in run.errors) or run.status)
    run.getOutput(target, identifier="result")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
