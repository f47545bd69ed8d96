package org.gsprelabel.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.gsprelabel.model.Defaults;
import org.gsprelabel.model.Family;
import org.gsprelabel.model.GeometrySpec;
import org.gsprelabel.model.ImageSpec.Layout;
import org.gsprelabel.model.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The pages on models say what the code does. */
class ModelPagesTest {

    private static final Path README = Path.of("README.md");
    private static final Path FIELDS = Path.of("docs", "fields.md");

    @Test
    void the_table_of_defaults_has_every_family_and_exporter_and_what_holds_for_it() throws IOException {
        Map<String, String> normalisations = normalisations();
        List<String> expected = new ArrayList<>();
        for (Family family : Family.values()) {
            for (String contract : contracts(family)) {
                expected.add(row(family, contract, normalisations));
            }
        }

        assertThat(rows(FIELDS, "Defaults of the families")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(Family.class)
    void every_field_of_an_output_has_a_row(Family family) throws IOException {
        for (String contract : contracts(family)) {
            for (String object : List.of("output", "text", "tensors", "prompts")) {
                if (Contracts.of(family).fields().contains(object)) {
                    JsonFields fields = fields(family, contract, ", \"" + object + "\": {\"?\": 0}");
                    String message = message(() -> Contracts.of(family).output(fields, family, List.of("a", "b")));
                    assertThat(allowed(message))
                            .isNotEmpty()
                            .allSatisfy(name -> assertThat(pages())
                                    .as("%s.%s of %s", object, name, family)
                                    .contains("`" + object + "." + name + "`"));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"licence", "image", "geometry", "defaults", "raster", "runtime", "files", "nms"})
    void every_field_that_all_families_have_has_a_row(String object, @TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve("m.onnx"));
        String files = object.equals("files") ? "" : "\"files\": {\"model\": {\"path\": \"m.onnx\"}}, ";
        Files.writeString(folder.resolve("model.json"), """
                {"id": "x", "family": "mask2former", %s "classes": ["a"], "%s": {"?": 0}}
                """.formatted(files, object));

        String message = message(() -> DescriptorReader.read("x", folder));

        assertThat(allowed(message))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(pages())
                        .as(object + "." + name)
                        .containsPattern("(?m)`" + object + "\\." + name + "[`.]|^\\| `" + name + "`"));
    }

    @Test
    void every_link_leads_somewhere() throws IOException {
        for (Path page : files()) {
            List<MatchResult> links = Pattern.compile("]\\(([^)#]*)(?:#([^)]*))?\\)")
                    .matcher(Files.readString(page))
                    .results()
                    .filter(link -> !link.group(1).startsWith("http"))
                    .toList();
            for (MatchResult link : links) {
                Path target = link.group(1).isEmpty()
                        ? page
                        : page.toAbsolutePath().resolveSibling(link.group(1)).normalize();
                assertThat(target).as("%s in %s", link.group(), page).exists();
                if (link.group(2) != null) {
                    assertThat(anchors(target))
                            .as("%s in %s", link.group(), page)
                            .contains(link.group(2));
                }
            }
        }
    }

    /** What the page writes for values, by what it means. */
    private static Map<String, String> normalisations() throws IOException {
        Map<String, String> names = new TreeMap<>();
        for (String row : rows(FIELDS, "Values")) {
            String[] cells = row.split(" \\| ");
            names.put(
                    String.join(" ", cells[1], cells[2], cells[3].replace(" |", ""))
                            .replace("`", ""),
                    cells[0].replace("| ", ""));
        }
        return names;
    }

    private static String row(Family family, String contract, Map<String, String> normalisations) throws IOException {
        Usual usual = Contracts.of(family).usual(fields(family, contract, ""), family);
        GeometrySpec geometry = usual.geometry();
        Defaults defaults = usual.defaults();
        String values = number(usual.scale()) + " " + numbers(usual.mean()) + " " + numbers(usual.std());
        assertThat(normalisations).containsKey(values);
        return "| "
                + Stream.of(
                                "`" + family.id() + "`",
                                contract.isEmpty() ? "" : "`" + contract + "`",
                                (usual.input().isEmpty() ? "required" : "`" + usual.input() + "`")
                                        + (usual.layout() == Layout.NCHW ? "" : ", `" + word(usual.layout()) + "`"),
                                String.valueOf(normalisations.get(values)),
                                (geometry.isFixed() ? geometry.size().toString() : "any")
                                        + (geometry.maxSize() > 0 ? ", at most " + geometry.maxSize() : "")
                                        + (geometry.multipleOf() > 1 ? ", multiple of " + geometry.multipleOf() : ""),
                                resize(geometry),
                                (geometry.padValue() == 114 / 255.0 ? "114/255" : number(geometry.padValue()))
                                        + (geometry.padAfterNormalise() ? ", after" : ""),
                                number(defaults.confidence()),
                                number(defaults.iou()),
                                Integer.toString(defaults.maxDetections()))
                        .reduce((left, right) -> left + " | " + right)
                        .orElseThrow()
                        .replace("|  |", "| |")
                + " |";
    }

    private static String resize(GeometrySpec geometry) {
        List<String> words = new ArrayList<>(List.of("`" + word(geometry.resize()) + "`"));
        if (geometry.interpolation() != GeometrySpec.Interpolation.BILINEAR) {
            words.add("`" + word(geometry.interpolation()) + "`");
        }
        if (geometry.antialias() != GeometrySpec.Antialias.NONE) {
            words.add("`" + word(geometry.antialias()) + "`");
        }
        if (geometry.padInGraph()) {
            words.add("`padInGraph`");
        }
        return String.join(", ", words);
    }

    /** Of a family whose exporters differ, what a wrong one is told; else one that says nothing. */
    private static List<String> contracts(Family family) throws IOException {
        if (!Contracts.of(family).fields().contains("contract")) {
            return List.of("");
        }
        JsonFields unknown = fields(family, "?", "");
        String message = message(() -> Contracts.of(family).usual(unknown, family));
        return Arrays.asList(message.replaceFirst(".*must be one of ", "")
                .replaceFirst(", got .*", "")
                .split(", "));
    }

    private static JsonFields fields(Family family, String contract, String more) throws IOException {
        String json = "{\"id\": \"x\", \"family\": \"" + family.id() + "\""
                + (contract.isEmpty() ? "" : ", \"contract\": \"" + contract + "\"") + more + "}";
        return JsonFields.root(
                "x",
                JsonMapper.shared().readTree(json),
                "id",
                "family",
                "contract",
                "output",
                "text",
                "tensors",
                "prompts",
                "geometry",
                "classes");
    }

    private static String message(ThrowingCallable call) {
        return Objects.requireNonNull(
                catchThrowableOfType(ModelException.class, call).getMessage());
    }

    private static List<String> allowed(String message) {
        assertThat(message).contains("is unknown; allowed are ");
        return Arrays.asList(message.replaceFirst(".*allowed are ", "").split(", "));
    }

    /** Rows of the table in a chapter, without its head. */
    private static List<String> rows(Path page, String chapter) throws IOException {
        String text = Files.readString(page).split("#+ " + chapter + "\n", 2)[1].split("\n#", 2)[0];
        return text.lines().filter(line -> line.startsWith("| ")).skip(2).toList();
    }

    private static String pages() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path page : files()) {
            text.append(Files.readString(page));
        }
        return text.toString();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> docs = Files.list(FIELDS.getParent())) {
            return Stream.concat(Stream.of(README), docs.sorted()).toList();
        }
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new TreeSet<>();
        Pattern.compile("(?m)^#+ (.+)$")
                .matcher(Files.readString(page))
                .results()
                .forEach(heading -> anchors.add(heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "")
                        .replace(' ', '-')));
        return anchors;
    }

    private static String numbers(List<Double> numbers) {
        return numbers.stream().map(ModelPagesTest::number).toList().toString();
    }

    private static String number(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
