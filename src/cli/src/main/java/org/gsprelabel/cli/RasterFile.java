package org.gsprelabel.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.geotools.coverage.grid.io.AbstractGridFormat;
import org.geotools.coverage.grid.io.GridCoverage2DReader;
import org.geotools.coverage.grid.io.GridFormatFinder;
import org.geotools.coverage.grid.io.UnknownFormat;
import org.geotools.process.ProcessException;
import org.gsprelabel.wps.CoverageRepository;

/** A raster file, open for reading. */
final class RasterFile implements AutoCloseable {

    /** Where no coverage can be named. */
    static final CoverageRepository NONE = name -> {
        throw new ProcessException("There is no coverage " + name + ".");
    };

    private final GridCoverage2DReader reader;

    private RasterFile(GridCoverage2DReader reader) {
        this.reader = reader;
    }

    /**
     * Opens a raster; no pixels are read yet.
     *
     * @throws CommandException when there is no such file, or it is no raster
     */
    static RasterFile open(Path image) {
        if (!Files.exists(image)) {
            throw CommandException.unusableInput("There is no file " + image + ".", null);
        }
        if (!Files.isRegularFile(image)) {
            throw CommandException.unusableInput(image + " is not a file.", null);
        }
        if (!Files.isReadable(image)) {
            throw CommandException.unusableInput(image + " cannot be read: permission denied.", null);
        }
        return new RasterFile(reader(image));
    }

    GridCoverage2DReader reader() {
        return reader;
    }

    @Override
    public void close() {
        try {
            reader.dispose();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GridCoverage2DReader reader(Path image) {
        File file = image.toFile();
        GridCoverage2DReader reader;
        try {
            AbstractGridFormat format = GridFormatFinder.findFormat(file);
            reader = format instanceof UnknownFormat ? null : format.getReader(file);
        } catch (RuntimeException e) {
            throw CommandException.unusableInput(
                    image + " cannot be opened as a raster, it may be damaged: " + e.getMessage(), e);
        }
        if (reader == null) {
            throw CommandException.unusableInput(
                    image + " is not a raster that can be read, or is damaged; a GeoTIFF is wanted.", null);
        }
        return reader;
    }
}
