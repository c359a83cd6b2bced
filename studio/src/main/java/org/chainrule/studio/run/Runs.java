package org.chainrule.studio.run;

import java.util.Map;
import org.chainrule.studio.problem.Settings;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a studio: everything that the page can ask about one. Answers are trees of maps with text keys, lists, text, numbers, booleans and null, in the
 * shapes of {@code docs/studio-api.md}; {@code double[]}, {@code float[]}, {@code int[]} and {@code Object[]} count as lists. Numbers that are not finite may stay in them: the
 * server writes null. Nobody changes a tree once it was handed over. Safe for concurrent use.
 *
 * <p>Every method throws {@link RunRefusal} if there is no such run, if a run cannot do it now, or if there are too many of them, and
 * {@link org.chainrule.tabular.error.UserException} if the request is wrong.
 */
public interface Runs extends AutoCloseable {
    /**
     * Makes a run, which stands at step 0.
     *
     * @param settings what the run depends on
     * @return {@code run}, {@code setup} and {@code frame}
     */
    Map<String, @Nullable Object> create(Settings settings);

    /**
     * A run that is there already, such as the one that is watched, for a page that is opened later.
     *
     * @param run its id
     * @return {@code run}, {@code setup} and {@code frame}
     */
    Map<String, @Nullable Object> describe(String run);

    /**
     * Ends a run and forgets it.
     *
     * @param run its id
     */
    void delete(String run);

    /**
     * Plays, pauses or takes a step.
     *
     * @param run     its id
     * @param control what to do
     * @return a frame; {@code play} answers at once
     */
    Map<String, @Nullable Object> control(String run, Control control);

    /**
     * Goes back or forward to a step and stays there.
     *
     * @param run  its id
     * @param step steps taken, from 0
     * @return the frame of that step
     */
    Map<String, @Nullable Object> travel(String run, long step);

    /**
     * Changes one weight by hand; the change is a part of the run from this step on.
     *
     * @param run    its id
     * @param weight as in {@code explain}: {@code 1:0:2} or {@code 1:bias:2}
     * @param value  finite
     * @return a frame
     */
    Map<String, @Nullable Object> edit(String run, String weight, double value);

    /**
     * The run as it stands.
     *
     * @param run its id
     * @return a complete frame
     */
    Map<String, @Nullable Object> frame(String run);

    /**
     * Sends frames and states as they happen, from a complete frame on, until the subscription is closed or the run ends.
     *
     * @param run  its id
     * @param sink where to; it never blocks
     * @return to be closed
     */
    Subscription subscribe(String run, FrameSink sink);

    /**
     * One example through the next step, in the order of the lecture.
     *
     * @param run its id
     * @param row which one; not {@code batch}
     * @return a pass
     */
    Map<String, @Nullable Object> pass(String run, RowChoice row);

    /**
     * The gradient of one weight, taken apart.
     *
     * @param run    its id
     * @param weight {@code LAYER:FROM:TO} or {@code LAYER:bias:TO}
     * @param row    which example, or the next batch
     * @param paths  how many of the strongest paths, 1 to 100
     * @return what {@code explain --json} prints, and {@code picture}
     */
    Map<String, @Nullable Object> explain(String run, String weight, RowChoice row, int paths);

    /**
     * A window of a weight matrix.
     *
     * @param run    its id
     * @param window where
     * @return the values
     */
    Map<String, @Nullable Object> weights(String run, Window window);

    /**
     * What one hidden unit does.
     *
     * @param run   its id
     * @param layer from 1
     * @param unit  from 0
     * @return its weights, its rows and its response
     */
    Map<String, @Nullable Object> unit(String run, int layer, int unit);

    /**
     * When a unit died.
     *
     * @param run   its id
     * @param layer from 1
     * @param unit  from 0
     * @return what was found
     */
    Map<String, @Nullable Object> death(String run, int layer, int unit);

    /**
     * The run as it stands, as a model file.
     *
     * @param run its id
     * @return the bytes of a {@code .chainrule} file
     */
    byte[] model(String run);

    /** Ends all runs. */
    @Override
    void close();

    /**
     * A rectangle of a weight matrix; what lies outside of the matrix is left out.
     *
     * @param layer   from 1
     * @param row     first row, from 0
     * @param rows    1 to 64
     * @param column  first column, from 0
     * @param columns 1 to 64
     */
    record Window(int layer, int row, int rows, int column, int columns) {}

    /** To be closed when nobody listens any more; closing twice does no harm. */
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
