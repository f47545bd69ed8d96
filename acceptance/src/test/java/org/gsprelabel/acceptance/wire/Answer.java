package org.gsprelabel.acceptance.wire;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server answered. */
public final class Answer {

    private final int status;
    private final String contentType;
    private final byte[] body;

    Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    public int status() {
        return status;
    }

    /** As the server wrote it, with parameters; empty where there is none. */
    public String contentType() {
        return contentType;
    }

    public byte[] bytes() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(body);
    }

    public Xml xml() {
        return Xml.parse(body);
    }

    /** The beginning, for messages of assertions. */
    @Override
    public String toString() {
        String text = text();
        return status + " " + contentType + ": " + text.substring(0, Math.min(2000, text.length()));
    }
}
