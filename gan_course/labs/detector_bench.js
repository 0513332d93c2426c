// The detector bench: a real and a fake patch, their spectra, how a detector scores all patches, and what a flag is worth.

const BIG = 176;
const SCORES = [440, 150];
const FEED = [440, 44];

function render({ model, el }) {
  const settings = model.get("settings");
  const { size, reach, patches, best } = settings;
  const trial = { ...settings.trial };
  const real = canvas(BIG, BIG, "the real patch");
  const fake = canvas(BIG, BIG, "the fake patch");
  const spectrum = canvas(320, 150, "power by frequency");
  const scores = canvas(...SCORES, "how many patches have which score");
  const feed = canvas(...FEED, "what is flagged in the feed");
  const status = statusLine();
  const showStill = hideStill(model);
  const talk = conversation(model, answered);

  function drawScores(shares) {
    const c = scores.context;
    const [width, height] = SCORES;
    const bins = shares.length / 2;
    const [base, top] = [height - 20, 16];
    const most = Math.max(...shares);
    c.fillStyle = "white";
    c.fillRect(0, 0, width, height);
    for (const [row, colour, dash] of [[0, COLOURS.real, []], [1, COLOURS.fake, [5, 3]]]) {
      c.fillStyle = c.strokeStyle = colour;
      c.setLineDash(dash);
      c.lineWidth = 1.8;
      for (let bin = 0; bin < bins; bin++) {
        const tall = (shares[row * bins + bin] / most) * (base - top);
        const box = [(bin * width) / bins + 1, base - tall, width / bins - 2, tall];
        c.globalAlpha = 0.3;
        c.fillRect(...box);
        c.globalAlpha = 1;
        if (tall) c.strokeRect(...box);
      }
    }
    c.setLineDash([]);
    const at = ((trial.threshold / reach + 1) / 2) * width;
    c.strokeStyle = c.fillStyle = "black";
    c.lineWidth = 2;
    c.beginPath();
    c.moveTo(at, 0);
    c.lineTo(at, base);
    c.stroke();
    c.font = "12px sans-serif";
    c.textAlign = at > width - 90 ? "right" : "left";
    c.fillText(at > width - 90 ? "flagged " : " flagged →", at, 12);
    c.fillStyle = COLOURS.guide;
    for (const value of [-8, -4, 0, 4, 8]) {
      c.textAlign = "center";
      c.fillText(String(value).replace("-", "−"), ((value / reach + 1) / 2) * width, height - 5);
    }
  }

  function drawFeed(worth) {
    const c = feed.context;
    const [width, height] = FEED;
    c.fillStyle = "white";
    c.fillRect(0, 0, width, height);
    c.font = "13px sans-serif";
    c.textAlign = "left";
    c.fillStyle = "black";
    if (worth === null) {
      c.fillText("nothing is flagged", 6, 27);
      return;
    }
    c.fillStyle = COLOURS.fake;
    c.fillRect(0, 24, worth * width, height - 24);
    c.fillStyle = COLOURS.real;
    c.fillRect(worth * width, 24, (1 - worth) * width, height - 24);
    c.fillStyle = "black";
    c.fillText(`fakes: ${percent(worth)}`, 4, 16);
    c.textAlign = "right";
    c.fillText(`real, and accused: ${percent(1 - worth)}`, width - 4, 16);
  }

  function answered(answer, buffers) {
    if (answer.error) {
      status.say(answer.error);
      return;
    }
    const [one, other] = buffers.slice(0, 2).map((buffer) => numbers(buffer, Uint8Array));
    const [lines, shares] = buffers.slice(2).map((buffer) => numbers(buffer, Float32Array));
    const rings = lines.length / 4;
    const line = (i, colour, dash) => ({ values: [...lines.subarray(i * rings, (i + 1) * rings)], colour, dash });
    paint(real, one, size, size);
    paint(fake, other, size, size);
    chart(
      spectrum,
      [
        line(0, COLOURS.real),
        line(1, COLOURS.fake),
        line(2, COLOURS.real, [5, 3]),
        line(3, COLOURS.fake, [5, 3]),
      ],
      rings,
      lines[0],
      lines[0],
    );
    drawScores(shares);
    drawFeed(answer.worth);
    el.dataset.pictures = Number(el.dataset.pictures ?? 0) + 1;
    status.say(answer.told);
    scores.node.setAttribute("aria-label", `How many patches have which score. ${answer.told}`);
  }

  const ask = (name) => (value) => {
    trial[name] = value;
    talk.ask({ [name]: value });
  };
  const percent = (share) => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
  const signed = (value) => value.toFixed(2).replace("-", "−");
  const quality = (value) => (value === best ? "none" : String(value));
  const fromFeed = (exponent) => Math.min(10 ** exponent, 0.9);
  const row = (...parts) => element("div", { class: "gan-lab-row" }, ...parts);
  const captioned = (part, words) => element("figure", {}, part.node, element("figcaption", {}, words));
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "the detector bench" },
      element(
        "div",
        { class: "gan-lab-main" },
        row(captioned(real, "real"), captioned(fake, "fake")),
        captioned(scores, "Scores of all patches: real ones in blue, fakes in orange with a dashed edge."),
        captioned(feed, "What the flagged images of the feed are."),
      ),
      element(
        "div",
        { class: "gan-lab-side" },
        row(
          select("detector", settings.detectors, trial.detector, ask("detector")),
          select("enlarged by", settings.kinds, trial.kind, ask("kind")),
        ),
        row(slider("blur, pixels", 0, 1.5, 0.05, trial.blur, signed, ask("blur"))),
        row(slider("JPEG quality", 10, best, 1, trial.quality, quality, ask("quality"))),
        row(check("the real ones go the same way", trial.both, ask("both"))),
        row(slider("threshold", -10, 10, 0.25, trial.threshold, signed, ask("threshold"))),
        row(
          slider("fakes in the feed", -3, 0, 0.05, Math.log10(trial.fakes), (value) => percent(fromFeed(value)), (value) =>
            ask("fakes")(fromFeed(value)),
          ),
        ),
        row(slider("patch", 1, patches, 1, trial.patch, String, ask("patch"))),
        captioned(spectrum, "log₁₀ of the power, from slow to fast changes; dashed: the mean of all patches."),
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
