package org.gsprelabel.wps.limits;

import java.util.List;

/**
 * Settings as they were found. Where something is wrong with a property, its default stands in, so that the server starts;
 * requests are refused until it is right, since what an administrator meant to forbid must not be allowed by a slip of a key.
 *
 * @param settings in force
 * @param problems why requests are refused, one sentence each; none where all is right
 * @param warnings what has no effect, one sentence each
 */
public record LoadedSettings(PreLabelSettings settings, List<String> problems, List<String> warnings) {

    public LoadedSettings {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /** Settings that are right. */
    public static LoadedSettings of(PreLabelSettings settings) {
        return new LoadedSettings(settings, List.of(), List.of());
    }

    /**
     * Refuses requests while something is wrong.
     *
     * @throws SettingsException with the first problem, which clients are not told
     */
    public void requireRight() {
        if (!problems.isEmpty()) {
            throw new SettingsException(
                    "the plugin is not set up: " + problems.get(0),
                    "the plugin is not set up; the server's list of modules and its log have the reason");
        }
    }
}
