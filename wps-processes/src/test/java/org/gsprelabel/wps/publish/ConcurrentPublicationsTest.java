package org.gsprelabel.wps.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.geotools.api.feature.simple.SimpleFeature;
import org.geotools.api.feature.simple.SimpleFeatureType;
import org.geotools.api.referencing.FactoryException;
import org.geotools.data.collection.ListFeatureCollection;
import org.geotools.data.simple.SimpleFeatureCollection;
import org.geotools.feature.simple.SimpleFeatureBuilder;
import org.geotools.feature.simple.SimpleFeatureTypeBuilder;
import org.geotools.referencing.CRS;
import org.gsprelabel.geotools.features.PredictionSchema;
import org.gsprelabel.pipeline.RunCancelledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;

/** Several requests that publish to one layer at once, each on a thread of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConcurrentPublicationsTest {

    private static final String WAIT = "another request that publishes to demo:roofs";

    private final StandInServer server = new StandInServer();
    private final CatalogPublisher publisher = new CatalogPublisher(server);
    private final ExecutorService requests = Executors.newCachedThreadPool();

    /** A request with two features, which stops before the second until it is let go. */
    private final class Request implements PublishWatch {

        private final String letter;
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final CompletableFuture<String> begun = new CompletableFuture<>();
        private final CompletableFuture<String> waits = new CompletableFuture<>();
        private final CompletableFuture<String> served = new CompletableFuture<>();
        private volatile boolean dismissed;
        private final CompletableFuture<Published> end;

        Request(String letter, PublishMode mode, String layer) {
            this.letter = letter;
            Publication publication = publisher.prepare(
                    PublishRequest.of("demo:labels:" + layer, mode, null).orElseThrow(), schema());
            this.end = CompletableFuture.supplyAsync(() -> publication.publish(squares(letter), this), requests);
        }

        @Override
        public void feature(long number) {
            begun.complete(letter);
            if (number == 2) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        @Override
        public boolean isCancelled() {
            return dismissed;
        }

        @Override
        public void waiting(String what) {
            waits.complete(what);
        }

        @Override
        public void served() {
            served.complete(letter);
        }

        Published finish() {
            goOn.countDown();
            return end.join();
        }
    }

    @BeforeEach
    void addLayers() throws IOException {
        for (String name : List.of("roofs", "trees")) {
            SimpleFeatureTypeBuilder builder = new SimpleFeatureTypeBuilder();
            builder.init(IdentifiedFeatures.withId(schema()));
            builder.setName(name);
            server.addLayer(builder.buildFeatureType());
        }
    }

    @AfterEach
    void close() {
        requests.shutdownNow();
        server.close();
    }

    @Test
    void of_two_that_replace_one_layer_the_second_waits_and_says_so_and_its_features_are_left() throws IOException {
        Request first = new Request("a", PublishMode.REPLACE, "roofs");
        first.begun.join();
        Request second = new Request("b", PublishMode.REPLACE, "roofs");

        assertThat(CompletableFuture.anyOf(second.waits, second.begun).join()).isEqualTo(WAIT);
        first.finish();
        second.served.join();
        second.finish();

        assertThat(first.waits.isDone()).isFalse();
        assertThat(ids("roofs")).containsExactlyInAnyOrder("b0", "b1");
    }

    @Test
    void requests_have_their_turns_in_the_order_in_which_they_came_and_who_gives_up_takes_none() throws IOException {
        Request first = new Request("a", PublishMode.REPLACE, "roofs");
        first.begun.join();
        Request dismissed = new Request("b", PublishMode.REPLACE, "roofs");
        dismissed.waits.join();
        Request third = new Request("c", PublishMode.REPLACE, "roofs");
        third.waits.join();
        Request fourth = new Request("d", PublishMode.REPLACE, "roofs");
        fourth.waits.join();

        dismissed.dismissed = true;

        assertThatThrownBy(dismissed.end::join)
                .cause()
                .isInstanceOf(RunCancelledException.class)
                .hasMessage("cancelled while it waited for " + WAIT + "; no layer has the features");
        assertThat(third.begun.isDone()).isFalse();
        first.finish();
        third.begun.join();
        assertThat(fourth.begun.isDone()).isFalse();
        third.finish();
        fourth.finish();
        assertThat(ids("roofs")).containsExactlyInAnyOrder("d0", "d1");
    }

    @Test
    void a_request_that_fails_while_it_writes_lets_the_next_write() throws IOException {
        server.failing = new FailingStore(1, FailingStore.Way.UNANNOUNCED);
        Request first = new Request("a", PublishMode.REPLACE, "roofs");
        first.begun.join();
        server.failing = null;
        Request second = new Request("b", PublishMode.APPEND, "roofs");
        second.waits.join();

        first.goOn.countDown();

        assertThatThrownBy(first.end::join).cause().isInstanceOf(PublishException.class);
        second.finish();
        assertThat(ids("roofs")).containsExactlyInAnyOrder("b0", "b1");
    }

    @Test
    void requests_to_two_layers_do_not_wait_for_each_other() throws IOException {
        Request first = new Request("a", PublishMode.REPLACE, "roofs");
        first.begun.join();

        Request second = new Request("b", PublishMode.REPLACE, "trees");

        assertThat(second.finish().features()).isEqualTo(2);
        assertThat(ids("trees")).containsExactlyInAnyOrder("b0", "b1");
        first.finish();
    }

    private List<Object> ids(String layer) throws IOException {
        return server.features(layer).stream()
                .map(feature -> feature.getAttribute("object_id"))
                .toList();
    }

    private static SimpleFeatureType schema() {
        try {
            return PredictionSchema.in(CRS.decode("EPSG:32633", true));
        } catch (FactoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SimpleFeatureCollection squares(String letter) {
        GeometryFactory factory = new GeometryFactory();
        List<SimpleFeature> features = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            SimpleFeatureBuilder builder = new SimpleFeatureBuilder(schema());
            Polygon square = (Polygon) factory.toGeometry(new Envelope(500_000 + 2 * i, 500_001 + 2 * i, 0, 1));
            builder.set(PredictionSchema.GEOMETRY, factory.createMultiPolygon(new Polygon[] {square}));
            builder.set(PredictionSchema.CLASS_NAME, "roof");
            builder.set(PredictionSchema.CONFIDENCE, 0.9);
            features.add(builder.buildFeature(letter + i));
        }
        return new ListFeatureCollection(schema(), features);
    }
}
