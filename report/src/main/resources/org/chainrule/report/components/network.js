// The picture of a network: units and links of a small one, and weight matrices as heat maps.
(globalThis.chainruleCharts ??= []).push((kit) => {
  "use strict";
  const { data, color, number, count, fit, textWidth } = kit;
  const svgOf = (width, height) => d3.create("svg").attr("class", "chart").attr("width", width).attr("height", height)
    .attr("viewBox", `0 0 ${width} ${height}`).style("font-size", "12px");
  const colorOf = (weight) => weight < 0 ? color.wrong : color.validation;

  // One line of text under a picture says what is pointed at.
  const readout = (picture, hint) => {
    const host = document.createElement("div");
    const line = document.createElement("p");
    line.className = "readout";
    const say = (text) => { line.textContent = text ?? hint; };
    say();
    host.append(picture, line);
    return { host, say };
  };

  function network(width) {
    const { inputs, outputs, layers } = data.inside.network;
    const columns = [inputs.length, ...layers.map((layer) => layer.units)];
    const most = Math.max(...columns);
    const height = Math.max(150, Math.min(560, most * 24 + 20)) + 20;
    const room = width < 500 ? 84 : 190;
    const left = Math.ceil(Math.min(room, Math.max(...inputs.map(textWidth)))) + 20;
    const right = Math.ceil(Math.min(room, Math.max(20, ...outputs.map(textWidth)))) + 22;
    const x = (l) => left + (width - left - right) * l / (columns.length - 1);
    const step = Math.min(34, (height - 40) / most);
    const y = (l, unit) => 10 + (height - 20) / 2 + (unit - (columns[l] - 1) / 2) * step;
    const radius = Math.max(3, Math.min(8, step * 0.36));
    const links = layers.flatMap((layer, l) => {
      const largest = d3.max(layer.weights, Math.abs) || 1;
      return layer.weights.map((weight, e) => ({ l, weight, from: Math.floor(e / layer.units), to: e % layer.units,
        share: Math.abs(weight) / largest }));
    });
    links.sort((a, b) => a.share - b.share);
    const svg = svgOf(width, height);
    const lines = svg.append("g").attr("fill", "none").selectAll("line").data(links).join("line")
      .attr("x1", (d) => x(d.l)).attr("y1", (d) => y(d.l, d.from)).attr("x2", (d) => x(d.l + 1)).attr("y2", (d) => y(d.l + 1, d.to))
      .attr("stroke", (d) => colorOf(d.weight)).attr("stroke-width", (d) => 0.4 + 3.2 * d.share)
      .attr("stroke-opacity", (d) => 0.12 + 0.78 * d.share);
    const units = columns.flatMap((size, l) => d3.range(size).map((unit) => ({ l, unit })));
    const last = columns.length - 1;
    const name = (d) => d.l === 0 ? inputs[d.unit] : d.l === last && outputs.length ? outputs[d.unit] : `unit ${d.unit}`;
    const { host, say } = readout(svg.node(), "Point at a unit for its weights.");
    const dots = svg.append("g").selectAll("circle").data(units).join("circle")
      .attr("cx", (d) => x(d.l)).attr("cy", (d) => y(d.l, d.unit)).attr("r", radius)
      .attr("fill", color.card).attr("stroke", color.ink).attr("stroke-width", 1.5);
    svg.append("g").attr("fill", color.ink).selectAll("text").data(units.filter((d) => d.l === 0 || (d.l === last && outputs.length)))
      .join("text").attr("x", (d) => x(d.l) + (d.l === 0 ? -radius - 6 : radius + 6)).attr("y", (d) => y(d.l, d.unit)).attr("dy", "0.35em")
      .attr("text-anchor", (d) => d.l === 0 ? "end" : "start")
      .text((d) => fit(name(d), d.l === 0 ? left - radius - 8 : right - radius - 8));
    svg.append("g").attr("fill", color.soft).attr("text-anchor", "middle").selectAll("text").data(layers).join("text")
      .attr("x", (d, l) => (x(l) + x(l + 1)) / 2).attr("y", 10)
      .text((d, l) => textWidth(d.name) < x(1) - x(0) ? d.name : l + 1);
    const show = (unit) => {
      const near = (d) => !unit || (d.l === unit.l && d.from === unit.unit) || (d.l + 1 === unit.l && d.to === unit.unit);
      lines.attr("stroke-opacity", (d) => near(d) ? (unit ? 0.35 : 0.12) + (unit ? 0.65 : 0.78) * d.share : 0.03);
      dots.attr("stroke-width", (d) => unit && d.l === unit.l && d.unit === unit.unit ? 3 : 1.5);
      if (!unit) { say(); return; }
      const strongest = links.filter((d) => d.l + 1 === unit.l && d.to === unit.unit).at(-1);
      const bias = unit.l > 0 ? layers[unit.l - 1].biases[unit.unit] : undefined;
      say([`${unit.l > 0 ? layers[unit.l - 1].name + ", " : "input "}${name(unit)}`,
        strongest && `strongest weight ${number(strongest.weight)}, from ${name({ l: strongest.l, unit: strongest.from })}`,
        bias !== undefined && `bias ${number(bias)}`].filter(Boolean).join("; "));
    };
    dots.on("pointerenter", (event, d) => show(d)).on("pointerleave", () => show());
    return host;
  }

  // Cells of one colour are one path: a map of thousand cells has some twenty elements.
  function weights(width, element) {
    const heat = data.inside.heats[Number(element.dataset.index)];
    const named = heat.names.length > 0 && width > 300;
    const left = named ? Math.ceil(Math.min(width * 0.4, 150, Math.max(...heat.names.map(textWidth)))) + 8 : 0;
    const cellWidth = Math.min(26, (width - left) / heat.columns);
    const cellHeight = named ? 14 : heat.rows > 12 ? 4.5 : 9;
    const svg = svgOf(Math.ceil(left + cellWidth * heat.columns), Math.ceil(cellHeight * heat.rows));
    const gap = Math.min(cellWidth, cellHeight) > 6 ? 0.5 : 0;
    const paths = new Map();
    heat.cells.forEach((cell, e) => {
      const level = Math.round(Math.abs(cell) / 100);
      const key = heat.folded ? level : cell < 0 ? -level : level;
      const at = [left + (e % heat.columns) * cellWidth, Math.floor(e / heat.columns) * cellHeight];
      paths.set(key, (paths.get(key) ?? "")
        + `M${at[0].toFixed(2)} ${at[1].toFixed(2)}h${(cellWidth - gap).toFixed(2)}v${(cellHeight - gap).toFixed(2)}h${(gap - cellWidth).toFixed(2)}z`);
    });
    paths.forEach((path, level) => svg.append("path").attr("d", path)
      .attr("fill", level === 0 ? "var(--faint)" : heat.folded ? color.ink : colorOf(level))
      .attr("fill-opacity", level === 0 ? 1 : 0.08 + 0.09 * Math.abs(level)));
    if (named) {
      svg.append("g").attr("fill", color.soft).attr("text-anchor", "end").style("font-size", "11px").selectAll("text").data(heat.names)
        .join("text").attr("x", left - 6).attr("y", (d, i) => (i + 0.5) * cellHeight).attr("dy", "0.35em").text((d) => fit(d, left - 8));
    }
    const range = (at, cells, all, word) => {
      const from = Math.ceil(at * all / cells);
      const to = Math.ceil((at + 1) * all / cells) - 1;
      return from >= to ? `${word} ${count(from)}` : `${word}s ${count(from)} to ${count(to)}`;
    };
    const value = (cell) => number(cell / 1000 * heat.largest);
    const hint = `${count(heat.inputs)} × ${count(heat.outputs)} weights${heat.folded ? ", folded" : ""}; largest ${number(heat.largest)}`;
    const { host, say } = readout(svg.node(), hint);
    svg.on("pointermove", (event) => {
      const [px, py] = d3.pointer(event);
      const column = Math.floor((px - left) / cellWidth);
      const row = Math.floor(py / cellHeight);
      if (column < 0 || column >= heat.columns || row < 0 || row >= heat.rows) { say(); return; }
      const from = heat.names[row] ?? range(row, heat.rows, heat.inputs, "input");
      say(`${from} → ${range(column, heat.columns, heat.outputs, "unit")}: ${heat.folded ? "RMS " : ""}${value(heat.cells[row * heat.columns + column])}`);
    }).on("pointerleave", () => say());
    return host;
  }

  return { network, weights };
});
