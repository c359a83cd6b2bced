// Deltas and gradients, layer by layer, on a logarithmic axis.
(globalThis.chainruleCharts ??= []).push((kit) => {
  "use strict";
  const { data, color, number, percent, axisNumber, textWidth, base, tip, leftMargin, present } = kit;

  const flow = (kind, stroke) => (width) => {
    const columns = data.inside.flow[kind];
    const rows = data.inside.flow.name.map((name, i) => ({ name, i,
      ...Object.fromEntries(Object.keys(columns).map((key) => [key, columns[key][i] || undefined])), zeros: columns.zeros[i] }));
    const known = rows.filter((d) => present(d.median));
    const norms = rows.filter((d) => present(d.norm));
    const values = [...known.flatMap((d) => [d.low, d.high]), ...norms.map((d) => d.norm)].filter((value) => value > 0);
    const [low, high] = values.length ? d3.extent(values) : [0.1, 1];
    const left = Math.max(58, leftMargin([1e-5], axisNumber));
    const each = (width - left - 16) / rows.length;
    const every = Math.max(1, Math.ceil((Math.max(...rows.map((d) => textWidth(d.name))) + 10) / each));
    const powers = d3.range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1);
    const thin = Math.ceil(powers.length / 8);
    const bar = Math.max(3, Math.min(16, each * 0.3));
    return Plot.plot(base(width, 270, {
      marginLeft: left, marginTop: 16,
      x: { type: "point", domain: rows.map((d) => d.i), padding: 0.6, label: null, tickSize: 0,
        ticks: rows.map((d) => d.i).filter((i) => i % every === 0), tickFormat: (i) => rows[i].name },
      y: { type: "log", domain: [10 ** powers[0], 10 ** powers[powers.length - 1]], label: null, grid: true,
        ticks: powers.filter((p, n) => n % thin === 0).map((p) => Number(`1e${p}`)), tickFormat: axisNumber },
      marks: [
        Plot.ruleX(known, { x: "i", y1: "low", y2: "high", stroke, strokeWidth: Math.max(1.5, bar / 5), strokeOpacity: 0.55 }),
        Plot.ruleX(known, { x: "i", y1: "lower", y2: "upper", stroke, strokeWidth: bar, strokeOpacity: 0.45 }),
        Plot.dot(known, { x: "i", y: "median", r: 3, fill: color.card, stroke, strokeWidth: 2 }),
        Plot.line(norms, { x: "i", y: "norm", stroke: color.ink, strokeWidth: 1.5 }),
        Plot.dot(norms, { x: "i", y: "norm", r: 3.5, fill: color.ink }),
        Plot.tip(norms, Plot.pointerX({ x: "i", y: "norm", ...tip,
          title: (d) => `${d.name}\nNorm  ${number(d.norm)}\nMedian  ${number(d.median)}\nHalf of all  ${number(d.lower)} to ${number(d.upper)}`
            + `\n90\u202f%  ${number(d.low)} to ${number(d.high)}\nExactly 0  ${percent(d.zeros)}` })),
      ],
    }));
  };

  return { deltas: flow("deltas", color.validation), gradients: flow("gradients", color.training) };
});
