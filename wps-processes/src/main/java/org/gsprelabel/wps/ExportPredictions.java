package org.gsprelabel.wps;

import java.util.Locale;
import org.geoserver.wps.process.RawData;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.api.util.ProgressListener;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.gsprelabel.export.FeatureFormat;
import org.gsprelabel.export.FeatureFormats;
import org.gsprelabel.export.GeoJsonFormat;
import org.gsprelabel.geotools.features.ReprojectedFeatures;
import org.gsprelabel.pipeline.RunCancelledException;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.publish.FeatureFile;
import org.gsprelabel.wps.publish.WatchedFeatures;
import org.jspecify.annotations.Nullable;

/** Gives features as a file. */
@DescribeProcess(
        title = "Export predictions",
        description = "Gives features as a file, with all digits of every coordinate and in the CRS that is asked for.",
        version = "1.0.0")
public final class ExportPredictions {

    /** Those of all formats, the preferred one first. */
    static final String MIME_TYPES = GeoJsonFormat.MIME_TYPES;

    private final Safeguards safeguards;

    /** @param safeguards what requests are held against */
    public ExportPredictions(Safeguards safeguards) {
        this.safeguards = safeguards;
    }

    @DescribeResult(
            name = "result",
            description = "the file",
            meta = {"mimeTypes=" + MIME_TYPES, "chosenMimeType=format"})
    public RawData execute(
            @DescribeParameter(name = "features", description = "predictions, or any features")
                    SimpleFeatureCollection features,
            @DescribeParameter(
                            name = "format",
                            description = "geojson, or one of the MIME types of the result; default: the MIME type that"
                                    + " the request wants the result in",
                            min = 0)
                    @Nullable
                    String format,
            @DescribeParameter(name = "targetCRS", description = "CRS of the file; default: the features'", min = 0)
                    @Nullable
                    CoordinateReferenceSystem targetCRS,
            @Nullable ProgressListener progress) {
        return Failures.asProcessException(safeguards, progress, following -> {
            FeatureFormat chosen = FeatureFormats.of(format);
            SimpleFeatureCollection given = LimitedFeatures.of(features, "features", safeguards);
            SimpleFeatureCollection wanted = targetCRS == null ? given : ReprojectedFeatures.of(given, targetCRS);
            return FeatureFile.of(
                    new WatchedFeatures(wanted, number -> requireNotCancelled(following, number)),
                    chosen,
                    mimeType(chosen, format));
        });
    }

    private static void requireNotCancelled(ProgressBridge progress, long number) {
        if (progress.isCancelled()) {
            throw new RunCancelledException("cancelled after " + (number - 1) + " features were written");
        }
    }

    /** The one that was asked for, or else the format's own. */
    private static String mimeType(FeatureFormat chosen, @Nullable String asked) {
        String plain = asked == null ? "" : asked.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return chosen.mimeTypes().contains(plain) ? plain : chosen.mimeTypes().get(0);
    }
}
