// Partial dependence: the mean prediction over a column's values, single rows beside it, and where the rows are.
(globalThis.chainruleCharts ??= []).push((kit) => {
  "use strict";
  const { data, color, number, count, percent, axisNumber, textWidth, fit, short, base, tip, leftMargin, tickCount } = kit;
  const stroke = (k) => `var(--series-${k + 1})`;
  const shares = Boolean(data.classification);
  const format = shares ? percent : axisNumber;
  const curves = data.inside?.dependence ?? [];
  // One axis for all columns, so that what matters little looks flat.
  const range = () => {
    if (shares) return [0, 1];
    const [low, high] = d3.extent(curves.flatMap((curve) => curve.series.flatMap((series) => [...series.mean, ...series.rows.flat()])));
    return low === high ? [low - 1, high + 1] : d3.nice(low, high, 5);
  };
  const listed = (curve, i) => curve.series.map((series) => curve.series.length > 1
    ? `${short(series.name, 30)}  ${format(series.mean[i])}` : `Mean prediction  ${format(series.mean[i])}`).join("\n");

  function line(width, curve) {
    const domain = range();
    const time = (value) => new Date(value * 1000);
    const at = curve.date ? curve.values.map(time) : curve.values;
    const place = curve.date ? time : (value) => value;
    const name = curve.date ? d3.utcFormat("%Y-%m-%d") : number;
    const most = Math.max(1, ...curve.bins.count);
    const floor = domain[0];
    const unit = (domain[1] - domain[0]) * 0.16 / most;
    const bins = curve.bins.count.map((rows, i) => ({ from: place(curve.bins.from[i]), to: place(curve.bins.to[i]), top: floor + rows * unit }));
    const single = Math.min(0.5, 5 / curve.series.reduce((sum, series) => sum + series.rows.length, 1));
    return Plot.plot(base(width, 220, {
      marginTop: 12, marginLeft: leftMargin(domain, format), marginBottom: 30,
      x: { type: curve.date ? "utc" : "linear", label: null, ...(curve.date ? { ticks: Math.max(3, Math.floor(width / 75)) }
        : { ticks: tickCount(width - 70, curve.values, axisNumber), tickFormat: axisNumber }) },
      y: { domain, label: null, grid: true, ticks: 5, tickFormat: format },
      marks: [
        Plot.rectY(bins, { x1: "from", x2: "to", y1: floor, y2: "top", fill: color.soft, fillOpacity: 0.28, insetLeft: 0.5, insetRight: 0.5 }),
        ...curve.series.flatMap((series, k) => series.rows.map((row) =>
          Plot.line(row, { x: (d, i) => at[i], y: (d) => d, stroke: stroke(k), strokeWidth: 1, strokeOpacity: Math.max(0.14, single) }))),
        ...curve.series.map((series, k) => Plot.line(series.mean, { x: (d, i) => at[i], y: (d) => d, stroke: stroke(k), strokeWidth: 2.75 })),
        Plot.tip(d3.range(at.length), Plot.pointerX({ x: (i) => at[i], y: (i) => curve.series[0].mean[i], ...tip,
          title: (i) => `${short(curve.column, 40)}  ${name(at[i])}\n${listed(curve, i)}` })),
      ],
    }));
  }

  function bars(width, curve) {
    const domain = range();
    const several = curve.series.length;
    const room = Math.min(width * 0.4, 140);
    const left = Math.ceil(Math.min(room, Math.max(...curve.labels.map(textWidth)))) + 12;
    const thick = several > 1 ? 8 : 13;
    const band = several * thick + 10;
    const start = shares ? 0 : domain[0] > 0 ? domain[0] : domain[1] < 0 ? domain[1] : 0;
    const parts = curve.labels.flatMap((label, i) => curve.series.map((series, k) => ({ i, k, value: series.mean[i],
      y: i * band + 5 + k * thick })));
    const rows = curve.bins.count;
    return Plot.plot(base(width, band * curve.labels.length + 40, {
      marginTop: 6, marginLeft: left, marginBottom: 30, marginRight: 12 + Math.max(...rows.map((n) => textWidth(count(n)))),
      x: { domain, label: null, grid: true, ticks: tickCount(width - left - 40, domain, format), tickFormat: format },
      y: { domain: [0, band * curve.labels.length], reverse: false, axis: null, range: [6, 10 + band * curve.labels.length] },
      marks: [
        Plot.rect(parts, { x1: start, x2: "value", y1: "y", y2: (d) => d.y + thick - 1, fill: (d) => stroke(d.k), fillOpacity: 0.85 }),
        Plot.text(curve.labels, { y: (d, i) => (i + 0.5) * band, frameAnchor: "left", textAnchor: "end", dx: -6, fill: color.ink,
          text: (d) => fit(d, room) }),
        Plot.text(rows, { y: (d, i) => (i + 0.5) * band, frameAnchor: "right", textAnchor: "start", dx: 6, fill: color.soft, text: count }),
        Plot.tip(curve.labels, Plot.pointerY({ x: (d, i) => curve.series[0].mean[i], y: (d, i) => (i + 0.5) * band, ...tip,
          title: (d, i) => `${short(d, 40)}, ${count(rows[i])} rows\n${listed(curve, i)}` })),
      ],
    }));
  }

  const dependence = (width, host) => {
    const curve = curves[Number(host.dataset.index)];
    return curve.ordered ? line(width, curve) : bars(width, curve);
  };
  return { dependence };
});
