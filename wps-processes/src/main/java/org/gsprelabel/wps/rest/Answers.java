package org.gsprelabel.wps.rest;

import java.util.function.Supplier;
import org.gsprelabel.failure.GuardedException;
import org.gsprelabel.wps.ModelsJson;
import org.gsprelabel.wps.rights.CallerRights;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Answers administrators, and refuses all others whatever they ask. GeoServer keeps its REST interface for administrators, too,
 * but its rules for single paths can be changed.
 */
final class Answers {

    private static final System.Logger LOGGER = System.getLogger(Answers.class.getName());

    private final CallerRights rights;

    Answers(CallerRights rights) {
        this.rights = rights;
    }

    /** What work answers; what goes wrong in it becomes one sentence. */
    ResponseEntity<String> answer(Supplier<ResponseEntity<String>> work) {
        if (!rights.isAdministrator()) {
            return problem(HttpStatus.FORBIDDEN, "this is for administrators");
        }
        try {
            return work.get();
        } catch (GuardedException e) {
            LOGGER.log(System.Logger.Level.WARNING, "a request of an administrator failed", e);
            return problem(HttpStatus.INTERNAL_SERVER_ERROR, e.publicSentence());
        } catch (RuntimeException e) {
            LOGGER.log(System.Logger.Level.ERROR, "a request of an administrator failed", e);
            return problem(
                    HttpStatus.INTERNAL_SERVER_ERROR,
                    "the request failed (" + e.getClass().getSimpleName() + "); the server's log has the reason");
        }
    }

    /** Refuses a method, and names those that there are. */
    ResponseEntity<String> notAllowed(HttpMethod... methods) {
        return answer(() -> {
            StringBuilder names = new StringBuilder(methods[0].name());
            for (int i = 1; i < methods.length; i++) {
                names.append(" or ").append(methods[i].name());
            }
            return started(HttpStatus.METHOD_NOT_ALLOWED)
                    .allow(methods)
                    .body(error("the method must be " + names + " here"));
        });
    }

    static ResponseEntity<String> problem(HttpStatus status, String sentence) {
        return started(status).body(error(sentence));
    }

    static ResponseEntity<String> of(HttpStatus status, JsonNode json) {
        return started(status).body(ModelsJson.text(json));
    }

    private static String error(String sentence) {
        return ModelsJson.text(JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    /** The type is set here: with one to choose, some of GeoServer's converters would take the text for something else. */
    private static ResponseEntity.BodyBuilder started(HttpStatus status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore());
    }
}
