// The training dashboard: losses, accuracies and samples while `fit` runs; the kernel sends, and hears two buttons.

const LINES = [
  { colour: "#009E73" },
  { colour: "#A8467C", dash: [5, 2] },
  { colour: "#0072B2", dash: [2, 2] },
  { colour: "#000000", dash: [8, 3, 2, 3] },
];

function render({ model, el }) {
  const charts = element("div", {});
  const samples = element("figure", { class: "gan-lab-main" });
  const status = statusLine();
  const drawn = {};
  let picture = null;
  let showStill = hideStill(model);
  const talk = conversation(model, answered);
  const line = directLine(model);

  function draw(name, series) {
    const names = Object.keys(series);
    if (!names.length) return;
    if (!drawn[name]) {
      drawn[name] = canvas(400, 150, name);
      const legend = names.map((each, i) => `${each} ${["solid", "dashed", "dotted", "dash-dotted"][i % 4]}`);
      charts.append(element("figure", {}, drawn[name].node, element("figcaption", {}, legend.join(", "))));
    }
    const lines = names.map((each, i) => ({ values: series[each], ...LINES[i % LINES.length] }));
    const longest = lines.reduce((most, line) => Math.max(most, line.values.length), 2);
    chart(drawn[name], lines, longest, 0, name === "accuracies" ? 1 : 0);
  }

  function answered(answer, buffers) {
    if (answer.error) {
      status.say(answer.error);
      return;
    }
    for (const [name, series] of Object.entries(answer.charts ?? {})) draw(name, series);
    if (buffers.length) {
      const [height, width] = answer.size;
      if (!picture) {
        picture = canvas(400, Math.round((400 * height) / width), "samples of the generator");
        samples.append(picture.node, element("figcaption", {}, "Samples, always of the same noise."));
      }
      paint(picture, numbers(buffers[0], Uint8Array), width, height);
    }
    el.dataset.pictures = Number(el.dataset.pictures ?? 0) + 1;
    el.dataset.state = answer.state;
    status.say(answer.told, answer.state === "running");
    pause.textContent = answer.state === "paused" ? "▶ go on" : "❚❚ pause";
    pause.disabled = stop.disabled = answer.state === "ended";
    if (answer.state === "ended") setTimeout(() => (showStill = hideStill(model)), 300);
  }

  const pause = button("❚❚ pause", () => line.tell({ press: "pause" }));
  const stop = button("■ stop training", () => line.tell({ press: "stop" }));
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "training" },
      samples,
      element("div", { class: "gan-lab-side" }, element("div", { class: "gan-lab-row" }, pause, stop), charts, status.node),
    ),
  );
  talk.ask({});
  return () => {
    talk.end();
    line.end();
    showStill();
  };
}

export default { render };
