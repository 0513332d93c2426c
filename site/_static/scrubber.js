// Gives every figure of the class "scrubber" its slider and its button. Nothing moves before somebody asks for it.
"use strict";

const SLOW = 1000; // milliseconds of a frame where the reader prefers reduced motion

function animate(figure) {
  const { sources, labels, alts } = JSON.parse(figure.querySelector('script[type="application/json"]').textContent);
  const [image, button, slider, output] = ["img", "button", "input", "output"].map((tag) => figure.querySelector(tag));
  const reduced = window.matchMedia("(prefers-reduced-motion: reduce)");
  const last = sources.length - 1;
  let timer = null;

  function show(number) {
    image.src = sources[number];
    image.alt = alts[number];
    slider.value = number;
    slider.setAttribute("aria-valuetext", labels[number]);
    output.textContent = labels[number];
  }

  function stop() {
    clearTimeout(timer);
    timer = null;
    button.textContent = "Play";
  }

  function step() {
    const number = Number(slider.value) + 1;
    if (number > last) return stop();
    show(number);
    timer = setTimeout(step, reduced.matches ? SLOW : Number(figure.dataset.milliseconds));
  }

  function play() {
    if (Number(slider.value) === last) show(0);
    button.textContent = "Pause";
    timer = setTimeout(step, Number(figure.dataset.milliseconds));
  }

  button.addEventListener("click", () => (timer === null ? play() : stop()));
  slider.addEventListener("input", () => {
    stop();
    show(Number(slider.value));
  });
  figure.querySelector(".scrubber-controls").hidden = last === 0;
}

document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("figure.scrubber").forEach(animate));
