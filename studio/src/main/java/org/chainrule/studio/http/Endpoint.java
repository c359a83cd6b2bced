package org.chainrule.studio.http;

/** Answers requests that the guard has let through. Called by several threads at once. */
@FunctionalInterface
public interface Endpoint {
    /**
     * Answers.
     *
     * @param call the request, read to its end
     * @return the answer
     * @throws Refusal with a status of its choice; of other exceptions {@link Failures} makes an answer
     */
    Answer answer(Call call);

    /**
     * Up to how many bytes of a body a request is answered at once, on the thread that read it: nothing then waits for anything else. Such an answer must take
     * well below a millisecond, or be {@link Answer.Later}.
     *
     * @return bytes; usually -1, no request is
     */
    default int swiftBytes() {
        return -1;
    }
}
