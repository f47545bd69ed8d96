package org.gsprelabel.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.operation.TransformException;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.data.simple.SimpleFeatureIterator;
import org.geotools.geometry.jts.JTS;
import org.geotools.referencing.CRS;
import org.gsprelabel.export.CrsNames;
import org.gsprelabel.export.ExportException;
import org.gsprelabel.export.GeoJsonReader;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygonal;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;
import org.locationtech.jts.operation.union.UnaryUnionOp;

/**
 * Reads a region of interest: {@code minx,miny,maxx,maxy} or well-known text in the CRS of the input, or a GeoJSON file, in
 * whatever CRS that names. The CRS of a file goes with the geometry as its user data.
 */
final class Region {

    private static final Pattern NUMBER_LIST = Pattern.compile("[-+.,\\d\\seE]+");
    private static final Pattern WELL_KNOWN_TEXT = Pattern.compile(
            "\\s*(?:(?:MULTI)?POLYGON|GEOMETRYCOLLECTION)\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
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

    /** A region in another CRS, when it knows its own. */
    static Geometry in(@Nullable CoordinateReferenceSystem crs, Geometry region) {
        if (crs == null
                || !(region.getUserData() instanceof CoordinateReferenceSystem own)
                || CRS.equalsIgnoreMetadata(own, crs)) {
            return region;
        }
        try {
            return JTS.transform(region, CRS.findMathTransform(own, crs, true));
        } catch (FactoryException | TransformException e) {
            throw CommandException.unusableInput(
                    "--roi cannot be brought from its CRS " + CrsNames.nameOf(own) + " to " + CrsNames.nameOf(crs)
                            + ".",
                    e);
        }
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
                        parts.add(geometry);
                    }
                }
            }
            Geometry union = UnaryUnionOp.union(parts, new GeometryFactory());
            CoordinateReferenceSystem crs = features.getSchema().getCoordinateReferenceSystem();
            union.setUserData(crs);
            return union;
        } catch (ExportException e) {
            throw CommandException.unusableInput(String.valueOf(e.getMessage()), e);
        }
    }

    private static Geometry polygonal(Geometry geometry, String text) {
        if (geometry.isEmpty() || !(geometry instanceof Polygonal)) {
            throw CommandException.usage("--roi must be a polygon that is not empty, got "
                    + (geometry.isEmpty() ? "an empty " : "a ") + geometry.getGeometryType() + " from '" + text + "'");
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
