// The prompt box: images follow the sentence while it is typed. A word that is unknown is named, and the images stay.

const COLUMNS = 4;
const BIG = 112;

function render({ model, el }) {
  const { sentence, height, width, shown } = model.get("settings");
  const rows = Math.ceil(shown / COLUMNS);
  const images = canvas(COLUMNS * BIG, rows * BIG, "the images");
  const status = statusLine();
  const showStill = hideStill(model);
  const talk = conversation(model, answered);
  const box = element("input", { type: "text", "aria-label": "Ask for:", class: "gan-lab-select", size: 44 });
  box.value = sentence;
  let typing = false;

  function answered(answer, buffers) {
    box.setAttribute("aria-invalid", Boolean(answer.error));
    if (answer.error) {
      status.say(answer.error, typing);
      return;
    }
    const bytes = numbers(buffers[0], Uint8Array);
    const each = bytes.length / shown;
    for (let i = 0; i < shown; i++) {
      const [x, y] = [(i % COLUMNS) * BIG, Math.floor(i / COLUMNS) * BIG];
      paint(images, bytes.subarray(i * each, (i + 1) * each), width, height, [x + 1, y + 1, BIG - 2, BIG - 2]);
    }
    el.dataset.pictures = Number(el.dataset.pictures ?? 0) + 1;
    status.say(answer.told, typing);
    images.node.setAttribute("aria-label", answer.told);
  }

  // Read out is only what stands when Enter is pressed: with every letter a word begins that nobody knows.
  box.addEventListener("input", () => {
    typing = true;
    talk.ask({ sentence: box.value });
  });
  box.addEventListener("change", () => {
    typing = false;
    status.say("", true);
    talk.ask({ sentence: box.value });
  });
  box.addEventListener("keydown", (event) => event.stopPropagation());
  const row = (...parts) => element("div", { class: "gan-lab-row" }, ...parts);
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "the prompt box" },
      element(
        "div",
        { class: "gan-lab-main", style: "flex-basis: 560px" },
        row(
          element("label", { class: "gan-lab-label" }, element("span", {}, "Ask for:"), box),
          button("other noise", () => talk.ask({ again: true })),
        ),
        images.node,
        status.node,
      ),
    ),
  );
  talk.ask({});
  return () => {
    talk.end();
    showStill();
  };
}

export default { render };
