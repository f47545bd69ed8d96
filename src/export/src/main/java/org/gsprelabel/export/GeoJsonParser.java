package org.gsprelabel.export;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Goes through the features of a GeoJSON file one by one. A file of a single Feature, or of a bare geometry, is taken as
 * one feature. The {@code crs} member may stand before or after the features, so it is known only at the end.
 */
final class GeoJsonParser implements Closeable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> MEMBERS_OF_INTEREST =
            Set.of("type", "crs", "id", "properties", "geometry", "coordinates", "geometries");

    private final Path file;
    private final JsonParser json;
    private final ObjectNode document = JSON.createObjectNode();
    private boolean inFeatures;
    private boolean sawFeatures;
    private boolean ended;
    private long count;
    private TokenStreamLocation featureStart = TokenStreamLocation.NA;

    private GeoJsonParser(Path file, JsonParser json) {
        this.file = file;
        this.json = json;
    }

    /**
     * Opens a file.
     *
     * @throws ExportException when there is no such file, it cannot be read or holds no JSON object
     */
    static GeoJsonParser open(Path file) {
        if (!Files.exists(file)) {
            throw new ExportException("Cannot read " + file + ": there is no such file.");
        }
        if (Files.isDirectory(file)) {
            throw new ExportException("Cannot read " + file + ": it is a folder.");
        }
        try {
            InputStream in = Files.newInputStream(file);
            GeoJsonParser parser = new GeoJsonParser(file, JSON.createParser(in));
            parser.begin();
            return parser;
        } catch (IOException e) {
            throw new ExportException(
                    "Cannot read " + file + ": "
                            + e.getClass()
                                    .getSimpleName()
                                    .replace("Exception", "")
                                    .toLowerCase(Locale.ROOT) + ".",
                    e);
        }
    }

    private void begin() {
        try {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw problem("it holds no GeoJSON object", null);
            }
        } catch (JacksonException e) {
            throw syntax(e);
        } catch (ExportException e) {
            close();
            throw e;
        }
    }

    /**
     * The next feature, or null after the last.
     *
     * @throws ExportException when the file is malformed from there on; the message gives line and column
     */
    @Nullable
    JsonNode next() {
        try {
            while (!ended) {
                JsonNode feature = inFeatures ? nextElement() : nextMember();
                if (feature != null) {
                    return feature;
                }
            }
            return null;
        } catch (JacksonException e) {
            throw syntax(e);
        }
    }

    /** The {@code crs} member, as far as seen. */
    Optional<JsonNode> crs() {
        return document.optional("crs");
    }

    /** An exception about the feature that {@link #next} gave last. */
    ExportException problemOfFeature(IllegalArgumentException cause) {
        return problemOfFeature(String.valueOf(cause.getMessage()), cause);
    }

    /** An exception about the file. */
    ExportException problem(String what, @Nullable Throwable cause) {
        return new ExportException("Cannot read " + file + ": " + what + ".", cause);
    }

    @Override
    public void close() {
        json.close();
    }

    private @Nullable JsonNode nextElement() {
        if (json.nextToken() == JsonToken.END_ARRAY) {
            inFeatures = false;
            return null;
        }
        featureStart = json.currentTokenLocation();
        count++;
        JsonNode feature = json.readValueAsTree();
        if (!feature.path("type").asString("").equals("Feature")) {
            throw problemOfFeature("it must be an object of type \"Feature\"", null);
        }
        return feature;
    }

    private @Nullable JsonNode nextMember() {
        JsonToken token = json.nextToken();
        if (token == null || token == JsonToken.END_OBJECT) {
            ended = true;
            return sawFeatures ? null : documentAsFeature();
        }
        String name = json.currentName();
        token = json.nextToken();
        if (name.equals("features") && token == JsonToken.START_ARRAY) {
            inFeatures = true;
            sawFeatures = true;
        } else if (MEMBERS_OF_INTEREST.contains(name)) {
            document.set(name, json.<JsonNode>readValueAsTree());
        } else {
            json.skipChildren();
        }
        return null;
    }

    private JsonNode documentAsFeature() {
        String type = document.path("type").asString("");
        count = 1;
        featureStart = new TokenStreamLocation(null, 0, 1, 1);
        if (type.equals("Feature")) {
            return document;
        }
        if (GeoJsonGeometryReader.isGeometryType(type)) {
            ObjectNode feature = JSON.createObjectNode();
            feature.set("geometry", document);
            return feature;
        }
        throw problem("it is no GeoJSON FeatureCollection, Feature or geometry", null);
    }

    private ExportException problemOfFeature(String what, @Nullable Throwable cause) {
        String place = "line " + featureStart.getLineNr() + ", column " + featureStart.getColumnNr();
        return problem("feature " + count + " (" + place + "): " + what, cause);
    }

    private ExportException syntax(JacksonException e) {
        TokenStreamLocation at = e.getLocation();
        String where = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
        // Without the place of the opening bracket, which the parser gives as a byte offset that it does not know.
        String what = e instanceof UnexpectedEndOfInputException
                ? "the file ends too early"
                : e.getOriginalMessage()
                        .lines()
                        .findFirst()
                        .orElse("malformed JSON")
                        .replaceAll(" \\([^(]*\\[Source.*", "");
        ExportException problem = problem(where + what, e);
        close();
        return problem;
    }
}
