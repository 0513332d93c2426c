// What the laboratories have in common in the browser: labelled controls, sharp canvases, and a conversation with the
// kernel in which the next question waits for the answer to the last, so that no queue ever builds up.

const COLOURS = { real: "#0072B2", fake: "#D55E00", discriminator: "#009E73", generator: "#CC79A7", guide: "#595959" };

function element(kind, attributes = {}, ...children) {
  const made = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function button(text, act, title = "") {
  const made = element("button", { type: "button", class: "gan-lab-button", title }, text);
  made.addEventListener("click", act);
  return made;
}

function select(text, options, value, act) {
  const made = element("select", { class: "gan-lab-select", "aria-label": text });
  for (const option of options) {
    const [shown, meant] = Array.isArray(option) ? option : [option, option];
    made.append(element("option", { value: meant }, shown));
  }
  made.value = value;
  made.addEventListener("change", () => act(made.value));
  return Object.assign(element("label", { class: "gan-lab-label" }, element("span", {}, text), made), { field: made });
}

function check(text, value, act) {
  const made = element("input", { type: "checkbox" });
  made.checked = value;
  made.addEventListener("change", () => act(made.checked));
  return element("label", { class: "gan-lab-check" }, made, text);
}

function slider(text, low, high, step, value, write, act) {
  const made = element("input", { type: "range", min: low, max: high, step, "aria-label": text });
  made.value = value;
  const shown = element("output", {}, write(value));
  made.addEventListener("input", () => {
    shown.textContent = write(Number(made.value));
    act(Number(made.value));
  });
  const label = element("label", { class: "gan-lab-label" }, element("span", {}, text), made, shown);
  return Object.assign(label, {
    field: made,
    show: (number) => {
      made.value = number;
      shown.textContent = write(number);
    },
  });
}

function canvas(width, height, label) {
  const scale = globalThis.devicePixelRatio || 1;
  const made = element("canvas", { role: "img", "aria-label": label, class: "gan-lab-canvas" });
  made.width = Math.round(width * scale);
  made.height = Math.round(height * scale);
  made.style.aspectRatio = `${width} / ${height}`;
  made.style.width = `${width}px`;
  const context = made.getContext("2d");
  context.scale(scale, scale);
  return { node: made, context, width, height };
}

// Lines over a common axis, `length` values wide; the heights reach from the least value, or 0, to the greatest.
function chart(target, lines, length, low = 0, high = 0) {
  const c = target.context;
  const all = lines.flatMap((line) => line.values).filter(Number.isFinite);
  c.fillStyle = "white";
  c.fillRect(0, 0, target.width, target.height);
  if (!all.length) return;
  low = all.reduce((least, value) => Math.min(least, value), low);
  high = all.reduce((most, value) => Math.max(most, value), Math.max(high, low + 1e-6));
  const [left, right, top, bottom] = [38, target.width - 4, 10, target.height - 10];
  const y = (value) => bottom - ((value - low) / (high - low)) * (bottom - top);
  c.font = "11px sans-serif";
  c.textAlign = "right";
  c.fillStyle = c.strokeStyle = COLOURS.guide;
  c.lineWidth = 1;
  for (const value of [low, high]) {
    c.fillText(value.toPrecision(2), left - 4, y(value) + 4);
    c.beginPath();
    c.moveTo(left, y(value));
    c.lineTo(right, y(value));
    c.stroke();
  }
  c.lineWidth = 1.6;
  for (const { values, colour, dash } of lines) {
    c.strokeStyle = colour;
    c.setLineDash(dash ?? []);
    c.beginPath();
    values.forEach((value, i) => c.lineTo(left + (i / Math.max(length - 1, 1)) * (right - left), y(value)));
    c.stroke();
  }
  c.setLineDash([]);
}

// Draw an image of bytes, (height, width) or (height, width, 3), over a place of a canvas, every pixel a square.
function paint(target, bytes, width, height, [x, y, w, h] = [0, 0, target.width, target.height]) {
  const channels = bytes.length / (width * height);
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < 3; c++) image.data[4 * i + c] = bytes[channels * i + (channels === 3 ? c : 0)];
    image.data[4 * i + 3] = 255;
  }
  const small = element("canvas", { width, height });
  small.getContext("2d").putImageData(image, 0, 0);
  target.context.imageSmoothingEnabled = false;
  target.context.drawImage(small, x, y, w, h);
}

function place(event, node) {
  const box = node.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
}

// A line of text that a screen reader reads out where it changes; `quiet` changes it without that.
function statusLine() {
  const node = element("p", { class: "gan-lab-status", role: "status", "aria-live": "polite" });
  return {
    node,
    say: (text, quiet = false) => {
      node.setAttribute("aria-live", quiet ? "off" : "polite");
      if (node.textContent !== text) node.textContent = text;
    },
  };
}

// `ask` sends a question at once, or, while answers are awaited, keeps it and merges it with others that wait.
// `answered` is told whether an answer is the last to a question of this view.
function conversation(model, answered) {
  const name = Math.random().toString(36).slice(2);
  let awaited = false;
  let waiting = null;
  function send(question) {
    awaited = true;
    model.send({ ...question, view: name });
  }
  function receive(answer, buffers) {
    const own = answer.view === name;
    const last = own && !answer.left;
    if (last) awaited = false;
    if (last && waiting) {
      const question = waiting;
      waiting = null;
      send(question);
    }
    answered(answer, buffers ?? [], last);
  }
  model.on("msg:custom", receive);
  return {
    ask: (question) => {
      if (awaited) waiting = { ...waiting, ...question };
      else send(question);
    },
    busy: () => awaited,
    end: () => model.off("msg:custom", receive),
  };
}

// A way to a kernel that is at work. It hears a widget only between two cells, but a channel that the browser opened
// reaches it at any time, where kernel and front end know subshells; elsewhere it hears when the cell has ended.
function directLine(model, patience = 2000) {
  const kernel = model.widget_manager?.kernel;
  if (!kernel?.createComm) return { tell: (question) => model.send(question), end: () => {} };
  const channel = kernel.createComm(`gan_course.${model.get("still")}`);
  const waited = new Promise((resolve) => setTimeout(resolve, patience));
  const opened = Promise.race([channel.subshellStarted, waited]).then(() => channel.open());
  return {
    tell: (question) => opened.then(() => channel.send(question)),
    end: () => opened.then(() => channel.isDisposed || channel.close()),
  };
}

// The picture that stays in a saved notebook is hidden where the laboratory itself is alive.
function hideStill(model) {
  const found = [...document.querySelectorAll(`[data-gan-lab="${model.get("still")}"]`)];
  const hidden = found.map((still) => still.closest(".jp-OutputArea-child, .output_area") ?? still);
  for (const node of hidden) node.style.display = "none";
  return () => hidden.forEach((node) => (node.style.display = ""));
}

function numbers(view, kind) {
  return new kind(view.buffer.slice(view.byteOffset, view.byteOffset + view.byteLength));
}
