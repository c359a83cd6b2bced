package org.chainrule.tabular.run;

/** Hears how a preset gets on that trains many networks: one event at a time, in order, on any thread. */
@FunctionalInterface
public interface SearchListener {
    /**
     * Called for every event.
     *
     * @param event what happened
     */
    void on(SearchEvent event);
}
