// The drawing pad: the generator's images follow the pen. While it rests, the search for the noise goes on.

const SIZE = 240;
const PEN = 0.1; // width of the line, of the pad's
const NEAR = 0.015; // points nearer to the last one are left out
const STRIDE = 0.05; // of the arrow keys
const BIG = 100;
const COLUMNS = 4;
const LABEL = 18;

function render({ model, el }) {
  const { strokes: first, names, size } = model.get("settings");
  const pad = canvas(SIZE, SIZE, "pad");
  const rows = Math.ceil(names.length / COLUMNS);
  const made = canvas(COLUMNS * BIG, rows * (BIG + LABEL), "what the generator makes of the drawing");
  const status = statusLine();
  const showStill = hideStill(model);
  const talk = conversation(model, answered);
  let strokes = first;
  let current = null;
  let pen = [0.5, 0.5]; // where the arrow keys have gone
  let keyed = false;

  function draw() {
    const c = pad.context;
    c.fillStyle = "black";
    c.fillRect(0, 0, SIZE, SIZE);
    c.strokeStyle = "white";
    c.lineWidth = PEN * SIZE;
    c.lineCap = c.lineJoin = "round";
    for (const stroke of all()) {
      c.beginPath();
      c.moveTo(stroke[0][0] * SIZE, stroke[0][1] * SIZE);
      for (const [x, y] of stroke) c.lineTo(x * SIZE, y * SIZE);
      c.stroke();
    }
    if (!keyed) return;
    c.strokeStyle = COLOURS.fake;
    c.lineWidth = current ? 4 : 2;
    c.beginPath();
    c.arc(pen[0] * SIZE, pen[1] * SIZE, (PEN * SIZE) / 2 + 2, 0, 2 * Math.PI);
    c.stroke();
  }

  const all = () => (current ? [...strokes, current] : strokes);

  function show() {
    draw();
    if (all().length) talk.ask({ strokes: all(), improve: null });
    else status.say("The pad is empty: draw a digit.");
  }

  function answered(answer, buffers, last) {
    if (answer.error) {
      status.say(answer.error);
      return;
    }
    const bytes = numbers(buffers[0], Uint8Array);
    const each = bytes.length / names.length;
    const c = made.context;
    c.fillStyle = "white";
    c.fillRect(0, 0, made.width, made.height);
    c.fillStyle = "black";
    c.font = "12px sans-serif";
    c.textAlign = "left";
    names.forEach((name, i) => {
      const [x, y] = [(i % COLUMNS) * BIG, Math.floor(i / COLUMNS) * (BIG + LABEL)];
      c.fillText(name, x + 3, y + 13);
      paint(made, bytes.subarray(i * each, (i + 1) * each), size, size, [x + 2, y + LABEL, BIG - 4, BIG - 4]);
    });
    el.dataset.pictures = Number(el.dataset.pictures ?? 0) + 1;
    if (!all().length) return;
    status.say(answer.told, answer.unfinished);
    made.node.setAttribute("aria-label", `${answer.told} Images: ${names.join(", ")}.`);
    if (last && answer.unfinished && !talk.busy() && !current) talk.ask({ improve: true });
  }

  function to(x, y) {
    const [before, after] = [current[current.length - 1], [x, y].map((value) => Math.max(0, Math.min(1, value)))];
    if (Math.hypot(after[0] - before[0], after[1] - before[1]) < NEAR) return;
    current.push(after);
    show();
  }

  function lift() {
    if (!current) return;
    strokes = all();
    current = null;
    show();
  }

  function undo() {
    if (current) current = null;
    else strokes = strokes.slice(0, -1);
    show();
  }

  function clear() {
    current = null;
    strokes = [];
    show();
  }

  pad.node.tabIndex = 0;
  pad.node.setAttribute("role", "application");
  pad.node.setAttribute(
    "aria-label",
    "pad to draw in: arrow keys move the pen, space sets it down or lifts it, Control and Z undo, Delete clears",
  );
  pad.node.style.cursor = "crosshair";
  pad.node.style.touchAction = "none";
  pad.node.addEventListener("pointerdown", (event) => {
    keyed = false;
    pad.node.setPointerCapture(event.pointerId);
    current = [place(event, pad.node)];
    show();
  });
  pad.node.addEventListener("pointermove", (event) => current && !keyed && to(...place(event, pad.node)));
  for (const end of ["pointerup", "pointercancel"]) pad.node.addEventListener(end, lift);
  pad.node.addEventListener("blur", () => {
    keyed = false;
    lift();
    draw();
  });
  pad.node.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (move) {
      keyed = true;
      pen = pen.map((value, i) => Math.max(0, Math.min(1, value + STRIDE * move[i])));
      if (current) to(...pen);
      else draw();
    } else if (event.key === " ") {
      keyed = true;
      if (current) lift();
      else {
        current = [pen];
        show();
      }
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) undo();
    else if (event.key === "Delete" || event.key === "Backspace") clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const row = (...parts) => element("div", { class: "gan-lab-row" }, ...parts);
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "the drawing pad" },
      element(
        "div",
        { class: "gan-lab-main", style: "flex-basis: 250px" },
        element(
          "figure",
          {},
          pad.node,
          element("figcaption", {}, "Draw a digit. With keys: arrows, space sets the pen down, Ctrl+Z, Delete."),
        ),
        row(button("undo", undo), button("clear", clear)),
      ),
      element("div", { class: "gan-lab-side" }, made.node, status.node),
    ),
  );
  draw();
  talk.ask({});
  return () => {
    talk.end();
    showStill();
  };
}

export default { render };
