package org.gsprelabel.wps.styles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.gsprelabel.wps.limits.LoadedSettings;
import org.gsprelabel.wps.limits.PreLabelSettings;
import org.gsprelabel.wps.limits.SettingsReader;
import org.gsprelabel.wps.publish.CatalogPublisher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StyleInstallerTest {

    private static final LoadedSettings USUAL = LoadedSettings.of(PreLabelSettings.defaults());
    private static final Map<String, String> SHIPPED = Map.of(
            "prelabel-class", "prelabel-class.sld",
            "prelabel-confidence", "prelabel-confidence.sld",
            "prelabel-labels", "prelabel-labels.sld");

    private final StandInStyles server = new StandInStyles();

    @Test
    void a_server_without_them_has_the_shipped_styles_after_its_start() throws IOException {
        install();

        assertThat(server.styles).isEqualTo(SHIPPED).containsKey(CatalogPublisher.DEFAULT_STYLE);
        for (String file : SHIPPED.values()) {
            assertThat(server.files)
                    .containsEntry(
                            file,
                            Files.readString(Path.of("src/main/resources/org/gsprelabel/styles")
                                    .resolve(file)));
        }
        assertThat(server.files).hasSameSizeAs(SHIPPED);
    }

    @Test
    void a_second_start_changes_nothing_that_an_administrator_changed() {
        install();
        server.files.put("prelabel-class.sld", "<changed/>");
        server.styles.put("prelabel-labels", "our-labels.sld");
        Map<String, String> styles = Map.copyOf(server.styles);
        Map<String, String> files = Map.copyOf(server.files);

        assertThat(install()).isEmpty();

        assertThat(server.styles).isEqualTo(styles);
        assertThat(server.files).isEqualTo(files);
    }

    @Test
    void a_deleted_style_comes_back_with_the_file_that_its_deletion_left() {
        install();
        server.styles.clear();
        server.files.put("prelabel-class.sld", "<changed/>");
        server.files.remove("prelabel-labels.sld");

        install();

        assertThat(server.styles).isEqualTo(SHIPPED);
        assertThat(server.files)
                .containsEntry("prelabel-class.sld", "<changed/>")
                .containsKey("prelabel-labels.sld");
    }

    @Test
    void the_property_keeps_styles_away_and_so_does_a_wrong_one(@TempDir Path folder) throws IOException {
        for (String wrong : List.of("prelabel.installStyles=false", "prelabel.installStyles=never")) {
            Files.writeString(folder.resolve(SettingsReader.FILE_NAME), wrong);

            new StyleInstaller(SettingsReader.read(Map.of(), folder.toFile())).initialize(server);
        }
        assertThat(server.styles).isEmpty();
        assertThat(server.files).isEmpty();
    }

    @Test
    void a_server_that_cannot_write_starts_and_says_which_styles_are_missing() {
        server.files.put("prelabel-labels.sld", "<there/>");
        server.isReadOnly = true;

        assertThat(install())
                .containsExactly(
                        "style 'prelabel-class' cannot be added to the server (IllegalStateException, see the log)",
                        "style 'prelabel-confidence' cannot be added to the server (IllegalStateException, see the log)");
        assertThat(server.styles).containsOnlyKeys("prelabel-labels");
    }

    private List<String> install() {
        StyleInstaller installer = new StyleInstaller(USUAL);
        installer.initialize(server);
        return installer.problems();
    }
}
