package org.gsprelabel.acceptance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OwsClientTest {

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private OwsClient client;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = "{\"grün\":1}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json;charset=UTF-8");
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = OwsClient.anonymous("http://127.0.0.1:" + server.getAddress().getPort() + "/geoserver/");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void parameters_are_encoded_and_nobody_is_named() {
        client.get("/wps", Map.of("b", "x;y=z & ü", "a", "1"));

        assertThat(seen).containsExactly("GET /geoserver/wps?a=1&b=x%3By%3Dz+%26+%C3%BC null ");
    }

    @Test
    void a_user_is_named_in_every_request() {
        client.as("admin", "geoserver").post("/wps", "<Execute/>");

        assertThat(seen).containsExactly("POST /geoserver/wps Basic YWRtaW46Z2Vvc2VydmVy <Execute/>");
    }

    @Test
    void an_answer_has_what_came() {
        Answer answer = client.call("DELETE", "/rest/prelabel/cache");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.contentType()).isEqualTo("application/json;charset=UTF-8");
        assertThat(answer.json().path("grün").asInt()).isEqualTo(1);
    }
}
