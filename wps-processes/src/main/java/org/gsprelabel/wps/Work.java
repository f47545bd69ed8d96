package org.gsprelabel.wps;

import java.util.Optional;
import org.gsprelabel.pipeline.RunReport;
import org.gsprelabel.text.TextPrompt;
import org.gsprelabel.wps.estimate.MeasuredRates;
import org.gsprelabel.wps.estimate.Rate;

/** Which kind of work a request is, and what it took. */
final class Work {

    private Work() {}

    /**
     * All that the time of a tile depends on, in one line.
     *
     * @param planned with the threads and the batch that it gets
     */
    static String of(PreLabelRequest request, PlannedRequest planned) {
        return String.join(
                " ",
                request.model(),
                "segmenter=" + request.segmenter().orElse("-"),
                "tile=" + planned.run().tileGrid().tileSize(),
                "threads=" + planned.parameters().threads(),
                "batch=" + planned.parameters().batch(),
                "prompts=" + planned.prompts().isPresent(),
                "phrases="
                        + request.prompt()
                                .map(TextPrompt::phrases)
                                .map(phrases -> phrases.size())
                                .orElse(0),
                "maskGenerator=" + request.maskGenerator().orElse("-").strip());
    }

    /**
     * What a run took; empty where tiles were remembered, or there were none.
     *
     * @param alone whether no other run shared the machine with it
     */
    static Optional<Rate> rate(RunReport report, boolean alone) {
        return report.tilesRun() > 0 && report.tilesRemembered() == 0
                ? Optional.of(new Rate(report.device(), report.tilesRun(), report.wallSeconds(), alone))
                : Optional.empty();
    }

    /** @param alone whether no other run shared the machine with it */
    static void measure(MeasuredRates rates, String work, RunReport report, boolean alone) {
        rate(report, alone).ifPresent(rate -> rates.add(work, rate));
    }
}
