/** How numbers are written on the page. */

const grouped = new Intl.NumberFormat("en-US");

/**
 * A number in a few significant digits, without noise; a dash where there is none.
 * @param {number|null|undefined} x
 * @param {number} [digits] significant digits
 */
export function number(x, digits = 3) {
  if (x === null || x === undefined || !Number.isFinite(x)) return "–";
  if (x === 0) return "0";
  const size = Math.abs(x);
  if (size >= 1e6 || size < 1e-4) return x.toExponential(Math.max(0, digits - 1)).replace("e+", "e").replace("-", "−").replace("e-", "e−");
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  const text = size >= 10000 ? grouped.format(Math.round(x)) : x.toFixed(Math.min(decimals, 8));
  return text.replace("-", "−");
}

/** A whole number with thousands separators. */
export const count = (n) => (n === null || n === undefined ? "–" : grouped.format(n));

const METRICS = { rmse: "RMSE", mae: "MAE", auc: "AUC", r2: "R²", logLoss: "log loss" };

/** The name of a metric as a person writes it. */
export const metricTitle = (name) => METRICS[name] ?? name ?? "metric";

/** A share as a percentage. */
export const percent = (p, digits = 1) => (p === null || p === undefined ? "–" : `${(100 * p).toFixed(digits)} %`);

/** Seconds in words that a person reads at a glance. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return "–";
  if (seconds < 0.001) return `${number(seconds * 1e6, 2)} µs`;
  if (seconds < 1) return `${number(seconds * 1000, 2)} ms`;
  if (seconds < 120) return `${number(seconds, 2)} s`;
  return `${number(seconds / 60, 2)} min`;
}

/** Operations with their unit: 1.2 MFLOP. */
export function flops(n) {
  if (n === null || n === undefined || !Number.isFinite(n)) return "–";
  const units = ["", "k", "M", "G", "T", "P"];
  let unit = 0;
  let value = n;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${number(value, 2)} ${units[unit]}FLOP`;
}
