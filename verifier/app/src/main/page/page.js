"use strict";
// Draws the sections of a page from the exact values in it. Everything here is floating point.
(() => {
  const SVG = "http://www.w3.org/2000/svg";

  /** A rational "p/q" as the nearest number, more or less. */
  const num = (text) => {
    const [p, q] = String(text).split("/");
    if (p.length < 300 && (!q || q.length < 300)) return q ? Number(p) / Number(q) : Number(p);
    const shift = Math.max(0, Math.max(p.length, q ? q.length : 1) - 290);
    const head = (s) => Number(s.slice(0, s.length - shift) || "0");
    return q ? head(p) / head(q) : Number(p);
  };
  const short = (text) => (text.length <= 24 ? text : text.slice(0, 20) + "… (" + text.length + " characters)");

  const node = (name, attributes, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    for (const child of children) made.append(child);
    return made;
  };
  const html = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    for (const child of children) made.append(child);
    return made;
  };
  const hint = (text) => {
    const title = node("title", {});
    title.textContent = text;
    return title;
  };
  const label = (x, y, text, anchor) => {
    const made = node("text", { x, y, "text-anchor": anchor || "middle" });
    made.textContent = text;
    return made;
  };
  const picture = (width, height, name, ...children) =>
    node("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": name }, ...children);

  // Groups of samples as stripes.
  const strip = (place, data) => {
    const width = 880, height = 74, groupOf = new Map();
    data.groups.forEach((group, g) => group.forEach((sample) => groupOf.set(sample, g)));
    const each = width / Math.max(1, data.samples);
    const svg = picture(width, height + 22, `${data.title}: ${data.groups.length} groups of ${data.samples} samples`);
    svg.append(node("rect", { x: 0, y: 0, width, height, class: "zero" }));
    const single = data.groups.length === 1;
    // One path for each group, since there may be thousands of stripes.
    data.groups.forEach((group, g) => {
      const lane = single ? 0 : Math.floor(g / 8), lanes = single ? 1 : Math.ceil(data.groups.length / 8);
      const top = (height * lane) / lanes, tall = height / lanes;
      let d = "";
      for (const sample of group) {
        d += `M${(sample * each).toFixed(2)} ${top.toFixed(2)}h${Math.max(each * 0.92, 0.35).toFixed(2)}v${tall.toFixed(2)}h-${Math.max(each * 0.92, 0.35).toFixed(2)}z`;
      }
      svg.append(node("path", { d, style: `fill: var(--g${g % 8})` }, hint(`group ${g}: ${group.length} samples`)));
    });
    svg.append(label(0, height + 16, "sample 0", "start"), label(width, height + 16, `sample ${data.samples - 1}`, "end"));
    place.append(svg);
    if (!single) {
      const sizes = data.groups.map((group) => group.length);
      const note = html("p", { class: "small" });
      note.textContent = `${sizes.length} groups, of ${Math.min(...sizes)} to ${Math.max(...sizes)} samples; eight groups share a row of the strip.`;
      place.append(note);
    }
  };

  // Inputs as pixels.
  const pixels = (place, data) => {
    const size = 36, side = data.side, marked = new Set(data.marked);
    const svg = picture(side * size + 4, side * size + 4, `${side} by ${side} pixels; ${data.marked.length} of them, with a frame, are dark on all samples: ${data.marked.join(", ")}`);
    data.shades.forEach((shade, j) => {
      const x = 2 + (j % side) * size, y = 2 + Math.floor(j / side) * size;
      svg.append(node("rect", { x, y, width: size, height: size, class: "zero" }),
        node("rect", { x, y, width: size, height: size, class: "lit", "fill-opacity": (shade / 255).toFixed(3) }, hint(`input ${j}${marked.has(j) ? ": zero on all of them" : ""}`)));
    });
    data.marked.forEach((j) => svg.append(node("rect", { x: 4 + (j % side) * size, y: 4 + Math.floor(j / side) * size, width: size - 4, height: size - 4, class: "dark" }, hint(`input ${j}: zero on all of them`))));
    place.append(svg);
  };

  // A matrix as colours.
  const heat = (place, data) => {
    const rows = data.values.length, columns = rows ? data.values[0].length : 0;
    const size = Math.max(4, Math.min(30, Math.floor(820 / Math.max(1, columns)), Math.floor(640 / Math.max(1, rows))));
    const numbers = data.values.map((row) => row.map(num));
    const most = Math.max(1e-300, ...numbers.flat().map(Math.abs));
    const binary = data.values.every((row) => row.every((v) => v === "0" || v === "1"));
    const svg = picture(columns * size + 70, rows * size + 26, `${data.title}: ${rows} rows (${data.rowName}), ${columns} columns (${data.columnName})`);
    numbers.forEach((row, i) => row.forEach((value, j) => {
      const kind = value > 0 ? "pos" : value < 0 ? "neg" : "zero";
      svg.append(node("rect", { x: 66 + j * size, y: i * size, width: size - (size > 8 ? 1 : 0), height: size - (size > 8 ? 1 : 0), class: kind,
        "fill-opacity": value === 0 || binary ? 1 : (0.25 + 0.75 * Math.abs(value) / most).toFixed(3) },
        hint(`${data.rowName} ${i}, ${data.columnName} ${j}: ${short(data.values[i][j])}`)));
    }));
    svg.append(label(60, 14, `${data.rowName} 0`, "end"));
    if (rows > 2) svg.append(label(60, rows * size - 4, String(rows - 1), "end"));
    svg.append(label(66, rows * size + 17, `${data.columnName} 0`, "start"));
    if (columns * size > 160) svg.append(label(66 + columns * size, rows * size + 17, String(columns - 1), "end"));
    const legend = html("p", { class: "small" });
    legend.textContent = binary ? "Blue: 1. Pale: 0." : "Blue: positive. Orange: negative. Pale: zero. The stronger, the larger.";
    place.append(svg, legend);
  };

  // A vector as bars.
  const bars = (place, data) => {
    const values = data.values.map(num), count = values.length, width = 880, height = 180, left = 60;
    const top = Math.max(0, ...values), low = Math.min(0, ...values), span = top - low || 1;
    const y = (v) => 10 + (height - 20) * (top - v) / span;
    const each = (width - left) / Math.max(1, count);
    const svg = picture(width, height + 22, `${data.title}: ${count} entries from ${low} to ${top}`);
    values.forEach((v, n) => svg.append(node("rect", { x: left + n * each, y: Math.min(y(v), y(0)), width: Math.max(each * (each > 4 ? 0.86 : 1), 0.5), height: Math.max(Math.abs(y(v) - y(0)), v === 0 ? 0 : 0.75), class: v < 0 ? "neg" : "pos" },
      hint(`${data.entryName} ${n}: ${short(data.values[n])}`))));
    svg.append(node("line", { x1: left, x2: width, y1: y(0), y2: y(0), class: "axis" }));
    svg.append(label(left - 6, y(0) + 4, "0", "end"), label(left, height + 16, `${data.entryName} 0`, "start"), label(width, height + 16, String(count - 1), "end"));
    place.append(svg);
    if (count <= 24) {
      const exact = html("p", { class: "signs small" });
      exact.textContent = "exactly: " + data.values.map(short).join(", ");
      place.append(exact);
    }
  };

  // The network, in floating point.
  const network = (instance) => {
    const widths = instance.widths.map(Number), slope = num(instance.slope), bias = instance.bias === "true";
    const inputs = instance.inputs.map((row) => row.map(num));
    const targets = (instance.targets || []).map((t) => (Array.isArray(t) ? t.map(num) : [num(t)]));
    const noise = instance.noise.map((layer) => (Array.isArray(layer) ? layer.map((row) => row.map(num)) : null));
    const huber = (instance.loss || "").startsWith("huber:") ? num(instance.loss.slice(6)) : 0;
    const penalty = (e) => (huber && Math.abs(e) > huber ? huber * Math.abs(e) - huber * huber / 2 : e * e / 2);
    /** The loss, and whether each preactivation is positive, of weights [W_1, …] and biases. */
    const loss = (weights, biases) => {
      let sum = 0;
      inputs.forEach((x, n) => {
        let v = x;
        weights.forEach((matrix, l) => {
          v = matrix.map((row, i) => {
            let u = biases ? biases[l][i] : 0;
            for (let j = 0; j < row.length; j++) u += row[j] * v[j];
            if (l === weights.length - 1) return u;
            return (noise[l] ? noise[l][n][i] : 1) * (u < 0 ? slope * u : u);
          });
        });
        v.forEach((value, k) => (sum += penalty(value - targets[n][k])));
      });
      return inputs.length ? sum / inputs.length : 0;
    };
    return { widths, slope, bias, inputs, targets, loss };
  };

  /** A curve over an interval, with ticks. */
  const chart = (name, points, ticks, from, to) => {
    const width = 880, height = 260, left = 70, bottom = 30;
    const finite = points.filter(([, v]) => Number.isFinite(v));
    const most = Math.max(...finite.map(([, v]) => v)), least = Math.min(...finite.map(([, v]) => v)), span = most - least || 1;
    const x = (t) => left + (width - left - 10) * (t - from) / (to - from);
    const y = (v) => 12 + (height - bottom - 24) * (most - v) / span;
    const svg = picture(width, height, `${name}; between ${least.toPrecision(4)} and ${most.toPrecision(4)}`);
    svg.append(node("rect", { x: left, y: 4, width: width - left - 10, height: height - bottom - 6, class: "frame" }));
    ticks.forEach(([t, text]) => t >= from && t <= to && svg.append(node("line", { x1: x(t), x2: x(t), y1: 4, y2: height - bottom - 2, class: "tick" }, hint(text))));
    svg.append(node("path", { class: "path", d: finite.map(([t, v], k) => `${k ? "L" : "M"}${x(t).toFixed(2)} ${y(v).toFixed(2)}`).join("") }));
    svg.append(label(left - 6, 18, most.toPrecision(4), "end"), label(left - 6, height - bottom - 4, least.toPrecision(4), "end"));
    return { svg, x, y, height, bottom };
  };

  // The loss along a direction.
  const curve = (place, data) => {
    const net = network(data.instance);
    const W = data.instance.weights.map((m) => m.map((r) => r.map(num)));
    const D = data.direction.weights.map((m) => m.map((r) => r.map(num)));
    const b = data.instance.biases && data.instance.biases.map((r) => r.map(num));
    const db = data.direction.biases && data.direction.biases.map((r) => r.map(num));
    const size = (a) => Math.sqrt(a.flat(3).reduce((s, v) => s + v * v, 0));
    const reach = Math.min(0.5 * Math.max(size(W), 1) / Math.max(size(D), 1e-300), 1e6);
    const at = (t) => net.loss(W.map((m, l) => m.map((r, i) => r.map((v, j) => v + t * D[l][i][j]))),
      b && b.map((r, l) => r.map((v, i) => v + (db ? t * db[l][i] : 0))));
    const points = [];
    for (let k = 0; k <= 400; k++) { const t = reach * (k / 200 - 1); points.push([t, at(t)]); }
    const drawn = chart("loss along the direction", points, [[0, "the given weights"]], -reach, reach);
    drawn.svg.append(label(drawn.x(0), drawn.height - 10, "t = 0, the given weights"));
    place.append(drawn.svg);
  };

  // Cells of a unit.
  const split = (polygons, line) => {
    const [a, b, c] = line, made = [];
    for (const polygon of polygons) {
      const sides = [[], []];
      polygon.forEach((p, k) => {
        const q = polygon[(k + 1) % polygon.length], fp = a * p[0] + b * p[1] + c, fq = a * q[0] + b * q[1] + c;
        if (fp >= -1e-12) sides[0].push(p);
        if (fp <= 1e-12) sides[1].push(p);
        if ((fp > 1e-12 && fq < -1e-12) || (fp < -1e-12 && fq > 1e-12)) {
          const t = fp / (fp - fq), m = [p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1])];
          sides[0].push(m);
          sides[1].push(m);
        }
      });
      sides.forEach((side) => side.length > 2 && area(side) > 1e-9 && made.push(side));
    }
    return made;
  };
  const area = (p) => Math.abs(p.reduce((s, a, k) => s + a[0] * p[(k + 1) % p.length][1] - a[1] * p[(k + 1) % p.length][0], 0)) / 2;
  const middle = (p) => [p.reduce((s, a) => s + a[0], 0) / p.length, p.reduce((s, a) => s + a[1], 0) / p.length];

  const plane = (place, data) => {
    const net = network(data.instance);
    const vectors = net.inputs.map((x) => (net.bias ? [...x, 1] : x));
    const dimension = vectors[0].length;
    const minima = data.minima.map((m) => ({ exact: m.loss, loss: num(m.loss), units: m.units.map((u) => u.map(num)), outputs: m.outputs.map(num), bias: num(m.bias) }));
    const body = html("div", { class: "two" });
    const left = html("div", { class: "wide" }), panel = html("div", { "aria-live": "polite" });
    const beside = html("div", { class: "panel" }, panel);
    body.append(left, beside);
    place.append(body);
    const say = (...lines) => {
      panel.replaceChildren(...lines.map(([text, kind]) => { const p = html("p", kind ? { class: kind } : {}); p.textContent = text; return p; }));
    };
    let chosen = null;
    const show = { draw: () => {} };
    if (dimension === 2 || dimension === 3) cells(left, say, net, vectors, minima, dimension, show, () => chosen);
    if (dimension === 2 || dimension === 3) say(["Point at a cell of the plane, or choose a loss."]);
    if (minima.length) {
      const losses = [...new Set(minima.map((m) => m.exact))];
      const table = html("table", { class: "losses" });
      table.append(html("thead", {}, html("tr", {}, html("th", { scope: "col" }, "loss"), html("th", { scope: "col" }, "shown"))));
      const rows = html("tbody", {});
      losses.forEach((loss) => {
        const row = html("tr", { tabindex: "0", role: "button", "aria-pressed": "false", "data-loss": loss },
          html("td", {}, short(loss)), html("td", {}, String(minima.filter((m) => m.exact === loss).length)));
        const choose = () => {
          chosen = chosen === loss ? null : loss;
          rows.querySelectorAll("tr").forEach((r) => { const on = r.dataset.loss === chosen; r.classList.toggle("chosen", on); r.setAttribute("aria-pressed", String(on)); });
          show.draw();
        };
        row.addEventListener("click", choose);
        row.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(); } });
        rows.append(row);
      });
      table.append(rows);
      beside.append(html("div", { class: "scroll" }, table));
    }
    if (minima.length > 1 && net.targets.length) slice(place, net, minima);
  };

  const cells = (place, say, net, vectors, minima, dimension, show, chosen) => {
    const size = 520;
    const draw = (sheet) => {
      place.replaceChildren();
      const at = (u) => (dimension === 2 ? u : Math.abs(u[2]) > 1e-9 && Math.sign(u[2]) === sheet ? [u[0] / Math.abs(u[2]), u[1] / Math.abs(u[2])] : null);
      const marks = minima.flatMap((m, k) => m.units.map((u, i) => ({ k, i, at: at(u) })).filter((p) => p.at));
      const reach = 1.25 * Math.max(1e-6, ...marks.map((p) => Math.max(Math.abs(p.at[0]), Math.abs(p.at[1]))), marks.length ? 0 : 1,
        ...(dimension === 3 ? vectors.map((x) => { const d = Math.hypot(x[0], x[1]); return d > 1e-9 ? Math.min(Math.abs(x[2]) / d, 20) : 0; }) : []));
      const lines = vectors.map((x) => (dimension === 2 ? [x[0], x[1], 0] : [x[0], x[1], sheet * x[2]])).filter(([a, b]) => Math.hypot(a, b) > 1e-12).map(([a, b, c]) => { const d = Math.hypot(a, b); return [a * reach / d, b * reach / d, c / d].map((v, j) => (j < 2 ? v / reach : v / reach)); });
      // The square from -1 to 1, scaled by reach.
      let polygons = [[[-1, -1], [1, -1], [1, 1], [-1, 1]]];
      lines.forEach((line) => { if (polygons.length < 4000) polygons = split(polygons, line); });
      const X = (u) => size / 2 * (1 + u), Y = (u) => size / 2 * (1 - u);
      const inner = node("svg", { x: 0, y: 0, width: size, height: size, overflow: "hidden" });
      const svg = node("svg", { viewBox: `0 0 ${size} ${size + 20}`, width: size, height: size + 20, role: "group", "aria-label": `Plane of one unit's weights with ${polygons.length} cells` });
      polygons.forEach((polygon) => {
        const m = middle(polygon), w = dimension === 2 ? m : [m[0] * reach, m[1] * reach, sheet];
        const signs = vectors.map((x) => { const u = x.reduce((s, v, j) => s + v * w[j], 0); return Math.abs(u) < 1e-12 ? "0" : u > 0 ? "+" : "−"; }).join("");
        const inside = marks.filter((p) => vectors.every((x, n) => { const u = x.reduce((s, v, j) => s + v * minima[p.k].units[p.i][j], 0); return signs[n] === "0" || (signs[n] === "+" ? u > 0 : u < 0); }));
        const words = `signs ${signs}; ${inside.length ? inside.map((p) => `unit ${p.i} of a network of loss ${short(minima[p.k].exact)}`).join(", ") : "no unit of the networks shown"}`;
        const cell = node("path", { class: "cell", tabindex: "0", role: "img", "aria-label": words, d: polygon.map(([a, b], k) => `${k ? "L" : "M"}${X(a).toFixed(2)} ${Y(b).toFixed(2)}`).join("") + "z" });
        const tell = () => say(["Signs of the preactivations, one for each sample:"], [signs, "signs"],
          [inside.length ? "In this cell:" : "No unit of the networks shown is in this cell."], ...inside.map((p) => [`unit ${p.i} of a network of loss ${short(minima[p.k].exact)}, output weight ${minima[p.k].outputs[p.i]}`]));
        cell.addEventListener("pointerenter", tell);
        cell.addEventListener("focus", tell);
        inner.append(cell);
      });
      svg.append(inner);
      lines.forEach(([a, b, c], n) => {
        const p = [-a * c, -b * c], d = [-b, a];
        inner.append(node("line", { class: "kink", x1: X(p[0] - 3 * d[0]), y1: Y(p[1] - 3 * d[1]), x2: X(p[0] + 3 * d[0]), y2: Y(p[1] + 3 * d[1]), "pointer-events": "none" }));
      });
      marks.forEach((p) => {
        const off = chosen() !== null && minima[p.k].exact !== chosen();
        inner.append(node("circle", { class: off ? "mark off" : "mark", cx: X(p.at[0] / reach), cy: Y(p.at[1] / reach), r: 6 }, hint(`unit ${p.i}, loss ${short(minima[p.k].exact)}`)));
      });
      svg.append(node("rect", { x: 0.5, y: 0.5, width: size - 1, height: size - 1, class: "frame" }));
      const axis = dimension === 2 && net.bias ? "bias" : "w₂";
      svg.append(label(size - 4, size / 2 - 5, "w₁", "end"), label(size / 2 + 6, 14, axis, "start"), label(size, size + 15, `from ${(-reach).toPrecision(3)} to ${reach.toPrecision(3)}`, "end"));
      if (dimension === 3) {
        const toggle = html("button", { type: "button", class: "sheet" }, `Third weight ${sheet > 0 ? "positive" : "negative"}; show the other half`);
        toggle.addEventListener("click", () => draw(-sheet));
        place.append(svg, toggle);
      } else place.append(svg);
      show.draw = () => draw(sheet);
    };
    draw(1);
  };

  // The loss between two networks.
  const slice = (place, net, minima) => {
    const names = minima.map((m, k) => `${k}: loss ${short(m.exact)}`);
    const pick = (id, text, start) => {
      const select = html("select", { id });
      names.forEach((name, k) => select.append(html("option", k === start ? { value: String(k), selected: "" } : { value: String(k) }, name)));
      return [html("label", { for: id }, text), select];
    };
    const number = document.querySelectorAll(".controls").length;
    const [fromLabel, from] = pick(`from-${number}`, "From", 0), [toLabel, to] = pick(`to-${number}`, "to", minima.length - 1);
    const controls = html("div", { class: "controls" }, fromLabel, from, toLabel, to), out = html("div", { class: "slice" });
    place.append(controls, out);
    const draw = () => {
      const a = minima[Number(from.value)], b = minima[Number(to.value)];
      const mix = (p, q, t) => p + t * (q - p);
      const at = (t) => {
        const units = a.units.map((u, i) => u.map((v, j) => mix(v, b.units[i][j], t)));
        const W = [units.map((u) => (net.bias ? u.slice(0, -1) : u)), [a.outputs.map((v, i) => mix(v, b.outputs[i], t))]];
        return net.loss(W, net.bias ? [units.map((u) => u[u.length - 1]), [mix(a.bias, b.bias, t)]] : null);
      };
      const points = [], kinks = [];
      for (let k = 0; k <= 480; k++) { const t = -0.25 + 1.5 * k / 480; points.push([t, at(t)]); }
      net.inputs.forEach((x, n) => a.units.forEach((u, i) => {
        const full = net.bias ? [...x, 1] : x, p = full.reduce((s, v, j) => s + v * u[j], 0), q = full.reduce((s, v, j) => s + v * b.units[i][j], 0);
        if (p !== q) kinks.push([p / (p - q), `kink: unit ${i}, sample ${n}`]);
      }));
      const drawn = chart(`loss from network ${from.value} to network ${to.value}`, points, kinks, -0.25, 1.25);
      [[0, a], [1, b]].forEach(([t, m]) => drawn.svg.append(node("circle", { class: "mark", cx: drawn.x(t), cy: drawn.y(at(t)), r: 6 }, hint(`exactly ${short(m.exact)}`)),
        label(drawn.x(t), drawn.height - 10, `network ${t ? to.value : from.value}`)));
      const exact = html("p", { class: "small" });
      exact.textContent = `Floating point: ${at(0).toPrecision(6)} and ${at(1).toPrecision(6)} at the ends. Exactly: ${short(a.exact)} and ${short(b.exact)}. Dotted: kinks.`;
      out.replaceChildren(drawn.svg, exact);
    };
    from.addEventListener("change", draw);
    to.addEventListener("change", draw);
    draw();
  };

  const drawings = { strip, pixels, heat, bars, curve, plane };
  document.querySelectorAll("script.data").forEach((script) => {
    const data = JSON.parse(script.textContent);
    drawings[data.drawing](document.querySelector(`.drawing[data-index="${script.dataset.index}"]`), data);
  });

  const button = document.getElementById("download");
  if (button) {
    button.addEventListener("click", async () => {
      const packed = Uint8Array.from(atob(document.getElementById("certificate-data").textContent), (c) => c.charCodeAt(0));
      const bytes = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
      const link = html("a", { href: URL.createObjectURL(new Blob([bytes])), download: button.dataset.name });
      link.click();
      URL.revokeObjectURL(link.href);
      button.dataset.saved = String(bytes.byteLength);
    });
  }
  document.documentElement.dataset.drawn = "yes";
})();
