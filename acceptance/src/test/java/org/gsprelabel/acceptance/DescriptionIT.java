package org.gsprelabel.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gsprelabel.acceptance.wire.Answer;
import org.gsprelabel.acceptance.wire.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

@ExtendWith(SiteExtension.class)
class DescriptionIT {

    private final Site site;

    DescriptionIT(Site site) {
        this.site = site;
    }

    static Stream<String> processes() {
        return Processes.ALL.stream();
    }

    @Test
    void the_capabilities_list_all_processes_of_the_plugin_and_no_others_of_its_namespace() {
        Answer answer = site.anonymous()
                .get("/ows", Map.of("service", "WPS", "version", "1.0.0", "request", "GetCapabilities"));

        assertThat(answer.xml().elements("Process").stream()
                        .map(process -> Xml.below(process, "Identifier")
                                .get(0)
                                .getTextContent()
                                .strip())
                        .filter(name -> name.startsWith(Processes.PREFIX)))
                .containsExactlyInAnyOrderElementsOf(Processes.ALL);
    }

    @ParameterizedTest
    @MethodSource("processes")
    void every_process_and_each_of_its_inputs_is_described(String process) {
        Answer answer = describe(process);

        assertThat(answer.xml().root()).as(answer.toString()).isEqualTo("ProcessDescriptions");
        Element description = answer.xml().elements("ProcessDescription").get(0);
        assertThat(Xml.below(description, "Identifier").get(0).getTextContent()).isEqualTo(process);
        assertThat(Xml.below(description, "Abstract").get(0).getTextContent()).hasSizeGreaterThan(30);
        assertThat(Xml.below(description, "Input"))
                .allSatisfy(input -> assertThat(Xml.below(input, "Abstract"))
                        .as(Xml.below(input, "Identifier").get(0).getTextContent())
                        .isNotEmpty()
                        .allSatisfy(text -> assertThat(text.getTextContent()).isNotBlank()));
        assertThat(Xml.below(description, "Output")).isNotEmpty();
        Refusals.assertTellsNothingOfTheInside(answer.text());
    }

    @Test
    void PreLabelCoverage_says_which_inputs_it_needs_and_what_is_allowed() {
        Element description = describe("prelabel:PreLabelCoverage")
                .xml()
                .elements("ProcessDescription")
                .get(0);

        assertThat(Xml.below(description, "Input").stream()
                        .filter(input -> !input.getAttribute("minOccurs").equals("0"))
                        .map(input -> Xml.below(input, "Identifier").get(0).getTextContent()))
                .containsExactly("model");
        Element merge = Xml.below(description, "Input").stream()
                .filter(input ->
                        Xml.below(input, "Identifier").get(0).getTextContent().equals("merge"))
                .findFirst()
                .orElseThrow();
        assertThat(Xml.below(merge, "Value").stream().map(Element::getTextContent))
                .containsExactlyInAnyOrder("UNION", "BEST", "LARGEST", "WEIGHTED", "NONE");
        List<String> outputs = Xml.below(description, "Output").stream()
                .map(output -> Xml.below(output, "Identifier").get(0).getTextContent())
                .toList();
        assertThat(outputs).contains("result", "report");
    }

    private Answer describe(String process) {
        return site.anonymous()
                .get(
                        "/ows",
                        Map.of(
                                "service",
                                "WPS",
                                "version",
                                "1.0.0",
                                "request",
                                "DescribeProcess",
                                "identifier",
                                process));
    }
}
