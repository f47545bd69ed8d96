package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ServerPluginIT {

    @Test
    void the_plugin_of_the_server_command_is_the_archive_that_administrators_get() {
        assertThat(ServerCommand.pluginIn(Path.of(property("prelabel.home"))))
                .hasSameBinaryContentAs(Path.of(property("plugin.zip")));
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name + " is missing; run ./mvnw verify");
    }
}
