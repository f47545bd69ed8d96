package org.gsprelabel.geotools.coverage;

import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.geotools.api.data.Query;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.parameter.ParameterValue;
import org.geotools.api.referencing.FactoryException;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.GridEnvelope2D;
import org.geotools.coverage.grid.GridGeometry2D;
import org.geotools.coverage.grid.io.GranuleSource;
import org.geotools.coverage.grid.io.StructuredGridCoverage2DReader;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.geometry.GeneralBounds;
import org.geotools.geometry.jts.JTS;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.referencing.operation.transform.AffineTransform2D;
import org.locationtech.jts.geom.Polygon;

/**
 * A reader of a mosaic in memory that does what GeoTools' reader of image mosaics was seen to do: it returns only the
 * rectangle around the granules that a request meets, zeros between them, a black image without nodata where there are
 * none, and its number of columns and rows is one too small.
 */
final class GappedMosaic {

    private static final String NAME = "mosaic";

    private final WritableRaster pixels;
    private final AffineTransform pixelToCrs;
    private final List<Rectangle> granules;

    /** @param granules in pixels; outside them the mosaic has none */
    GappedMosaic(WritableRaster pixels, AffineTransform pixelToCrs, List<Rectangle> granules) {
        this.pixels = pixels;
        this.pixelToCrs = pixelToCrs;
        this.granules = granules;
    }

    StructuredGridCoverage2DReader reader() {
        return proxy(StructuredGridCoverage2DReader.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getOriginalGridRange" -> new GridEnvelope2D(0, 0, pixels.getWidth() - 1, pixels.getHeight() - 1);
            case "getOriginalGridToWorld" -> new AffineTransform2D(pixelToCrs);
            case "getOriginalEnvelope" -> new GeneralBounds(bounds(pixels.getBounds()));
            case "getCoordinateReferenceSystem" -> Coverages.crs("EPSG:32633");
            case "getResolutionLevels" -> new double[][] {{pixelToCrs.getScaleX(), -pixelToCrs.getScaleY()}};
            case "getGridCoverageNames" -> new String[] {NAME};
            case "getGranules" -> source();
            case "read" -> read((Object[]) arguments[0]);
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private GridCoverage2D read(Object[] parameters) throws Exception {
        GridGeometry2D asked = (GridGeometry2D) ((ParameterValue<?>) parameters[0]).getValue();
        Rectangle wanted = pixels(asked.getEnvelope2D());
        Rectangle present = new Rectangle(-1, -1);
        for (Rectangle granule : granules) {
            if (granule.intersects(wanted)) {
                present.add(granule.intersection(wanted));
            }
        }
        Rectangle returned = present.isEmpty() ? wanted : present;
        WritableRaster raster = pixels.createCompatibleWritableRaster(returned.width, returned.height);
        for (Rectangle granule : granules) {
            Rectangle part = granule.intersection(returned);
            if (!part.isEmpty()) {
                Raster child = pixels.createChild(
                        part.x, part.y, part.width, part.height, part.x - returned.x, part.y - returned.y, null);
                raster.setRect(child);
            }
        }
        AffineTransform corner = new AffineTransform(pixelToCrs);
        corner.translate(returned.x, returned.y);
        BufferedImage image = new BufferedImage(raster.getWidth(), raster.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        image.setData(raster);
        return Coverages.of(image, corner, Coverages.crs("EPSG:32633"));
    }

    private GranuleSource source() {
        return proxy(GranuleSource.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "getSchema" -> schema();
            case "getGranules" -> features((Query) arguments[0]);
            case "dispose" -> null;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private SimpleFeatureCollection features(Query query) throws FactoryException {
        List<SimpleFeature> features = new ArrayList<>();
        for (Rectangle granule : granules) {
            Polygon footprint = JTS.toGeometry(bounds(granule));
            SimpleFeature feature =
                    SimpleFeatureBuilder.build(schema(), new Object[] {"file.tif", footprint}, "g" + features.size());
            if (query.getFilter().evaluate(feature) && features.size() < query.getMaxFeatures()) {
                features.add(feature);
            }
        }
        return new ListFeatureCollection(schema(), features);
    }

    private static SimpleFeatureType schema() {
        SimpleFeatureTypeBuilder type = new SimpleFeatureTypeBuilder();
        type.setName(NAME);
        type.add("location", String.class);
        type.add("the_geom", Polygon.class, Coverages.crs("EPSG:32633"));
        return type.buildFeatureType();
    }

    private ReferencedEnvelope bounds(Rectangle rect) {
        Rectangle2D world = pixelToCrs.createTransformedShape(rect).getBounds2D();
        return new ReferencedEnvelope(
                world.getMinX(), world.getMaxX(), world.getMinY(), world.getMaxY(), Coverages.crs("EPSG:32633"));
    }

    private Rectangle pixels(ReferencedEnvelope world) throws Exception {
        Rectangle2D found = pixelToCrs
                .createInverse()
                .createTransformedShape(
                        new Rectangle2D.Double(world.getMinX(), world.getMinY(), world.getWidth(), world.getHeight()))
                .getBounds2D();
        int left = (int) Math.round(found.getMinX());
        int top = (int) Math.round(found.getMinY());
        return new Rectangle(
                left, top, (int) Math.round(found.getMaxX()) - left, (int) Math.round(found.getMaxY()) - top);
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
