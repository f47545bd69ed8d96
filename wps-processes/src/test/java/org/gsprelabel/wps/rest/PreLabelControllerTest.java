package org.gsprelabel.wps.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gsprelabel.model.Caller;
import org.gsprelabel.testdata.TestModels;
import org.gsprelabel.wps.Callers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.JsonNode;

class PreLabelControllerTest {

    private static final String REFUSED = "{\"error\":\"this is for administrators\"}";

    @TempDir
    static Path data;

    private static Rest rest;

    @BeforeAll
    static void start() throws IOException {
        Path models = data.resolve("prelabel/models");
        TestModels.copyTo(models);
        Files.writeString(Files.createDirectories(models.resolve("broken")).resolve("model.json"), "{");
        rest = new Rest(data);
    }

    @AfterAll
    static void stop() {
        rest.close();
    }

    @AfterEach
    void leave() {
        Callers.nobody();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /rest/prelabel/models",
        "GET, /rest/prelabel/models/roofs-semseg",
        "GET, /rest/prelabel/models/no-such-model",
        "POST, /rest/prelabel/models",
        "POST, /rest/prelabel/models/reload",
        "GET, /rest/prelabel/problems",
        "GET, /rest/prelabel/devices",
        "GET, /rest/prelabel/cache",
        "DELETE, /rest/prelabel/cache",
        "GET, /rest/prelabel/nothing",
        "GET, /rest/prelabel",
    })
    void others_are_refused_in_the_same_words_whatever_they_ask(String method, String path) throws Exception {
        for (Runnable other :
                List.<Runnable>of(Callers::anonymous, Callers::user, Callers::impostor, Callers::nobody)) {
            other.run();
            MockHttpServletResponse answer = rest.call(method, path);

            assertThat(answer.getStatus()).isEqualTo(403);
            assertThat(rest.json(answer).toString()).isEqualTo(REFUSED);
        }
    }

    @Test
    void models_are_listed_with_what_is_wrong_with_them() throws Exception {
        JsonNode models = rest.ok("GET", "/rest/prelabel/models");

        assertThat(models.size()).isEqualTo(TestModels.ids().size() + 1);
        assertThat(models.get(0).path("id").stringValue()).isEqualTo("broken");
        assertThat(models.get(0).path("problem").stringValue())
                .startsWith("model 'broken': model.json is not valid JSON");
        JsonNode problems = rest.ok("GET", "/rest/prelabel/problems");
        assertThat(problems.path("runtime").isNull()).isTrue();
        assertThat(problems.path("models").size()).isEqualTo(1);
        assertThat(problems.path("models").get(0).path("problem"))
                .isEqualTo(models.get(0).path("problem"));
    }

    @Test
    void a_model_is_told_with_its_defaults_and_where_it_runs() throws Exception {
        JsonNode before = rest.ok("GET", "/rest/prelabel/models/roofs-multilabel");
        assertThat(before.path("loaded").booleanValue()).isFalse();
        assertThat(before.path("device").isNull()).isTrue();

        rest.models().get("roofs-multilabel");

        JsonNode loaded = rest.ok("GET", "/rest/prelabel/models/roofs-multilabel");
        assertThat(loaded.path("loaded").booleanValue()).isTrue();
        assertThat(loaded.path("device").stringValue()).isEqualTo("CPU");
        assertThat(loaded.path("defaults").propertyNames())
                .containsExactly("confidence", "iou", "maxDetections", "tileSize", "overlap");
        JsonNode devices = rest.ok("GET", "/rest/prelabel/devices");
        assertThat(devices.path("runtime").path("version").stringValue()).matches("1\\.\\d+\\.\\d+");
        assertThat(devices.path("runtime").path("providers").valueStream().map(JsonNode::stringValue))
                .contains("CPU");
        assertThat(devices.path("models")
                        .valueStream()
                        .map(model -> model.path("id").stringValue()))
                .contains("roofs-multilabel");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-model", "no.such.model", ".hidden", "broken.json"})
    void a_model_that_is_not_there_is_not_found(String id) throws Exception {
        MockHttpServletResponse answer = rest.administrator("GET", "/rest/prelabel/models/" + id);

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(rest.json(answer).toString()).isEqualTo("{\"error\":\"there is no model '" + id + "'\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /rest/prelabel/models, GET",
        "DELETE, /rest/prelabel/models/roofs-semseg, GET",
        "PUT, /rest/prelabel/problems, GET",
        "POST, /rest/prelabel/devices, GET",
        "GET, /rest/prelabel/models/reload, POST",
        "DELETE, /rest/prelabel/models/reload, POST",
        "POST, /rest/prelabel/cache, 'GET or DELETE'",
    })
    void what_changes_something_needs_its_method(String method, String path, String allowed) throws Exception {
        MockHttpServletResponse answer = rest.administrator(method, path);

        assertThat(answer.getStatus()).isEqualTo(405);
        assertThat(answer.getHeader("Allow")).isEqualTo(allowed.replace(" or ", ","));
        assertThat(rest.json(answer).toString()).isEqualTo("{\"error\":\"the method must be " + allowed + " here\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rest/prelabel", "/rest/prelabel/nothing", "/rest/prelabel/models/a/b"})
    void elsewhere_there_is_nothing(String path) throws Exception {
        MockHttpServletResponse answer = rest.administrator("GET", path);

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(rest.json(answer).path("error").stringValue()).startsWith("there are models, ");
    }

    @Test
    void a_model_whose_files_have_changed_is_closed_and_loaded_anew_when_it_is_asked_for() throws Exception {
        rest.models().lease(List.of("roofs-semseg"), Caller.patient()).close();
        assertThat(rest.ok("POST", "/rest/prelabel/models/reload")
                        .path("closed")
                        .isEmpty())
                .isTrue();
        Path descriptor = data.resolve("prelabel/models/roofs-semseg/model.json");
        Files.writeString(descriptor, Files.readString(descriptor).replace("\"title\": \"", "\"title\": \"New: "));

        JsonNode answer = rest.ok("POST", "/rest/prelabel/models/reload");

        assertThat(answer.path("closed").toString()).isEqualTo("[\"roofs-semseg\"]");
        assertThat(answer.path("inUse").isEmpty()).isTrue();
        JsonNode model = rest.ok("GET", "/rest/prelabel/models/roofs-semseg");
        assertThat(model.path("title").stringValue()).startsWith("New: ");
        assertThat(model.path("loaded").booleanValue()).isFalse();
    }

    @Test
    void caches_are_emptied_in_memory_and_on_disk_and_nothing_else_is_deleted() throws Exception {
        Path folder = Files.createDirectories(data.resolve("prelabel/cache/embeddings"));
        Path embedding = Files.write(folder.resolve("0".repeat(64) + ".embedding"), new byte[10]);
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");

        JsonNode full = rest.ok("GET", "/rest/prelabel/cache");
        assertThat(full.propertyNames()).containsExactly("embeddings", "tiles");
        assertThat(full.path("embeddings").path("disk").path("values").intValue())
                .isEqualTo(1);
        assertThat(full.path("embeddings").path("disk").path("bytes").intValue())
                .isEqualTo(10);

        JsonNode empty = rest.ok("DELETE", "/rest/prelabel/cache");
        assertThat(empty.path("embeddings").path("disk").path("values").intValue())
                .isZero();
        assertThat(embedding).doesNotExist();
        assertThat(other).exists();
    }
}
