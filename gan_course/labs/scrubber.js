(() => {
  const figure = document.getElementById("NAME");
  if (!figure) return;
  const frames = FRAMES;
  const [image, slider, output, button] = ["img", "input", "output", "button"].map((kind) => figure.querySelector(kind));
  const pause = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1500 : 250; // milliseconds
  const last = frames.length - 1;
  let timer = 0;
  function show(number) {
    const [label, source, alt] = frames[number];
    image.src = source;
    image.alt = alt;
    slider.value = number;
    slider.setAttribute("aria-valuetext", label);
    output.textContent = label;
  }
  function stop() {
    clearInterval(timer);
    timer = 0;
    button.textContent = "▶ play";
  }
  button.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(slider.value) === last) show(0);
    button.textContent = "❚❚ pause";
    timer = setInterval(() => {
      show(Number(slider.value) + 1);
      if (Number(slider.value) === last) stop();
    }, pause);
  });
  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  figure.querySelector("[hidden]").hidden = last === 0;
})();
