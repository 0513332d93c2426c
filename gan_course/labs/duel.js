// The duel: the plane with D's judgement, the points and G's net; controls, losses and figures beside it.

const SIZE = 440;
const HEAT = [
  [242, 160, 106],
  [255, 255, 255],
  [127, 188, 227],
]; // fake, undecided, real
const KEPT = 300; // losses in view
const LONGEST_ARROW = 0.085; // of the plane's side
const SLOW = 900; // milliseconds between two single steps
const SPEEDS = [
  ["slow: one player at a time", "slow"],
  ["1 step a picture", "1"],
  ["3 steps a picture", "3"],
  ["10 steps a picture", "10"],
  ["30 steps a picture", "30"],
];
const TOLD = {
  D: "D took a step: the colours changed, the points stay.",
  G: "G took a step: the points moved along their arrows, the colours stay.",
};

function colourOf(share) {
  const [from, to] = share < 0.5 ? [HEAT[0], HEAT[1]] : [HEAT[1], HEAT[2]];
  const part = share < 0.5 ? 2 * share : 2 * share - 1;
  return from.map((value, i) => Math.round(value + part * (to[i] - value)));
}

const HEAT_TABLE = Array.from({ length: 256 }, (_, value) => colourOf(value / 255));

function paintHeat(heat, side, image) {
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [red, green, blue] = HEAT_TABLE[heat[(side - 1 - row) * side + column]];
      image.data.set([red, green, blue, 255], 4 * (row * side + column));
    }
  }
}

// Arrows as long as the root of their share of the longest: the weak ones can be seen, and none hides the points.
function arrowSteps(pushes, reach) {
  let longest = 0;
  for (let i = 0; i < pushes.length; i += 2) {
    const length = Math.hypot(pushes[i], pushes[i + 1]);
    if (Number.isFinite(length)) longest = Math.max(longest, length);
  }
  return Array.from({ length: pushes.length / 2 }, (_, i) => {
    const [x, y] = [pushes[2 * i], pushes[2 * i + 1]];
    const length = Math.hypot(x, y);
    if (!(length > 0) || !Number.isFinite(length)) return [0, 0];
    const scale = (Math.sqrt(length / longest) * LONGEST_ARROW * 2 * reach) / length;
    return [x * scale, y * scale];
  });
}

function render({ model, el }) {
  const settings = model.get("settings");
  const { limit, heat_side: heatSide, net_side: netSide, quantum } = settings;
  const state = { playing: false, speed: "3", turn: "D", timer: 0, pictures: 0, drawing: 0, toldAt: 0, strokes: [] };
  const shown = { heat: true, net: false, arrows: true };
  const history = { D: [], G: [] };
  const plane = canvas(SIZE, SIZE, "the duel in the plane");
  const curves = canvas(320, 130, "losses of both players over the last updates");
  const heatImage = new ImageData(heatSide, heatSide);
  const heatCanvas = element("canvas", { width: heatSide, height: heatSide });
  const status = statusLine();
  const figures = statusLine();
  const showStill = hideStill(model);
  const talk = conversation(model, answered);

  const x = (value) => ((value / limit + 1) / 2) * SIZE;
  const y = (value) => ((1 - value / limit) / 2) * SIZE;

  function drawPoints(points, colour, mark, alpha) {
    const c = plane.context;
    c.globalAlpha = alpha;
    c.fillStyle = c.strokeStyle = colour;
    c.lineWidth = 1.1;
    c.beginPath();
    for (let i = 0; i < points.length; i += 2) {
      const [px, py] = [x(points[i] * quantum), y(points[i + 1] * quantum)];
      if (mark === "ring") {
        c.moveTo(px + 2.6, py);
        c.arc(px, py, 2.6, 0, 2 * Math.PI);
      } else {
        c.moveTo(px, py - 3.4);
        c.lineTo(px + 3.1, py + 2.2);
        c.lineTo(px - 3.1, py + 2.2);
        c.closePath();
      }
    }
    if (mark === "ring") c.stroke();
    else c.fill();
    c.globalAlpha = 1;
  }

  function drawNet(net) {
    const c = plane.context;
    c.strokeStyle = COLOURS.generator;
    c.lineWidth = 0.9;
    c.beginPath();
    for (const [step, jump] of [
      [1, netSide],
      [netSide, 1],
    ]) {
      for (let line = 0; line < netSide; line++) {
        for (let i = 0; i < netSide; i++) {
          const at = 2 * (line * jump + i * step);
          const to = [x(net[at] * quantum), y(net[at + 1] * quantum)];
          if (i) c.lineTo(...to);
          else c.moveTo(...to);
        }
      }
    }
    c.stroke();
  }

  function drawArrows(points, pushes) {
    const c = plane.context;
    c.strokeStyle = c.fillStyle = "#303030";
    c.lineWidth = 1;
    arrowSteps(pushes, limit).forEach(([dx, dy], i) => {
      const [fx, fy] = [x(points[2 * i] * quantum), y(points[2 * i + 1] * quantum)];
      const [tx, ty] = [fx + (dx / limit / 2) * SIZE, fy - (dy / limit / 2) * SIZE];
      const length = Math.hypot(tx - fx, ty - fy);
      if (length < 2) return;
      const [ux, uy] = [(tx - fx) / length, (ty - fy) / length];
      c.beginPath();
      c.moveTo(fx, fy);
      c.lineTo(tx, ty);
      c.stroke();
      c.beginPath();
      c.moveTo(tx + 2 * ux, ty + 2 * uy);
      c.lineTo(tx - 3 * ux - 2.4 * uy, ty - 3 * uy + 2.4 * ux);
      c.lineTo(tx - 3 * ux + 2.4 * uy, ty - 3 * uy - 2.4 * ux);
      c.fill();
    });
  }

  function drawStrokes() {
    const c = plane.context;
    c.strokeStyle = COLOURS.real;
    c.lineWidth = 8;
    c.lineCap = c.lineJoin = "round";
    c.globalAlpha = 0.5;
    for (const stroke of state.pen ? [...state.strokes, state.pen] : state.strokes) {
      c.beginPath();
      c.moveTo(stroke[0][0] * SIZE, stroke[0][1] * SIZE);
      for (const [px, py] of stroke) c.lineTo(px * SIZE, py * SIZE);
      c.stroke();
    }
    c.globalAlpha = 1;
  }

  function draw() {
    const c = plane.context;
    c.fillStyle = "white";
    c.fillRect(0, 0, SIZE, SIZE);
    const frame = state.frame;
    if (!frame) return;
    if (shown.heat) {
      paintHeat(frame.heat, heatSide, heatImage);
      heatCanvas.getContext("2d").putImageData(heatImage, 0, 0);
      c.imageSmoothingEnabled = true;
      c.drawImage(heatCanvas, 0, 0, SIZE, SIZE);
    }
    if (shown.net) drawNet(frame.net);
    if (shown.arrows) drawArrows(frame.fake, frame.pushes);
    drawPoints(state.real, COLOURS.real, "ring", 0.75);
    drawPoints(frame.fake, COLOURS.fake, "triangle", 0.85);
    if (state.pen) drawStrokes();
  }

  function drawCurves() {
    chart(curves, [
      { values: history.D, colour: COLOURS.discriminator },
      { values: history.G, colour: "#A8467C", dash: [5, 2] },
    ], KEPT);
  }

  function remember(told) {
    for (const player of ["D", "G"]) {
      const value = told[player === "D" ? "d_loss" : "g_loss"];
      if (value === null) continue;
      history[player].push(value);
      if (history[player].length > KEPT) history[player].shift();
    }
  }

  function tell(told) {
    const loss = (value) => (value === null ? "–" : value.toFixed(2));
    const text =
      `steps: D ${told.d_steps}, G ${told.g_steps} · losses: D ${loss(told.d_loss)}, G ${loss(told.g_loss)} · ` +
      `modes covered: ${told.covered} of ${told.modes} · on a mode: ${Math.round(100 * told.on_mode)} %`;
    figures.say(text, state.playing);
    if (!state.playing) plane.node.setAttribute("aria-label", `The duel in the plane. ${text}`);
  }

  function answered(answer, buffers, last) {
    if (answer.error) {
      pause();
      status.say(answer.error);
      return;
    }
    const [heat, fake, pushes, net, real] = buffers;
    if (real) state.real = numbers(real, Int16Array);
    if (!state.real) return; // another view's first picture
    state.frame = {
      heat: numbers(heat, Uint8Array),
      fake: numbers(fake, Int16Array),
      pushes: numbers(pushes, Float32Array),
      net: numbers(net, Int16Array),
    };
    if (answer.moved) remember(answer.told);
    else if (answer.begun) history.D.length = history.G.length = 0;
    state.told = answer.told;
    if (last && !state.playing) status.say(answer.moved ? (TOLD[answer.who] ?? "") : "");
    if (last && state.playing) next(); // the kernel computes the next picture while this one is drawn
    if (!state.drawing) state.drawing = requestAnimationFrame(show);
  }

  function show(now) {
    state.drawing = 0;
    draw();
    state.pictures += 1;
    el.dataset.pictures = state.pictures;
    if (state.playing && now - state.toldAt < 150) return; // text and curves need not change with every picture
    state.toldAt = now;
    drawCurves();
    tell(state.told);
  }

  function next() {
    if (document.hidden) {
      state.timer = setTimeout(next, 500);
    } else if (state.speed === "slow") {
      state.timer = setTimeout(() => {
        const who = state.turn;
        state.turn = who === "D" ? "G" : "D";
        status.say(TOLD[who], true);
        talk.ask({ who, steps: 1 });
      }, SLOW);
    } else {
      const steps = Number(state.speed);
      talk.ask({ who: "both", steps, pictures: steps > 3 ? 1 : 3 });
    }
  }

  function pause() {
    state.playing = false;
    clearTimeout(state.timer);
    play.textContent = "▶ play";
    play.setAttribute("aria-pressed", "false");
  }

  function step(who) {
    pause();
    talk.ask({ who, steps: 1 });
  }

  const play = button("▶ play", () => {
    if (state.playing) {
      pause();
      talk.ask({});
      return;
    }
    state.playing = true;
    play.textContent = "❚❚ pause";
    play.setAttribute("aria-pressed", "true");
    status.say("playing", true);
    talk.ask({});
  });
  const rates = settings.rates.map((rate) => [String(rate), String(rate)]);
  const data = select("data", [...settings.data, ["my drawing", ""]], settings.chosen, (name) => {
    if (name) talk.ask({ data: name });
    else status.say("Draw on the picture with mouse, pen or finger. Each stroke adds to the data.");
    state.strokes = [];
    plane.node.style.cursor = name ? "default" : "crosshair";
    plane.node.style.touchAction = name ? "auto" : "none";
  });

  plane.node.addEventListener("pointerdown", (event) => {
    if (data.field.value) return;
    plane.node.setPointerCapture(event.pointerId);
    state.pen = [place(event, plane.node)];
  });
  plane.node.addEventListener("pointermove", (event) => {
    if (!state.pen) return;
    state.pen.push(place(event, plane.node));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    plane.node.addEventListener(end, () => {
      if (!state.pen) return;
      state.strokes.push(state.pen);
      state.pen = null;
      talk.ask({ strokes: state.strokes });
    });
  }

  const row = (...parts) => element("div", { class: "gan-lab-row" }, ...parts);
  const rules = settings.rules;
  const legend =
    "Blue circles: real points. Vermilion triangles: generated ones. Blue plane: D says real; orange: fake. " +
    "Arrows: where G is told to move its points.";
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "the duel" },
      element("figure", { class: "gan-lab-main" }, plane.node, element("figcaption", {}, legend), figures.node),
      element(
        "div",
        { class: "gan-lab-side" },
        row(play, button("step D", () => step("D")), button("step G", () => step("G")), button("step both", () => step("both"))),
        row(select("speed", SPEEDS, state.speed, (value) => (state.speed = value))),
        row(data, button("new networks", () => talk.ask({ begin: true }))),
        row(select("loss", settings.losses, rules.loss, (loss) => talk.ask({ loss }))),
        row(
          select("penalty", settings.penalties, rules.penalty, (penalty) => talk.ask({ penalty })),
          select("γ", settings.gammas.map(String), String(rules.gamma), (gamma) => talk.ask({ gamma: Number(gamma) })),
        ),
        row(
          select("rate of D", rates, String(rules.d_rate), (rate) => talk.ask({ d_rate: Number(rate) })),
          select("rate of G", rates, String(rules.g_rate), (rate) => talk.ask({ g_rate: Number(rate) })),
        ),
        row(
          ...[["D's colours", "heat"], ["arrows", "arrows"], ["G's net", "net"]].map(([text, name]) =>
            check(text, shown[name], (value) => {
              shown[name] = value;
              draw();
            }),
          ),
        ),
        element("figure", {}, curves.node, element("figcaption", {}, "Losses: D solid green, G dashed purple.")),
        status.node,
      ),
    ),
  );
  talk.ask({ all: true });
  return () => {
    pause();
    cancelAnimationFrame(state.drawing);
    talk.end();
    showStill();
  };
}

export default { render };
