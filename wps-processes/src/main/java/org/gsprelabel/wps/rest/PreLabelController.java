package org.gsprelabel.wps.rest;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.gsprelabel.cache.Remembered;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.model.ModelRepository.ModelEntry;
import org.gsprelabel.wps.rights.CallerRights;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Models, devices and caches, for administrators: {@code docs/rest.md} of this module is its reference. Nothing that changes
 * anything can be had by GET, and nothing names a file.
 */
@RestController
@RequestMapping("/rest/prelabel")
public final class PreLabelController {

    private final ModelRepository models;
    private final List<Remembered> caches;
    private final Answers answers;

    /**
     * @param models all, with what is wrong with them
     * @param caches what is remembered from request to request
     * @param rights of whoever is asking
     */
    public PreLabelController(ModelRepository models, List<Remembered> caches, CallerRights rights) {
        this.models = models;
        this.caches = List.copyOf(caches);
        this.answers = new Answers(rights);
    }

    /** All models, with their state. */
    @GetMapping("/models")
    public ResponseEntity<String> models() {
        return ok(() -> StateJson.models(models.list()));
    }

    /** One model. */
    @GetMapping("/models/{id:.+}")
    public ResponseEntity<String> model(@PathVariable("id") String id) {
        return answers.answer(() -> {
            Optional<ModelEntry> found = models.list().stream()
                    .filter(entry -> entry.id().equals(id))
                    .findFirst();
            return found.map(entry -> Answers.of(HttpStatus.OK, StateJson.detail(entry)))
                    .orElseGet(() -> Answers.problem(HttpStatus.NOT_FOUND, "there is no model '" + id + "'"));
        });
    }

    /** Looks for models that have changed. */
    @PostMapping("/models/reload")
    public ResponseEntity<String> reload() {
        return ok(() -> StateJson.reloaded(models.reload(), models.list()));
    }

    @RequestMapping("/models/reload")
    public ResponseEntity<String> notReload() {
        return answers.notAllowed(HttpMethod.POST);
    }

    /** What cannot be used, and why. */
    @GetMapping("/problems")
    public ResponseEntity<String> problems() {
        return ok(() -> StateJson.problems(models.list()));
    }

    /** The runtime, and where loaded models run. */
    @GetMapping("/devices")
    public ResponseEntity<String> devices() {
        return ok(() -> StateJson.devices(models.list()));
    }

    /** How much is remembered. */
    @GetMapping("/cache")
    public ResponseEntity<String> cache() {
        return ok(() -> CacheJson.of(caches));
    }

    /** Forgets all that is remembered, and says how much is left. */
    @DeleteMapping("/cache")
    public ResponseEntity<String> clearCache() {
        return ok(() -> {
            caches.forEach(Remembered::clear);
            return CacheJson.of(caches);
        });
    }

    @RequestMapping("/cache")
    public ResponseEntity<String> notCache() {
        return answers.notAllowed(HttpMethod.GET, HttpMethod.DELETE);
    }

    @RequestMapping({"/models", "/models/{id:.+}", "/problems", "/devices"})
    public ResponseEntity<String> readOnly() {
        return answers.notAllowed(HttpMethod.GET);
    }

    /** So that clients read JSON whatever they ask for, not the container's page of an error. */
    @RequestMapping({"", "/**"})
    public ResponseEntity<String> nothing() {
        return answers.answer(() -> Answers.problem(
                HttpStatus.NOT_FOUND,
                "there are models, models/{id}, models/reload, problems, devices and cache here"));
    }

    private ResponseEntity<String> ok(Supplier<JsonNode> json) {
        return answers.answer(() -> Answers.of(HttpStatus.OK, json.get()));
    }
}
