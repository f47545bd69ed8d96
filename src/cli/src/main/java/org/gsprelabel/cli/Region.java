package org.gsprelabel.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.GeoJsonReader;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.overlayng.OverlayNGRobust;

/**
 * Reads a region of interest: {@code minx,miny,maxx,maxy} or well-known text in the CRS of the input, or a GeoJSON file, in
 * whatever CRS that names. The CRS of a file goes with the geometry as its user data.
 */
final class Region {

    private static final Pattern NUMBER_LIST = Pattern.compile("[-+.,\\d\\seE]+");
    private static final Pattern WELL_KNOWN_TEXT = Pattern.compile(
            "\\s*(?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|LINEARRING|GEOMETRYCOLLECTION)\\s*(?:ZM?|M)?\\s*(?:\\(|EMPTY\\b).*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final String ALLOWED =
            "--roi must be minx,miny,maxx,maxy, a POLYGON in well-known text, or a GeoJSON file, got '";

    private Region() {}

    /**
     * The region.
     *
     * @throws CommandException when the text is none
     */
    static Geometry parse(String text) {
        if (NUMBER_LIST.matcher(text).matches() && text.contains(",")) {
            return box(text);
        }
        if (WELL_KNOWN_TEXT.matcher(text).matches()) {
            return polygonal(wellKnownText(text), text);
        }
        return polygonal(file(text), text);
    }

    private static Geometry box(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 4) {
            throw CommandException.usage(ALLOWED + text + "'");
        }
        try {
            double minX = Double.parseDouble(parts[0]);
            double minY = Double.parseDouble(parts[1]);
            double maxX = Double.parseDouble(parts[2]);
            double maxY = Double.parseDouble(parts[3]);
            if (!(minX < maxX && minY < maxY)) {
                throw CommandException.usage(
                        "--roi minx,miny,maxx,maxy must have minx < maxx and miny < maxy, got '" + text + "'");
            }
            return new GeometryFactory().toGeometry(new Envelope(minX, maxX, minY, maxY));
        } catch (NumberFormatException e) {
            throw new CommandException(ExitCode.USAGE, ALLOWED + text + "'", e);
        }
    }

    private static Geometry wellKnownText(String text) {
        try {
            return new WKTReader().read(text);
        } catch (ParseException | IllegalArgumentException e) {
            throw new CommandException(
                    ExitCode.USAGE, "--roi is not well-known text: " + e.getMessage() + ", got '" + text + "'", e);
        }
    }

    private static Geometry file(String text) {
        if (!isFile(text)) {
            throw CommandException.usage(ALLOWED + text + "', which is not there");
        }
        try {
            SimpleFeatureCollection features = new GeoJsonReader().read(Path.of(text));
            List<Geometry> parts = new ArrayList<>();
            try (SimpleFeatureIterator iterator = features.features()) {
                while (iterator.hasNext()) {
                    if (iterator.next().getDefaultGeometry() instanceof Geometry geometry) {
                        parts.add(geometry.isValid() ? geometry : GeometryFixer.fix(geometry));
                    }
                }
            }
            Geometry union = OverlayNGRobust.union(parts, new GeometryFactory());
            CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
            union.setUserData(crs);
            return union;
        } catch (ExportException e) {
            throw CommandException.unusableInput(String.valueOf(e.getMessage()), e);
        }
    }

    private static Geometry polygonal(Geometry geometry, String text) {
        if (geometry.isEmpty()) {
            throw CommandException.usage("--roi must be a polygon that is not empty, got an empty "
                    + geometry.getGeometryType() + " from '" + text + "'");
        }
        if (!(geometry instanceof Polygonal)) {
            throw CommandException.usage(
                    "--roi must be a polygon, got " + geometry.getGeometryType() + " from '" + text + "'");
        }
        return geometry;
    }

    private static boolean isFile(String text) {
        try {
            return Files.exists(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
