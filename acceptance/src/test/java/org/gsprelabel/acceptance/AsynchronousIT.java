package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Execute;
import org.gsprelabel.acceptance.wire.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SiteExtension.class)
@Timeout(300)
class AsynchronousIT {

    /** Tiles of the long request are more: 5760 pixels a side, and not more than 77 from tile to tile. */
    private static final int MANY = 5000;

    private final Site site;

    AsynchronousIT(Site site) {
        this.site = site;
    }

    @Test
    void a_stored_request_is_polled_until_its_outcome_is_there() throws InterruptedException {
        Xml outcome = start(Site.preLabel(Site.SCENE)).await("ProcessSucceeded", "ProcessFailed");

        assertThat(outcome.elements("ProcessSucceeded")).hasSize(1);
        assertThat(outcome.elements("featureMember")).hasSizeGreaterThan(10);
    }

    @Test
    void a_stored_request_that_fails_says_why() throws InterruptedException {
        Xml outcome =
                start(Site.preLabel(Site.SCENE).literal("tileSize", "250")).await("ProcessSucceeded", "ProcessFailed");

        assertThat(outcome.elements("ProcessFailed")).hasSize(1);
        assertThat(String.join(" ", outcome.texts("ExceptionText"))).contains("tileSize must be a multiple of 8");
    }

    @Test
    void a_dismissed_request_ends_and_frees_the_server() throws InterruptedException {
        site.forgetTiles();
        // thousands of tiles of pixels eight times finer than those of the scene, each of which is remembered
        Stored run = start(Site.preLabel(Site.SCENE)
                .literal("resolution", "0.04")
                .literal("tileSize", "128")
                .literal("overlap", "0.4"));
        run.await("ProcessStarted");
        while (site.rememberedTiles() == 0) {
            Thread.sleep(100);
        }

        Answer dismissed = site.anonymous()
                .get(
                        "/ows",
                        Map.of(
                                "service",
                                "WPS",
                                "version",
                                "1.0.0",
                                "request",
                                "Dismiss",
                                "executionId",
                                run.execution()));

        assertThat(dismissed.status()).isEqualTo(200);
        assertThat(dismissed.xml().root()).as(dismissed.toString()).isEqualTo("ExecuteResponse");
        // from then on nobody knows of it
        run.await("ProcessFailed", "Exception");
        assertThat(tilesWhenNoMoreCome()).isLessThan(MANY);
        Found.assertMatches(Site.truth(), site.execute(Site.preLabel(Site.SCENE).raw("result", Site.GML)));
    }

    /** Tiles in work when the request was dismissed may still come. */
    private long tilesWhenNoMoreCome() throws InterruptedException {
        long before;
        long tiles = site.rememberedTiles();
        do {
            before = tiles;
            Thread.sleep(3000);
            tiles = site.rememberedTiles();
        } while (tiles > before);
        return tiles;
    }

    private Stored start(Execute request) {
        return new Stored(site.anonymous(), site.execute(request.document(true, "result")));
    }
}
