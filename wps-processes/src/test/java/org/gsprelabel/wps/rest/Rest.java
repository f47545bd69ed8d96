package org.gsprelabel.wps.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.wps.Callers;
import org.gsprelabel.wps.ServerContext;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.config.annotation.DelegatingWebMvcConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plugin's real Spring XML behind a Spring dispatcher, which finds the controller by itself, as GeoServer's does. */
final class Rest implements AutoCloseable {

    private final Path data;
    private final GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
    private final MockMvc mvc;

    /** @param data directory of the server; a {@code scene.tif} in it is the coverage {@code town:scene} */
    Rest(Path data) {
        this.data = data;
        context.registerBean(DelegatingWebMvcConfiguration.class);
        ServerContext.start(context, data, data.resolve("scene.tif"));
        mvc = MockMvcBuilders.webAppContextSetup(context).build();
    }

    /** All models, as administrators see them. */
    ModelRepository models() {
        return context.getBean("prelabelAllModels", ModelRepository.class);
    }

    /** What an administrator is answered, who is allowed to. */
    JsonNode ok(String method, String path) throws Exception {
        MockHttpServletResponse answer = administrator(method, path);
        assertThat(answer.getStatus()).isEqualTo(200);
        return json(answer);
    }

    MockHttpServletResponse administrator(String method, String path) throws Exception {
        Callers.administrator();
        return call(method, path);
    }

    /** What whoever calls is answered. */
    MockHttpServletResponse call(String method, String path) throws Exception {
        return mvc.perform(request(HttpMethod.valueOf(method), path))
                .andReturn()
                .getResponse();
    }

    /** Every answer is JSON, is not kept by anybody, and says nothing of where files are. */
    JsonNode json(MockHttpServletResponse answer) throws IOException {
        String text = answer.getContentAsString();
        assertThat(answer.getContentType()).isEqualTo("application/json");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(text).doesNotContain(data.toString()).doesNotContain("\tat ");
        return Objects.requireNonNull(JsonMapper.shared().readTree(text));
    }

    @Override
    public void close() {
        context.close();
    }
}
