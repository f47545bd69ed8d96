package org.gsprelabel.geotools.coverage;

import java.awt.image.RenderedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataFormatImpl;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The reader behind an image that is read when its pixels are asked for. */
final class ImageReaders {

    private ImageReaders() {}

    static Optional<ImageReader> of(RenderedImage image) {
        String[] names = image.getPropertyNames();
        if (names != null) {
            for (String name : names) {
                // The name has a prefix that depends on the imaging library.
                if (name.toLowerCase(Locale.ROOT).endsWith("imagereader")
                        && image.getProperty(name) instanceof ImageReader reader) {
                    return Optional.of(reader);
                }
            }
        }
        return Optional.empty();
    }

    /** True when the file says that none of its bands is alpha, as only some readers let know. */
    static boolean saysNoAlpha(ImageReader reader) {
        try {
            IIOMetadata metadata = reader.getImageMetadata(0);
            if (metadata == null || !metadata.isStandardMetadataFormatSupported()) {
                return false;
            }
            Element tree = (Element) metadata.getAsTree(IIOMetadataFormatImpl.standardMetadataFormatName);
            NodeList alpha = tree.getElementsByTagName("Alpha");
            return alpha.getLength() > 0
                    && ((Element) alpha.item(0)).getAttribute("value").equals("none");
        } catch (IOException e) {
            throw new IllegalArgumentException("metadata of the image cannot be read: " + e.getMessage(), e);
        }
    }
}
