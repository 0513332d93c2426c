// The piano roll: every cell is a pitch at an eighth. A note lasts until the next one begins. The sound is made here.

const ROLL = [560, 324];
const KEYS = 34; // width of the names at the left
const MEASURES = [320, 150];
const NOTE_NAMES = ["C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B"];
const AHEAD = 0.15; // seconds: notes that begin so soon are handed to the browser's clock

function frequency(pitch) {
  return 440 * 2 ** ((pitch - 69) / 12);
}

// How many steps the note lasts that begins at a step.
function lengthAt(melody, step, hold) {
  return 1 + [...melody.slice(step + 1), -1].findIndex((symbol) => symbol !== hold);
}

// Plays `melody()`, which may change meanwhile, from its first step to its last.
function player(sound, { melody, hold, lowest, tempo, moved, ended }) {
  let audio = null;
  let timer = 0;
  let next = 0; // the step that is handed on next, and when it is due
  let due = 0;

  function note(symbol, start, seconds) {
    const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
    const loudness = Float32Array.from([0, ...sound.overtones]);
    oscillator.setPeriodicWave(audio.createPeriodicWave(new Float32Array(loudness.length), loudness));
    oscillator.frequency.value = frequency(symbol + lowest);
    gain.gain.setValueAtTime(0, start);
    gain.gain.linearRampToValueAtTime(0.3, start + sound.attack);
    gain.gain.setTargetAtTime(0, start + sound.attack, sound.decay);
    gain.gain.setTargetAtTime(0, start + seconds - sound.release, sound.release / 4);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
  }

  function goOn() {
    const step = 30 / tempo();
    const symbols = melody();
    while (next < symbols.length && due < audio.currentTime + AHEAD) {
      if (symbols[next] !== hold) note(symbols[next], due, lengthAt(symbols, next, hold) * step);
      next += 1;
      due += step;
    }
    const now = next - (due - audio.currentTime) / step;
    if (now >= symbols.length) stop();
    else moved(Math.max(now, 0));
  }

  function stop() {
    if (!audio) return;
    clearInterval(timer);
    audio.close();
    audio = null;
    ended();
  }

  return {
    stop,
    playing: () => audio !== null,
    play: () => {
      stop();
      audio = new AudioContext();
      audio.resume();
      [next, due] = [0, audio.currentTime + 0.05];
      timer = setInterval(goOn, 30);
    },
  };
}

function render({ model, el }) {
  const settings = model.get("settings");
  const { hold, lowest, bar, spans } = settings;
  const pitches = hold;
  const steps = settings.melody.length;
  const roll = canvas(...ROLL, "piano roll");
  const chartOf = canvas(...MEASURES, "measures of the melody");
  const status = statusLine();
  const under = statusLine();
  const showStill = hideStill(model);
  const talk = conversation(model, answered);
  const cell = [(ROLL[0] - KEYS) / steps, ROLL[1] / pitches];
  const undone = [];
  let melody = [...settings.melody];
  let cursor = [0, Math.min(melody[0], pitches - 1)];
  let focused = false;
  let now = null;
  let tempo = 120;

  const play = player(settings.sound, {
    melody: () => melody,
    hold,
    lowest,
    tempo: () => tempo,
    moved: (step) => {
      now = step;
      draw();
    },
    ended: () => {
      now = null;
      listen.textContent = "▶ play";
      draw();
    },
  });

  const name = (symbol) => `${NOTE_NAMES[(symbol + lowest) % 12]}${Math.floor((symbol + lowest) / 12) - 1}`;

  function draw() {
    const c = roll.context;
    const y = (symbol) => ROLL[1] - (symbol + 1) * cell[1];
    c.fillStyle = "white";
    c.fillRect(0, 0, ...ROLL);
    c.font = "10px sans-serif";
    c.textAlign = "left";
    for (let symbol = 0; symbol < pitches; symbol++) {
      const black = NOTE_NAMES[(symbol + lowest) % 12].length > 1;
      c.fillStyle = black ? "#EDEDED" : "white";
      c.fillRect(KEYS, y(symbol), ROLL[0], cell[1]);
      c.fillStyle = COLOURS.guide;
      if (!black) c.fillText(name(symbol), 4, y(symbol) + cell[1] - 2);
    }
    for (let step = 0; step <= steps; step++) {
      c.fillStyle = step % bar ? "#DDDDDD" : COLOURS.guide;
      c.fillRect(KEYS + step * cell[0], 0, 1, ROLL[1]);
    }
    melody.forEach((symbol, step) => {
      if (symbol === hold) return;
      const length = lengthAt(melody, step, hold);
      const sounding = now !== null && now >= step && now < step + length;
      c.fillStyle = sounding ? COLOURS.fake : COLOURS.real;
      c.fillRect(KEYS + step * cell[0] + 1, y(symbol) + 1, length * cell[0] - 2, cell[1] - 2);
    });
    if (now !== null) {
      c.fillStyle = "black";
      c.fillRect(KEYS + now * cell[0], 0, 2, ROLL[1]);
    }
    if (!focused) return;
    c.strokeStyle = "black";
    c.lineWidth = 2.5;
    c.strokeRect(KEYS + cursor[0] * cell[0], y(cursor[1]), cell[0], cell[1]);
  }

  function drawMeasures(found) {
    const c = chartOf.context;
    const [left, right] = [104, MEASURES[0] - 44];
    const x = (value) => left + Math.min(value, 1) * (right - left);
    c.fillStyle = "white";
    c.fillRect(0, 0, ...MEASURES);
    c.font = "12px sans-serif";
    Object.entries(spans).forEach(([measure, [low, middle, high]], row) => {
      const y = 18 + row * 27;
      const value = found[measure];
      c.textAlign = "right";
      c.fillStyle = "black";
      c.fillText(measure, left - 8, y + 4);
      c.fillStyle = "#DDDDDD";
      c.fillRect(left, y - 1, right - left, 2);
      c.fillStyle = "#9CC9E3";
      c.fillRect(x(low), y - 7, x(high) - x(low), 14);
      c.fillStyle = COLOURS.real;
      c.fillRect(x(middle) - 1, y - 7, 2, 14);
      if (value === undefined) return;
      c.fillStyle = COLOURS.fake;
      c.beginPath();
      c.arc(x(value), y, 5, 0, 2 * Math.PI);
      c.fill();
      c.fillStyle = "black";
      c.fillText(value.toFixed(2), MEASURES[0] - 6, y + 4);
    });
  }

  function answered(answer, buffers, last) {
    if (answer.error) {
      status.say(answer.error);
      return;
    }
    if (last && !talk.busy()) melody = [...numbers(buffers[0], Uint8Array)];
    draw();
    drawMeasures(answer.measures);
    el.dataset.pictures = Number(el.dataset.pictures ?? 0) + 1;
    status.say(answer.told);
    chartOf.node.setAttribute("aria-label", `Measures of the melody. ${answer.told}`);
  }

  function change(altered) {
    undone.push(melody);
    melody = altered;
    draw();
    talk.ask({ melody, choose: null });
  }

  function press([step, symbol]) {
    const altered = [...melody];
    altered[step] = melody[step] === symbol ? hold : symbol;
    change(altered);
  }

  function tell() {
    const [step, symbol] = cursor;
    const begins = melody[step] === hold ? "" : ` ${name(melody[step])} begins here.`;
    under.say(`Bar ${1 + Math.floor(step / bar)}, eighth ${1 + (step % bar)}, ${name(symbol)}.${begins}`);
  }

  roll.node.tabIndex = 0;
  roll.node.setAttribute("role", "application");
  roll.node.setAttribute(
    "aria-label",
    "piano roll: move with the arrow keys, Enter sets a note or takes it away, Delete takes away the note of this eighth",
  );
  roll.node.style.cursor = "pointer";
  roll.node.addEventListener("pointerdown", (event) => {
    const [x, y] = place(event, roll.node);
    const step = Math.floor((x * ROLL[0] - KEYS) / cell[0]);
    if (step < 0 || step >= steps) return;
    cursor = [step, Math.max(0, Math.min(pitches - 1, pitches - 1 - Math.floor(y * pitches)))];
    press(cursor);
  });
  for (const kind of ["focus", "blur"]) {
    roll.node.addEventListener(kind, () => {
      focused = kind === "focus" && roll.node.matches(":focus-visible");
      draw();
    });
  }
  roll.node.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    if (move) {
      const [step, symbol] = [cursor[0] + move[0], cursor[1] + move[1]];
      cursor = [Math.max(0, Math.min(steps - 1, step)), Math.max(0, Math.min(pitches - 1, symbol))];
      focused = true;
      draw();
      tell();
    } else if (event.key === "Enter" || event.key === " ") {
      press(cursor);
      tell();
    } else if (event.key === "Delete" || event.key === "Backspace") {
      if (melody[cursor[0]] !== hold) press([cursor[0], melody[cursor[0]]]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const listen = button("▶ play", () => {
    if (play.playing()) return play.stop();
    listen.textContent = "■ stop";
    play.play();
  });
  const undo = button("undo", () => {
    if (!undone.length) return;
    melody = undone.pop();
    draw();
    talk.ask({ melody, choose: null });
  });
  const choice = select("melody", settings.melodies, settings.melodies[0], (choose) => {
    play.stop();
    undone.length = 0;
    talk.ask({ choose, melody: null });
  });
  const row = (...parts) => element("div", { class: "gan-lab-row" }, ...parts);
  el.append(
    element(
      "div",
      { class: "gan-lab", role: "group", "aria-label": "the piano roll" },
      element(
        "figure",
        { class: "gan-lab-main", style: "flex-basis: 560px" },
        roll.node,
        element("figcaption", {}, "Press a cell to set a note or to take it away; or use arrow keys, Enter and Delete."),
        under.node,
      ),
      element(
        "div",
        { class: "gan-lab-side" },
        row(choice, listen, undo),
        row(slider("quarters a minute", 60, 200, 4, tempo, String, (value) => (tempo = value))),
        element(
          "figure",
          {},
          chartOf.node,
          element(
            "figcaption",
            {},
            "Distance from the test tunes: this melody (dot), and single training tunes (bar: the middle eight tenths; line: half).",
          ),
        ),
        status.node,
      ),
    ),
  );
  draw();
  talk.ask({});
  return () => {
    play.stop();
    talk.end();
    showStill();
  };
}

export default { render };
