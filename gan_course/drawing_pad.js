// A square to draw in. A stroke is a list of points [x, y], 0 to 1 from the upper left corner; Python gets them all
// when the pen is lifted, so that the line under the pen never waits for the kernel.

const PEN = 0.1; // width of the line, of the square's

function render({ model, el }) {
  const pixels = model.get("pixels");
  const canvas = document.createElement("canvas");
  const clear = document.createElement("button");
  canvas.width = canvas.height = pixels;
  canvas.style.cssText = `width: ${pixels}px; height: ${pixels}px; touch-action: none; cursor: crosshair; border: 1px solid #595959`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", model.get("description"));
  clear.textContent = "clear";
  clear.style.cssText = "display: block; margin: 4px 0";
  el.append(canvas, clear);

  const context = canvas.getContext("2d");
  let current = null;

  function draw() {
    context.fillStyle = "black";
    context.fillRect(0, 0, pixels, pixels);
    context.strokeStyle = "white";
    context.lineWidth = PEN * pixels;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of current ? [...model.get("strokes"), current] : model.get("strokes")) {
      context.beginPath();
      context.moveTo(stroke[0][0] * pixels, stroke[0][1] * pixels);
      for (const [x, y] of stroke) context.lineTo(x * pixels, y * pixels);
      context.stroke();
    }
  }

  function send(strokes) {
    model.set("strokes", strokes);
    model.save_changes();
  }

  function point(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    current = [point(event)];
    draw();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!current) return;
    current.push(point(event));
    draw();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, () => {
      if (!current) return;
      const strokes = [...model.get("strokes"), current];
      current = null;
      send(strokes);
    });
  }
  clear.addEventListener("click", () => send([]));
  model.on("change:strokes", draw);
  draw();
  return () => model.off("change:strokes", draw);
}

export default { render };
