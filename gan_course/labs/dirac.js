// The Dirac-GAN: arrows of the field, and the steps that the players take from where the reader puts them.

const SIZE = 420;

function render({ model, el }) {
  const settings = model.get("settings");
  const { limit, side } = settings;
  const plane = canvas(SIZE, SIZE, "the field of the Dirac-GAN");
  const far = canvas(320, 130, "distance from the equilibrium over the steps");
  const status = statusLine();
  const showStill = hideStill(model);
  const talk = conversation(model, answered);
  const x = (value) => ((value / limit + 1) / 2) * SIZE;
  const y = (value) => ((1 - value / limit) / 2) * SIZE;
  let held = false;

  function drawArrow(px, py, dx, dy) {
    const c = plane.context;
    const length = Math.hypot(dx, dy);
    if (!(length > 0)) return;
    const [ux, uy] = [dx / length, dy / length];
    c.beginPath();
    c.moveTo(px - dx / 2, py - dy / 2);
    c.lineTo(px + dx / 2, py + dy / 2);
    c.lineTo(px + dx / 2 - 4 * ux - 2.5 * uy, py + dy / 2 - 4 * uy + 2.5 * ux);
    c.moveTo(px + dx / 2, py + dy / 2);
    c.lineTo(px + dx / 2 - 4 * ux + 2.5 * uy, py + dy / 2 - 4 * uy - 2.5 * ux);
    c.stroke();
  }

  function draw(rates, path) {
    const c = plane.context;
    c.fillStyle = "white";
    c.fillRect(0, 0, SIZE, SIZE);
    c.strokeStyle = "#8A97A3";
    c.lineWidth = 1.2;
    let fastest = 1e-9;
    for (let i = 0; i < rates.length; i += 2) fastest = Math.max(fastest, Math.hypot(rates[i], rates[i + 1]));
    for (let i = 0; i < rates.length / 2; i++) {
      const at = (index) => x(-limit + (2 * limit * (index + 0.5)) / side);
      const speed = Math.hypot(rates[2 * i], rates[2 * i + 1]);
      const length = (0.9 * SIZE * Math.sqrt(speed / fastest)) / side;
      const [px, py] = [at(i % side), SIZE - at(Math.floor(i / side))];
      drawArrow(px, py, (rates[2 * i] / speed) * length, (-rates[2 * i + 1] / speed) * length);
    }
    c.strokeStyle = c.fillStyle = COLOURS.fake;
    c.lineWidth = 1.8;
    c.beginPath();
    for (let i = 0; i < path.length; i += 2) c.lineTo(x(path[i]), y(path[i + 1]));
    c.stroke();
    for (let i = 0; i < path.length; i += 2) {
      c.beginPath();
      c.arc(x(path[i]), y(path[i + 1]), i ? 2 : 6, 0, 2 * Math.PI);
      c.fill();
    }
    c.strokeStyle = "black";
    c.lineWidth = 2.2;
    c.beginPath();
    for (const s of [-1, 1]) {
      c.moveTo(x(0) - 6, y(0) - 6 * s);
      c.lineTo(x(0) + 6, y(0) + 6 * s);
    }
    c.stroke();
    c.font = "13px sans-serif";
    c.fillStyle = "black";
    c.textAlign = "right";
    c.fillText("θ: G's point →", SIZE - 6, SIZE - 8);
    c.textAlign = "left";
    c.fillText("↑ ψ: D's slope", 6, 16);
  }

  function answered(answer, buffers) {
    if (answer.error) {
      status.say(answer.error);
      return;
    }
    const [rates, path] = buffers.map((buffer) => numbers(buffer, Float32Array));
    const distances = Array.from({ length: path.length / 2 }, (_, i) => Math.hypot(path[2 * i], path[2 * i + 1]));
    draw(rates, path);
    chart(far, [{ values: distances, colour: COLOURS.fake }], distances.length);
    el.dataset.pictures = Number(el.dataset.pictures ?? 0) + 1;
    status.say(answer.told);
    plane.node.setAttribute("aria-label", `The field of the Dirac-GAN. ${answer.told}`);
  }

  const ask = (question) => talk.ask(question);
  plane.node.style.cursor = "crosshair";
  plane.node.style.touchAction = "none";
  const put = (event) => {
    const [px, py] = place(event, plane.node);
    ask({ start: [limit * (2 * px - 1), limit * (1 - 2 * py)] });
  };
  plane.node.addEventListener("pointerdown", (event) => {
    held = true;
    plane.node.setPointerCapture(event.pointerId);
    put(event);
  });
  plane.node.addEventListener("pointermove", (event) => held && put(event));
  for (const end of ["pointerup", "pointercancel"]) plane.node.addEventListener(end, () => (held = false));

  const row = (...parts) => element("div", { class: "gan-lab-row" }, ...parts);
  const write = (value) => value.toFixed(2);
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "the Dirac-GAN" },
      element(
        "figure",
        { class: "gan-lab-main" },
        plane.node,
        element("figcaption", {}, "Press or drag to put both players elsewhere. The cross is the equilibrium."),
      ),
      element(
        "div",
        { class: "gan-lab-side" },
        row(slider("γ of R1", 0, 4, 0.05, settings.gamma, write, (gamma) => ask({ gamma }))),
        row(slider("step size h", 0.05, 4, 0.05, settings.step_size, write, (step_size) => ask({ step_size }))),
        row(slider("start at θ", -limit, limit, 0.1, settings.start[0], write, (theta) => ask({ theta }))),
        row(slider("and ψ", -limit, limit, 0.1, settings.start[1], write, (psi) => ask({ psi }))),
        row(select("steps", settings.orders, settings.orders[0], (order) => ask({ order }))),
        element("figure", {}, far.node, element("figcaption", {}, "Distance from the equilibrium, step by step.")),
        status.node,
      ),
    ),
  );
  ask({});
  return () => {
    talk.end();
    showStill();
  };
}

export default { render };
