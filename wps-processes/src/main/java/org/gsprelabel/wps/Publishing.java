package org.gsprelabel.wps;

import java.util.Optional;
import org.geotools.api.referencing.crs.CoordinateReferenceSystem;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.wps.publish.Publication;
import org.gsprelabel.wps.publish.PublishException;
import org.gsprelabel.wps.publish.PublishRequest;
import org.gsprelabel.wps.publish.PublishWatch;
import org.gsprelabel.wps.publish.Published;
import org.gsprelabel.wps.publish.Publisher;
import org.gsprelabel.wps.publish.UnpublishedFeatures;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what a run has found. The run is the expensive part: once it is over, a publication that fails takes nothing away.
 * The features are returned, the report says what failed, and a file on the server has them for those who asked for no features.
 */
public final class Publishing {

    /** Where there is no server. */
    public static final Publishing NONE = new Publishing(Publisher.NONE, null);

    private static final System.Logger LOGGER = System.getLogger(Publishing.class.getName());

    private final Publisher publisher;
    private final @Nullable UnpublishedFeatures unpublished;

    /** @param unpublished keeps what could not be published */
    public Publishing(Publisher publisher, @Nullable UnpublishedFeatures unpublished) {
        this.publisher = publisher;
        this.unpublished = unpublished;
    }

    /** To be called before the run; throws what {@link Publisher#prepare} does. */
    Optional<Publication> prepare(Optional<PublishRequest> request, CoordinateReferenceSystem crs) {
        return request.map(wanted -> publisher.prepare(wanted, PredictionSchema.in(crs)));
    }

    /** The result of a run, published; its report tells about that. */
    PreLabelResult publish(PreLabelResult result, Publication publication, ProgressBridge progress) {
        SimpleFeatureCollection features = result.features();
        PublishRequest request = publication.request();
        try {
            Published published = publication.publish(features, watch(progress, features.size()));
            return new PreLabelResult(features, ReportJson.withPublished(result.report(), request, published));
        } catch (PublishException e) {
            LOGGER.log(System.Logger.Level.WARNING, "features were found and not published", e);
            Optional<String> kept = Optional.ofNullable(unpublished).flatMap(u -> u.keep(features, request.target()));
            return new PreLabelResult(
                    features, ReportJson.withUnpublished(result.report(), request, e.publicSentence(), kept));
        }
    }

    private static PublishWatch watch(ProgressBridge progress, long total) {
        return new PublishWatch() {
            @Override
            public void feature(long number) {
                progress.published(number, total);
            }

            @Override
            public boolean isCancelled() {
                return progress.isCancelled();
            }

            @Override
            public void waiting(String what) {
                progress.caller().waiting(what);
            }

            @Override
            public void served() {
                progress.caller().served();
            }
        };
    }
}
