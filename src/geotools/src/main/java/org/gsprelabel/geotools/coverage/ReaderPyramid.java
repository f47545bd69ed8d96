package org.gsprelabel.geotools.coverage;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.geom.Rectangle2D;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.geotools.api.coverage.grid.GridEnvelope;
import org.geotools.api.metadata.spatial.PixelOrientation;
import org.geotools.api.parameter.GeneralParameterValue;
import org.geotools.api.parameter.ParameterValue;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.coverage.grid.GridCoverage2D;
import org.geotools.coverage.grid.GridEnvelope2D;
import org.geotools.coverage.grid.GridGeometry2D;
import org.geotools.coverage.grid.io.AbstractGridFormat;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.coverage.grid.io.OverviewPolicy;
import org.geotools.geometry.GeneralBounds;
import org.geotools.geometry.jts.ReferencedEnvelope;
import org.geotools.image.util.ImageUtilities;
import org.gsprelabel.tile.PixelRect;

/**
 * The native image and the overviews that a reader offers. Every opened level is a coverage of its own, with its own
 * image reader, so that threads do not wait for each other; it is disposed of when closed.
 */
final class ReaderPyramid implements Pyramid {

    private static final System.Logger LOGGER = System.getLogger(ReaderPyramid.class.getName());

    /** Images that are stored in larger pieces than this are read in smaller ones. */
    private static final long LARGEST_PIECE = 8L << 20;

    private static final String SMALL_PIECES = "512,512";
    /** How far, in pixels, an image may lie beside the grid of its level: what rounding explains. */
    private static final double TOLERANCE = 0.01;

    private final GridCoverage2DReader reader;
    private final AffineTransform pixelToCrs;
    private final CoordinateReferenceSystem crs;
    private final List<Level> levels;
    private final Point sample;

    /**
     * @param pixelToCrs pixel corners to the CRS of the reader, from the first pixel on
     * @param crs horizontal CRS of the reader
     * @param sample a pixel that is there; empty for the one in the middle
     */
    ReaderPyramid(
            GridCoverage2DReader reader,
            AffineTransform pixelToCrs,
            CoordinateReferenceSystem crs,
            Optional<Point> sample)
            throws IOException {
        this.reader = reader;
        this.pixelToCrs = pixelToCrs;
        this.crs = crs;
        this.levels = levels(reader, pixelToCrs);
        this.sample = sample.orElse(new Point(width(0) / 2, height(0) / 2));
        dropUnlikeOverviews();
    }

    /** An overview may be a thumbnail without alpha, or one that the reader does not return as it is. */
    private void dropUnlikeOverviews() throws IOException {
        SampleModel samples;
        try (OpenCoverage full = open(0, sample(0))) {
            samples = full.image.getSampleModel();
        }
        for (int level = levels.size() - 1; level > 0; level--) {
            if (!isLike(level, samples)) {
                levels.remove(level);
            }
        }
    }

    private boolean isLike(int level, SampleModel samples) {
        try (OpenCoverage overview = open(level, sample(level))) {
            SampleModel own = overview.image.getSampleModel();
            return own.getNumBands() == samples.getNumBands() && own.getDataType() == samples.getDataType();
        } catch (IOException e) {
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "overview of " + width(level) + " x " + height(level) + " pixels is not used: " + e.getMessage());
            return false;
        }
    }

    /** A pixel of a level that is certainly there. */
    PixelRect sample(int level) {
        int x = (int) ((sample.x + 0.5) * width(level) / width(0));
        int y = (int) ((sample.y + 0.5) * height(level) / height(0));
        return new PixelRect(x, y, 1, 1);
    }

    @Override
    public int levels() {
        return levels.size();
    }

    @Override
    public int width(int level) {
        return levels.get(level).width;
    }

    @Override
    public int height(int level) {
        return levels.get(level).height;
    }

    @Override
    public OpenCoverage open(int level, PixelRect rect) throws IOException {
        AffineTransform levelToCrs = levelToCrs(level);
        GridCoverage2D coverage = readCoverage(request(level, levelToCrs, rect));
        RenderedImage image = coverage.getRenderedImage();
        if (pieceBytes(image) > LARGEST_PIECE) {
            // Nothing was decoded yet: images of readers compute their tiles when they are asked for.
            dispose(coverage);
            List<GeneralParameterValue> request = request(level, levelToCrs, rect);
            ParameterValue<String> pieces = AbstractGridFormat.SUGGESTED_TILE_SIZE.createValue();
            pieces.setValue(SMALL_PIECES);
            request.add(pieces);
            coverage = readCoverage(request);
        }
        try {
            return new OpenCoverage(coverage, levelToCrs);
        } catch (IOException | RuntimeException e) {
            dispose(coverage);
            throw e;
        }
    }

    private static List<Level> levels(GridCoverage2DReader reader, AffineTransform pixelToCrs) throws IOException {
        GridEnvelope range = reader.getOriginalGridRange();
        List<Level> levels = new ArrayList<>();
        boolean axisParallel = pixelToCrs.getShearX() == 0 && pixelToCrs.getShearY() == 0;
        GeneralBounds bounds = reader.getOriginalEnvelope();
        levels.add(
                axisParallel && bounds != null
                        ? new Level(
                                size(range.getSpan(0), bounds.getSpan(0) / Math.abs(pixelToCrs.getScaleX())),
                                size(range.getSpan(1), bounds.getSpan(1) / Math.abs(pixelToCrs.getScaleY())))
                        : new Level(range.getSpan(0), range.getSpan(1)));
        double[][] resolutions = reader.getResolutionLevels();
        // Readers choose an overview by the resolution along the axes of the CRS, which says nothing of a rotated grid.
        if (resolutions == null || !axisParallel) {
            return levels;
        }
        for (int i = 1; i < resolutions.length; i++) {
            // A ratio of sizes, since readers derive these resolutions from sizes.
            long width = Math.round(levels.get(0).width * (resolutions[0][0] / resolutions[i][0]));
            long height = Math.round(levels.get(0).height * (resolutions[0][1] / resolutions[i][1]));
            Level finer = levels.get(levels.size() - 1);
            if (width >= 1 && height >= 1 && width < finer.width && height <= finer.height) {
                levels.add(new Level((int) width, (int) height));
            }
        }
        return levels;
    }

    /** Readers of mosaics cut off the fraction of a quotient like 2047.9999, and the last row and column with it. */
    private static int size(int declared, double quotient) {
        long whole = Math.round(quotient);
        return whole == declared + 1L && Math.abs(quotient - whole) < TOLERANCE ? declared + 1 : declared;
    }

    /** Pixel corners of a level to the CRS of the reader. */
    AffineTransform levelToCrs(int level) {
        AffineTransform transform = new AffineTransform(pixelToCrs);
        transform.scale(width(0) / (double) width(level), height(0) / (double) height(level));
        return transform;
    }

    private List<GeneralParameterValue> request(int level, AffineTransform levelToCrs, PixelRect rect) {
        Rectangle2D bounds = levelToCrs
                .createTransformedShape(new Rectangle(rect.x(), rect.y(), rect.width(), rect.height()))
                .getBounds2D();
        double resolutionX = Math.hypot(levelToCrs.getScaleX(), levelToCrs.getShearY());
        double resolutionY = Math.hypot(levelToCrs.getScaleY(), levelToCrs.getShearX());
        GridEnvelope2D size =
                new GridEnvelope2D(0, 0, (int) Math.max(1, Math.round(bounds.getWidth() / resolutionX)), (int)
                        Math.max(1, Math.round(bounds.getHeight() / resolutionY)));
        ReferencedEnvelope envelope =
                new ReferencedEnvelope(bounds.getMinX(), bounds.getMaxX(), bounds.getMinY(), bounds.getMaxY(), crs);
        ParameterValue<GridGeometry2D> geometry = AbstractGridFormat.READ_GRIDGEOMETRY2D.createValue();
        geometry.setValue(new GridGeometry2D(size, envelope));
        ParameterValue<OverviewPolicy> policy = AbstractGridFormat.OVERVIEW_POLICY.createValue();
        policy.setValue(level == 0 ? OverviewPolicy.IGNORE : OverviewPolicy.NEAREST);
        List<GeneralParameterValue> request = new ArrayList<>();
        request.add(geometry);
        request.add(policy);
        return request;
    }

    private GridCoverage2D readCoverage(List<GeneralParameterValue> request) throws IOException {
        GridCoverage2D coverage;
        try {
            coverage = reader.read(request.toArray(GeneralParameterValue[]::new));
        } catch (RuntimeException e) {
            // Readers meet damaged files with exceptions of any kind.
            throw new IOException(CoverageSource.reason(e), e);
        }
        if (coverage == null) {
            throw new IOException("the reader has no pixels there");
        }
        return coverage;
    }

    private static long pieceBytes(RenderedImage image) {
        long samples = (long) image.getTileWidth()
                * image.getTileHeight()
                * image.getSampleModel().getNumBands();
        return samples * Math.max(1, image.getSampleModel().getSampleSize(0) / 8);
    }

    private static void dispose(GridCoverage2D coverage) {
        RenderedImage image = coverage.getRenderedImage();
        coverage.dispose(true);
        // The coverage lets go of its image, but not of the file behind it.
        ImageUtilities.disposeImage(image);
    }

    private record Level(int width, int height) {}

    /** A coverage that was read, and how its pixels lie in the level. */
    static final class OpenCoverage implements Image {

        private final GridCoverage2D coverage;
        private final RenderedImage image;
        private final TruncationWatch watch;
        private final Optional<Footprint> footprint;
        private final int columnShift;
        private final int rowShift;

        private OpenCoverage(GridCoverage2D coverage, AffineTransform levelToCrs) throws IOException {
            this.coverage = coverage;
            this.image = coverage.getRenderedImage();
            if (!(coverage.getGridGeometry().getGridToCRS2D(PixelOrientation.UPPER_LEFT)
                    instanceof AffineTransform imageToCrs)) {
                throw new IOException("the reader returned an image without an affine transform");
            }
            AffineTransform imageToLevel;
            try {
                imageToLevel = levelToCrs.createInverse();
            } catch (NoninvertibleTransformException e) {
                throw new IOException(e);
            }
            imageToLevel.concatenate(imageToCrs);
            columnShift = (int) Math.round(imageToLevel.getTranslateX());
            rowShift = (int) Math.round(imageToLevel.getTranslateY());
            double extent = Math.max(image.getWidth(), image.getHeight());
            if (Math.abs(imageToLevel.getScaleX() - 1) * extent > TOLERANCE
                    || Math.abs(imageToLevel.getScaleY() - 1) * extent > TOLERANCE
                    || Math.abs(imageToLevel.getTranslateX() - columnShift) > TOLERANCE
                    || Math.abs(imageToLevel.getTranslateY() - rowShift) > TOLERANCE) {
                throw new IOException("the reader returned another pixel grid than it was asked for");
            }
            this.watch = TruncationWatch.on(image);
            this.footprint = Footprint.of(coverage);
        }

        GridCoverage2D coverage() {
            return coverage;
        }

        @Override
        public Raster read(PixelRect rect) throws IOException {
            Rectangle wanted = inImage(rect);
            Rectangle present = new Rectangle(image.getMinX(), image.getMinY(), image.getWidth(), image.getHeight());
            if (!present.contains(wanted)) {
                throw new IOException("the reader returned less pixels than it was asked for");
            }
            Raster raster = image.getData(wanted);
            watch.check();
            return raster;
        }

        @Override
        public void restrict(BitSet valid, PixelRect rect) throws IOException {
            if (footprint.isPresent()) {
                footprint.get().restrict(valid, inImage(rect));
            }
        }

        private Rectangle inImage(PixelRect rect) {
            return new Rectangle(rect.x() - columnShift, rect.y() - rowShift, rect.width(), rect.height());
        }

        @Override
        public void close() {
            footprint.ifPresent(Footprint::dispose);
            dispose(coverage);
        }
    }
}
