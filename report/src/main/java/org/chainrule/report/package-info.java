/**
 * The training report: one HTML file that holds everything (text, style, data, the chart library) and never touches the
 * network. Start at
 * {@link org.chainrule.report.Report}; what it shows is {@link org.chainrule.report.ReportData}, plain values that the
 * caller fills in.
 *
 * <p>Tables and sentences are written here, in Java, so that they are there without scripts, in print and for screen
 * readers; the charts are drawn in
 * the browser by D3 and Observable Plot, which are inlined. Equal data give equal bytes. Every name and label is data:
 * control characters are shown
 * escaped, long names are cut, markup is escaped, and the content security policy lets no script run but the three of
 * the template, by their hashes.
 *
 * <p>May use: core, explain, tabular, jackson-core. {@link org.chainrule.report.ExplanationPage} is the page of {@code explain --html}, by the same template.
 */
@NullMarked
package org.chainrule.report;

import org.jspecify.annotations.NullMarked;
