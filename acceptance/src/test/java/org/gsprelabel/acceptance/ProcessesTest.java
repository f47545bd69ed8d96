package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gsprelabel.acceptance.wire.Xml;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ProcessesTest {

    private static final Path CONTEXT = Path.of("../wps-processes/src/main/resources/applicationContext.xml");

    @Test
    void every_process_that_the_plugin_registers_is_one_that_the_suite_knows() throws IOException {
        Xml context = Xml.parse(Files.readAllBytes(CONTEXT));
        Map<String, String> classes = new HashMap<>();
        for (Element bean : context.elements("bean")) {
            classes.put(bean.getAttribute("id"), bean.getAttribute("class").replaceFirst(".*[.]", ""));
        }
        Element factory = context.elements("bean").stream()
                .filter(bean -> bean.getAttribute("id").equals("prelabelProcessFactory"))
                .findFirst()
                .orElseThrow();
        List<String> registered = Xml.below(factory, "ref").stream()
                .map(ref -> Processes.PREFIX + classes.get(ref.getAttribute("bean")))
                .toList();

        assertThat(registered)
                .as("add a process to Processes.ALL, and tests for it")
                .containsExactlyInAnyOrderElementsOf(Processes.ALL);
    }
}
