package org.gsprelabel.geotools.coverage;

import java.awt.Point;
import java.awt.geom.AffineTransform;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.geotools.api.coverage.grid.GridEnvelope;
import org.geotools.api.metadata.spatial.PixelOrientation;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.referencing.datum.PixelInCell;
import org.geotools.api.referencing.operation.MathTransform;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.GridEnvelope2D;
import org.geotools.coverage.grid.GridGeometry2D;
import org.geotools.coverage.grid.InvalidGridGeometryException;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.referencing.CRS;
import org.gsprelabel.raster.RasterException;
import org.gsprelabel.raster.RasterInfo;
import org.gsprelabel.raster.RasterSource;
import org.gsprelabel.raster.RasterWindow;
import org.gsprelabel.raster.Resampler;
import org.gsprelabel.raster.WorkingGrid;
import org.gsprelabel.tile.PixelRect;
import org.jspecify.annotations.Nullable;

/**
 * Pixels of a coverage, window by window.
 *
 * <p>Alpha, masks and outlines become the valid mask, palettes become red, green and blue, nodata is what the sample dimensions or the
 * coverage declare. World coordinates have longitude or easting first. Memory is that of the windows under way and of a
 * bounded number of decoded blocks, whatever the layout of the file, except for files that compress more than can be held
 * into one strip or tile.
 */
public final class CoverageSource implements RasterSource {

    private final RasterInfo info;
    private final CoordinateReferenceSystem crs;
    private final Pyramid pyramid;
    private final PixelDecoder decoder;

    private CoverageSource(String name, Georeference georeference, Pyramid pyramid, PixelDecoder decoder) {
        int width = pyramid.width(0);
        int height = pyramid.height(0);
        this.info = new RasterInfo(
                name,
                width,
                height,
                decoder.bands(),
                decoder.sampleType(),
                georeference.gridToWorld(),
                georeference.metresPerStep(width, height, true),
                georeference.metresPerStep(width, height, false));
        this.crs = georeference.crs();
        this.pyramid = pyramid;
        this.decoder = decoder;
    }

    /**
     * A coverage at hand; its image may be one that computes tiles when they are asked for.
     *
     * @param name how reports name it
     * @throws IllegalArgumentException when it has no coordinate reference system or no affine transform
     */
    public static CoverageSource of(String name, GridCoverage2D coverage) {
        GridGeometry2D geometry = coverage.getGridGeometry();
        GridEnvelope2D range = geometry.getGridRange2D();
        AffineTransform pixelToCrs = Georeference.pixelToCrs(name, cornerToCrs(geometry), range.x, range.y);
        Georeference georeference = Georeference.of(name, pixelToCrs, coverage.getCoordinateReferenceSystem());
        return new CoverageSource(name, georeference, new ImagePyramid(coverage), PixelDecoder.of(coverage));
    }

    /**
     * A coverage that is read from its store window by window, from overviews where they serve.
     *
     * @param name how reports name it
     * @param reader of one coverage, safe for use by several threads
     * @throws IllegalArgumentException when it has no coordinate reference system or no affine transform
     * @throws RasterException when it cannot be opened
     */
    public static CoverageSource of(String name, GridCoverage2DReader reader) {
        try {
            GridEnvelope range = reader.getOriginalGridRange();
            AffineTransform pixelToCrs = Georeference.pixelToCrs(
                    name, reader.getOriginalGridToWorld(PixelInCell.CELL_CORNER), range.getLow(0), range.getLow(1));
            CoordinateReferenceSystem crs = reader.getCoordinateReferenceSystem();
            Georeference georeference = Georeference.of(name, pixelToCrs, crs);
            Optional<Granules> granules = Granules.of(reader, CRS.getHorizontalCRS(crs));
            Optional<Point> sample =
                    granules.isPresent() ? Optional.of(granules.get().pixel(pixelToCrs)) : Optional.empty();
            ReaderPyramid pyramid = new ReaderPyramid(reader, pixelToCrs, CRS.getHorizontalCRS(crs), sample);
            try (ReaderPyramid.OpenCoverage probe = pyramid.open(0, pyramid.sample(0))) {
                RenderedImage image = probe.coverage().getRenderedImage();
                Pyramid present = granules.isPresent()
                        ? new MosaicPyramid(pyramid, granules.get(), image.getSampleModel())
                        : pyramid;
                return new CoverageSource(
                        name, georeference, CachedPyramid.over(present, image), PixelDecoder.of(probe.coverage()));
            }
        } catch (IllegalArgumentException e) {
            // What this package itself refuses, with a sentence of its own.
            throw e;
        } catch (IOException | RuntimeException e) {
            String sentence = "coverage '" + name + "' cannot be opened";
            throw new RasterException(sentence + ": " + reason(e), sentence + "; the server's log has the reason", e);
        }
    }

    @Override
    public RasterInfo info() {
        return info;
    }

    @Override
    public double pixelsRead(WorkingGrid grid) {
        int level = levelFor(grid);
        return ratio(grid.scaleX(), pyramid.width(level), info.width())
                * ratio(grid.scaleY(), pyramid.height(level), info.height());
    }

    /** Most bytes of decoded pixels that are remembered for windows to come: not more than the image and its overviews have. */
    public long mostDecodedBytes() {
        // a band more for alpha; the overviews have a third of the pixels, in ever smaller images
        double image = (double) info.width()
                * info.height()
                * (info.bands() + 1)
                * info.sampleType().bytes();
        return Math.min(CachedPyramid.capacity(), (long) Math.ceil(image * 4 / 3));
    }

    /** CRS of the world coordinates, longitude or easting first. */
    public CoordinateReferenceSystem crs() {
        return crs;
    }

    @Override
    public RasterWindow read(WorkingGrid grid, PixelRect rect, List<Integer> bands) {
        info.requireBands(bands);
        if (!new PixelRect(0, 0, grid.width(), grid.height()).contains(rect)) {
            throw new IllegalArgumentException("window " + rect + " must lie inside the working grid of " + grid.width()
                    + " x " + grid.height() + " pixels");
        }
        int level = levelFor(grid);
        double ratioX = ratio(grid.scaleX(), pyramid.width(level), info.width());
        double ratioY = ratio(grid.scaleY(), pyramid.height(level), info.height());
        PixelRect needed = new PixelRect(0, 0, pyramid.width(level), pyramid.height(level))
                .intersection(footprint(rect, ratioX, ratioY))
                .orElseThrow();
        try (Pyramid.Image image = pyramid.open(level, needed)) {
            if (ratioX == 1 && ratioY == 1 && needed.contains(rect)) {
                return decoded(image, rect, bands);
            }
            return new Resampler(
                            pyramid.width(level), pyramid.height(level), bands.size(), info.bands(), ratioX, ratioY)
                    .resample(part -> decode(image, part, bands), rect);
        } catch (IOException | RuntimeException e) {
            String sentence = "pixels " + rect + " of coverage '" + info.name() + "' cannot be read";
            throw new RasterException(sentence + ": " + reason(e), sentence + "; the server's log has the reason", e);
        }
    }

    private RasterWindow decode(Pyramid.Image image, PixelRect part, List<Integer> bands) {
        try {
            return decoded(image, part, bands);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private RasterWindow decoded(Pyramid.Image image, PixelRect part, List<Integer> bands) throws IOException {
        RasterWindow window = decoder.decode(image.read(part), part, bands);
        image.restrict(window.valid(), part);
        return window;
    }

    /** The coarsest level that has at least the resolution of the grid. */
    private int levelFor(WorkingGrid grid) {
        int best = 0;
        for (int level = 1; level < pyramid.levels(); level++) {
            double scaleX = info.width() / (double) pyramid.width(level);
            double scaleY = info.height() / (double) pyramid.height(level);
            if (scaleX <= grid.scaleX() * (1 + 1e-9) && scaleY <= grid.scaleY() * (1 + 1e-9)) {
                best = level;
            }
        }
        return best;
    }

    /** Pixels of a level per working pixel; 1 when over the whole raster they part by less than a pixel's thousandth. */
    private static double ratio(double scale, int levelSize, int nativeSize) {
        double ratio = scale * levelSize / nativeSize;
        return Math.abs(ratio - 1) * levelSize < 1e-3 ? 1 : ratio;
    }

    private static PixelRect footprint(PixelRect rect, double ratioX, double ratioY) {
        int left = (int) Math.max(0, Math.floor(rect.x() * ratioX) - 1);
        int top = (int) Math.max(0, Math.floor(rect.y() * ratioY) - 1);
        int right = (int) Math.ceil(rect.right() * ratioX) + 1;
        int bottom = (int) Math.ceil(rect.bottom() * ratioY) + 1;
        return new PixelRect(left, top, right - left, bottom - top);
    }

    private static @Nullable MathTransform cornerToCrs(GridGeometry2D geometry) {
        try {
            return geometry.getGridToCRS2D(PixelOrientation.UPPER_LEFT);
        } catch (InvalidGridGeometryException e) {
            // A grid geometry says this way that it has no transform; the caller reports it with the coverage's name.
            return null;
        }
    }

    /** What an exception says, or what it is when it says nothing. */
    static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
