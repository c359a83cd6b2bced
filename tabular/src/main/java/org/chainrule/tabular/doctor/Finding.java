package org.chainrule.tabular.doctor;

/**
 * One thing that hurts a training, or may.
 *
 * @param severity how bad it is
 * @param subject  the column, layer or part of the data that it is about; several columns are joined by commas
 * @param code     which check found it, such as {@code leak}; docs/doctor.md lists them
 * @param message  what was found, a sentence without its full stop that names the subject
 * @param remedy   what to do, with the option of the command line
 */
public record Finding(Severity severity, String subject, String code, String message, String remedy) {
    /** How bad it is. */
    public enum Severity {
        /** The model or its figures are likely not what they seem. */
        WARNING,
        /** Worth knowing; often right as it is. */
        NOTE
    }

    /**
     * The finding as a line for a person.
     *
     * @return message and remedy
     */
    public String line() {
        return message + "; " + remedy;
    }

    static Finding warning(String code, String subject, String message, String remedy) {
        return new Finding(Severity.WARNING, subject, code, message, remedy);
    }

    static Finding note(String code, String subject, String message, String remedy) {
        return new Finding(Severity.NOTE, subject, code, message, remedy);
    }
}
