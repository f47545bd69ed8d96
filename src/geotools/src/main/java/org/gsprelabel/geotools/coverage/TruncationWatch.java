package org.gsprelabel.geotools.coverage;

import java.awt.image.RenderedImage;
import java.io.EOFException;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a file is shorter than it says. The TIFF reader fills what is missing with zeros and only sends a
 * warning to its listeners; zeros that look like an image are worse than an error.
 *
 * <p>A watch is never taken off its reader. Readers of a file are opened for one read and disposed of with it; the reader
 * behind an image at hand is that of the image and goes with it. Its list of listeners must not change while other
 * threads read, and tiles that it decoded once, warning once, are served again from a cache, so that only a watch that
 * lasts hears of everything.
 */
final class TruncationWatch implements IIOReadWarningListener {

    private volatile @Nullable String warning;

    /** Listens to the reader that a lazily read image gets its tiles from, if there is one. */
    static TruncationWatch on(RenderedImage image) {
        TruncationWatch watch = new TruncationWatch();
        ImageReaders.of(image).ifPresent(reader -> reader.addIIOReadWarningListener(watch));
        return watch;
    }

    @Override
    public void warningOccurred(ImageReader source, String message) {
        if (message.toLowerCase(Locale.ROOT).contains("truncated")) {
            warning = message;
        }
    }

    /** Throws when pixels were missing in anything that was read since the watch began. */
    void check() throws EOFException {
        if (warning != null) {
            throw new EOFException("the file ends too early");
        }
    }
}
