package org.chainrule.tabular.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.tabular.checkpoint.CheckpointOptions;
import org.chainrule.tabular.model.Version;

/** What a search depends on: trials are continued only where all of it is the same. */
final class TuneSearch {
    private TuneSearch() {}

    /** By name: another of these would give other trials or other scores. */
    static Map<String, String> of(SearchData data) {
        Map<String, String> search = new LinkedHashMap<>();
        search.put("version", Version.CURRENT);
        search.put("data", data.rows().fingerprint());
        search.put("validation", data.validationRows().fingerprint());
        search.put(
                "options",
                data.options().toBuilder()
                        .validation(null)
                        .test(null)
                        .threads(0)
                        .doctor(true)
                        .timeLimit(null)
                        .trials(null)
                        .tuneDirectory(null)
                        .checkpoint((CheckpointOptions) null)
                        .build()
                        .toString());
        return search;
    }
}
