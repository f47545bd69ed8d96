package org.gsprelabel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @Test
    void helpExplainsCommandsAndExitCodes() {
        Cli.Result help = Cli.run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out())
                .contains("  run ", "  estimate ", "  filter ", "  merge ", "  models ", "  demo ", "  server ")
                .contains(
                        "  0    done",
                        "  1    the run failed",
                        "  2    the request",
                        "  3    an input",
                        "  130  cancelled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "estimate", "filter", "merge", "models", "demo", "server"})
    void helpOfEveryCommandFitsInto80Columns(String command) {
        Cli.Result help = Cli.run(command, "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out().lines()).isNotEmpty().allMatch(line -> line.length() <= 80);
        assertThat(help.out()).contains("Exit codes: 0 done");
    }

    @ParameterizedTest
    @CsvSource({
        "run, prelabel run --model=ID -o=FILE [OPTIONS] IMAGE",
        "estimate, prelabel estimate --model=ID [OPTIONS] IMAGE",
        "filter, prelabel filter -o=FILE [OPTIONS] INPUT",
        "merge, prelabel merge -o=FILE [OPTIONS] INPUT..."
    })
    void synopsisShowsWhatMustBeGiven(String command, String synopsis) {
        assertThat(Cli.run(command, "--help").out().lines()).first().isEqualTo("Usage: " + synopsis);
    }

    @Test
    void defaultOfTheConfidenceIsThatOfTheCommand() {
        assertThat(Cli.run("run", "--help").out()).contains("Least confidence. Default: the model's.");
        assertThat(Cli.run("filter", "--help").out())
                .contains("Least confidence. Default: all.")
                .doesNotContain("the model's");
    }

    @Test
    void versionIsPrinted() {
        assertThat(Cli.run("--version").out()).startsWith("prelabel ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|A command is missing: run, estimate, filter, merge, models, demo or server.",
                "rum|Unmatched argument at index 0: 'rum'",
                "run|Missing required options and parameters: '--model=ID', 'IMAGE', '--output=FILE'",
                "run a.tif --model m|Missing required option: '--output=FILE'",
                "run a.tif --model m -o o --tile-size big|Invalid value for option '--tile-size': 'big' is not an int",
                "run a.tif --model m -o o --overlap wide|Invalid value for option '--overlap': must be a part like 0.125 or a percentage like 12.5%, got 'wide'",
                "run a.tif --model m -o o --merge all|Invalid value for option '--merge': expected one of [NONE, UNION, BEST, LARGEST, WEIGHTED] (case-insensitive) but was 'all'",
                "run a.tif --model m -o o --target-crs mars|Invalid value for option '--target-crs': the CRS \"mars\" is not understood",
                "run a.tif --model m -o o --target-crs EPSG:99999|Invalid value for option '--target-crs': there is no CRS \"EPSG:99999\"",
                "run a.tif --model m -o o --preview-window 1,2,3|Invalid value for option '--preview-window': must be x,y,width,height in whole pixels, got '1,2,3'",
                "run a.tif --model m -o o --preview-window 1,2,0,3|Invalid value for option '--preview-window': width and height of a pixel rectangle must be at least 1",
                "estimate a.tif|Missing required option: '--model=ID'",
                "filter|Missing required parameter: 'INPUT'",
                "merge -o o|Missing required parameter: 'INPUT'",
                "server|Missing required option: '--geoserver=WEBAPP'",
                "server --geoserver . --port 70000|port must be from 0 to 65535, got 70000",
                "server --geoserver . --memory much|memory must be a number with k, m or g, such as 2g, got 'much'",
                "server --geoserver . --admin root|--admin must be USER:PASSWORD, got 'root'",
                "demo --size many|Invalid value for option '--size': 'many' is not an int"
            })
    void wrongUseIsExplainedInOneSentenceWithExitCode2(String arguments, String sentence) {
        Cli.Result result = arguments.isEmpty() ? Cli.run() : Cli.run((Object[]) arguments.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith("prelabel: " + sentence);
        assertThat(result.err().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(result.out()).isEmpty();
    }
}
