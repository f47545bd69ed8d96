package org.gsprelabel.wps;

import org.geotools.process.factory.DescribeParameter;
import org.geotools.process.factory.DescribeProcess;
import org.geotools.process.factory.DescribeResult;
import org.gsprelabel.model.ModelRepository;
import org.gsprelabel.wps.limits.Safeguards;
import org.gsprelabel.wps.rights.Audience;
import org.jspecify.annotations.Nullable;

/** Lists the models that {@code model} may name, and what is wrong with the others. */
@DescribeProcess(
        title = "List models",
        description =
                "Lists the models of this server as JSON: id and title; for those who have logged in family, licence,"
                        + " inputs, classes and resolution; administrators also see the device in use, and what is wrong with"
                        + " those that cannot be used.",
        version = "1.0.0")
public final class ListModels {

    private final ModelRepository models;
    private final Safeguards safeguards;

    /**
     * @param models as whoever is asking may see them
     * @param safeguards what requests are held against
     */
    public ListModels(ModelRepository models, Safeguards safeguards) {
        this.models = models;
        this.safeguards = safeguards;
    }

    @DescribeResult(name = "result", description = "the models, JSON", type = String.class)
    public String execute(
            @DescribeParameter(
                            name = "check",
                            description =
                                    "for administrators: also load every model and hold it against its descriptor;"
                                            + " takes the time and memory of loading them all",
                            min = 0,
                            defaultValue = "false")
                    @Nullable
                    Boolean check) {
        boolean load = Boolean.TRUE.equals(check);
        return Failures.asProcessException(safeguards, null, following -> {
            if (load && !following.audience().mayKnowWhatIsFor(Audience.ADMINISTRATORS)) {
                throw new IllegalArgumentException(
                        "check must be false or absent for callers who do not administer this"
                                + " server: it loads every model");
            }
            return ModelsJson.of(
                    load ? ModelCheck.all(models, following.caller()) : models.list(), following.audience());
        });
    }
}
