(() => {
  const root = document.getElementById("NAME");
  if (!root) return;
  const frames = FRAMES;
  const [image, slider, output, play] = ["img", "input", "output", "button"].map((kind) => root.querySelector(kind));
  const said = image.alt;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let timer = 0;
  function show() {
    const [label, source] = frames[slider.value];
    image.src = "data:image/png;base64," + source;
    image.alt = said + " Now: " + label + ".";
    output.textContent = label;
    slider.setAttribute("aria-valuetext", label);
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "▶ play";
  }
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(slider.value) === frames.length - 1) slider.value = 0;
    show();
    play.textContent = "❚❚ pause";
    timer = setInterval(() => {
      slider.value = Number(slider.value) + 1;
      show();
      if (Number(slider.value) === frames.length - 1) stop();
    }, still ? 1500 : 250);
  });
  slider.addEventListener("input", () => {
    stop();
    show();
  });
  root.querySelector("[hidden]").hidden = false;
  show();
})();
