package org.gsprelabel.export;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.geotools.api.metadata.Identifier;
import org.geotools.api.referencing.FactoryException;
import org.geotools.api.referencing.NoSuchAuthorityCodeException;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.referencing.CRS;
import org.geotools.referencing.crs.DefaultGeographicCRS;

/**
 * Names of coordinate reference systems: {@code urn:ogc:def:crs:EPSG::32616} where there is an EPSG code, else the
 * definition itself as well-known text (OGC 01-009). They stand in the {@code crs} member of GeoJSON 2008, which GeoServer,
 * GDAL and QGIS still write and read. Coordinates are always x (east) before y (north), whatever order the authority gives.
 */
public final class CrsNames {

    private static final Pattern EPSG = Pattern.compile(
            "(?:urn:(?:x-)?ogc:def:crs:EPSG:[^:]*:|https?://www\\.opengis\\.net/def/crs/EPSG/[^/]+/|EPSG:)(\\d+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CRS84 = Pattern.compile(
            "(?:urn:ogc:def:crs:OGC:[^:]*:CRS84|https?://www\\.opengis\\.net/def/crs/OGC/[^/]+/CRS84|(?:OGC:|CRS:)?(?:CRS)?84)",
            Pattern.CASE_INSENSITIVE);

    private CrsNames() {}

    /** Whether it is what GeoJSON means without a {@code crs} member: WGS 84 in degrees. */
    static boolean isDefault(CoordinateReferenceSystem crs) {
        return CRS.equalsIgnoreMetadata(crs, DefaultGeographicCRS.WGS84)
                || epsgCode(crs).filter("4326"::equals).isPresent();
    }

    /** Whether coordinates of this CRS come as y before x. */
    static boolean isNorthFirst(CoordinateReferenceSystem crs) {
        return CRS.getAxisOrder(crs) == CRS.AxisOrder.NORTH_EAST;
    }

    /** The name of a CRS. */
    public static String nameOf(CoordinateReferenceSystem crs) {
        return epsgCode(crs)
                .map(code -> "urn:ogc:def:crs:EPSG::" + code)
                .orElseGet(() -> crs.toWKT().replaceAll("\\s*\\R\\s*", ""));
    }

    /**
     * The CRS of a name, x before y.
     *
     * @param name URN or URL of the OGC, {@code EPSG:32616}, {@code CRS84} or well-known text
     * @throws IllegalArgumentException when the name is none that is known
     */
    public static CoordinateReferenceSystem parse(String name) {
        try {
            Matcher epsg = EPSG.matcher(name.strip());
            if (epsg.matches()) {
                return CRS.decode("EPSG:" + epsg.group(1), true);
            }
            if (CRS84.matcher(name.strip()).matches()) {
                return DefaultGeographicCRS.WGS84;
            }
            if (name.contains("[")) {
                return CRS.parseWKT(name);
            }
        } catch (NoSuchAuthorityCodeException e) {
            throw new IllegalArgumentException("there is no CRS \"" + name + "\"", e);
        } catch (FactoryException e) {
            throw new IllegalArgumentException("the CRS \"" + name + "\" cannot be made: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("the CRS \"" + name
                + "\" is not understood; a name like urn:ogc:def:crs:EPSG::32616 or well-known text is");
    }

    /** The EPSG code that the CRS bears, when the definition under that code is indeed the same. */
    private static Optional<String> epsgCode(CoordinateReferenceSystem crs) {
        for (Identifier identifier : crs.getIdentifiers()) {
            String code = identifier.toString().toUpperCase(Locale.ROOT);
            if (code.startsWith("EPSG:") && isSame(crs, code)) {
                return Optional.of(code.substring("EPSG:".length()));
            }
        }
        return Optional.empty();
    }

    private static boolean isSame(CoordinateReferenceSystem crs, String code) {
        try {
            // A projected CRS has x first either way; the geographic one below it may have been made either way.
            return CRS.equalsIgnoreMetadata(crs, CRS.decode(code, true))
                    || CRS.equalsIgnoreMetadata(crs, CRS.decode(code, false));
        } catch (FactoryException e) {
            // A code that this EPSG database does not hold says nothing to a reader either: the definition does.
            return false;
        }
    }
}
