package org.chainrule.interop.assemble;

/**
 * Where an imported network comes from, for the provenance.
 *
 * @param file     name of the file
 * @param format   such as {@code onnx}
 * @param producer the program that wrote it, as far as the file says; may be empty
 * @param sha256   of the file, in hexadecimal digits
 */
public record ImportSource(String file, String format, String producer, String sha256) {}
