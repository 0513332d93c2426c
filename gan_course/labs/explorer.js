// The latent explorer: a patch of noise space as a mosaic, the image under the pointer, and the training image nearest.

const SIZE = 396;
const BIG = 168;

function render({ model, el }) {
  const settings = model.get("settings");
  const { height, width, side } = settings;
  const pad = canvas(SIZE, SIZE, "pad over a patch of noise space");
  const made = canvas(BIG, BIG, "the image made from this noise");
  const near = canvas(BIG, BIG, "the training image nearest to it");
  const status = statusLine();
  const showStill = hideStill(model);
  const talk = conversation(model, answered);
  let mosaic = null;
  let spot = [0, 0];
  let held = false;

  function drawPad() {
    if (!mosaic) return;
    const cell = SIZE / side;
    const bytes = mosaic.length / (side * side);
    for (let i = 0; i < side * side; i++) {
      const [column, row] = [i % side, Math.floor(i / side)];
      paint(pad, mosaic.subarray(i * bytes, (i + 1) * bytes), width, height, [column * cell, row * cell, cell, cell]);
    }
    if (!spot) return;
    const [x, y] = spot.map((value) => ((value + 1) / 2) * SIZE);
    const c = pad.context;
    for (const [colour, line] of [["white", 5], [COLOURS.fake, 2.5]]) {
      c.strokeStyle = colour;
      c.lineWidth = line;
      c.beginPath();
      c.arc(x, y, 11, 0, 2 * Math.PI);
      c.stroke();
    }
  }

  function answered(answer, buffers) {
    if (answer.error) {
      status.say(answer.error);
      return;
    }
    const [image, nearest, tiles] = buffers.map((buffer) => numbers(buffer, Uint8Array));
    if (tiles) mosaic = tiles;
    spot = answer.spot;
    paint(made, image, width, height);
    paint(near, nearest, width, height);
    drawPad();
    el.dataset.pictures = Number(el.dataset.pictures ?? 0) + 1;
    status.say(answer.told);
  }

  const go = (x, y) => talk.ask({ spot: [x, y].map((value) => Math.max(-1, Math.min(1, value))), morph: null });
  const put = (event) => {
    const [x, y] = place(event, pad.node);
    go(2 * x - 1, 2 * y - 1);
  };
  pad.node.tabIndex = 0;
  pad.node.setAttribute("role", "application");
  pad.node.setAttribute("aria-label", "pad over a patch of noise space: move with the arrow keys");
  pad.node.style.cursor = "crosshair";
  pad.node.style.touchAction = "none";
  pad.node.addEventListener("pointerdown", (event) => {
    held = true;
    pad.node.setPointerCapture(event.pointerId);
    put(event);
  });
  pad.node.addEventListener("pointermove", (event) => held && put(event));
  for (const end of ["pointerup", "pointercancel"]) pad.node.addEventListener(end, () => (held = false));
  pad.node.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!move) return;
    event.preventDefault();
    event.stopPropagation();
    const [x, y] = spot ?? [0, 0];
    go(x + 0.05 * move[0], y + 0.05 * move[1]);
  });
  const percent = (value) => `${Math.round(100 * value)} %`;
  const morph = slider("from A to B", 0, 1, 0.01, 0, percent, (share) => talk.ask({ morph: share }));
  const row = (...parts) => element("div", { class: "gan-lab-row" }, ...parts);
  const captioned = (part, words) => element("figure", {}, part.node, element("figcaption", {}, words));
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "the latent explorer" },
      element(
        "figure",
        { class: "gan-lab-main" },
        pad.node,
        element("figcaption", {}, "Every place is a noise vector of the usual length. Press, drag, or use the arrow keys."),
      ),
      element(
        "div",
        { class: "gan-lab-side" },
        row(captioned(made, "made from this noise"), captioned(near, "nearest training image")),
        row(
          button("keep as A", () => talk.ask({ keep: "A" })),
          button("keep as B", () => talk.ask({ keep: "B" })),
          button("elsewhere", () => talk.ask({ begin: true, morph: null })),
        ),
        row(morph),
        status.node,
      ),
    ),
  );
  talk.ask({ all: true });
  return () => {
    talk.end();
    showStill();
  };
}

export default { render };
