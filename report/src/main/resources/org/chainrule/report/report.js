// Draws the charts with Observable Plot. Names reach the page only as text; colours come from the style sheet, so dark mode and print need no redrawing.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("report-data").textContent);
  const color = { training: "var(--training-line)", validation: "var(--validation)", wrong: "var(--wrong)", ink: "var(--ink)",
    soft: "var(--soft)", line: "var(--line)", card: "var(--card)" };

  const short = (text, length) => {
    const characters = Array.from(text);
    return characters.length > length ? characters.slice(0, length - 1).join("") + "…" : text;
  };
  const minus = (text) => text.replace("-", "−").replaceAll(",", "\u202f");
  // Plain digits wherever they can be read; powers of ten only for the very small, SI prefixes only for the very large.
  const digits = (value, significant) => {
    const size = Math.abs(value);
    if (value === 0) return "0";
    if (size < 1e-4) return minus(d3.format(`.${Math.min(significant, 3)}~e`)(value));
    return minus(d3.format(size < 1e7 ? `,.${significant}~r` : `.${Math.min(significant, 4)}~s`)(value));
  };
  const number = (value) => value === null || value === undefined ? "–" : digits(value, 4);
  const count = (value) => d3.format(",")(value).replaceAll(",", "\u202f");
  const percent = (value) => minus(d3.format(".1~f")(value * 100)) + "\u202f%";
  const metricText = (value) => value === null ? "–" : data.metric.share ? minus(d3.format(".2f")(value * 100)) + "\u202f%" : number(value);
  const axisNumber = (value) => digits(value, 7);
  const present = (value) => value !== null && value !== undefined;
  const rows = (columns) => {
    const names = Object.keys(columns);
    return Array.from({ length: columns[names[0]].length }, (_, i) => Object.fromEntries(names.map((name) => [name, columns[name][i]])));
  };
  // The width of text in the charts' font, for margins and the number of ticks.
  const ruler = document.createElement("canvas").getContext("2d");
  ruler.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const textWidth = (text) => ruler.measureText(text).width;
  const widest = (values, format) => Math.max(24, ...d3.ticks(...d3.extent(values), 6).map((value) => textWidth(format(value))));
  const leftMargin = (values, format) => Math.ceil(widest(values, format)) + 22;
  const tickCount = (pixels, values, format) => Math.max(2, Math.min(12, Math.floor(pixels / (widest(values, format) + 26))));
  const base = (width, height, more) => ({
    width, height, className: "chart", marginLeft: 54, marginRight: 16, marginTop: 24, marginBottom: 40,
    style: { fontSize: "12px", background: "none" }, ...more,
  });
  const tip = { fontSize: 13, lineHeight: 1.35, textPadding: 9, pathFilter: "none", fill: color.card, stroke: color.soft, maxRadius: 60 };
  const epochAxis = (width, extra) => {
    const epochs = history.map((row) => row.epoch);
    const [low, high] = d3.extent(epochs);
    return { label: "Epoch", labelAnchor: "center", labelArrow: "none", domain: low === high ? [low - 0.5, high + 0.5] : [low, high],
      ticks: d3.ticks(low, high, tickCount(width - 70, epochs, count)).filter(Number.isInteger), tickFormat: count, ...extra };
  };
  const history = rows(data.history);
  const best = history.find((row) => row.epoch === data.bestEpoch);
  const line = (key, stroke, more) => {
    const known = history.filter((row) => present(row[key]));
    const marks = [Plot.lineY(known, { x: "epoch", y: key, stroke, strokeWidth: 2, ...more })];
    if (known.length <= 25) marks.push(Plot.dot(known, { x: "epoch", y: key, fill: stroke, r: 2.5 }));
    return marks;
  };
  const bestMarks = (key, stroke, width) => {
    if (!best || !present(best[key])) return [];
    const epochs = history.length > 1 ? (best.epoch - history[0].epoch) / (history[history.length - 1].epoch - history[0].epoch) : 0;
    const right = epochs > 0.7;
    return [
      Plot.ruleX([best.epoch], { stroke: color.soft, strokeDasharray: "2,3" }),
      Plot.dot([best], { x: "epoch", y: key, fill: color.card, stroke, strokeWidth: 2.5, r: 5 }),
      Plot.text([best], { x: "epoch", frameAnchor: "top", text: () => width < 260 ? "best" : `best: epoch ${count(best.epoch)}`,
        textAnchor: right ? "end" : "start", dx: right ? -6 : 6, dy: -14, fill: color.ink, fontWeight: 600 }),
    ];
  };

  const logTicks = (low, high) => d3.range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)) + 1)
    .flatMap((power) => (high / low < 3000 ? [1, 2, 5] : [1]).map((first) => Number(`${first}e${power}`)))
    .filter((value) => value >= low * 0.9 && value <= high * 1.1);

  function loss(width) {
    const values = history.flatMap((row) => [row.training, row.validation]).filter(present);
    const [low, high] = d3.extent(values);
    const log = low > 0 && high / low > 30;
    return Plot.plot(base(width, Math.max(220, Math.min(340, width * 0.45)), {
      marginTop: best ? 36 : 24, marginLeft: leftMargin(values, axisNumber),
      x: epochAxis(width),
      y: { label: log ? "Loss (logarithmic)" : "Loss", labelArrow: "none", grid: true, tickFormat: axisNumber,
        ...(log ? { type: "log", domain: [low * 0.9, high * 1.1], ticks: logTicks(low, high) } : { nice: true, ticks: 6 }) },
      marks: [
        ...line("training", color.training, { strokeDasharray: "6,4" }),
        ...line("validation", color.validation),
        ...bestMarks("validation", color.validation, width),
        Plot.ruleX(history, Plot.pointerX({ x: "epoch", stroke: color.soft, strokeOpacity: 0.6 })),
        Plot.tip(history, Plot.pointerX({ x: "epoch", y: (row) => row.validation ?? row.training, ...tip,
          title: (row) => `Epoch ${count(row.epoch)}\nTraining  ${number(row.training)}\nValidation  ${number(row.validation)}` })),
      ],
    }));
  }

  function metric(width) {
    const known = history.filter((row) => present(row.metric));
    return Plot.plot(base(width, 210, {
      marginTop: 36, marginLeft: leftMargin(known.map((row) => row.metric), data.metric.share ? percent : axisNumber),
      x: epochAxis(width),
      y: { label: null, grid: true, nice: true, ticks: 5, tickFormat: data.metric.share ? percent : axisNumber },
      marks: [
        ...line("metric", color.validation), ...bestMarks("metric", color.validation, width),
        Plot.tip(known, Plot.pointerX({ x: "epoch", y: "metric", ...tip,
          title: (row) => `Epoch ${count(row.epoch)}\n${short(data.metric.label, 40)}  ${metricText(row.metric)}` })),
      ],
    }));
  }

  function learningRate(width) {
    const known = history.filter((row) => present(row.learningRate));
    return Plot.plot(base(width, 210, {
      marginTop: 36, marginLeft: leftMargin([0, ...known.map((row) => row.learningRate)], axisNumber),
      x: epochAxis(width),
      y: { label: null, grid: true, zero: true, nice: true, ticks: 5, tickFormat: axisNumber },
      marks: [
        ...line("learningRate", color.soft),
        Plot.tip(known, Plot.pointerX({ x: "epoch", y: "learningRate", ...tip,
          title: (row) => `Epoch ${count(row.epoch)}\nLearning rate  ${number(row.learningRate)}` })),
      ],
    }));
  }

  // Cuts in the middle: names in a table often differ only at the end.
  const fit = (text, pixels) => {
    if (textWidth(text) <= pixels) return text;
    const characters = Array.from(text);
    let kept = characters.length - 1;
    const cut = () => characters.slice(0, Math.ceil(kept / 2)).join("") + "…" + characters.slice(characters.length - Math.floor(kept / 2)).join("");
    while (kept > 1 && textWidth(cut()) > pixels) kept--;
    return cut();
  };

  function matrix(width, cell) {
    const { classes, confusion } = data.classification;
    const room = width < 500 ? 90 : 170;
    const longest = Math.min(room, Math.max(...classes.map(textWidth)));
    const left = Math.ceil(longest) + 34;
    const flat = cell >= longest + 8;
    const top = flat ? 46 : Math.ceil(longest) + 36;
    const every = Math.max(1, Math.ceil(11 / cell));
    const labels = d3.range(classes.length).filter((i) => i % every === 0);
    const cells = confusion.flatMap((counts, truth) => {
      const sum = d3.sum(counts);
      return counts.map((rows, answer) => ({ truth, answer, rows, share: sum ? rows / sum : 0 }));
    });
    const shown = cells.filter((d) => d.rows > 0);
    const strength = (d) => 0.12 + 0.88 * Math.sqrt(d.share);
    const countWidth = Math.max(...shown.map((d) => textWidth(count(d.rows))), 0);
    const countSize = cell >= countWidth + 4 ? 12 : 10;
    const withCount = cell >= Math.max(18, countWidth * countSize / 12 + 3);
    const withShare = cell >= 58;
    const inkOf = (d) => strength(d) > 0.62 ? "var(--on-dark-cell)" : color.ink;
    const size = cell * classes.length;
    const gap = cell > 14 ? 1 : 0;
    const label = (i) => fit(classes[i], longest);
    return Plot.plot({
      className: "chart", style: { fontSize: "12px", background: "none" }, width: left + size + 8, height: top + size + 8,
      marginLeft: left, marginTop: top, marginRight: 8, marginBottom: 8,
      x: { type: "band", domain: d3.range(classes.length), padding: 0, axis: null },
      y: { type: "band", domain: d3.range(classes.length), padding: 0, axis: null },
      marks: [
        Plot.cell(cells.filter((d) => d.rows === 0 && classes.length <= 40), { x: "answer", y: "truth", inset: gap, fill: "var(--faint)" }),
        Plot.cell(shown, { x: "answer", y: "truth", inset: gap, fill: (d) => d.truth === d.answer ? color.validation : color.wrong,
          fillOpacity: strength }),
        classes.length > 40 ? Plot.frame({ stroke: color.line }) : null,
        Plot.text(labels, { x: (i) => i, frameAnchor: "top", text: label, rotate: flat ? 0 : -90, textAnchor: flat ? "middle" : "start",
          dy: flat ? -12 : -6, fill: color.ink }),
        Plot.text(labels, { y: (i) => i, frameAnchor: "left", text: label, textAnchor: "end", dx: -8, fill: color.ink }),
        Plot.text(["True class ↓   Answer →"], { frameAnchor: "top-left", text: (d) => d, dx: -left + 2, dy: -top + 6,
          textAnchor: "start", fill: color.soft, fontWeight: 600 }),
        withCount ? Plot.text(shown, { x: "answer", y: "truth", text: (d) => count(d.rows), fill: inkOf, dy: withShare ? -7 : 0,
          fontSize: withShare ? 15 : countSize, fontWeight: withShare ? 600 : 500 }) : null,
        withShare ? Plot.text(shown, { x: "answer", y: "truth", text: (d) => percent(d.share), fill: inkOf, dy: 11 }) : null,
        Plot.tip(shown, Plot.pointer({ x: "answer", y: "truth", ...tip,
          title: (d) => `True: ${short(classes[d.truth], 40)}\nAnswer: ${short(classes[d.answer], 40)}\n`
            + `${count(d.rows)} rows, ${percent(d.share)} of the class` })),
      ],
    });
  }

  // Cells fit the width as long as they can be read; buttons zoom, and the frame scrolls.
  function confusion(width, host) {
    const classes = data.classification.classes;
    const labels = Math.min(width < 500 ? 90 : 170, Math.max(...classes.map(textWidth))) + 42;
    const fitted = Math.max(8, Math.min(96, Math.floor((width - labels) / classes.length)));
    const sizes = [...new Set([fitted, ...[12, 18, 26, 38, 60].filter((size) => size > fitted)])];
    const frame = document.createElement("div");
    frame.className = "matrix";
    frame.tabIndex = 0;
    frame.setAttribute("role", "region");
    frame.setAttribute("aria-label", "Confusion matrix (scrollable)");
    let level = Number(host.dataset.level ?? 0);
    const bar = document.createElement("div");
    bar.className = "zoom";
    const button = (text, label, step) => {
      const it = document.createElement("button");
      it.type = "button";
      it.textContent = text;
      it.setAttribute("aria-label", label);
      it.addEventListener("click", () => { level += step; paint(); });
      bar.append(it);
      return it;
    };
    const smaller = button("−", "Zoom out", -1);
    const larger = button("+", "Zoom in", 1);
    const hint = document.createElement("span");
    hint.textContent = "Point at a cell for its numbers.";
    bar.append(hint);
    function paint() {
      level = Math.max(0, Math.min(sizes.length - 1, level));
      host.dataset.level = level;
      smaller.disabled = level === 0;
      larger.disabled = level === sizes.length - 1;
      frame.classList.toggle("zoomed", level > 0);
      frame.replaceChildren(label(matrix(width, sizes[level]), host));
    }
    paint();
    const all = document.createElement("div");
    if (sizes.length > 1 && fitted < 60) all.append(bar);
    all.append(frame);
    return all;
  }

  function calibration(width) {
    const bins = rows({ confidence: data.classification.confidence, frequency: data.classification.frequency, weight: data.classification.weight })
      .filter((bin) => present(bin.confidence) && present(bin.frequency) && bin.weight > 0);
    const before = data.classification.confidenceBefore
      ? rows({ confidence: data.classification.confidenceBefore, frequency: data.classification.frequencyBefore,
        weight: data.classification.weightBefore }).filter((bin) => present(bin.confidence) && present(bin.frequency) && bin.weight > 0)
      : [];
    const side = Math.min(width, 440);
    const total = d3.sum(bins, (bin) => bin.weight);
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
    return Plot.plot(base(side, side, {
      x: { domain: [0, 1], label: "Probability of the answer", labelAnchor: "center", labelArrow: "none", ticks, tickFormat: percent },
      y: { domain: [0, 1], label: "Answer was right", labelArrow: "none", grid: true, ticks, tickFormat: percent },
      r: { domain: [0, d3.max(bins, (bin) => bin.weight)], range: [0, 16] },
      marks: [
        Plot.line([[0, 0], [1, 1]], { stroke: color.soft, strokeDasharray: "4,4" }),
        Plot.line(before, { x: "confidence", y: "frequency", stroke: color.training, strokeWidth: 2, strokeDasharray: "6,4" }),
        Plot.dot(before, { x: "confidence", y: "frequency", r: 2.5, fill: color.training }),
        Plot.link(bins, { x1: "confidence", x2: "confidence", y1: "confidence", y2: "frequency", stroke: color.wrong, strokeWidth: 2 }),
        Plot.line(bins, { x: "confidence", y: "frequency", stroke: color.validation, strokeWidth: 1.5, strokeOpacity: 0.6 }),
        Plot.dot(bins, { x: "confidence", y: "frequency", r: "weight", fill: color.validation, fillOpacity: 0.35, stroke: color.validation }),
        Plot.dot(bins, { x: "confidence", y: "frequency", r: 2.5, fill: color.validation }),
        Plot.tip(bins, Plot.pointer({ x: "confidence", y: "frequency", ...tip,
          title: (bin) => `Probability  ${percent(bin.confidence)}\nRight  ${percent(bin.frequency)}\n${percent(bin.weight / total)} of the rows` })),
      ],
    }));
  }

  function coverage(width) {
    const levels = rows(data.coverage).filter((d) => present(d.level) && present(d.covered));
    const sets = Boolean(data.classification);
    const side = Math.min(width, 440);
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
    return Plot.plot(base(side, side * 0.8, {
      x: { domain: [0, 1], label: "Coverage asked for", labelAnchor: "center", labelArrow: "none", ticks, tickFormat: percent },
      y: { domain: [0, 1], label: "Coverage found", labelArrow: "none", grid: true, ticks, tickFormat: percent },
      marks: [
        Plot.line([[0, 0], [1, 1]], { stroke: color.soft, strokeDasharray: "4,4" }),
        Plot.line(levels, { x: "level", y: "covered", stroke: color.validation, strokeWidth: 2 }),
        Plot.dot(levels, { x: "level", y: "covered", r: 2.5, fill: color.validation }),
        Plot.tip(levels, Plot.pointerX({ x: "level", y: "covered", ...tip,
          title: (d) => `Asked for  ${percent(d.level)}\nFound  ${percent(d.covered)}\n`
            + `${sets ? "Mean classes" : "Mean width"}  ${present(d.size) ? number(d.size) : "infinite"}` })),
      ],
    }));
  }

  function roc(width) {
    const points = rows({ x: data.classification.falsePositiveRate, y: data.classification.truePositiveRate });
    const side = Math.min(width, 440);
    const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
    return Plot.plot(base(side, side, {
      x: { domain: [0, 1], label: "False alarms", labelAnchor: "center", labelArrow: "none", ticks, tickFormat: percent },
      y: { domain: [0, 1], label: "Found", labelArrow: "none", grid: true, ticks, tickFormat: percent },
      marks: [
        Plot.areaY(points, { x: "x", y1: 0, y2: "y", fill: color.validation, fillOpacity: 0.1 }),
        Plot.line([[0, 0], [1, 1]], { stroke: color.soft, strokeDasharray: "4,4" }),
        Plot.line(points, { x: "x", y: "y", stroke: color.validation, strokeWidth: 2.25 }),
        Plot.tip(points, Plot.pointer({ x: "x", y: "y", ...tip, title: (d) => `False alarms  ${percent(d.x)}\nFound  ${percent(d.y)}` })),
      ],
    }));
  }

  const samples = () => rows({ truth: data.regression.truth, predicted: data.regression.predicted })
    .filter((d) => present(d.truth) && present(d.predicted));
  const opacity = (n) => Math.max(0.15, Math.min(0.7, 12 / Math.sqrt(n || 1)));
  const sampleTip = (points, y) => Plot.tip(points, Plot.pointer({ x: y === "predicted" ? "truth" : "predicted", y, ...tip,
    title: (d) => `True  ${number(d.truth)}\nPredicted  ${number(d.predicted)}\nResidual  ${number(d.truth - d.predicted)}` }));

  function predicted(width) {
    const points = samples();
    const both = points.flatMap((d) => [d.truth, d.predicted]);
    const domain = d3.nice(...d3.extent(both), 6);
    const side = Math.min(width, 440);
    return Plot.plot(base(side, side * 0.95, {
      marginLeft: leftMargin(both, axisNumber),
      x: { domain, label: `True ${short(data.target, 30)}`, labelAnchor: "center", labelArrow: "none",
        ticks: tickCount(side - 80, both, axisNumber), tickFormat: axisNumber },
      y: { domain, label: "Predicted", labelArrow: "none", grid: true, ticks: 6, tickFormat: axisNumber },
      marks: [
        Plot.line([[domain[0], domain[0]], [domain[1], domain[1]]], { stroke: color.soft, strokeDasharray: "4,4" }),
        Plot.dot(points, { x: "truth", y: "predicted", r: 2.5, fill: color.validation, fillOpacity: opacity(points.length) }),
        sampleTip(points, "predicted"),
      ],
    }));
  }

  function residual(width) {
    const points = samples().map((d) => ({ ...d, residual: d.truth - d.predicted }));
    const side = Math.min(width, 440);
    return Plot.plot(base(side, side * 0.95, {
      marginLeft: leftMargin(points.map((d) => d.residual), axisNumber),
      x: { label: "Predicted", labelAnchor: "center", labelArrow: "none", nice: true,
        ticks: tickCount(side - 80, points.map((d) => d.predicted), axisNumber), tickFormat: axisNumber },
      y: { label: "True − predicted", labelArrow: "none", grid: true, nice: true, ticks: 6, tickFormat: axisNumber },
      marks: [
        Plot.ruleY([0], { stroke: color.soft, strokeDasharray: "4,4" }),
        Plot.dot(points, { x: "predicted", y: "residual", r: 2.5, fill: color.validation, fillOpacity: opacity(points.length) }),
        sampleTip(points, "residual"),
      ],
    }));
  }

  function histogram(width) {
    const bars = rows({ from: data.regression.from, to: data.regression.to, count: data.regression.count });
    return Plot.plot(base(width, Math.max(200, Math.min(280, width * 0.35)), {
      marginLeft: leftMargin([0, d3.max(bars, (bar) => bar.count)], axisNumber),
      x: { label: "True − predicted", labelAnchor: "center", labelArrow: "none",
        ticks: tickCount(width - 70, bars.flatMap((bar) => [bar.from, bar.to]), axisNumber), tickFormat: axisNumber },
      y: { label: "Rows", labelArrow: "none", grid: true, ticks: 5, tickFormat: axisNumber },
      marks: [
        Plot.rectY(bars, { x1: "from", x2: "to", y: "count", inset: 0.5, fill: color.validation, fillOpacity: 0.85 }),
        Plot.ruleY([0], { stroke: color.soft }),
        Plot.ruleX([0], { stroke: color.ink, strokeDasharray: "4,4" }),
        Plot.tip(bars, Plot.pointerX({ x: (bar) => (bar.from + bar.to) / 2, y: "count", ...tip,
          title: (bar) => `${number(bar.from)} to ${number(bar.to)}\n${count(bar.count)} rows` })),
      ],
    }));
  }

  function importance(width) {
    const bars = data.importance.map((d, i) => ({ ...d, i, low: d.drop - (d.deviation ?? 0), high: d.drop + (d.deviation ?? 0) }));
    const room = width < 500 ? width * 0.36 : 240;
    const left = Math.ceil(Math.min(room, Math.max(...bars.map((d) => textWidth(d.column))))) + 14;
    const value = (d) => data.metric.share ? minus(d3.format(".2f")(d.drop * 100)) : number(d.drop);
    const format = (v) => data.metric.share ? minus(d3.format(".2~f")(v * 100)) : axisNumber(v);
    const right = Math.ceil(Math.max(...bars.map((d) => textWidth(value(d))))) + 14;
    const unit = data.metric.share ? ", percentage points" : "";
    return Plot.plot(base(width, bars.length * 26 + 64, {
      marginLeft: left, marginRight: right, marginTop: 8, marginBottom: 44,
      x: { label: width < 500 ? `Loss${unit}` : `Loss of ${short(data.metric.label, 30)} when shuffled${unit}`, labelAnchor: "center",
        labelArrow: "none", grid: true, zero: true,
        ticks: tickCount(width - left - right, [0, ...bars.flatMap((d) => [d.low, d.high])], format), tickFormat: format },
      y: { type: "band", domain: bars.map((d) => d.i), padding: 0.3, label: null, tickSize: 0,
        tickFormat: (i) => fit(bars[i].column, room) },
      marks: [
        Plot.barX(bars, { x: "drop", y: "i", fill: (d) => d.drop >= 0 ? color.validation : color.soft, rx: 2 }),
        Plot.ruleY(bars, { x1: "low", x2: "high", y: "i", stroke: color.ink, strokeWidth: 1.25 }),
        Plot.text(bars, { x: (d) => Math.max(d.high, 0), y: "i", text: value, textAnchor: "start", dx: 7, fill: color.ink }),
        Plot.ruleX([0], { stroke: color.soft }),
        Plot.tip(bars, Plot.pointerY({ x: (d) => Math.max(d.drop, 0), y: "i", ...tip,
          title: (d) => `${short(d.column, 60)}\n${value(d)} ± ${format(d.deviation ?? 0)}${unit}` })),
      ],
    }));
  }

  function label(chart, host) {
    const svg = chart.tagName === "svg" ? chart : chart.querySelector("svg");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", host.dataset.label);
    svg.setAttribute("aria-description", host.dataset.description);
    return chart;
  }

  const charts = { loss, metric, learningRate, confusion, calibration, coverage, roc, predicted, residual, histogram, importance };
  const kit = { data, color, short, number, count, percent, axisNumber, present, textWidth, fit, base, tip, leftMargin, tickCount };
  (globalThis.chainruleCharts ?? []).forEach((component) => Object.assign(charts, component(kit)));
  const drawn = new WeakMap();
  function draw(host) {
    const width = Math.floor(host.clientWidth);
    if (width === 0 || drawn.get(host) === width) return;
    drawn.set(host, width);
    try {
      host.replaceChildren(label(charts[host.dataset.chart](width, host), host));
    } catch (error) {
      const message = document.createElement("p");
      message.className = "failed";
      message.textContent = `This chart could not be drawn: ${error.message}`;
      host.replaceChildren(message);
    }
  }
  const hosts = document.querySelectorAll(".plot");
  hosts.forEach(draw);
  const observer = new ResizeObserver((entries) => entries.forEach((entry) => draw(entry.target)));
  hosts.forEach((host) => observer.observe(host));

  // Charts are drawn anew for the width of the paper.
  const printing = (on) => {
    document.documentElement.classList.toggle("printing", on);
    hosts.forEach(draw);
  };
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));

  const copy = document.getElementById("copy");
  const copied = document.getElementById("copied");
  copy.addEventListener("click", async () => {
    const command = document.getElementById("command");
    try {
      await navigator.clipboard.writeText(command.textContent);
      copied.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(command);
      copied.textContent = "Selected: press Ctrl+C";
    }
    setTimeout(() => { copied.textContent = ""; }, 4000);
  });
})();
