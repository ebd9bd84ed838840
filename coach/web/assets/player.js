// The take with its transcript: every word, marker and quote jumps to its second without asking Python.
const LEAD_IN_S = 0.4; // begin a little before the word, so that its first sound is heard
const MARK_PX = 48; // markers closer than this share one button: as wide as a thumb
const KINDS = ["good", "check", "look", "claim"]; // each with its own shape (style sheet) and sign, the worst last
const SIGNS = { good: "✓", check: "?", look: "!", claim: "!" };
const STEPS_S = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30 };

export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  const part = (name) => root.querySelector(name);
  const video = part("video");
  part(".root").classList.toggle("sound", !data.has_picture);
  part(".root").classList.toggle("bare", !data.marks.length);
  load(video, data, part(".trouble"));
  const told = [data.take, data.language, data.lines_id].join();
  if (root.coachTold !== told) {
    root.coachTold = told;
    const mended = data.lines.some((line) => line.words.some((word) => word[2].includes("mended")));
    part(".hint").textContent = data.lines.length ? data.words.hint + (mended ? " " + data.words.mended : "") : "";
    writeTranscript(part(".transcript"), data, setTriggerValue);
    root.coachFollow = follower(video, part(".transcript"));
  }
  part(".transcript").onclick = (event) => {
    const pressed = event.target.closest("[data-at]");
    if (pressed) seek(video, Number(pressed.dataset.at), "transcript");
  };
  mendSwitch(part(".mend"), part(".transcript"), data, setTriggerValue);
  const wayBack = returnButton(part(".back"), data.words.back);
  const asked = (event) => { wayBack(); seek(video, event.detail.at_s, "moment"); video.scrollIntoView({ block: "start", behavior: calm() }); };
  window.addEventListener("coach-seek", asked);
  const where = (event) => { if (event.detail.stop) video.pause(); event.detail.at_s = video.currentTime; };
  window.addEventListener("coach-where", where);
  const wave = drawWave(part(".wave"), data, video);
  const draw = () => { drawMarks(part(".track"), data, video); wave(); };
  const watcher = new ResizeObserver(draw);
  watcher.observe(part(".track").parentElement);
  legend(part(".legend"), data);
  fetchWave(root, data, wave);
  draw();
  const follow = () => { root.coachFollow(); wave(); };
  for (const name of ["timeupdate", "seeking", "seeked"]) video.addEventListener(name, follow);
  return () => {
    window.removeEventListener("coach-seek", asked);
    window.removeEventListener("coach-where", where);
    for (const name of ["timeupdate", "seeking", "seeked"]) video.removeEventListener(name, follow);
    watcher.disconnect();
  };
}

// A page shown again may carry a fresh ticket: the film that is already here is kept unless it is broken.
function load(video, data, trouble) {
  video.setAttribute("aria-label", data.words.film);
  if (video.dataset.take !== data.take || video.error) {
    video.dataset.take = data.take;
    trouble.hidden = true;
    video.src = data.src;
  }
  video.onerror = () => { trouble.textContent = data.words.cannot_play; trouble.hidden = false; };
}

// How long each jump took is left where a measurement can find it (bench/seek.py).
function seek(video, at_s, why) {
  const asked = performance.now();
  const noted = () => (window.coachSeeks = window.coachSeeks || []).push({ why, at_s, ms: performance.now() - asked });
  video.addEventListener("seeked", noted, { once: true });
  video.currentTime = Math.max(0, at_s - LEAD_IN_S);
  video.play().catch(() => {}); // a browser may refuse to start sound; the right picture is shown all the same
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
}

function clock(at_s) {
  return Math.floor(at_s / 60) + ":" + String(Math.floor(at_s % 60)).padStart(2, "0");
}

// Whoever pressed a quote far down the page gets a button back to where she was reading.
function returnButton(button, words) {
  button.textContent = words;
  const scroller = () => document.querySelector('[data-testid="stMain"]') || document.scrollingElement;
  return () => {
    const top = scroller().scrollTop;
    button.hidden = false;
    button.onclick = () => { button.hidden = true; scroller().scrollTo({ top, behavior: calm() }); };
  };
}

function writeTranscript(place, data, send) {
  place.setAttribute("aria-label", data.words.transcript);
  place.replaceChildren(...data.lines.map((line) => writeLine(line, data, send)));
}

function writeLine(line, data, send) {
  const row = piece("div", "line", "");
  const from = piece("button", "from", line.clock);
  from.type = "button";
  from.dataset.at = line.at_s;
  from.setAttribute("aria-label", data.words.play_from + " " + line.clock);
  const text = document.createElement("p");
  text.lang = data.spoken;
  for (const [written, at_s, kind] of line.words) {
    const span = piece("span", kind, written);
    span.dataset.at = at_s;
    text.append(span, " ");
  }
  const mend = piece("button", "change", data.words.mend_line);
  mend.type = "button";
  mend.setAttribute("aria-label", data.words.mend_line + " " + line.clock);
  mend.onclick = () => { mend.hidden = true; row.append(mendForm(line, data, send, () => { mend.hidden = false; mend.focus(); })); };
  row.append(from, text, mend);
  return row;
}

// The words as they stand, to be written over; what the machine heard stays in sight.
function mendForm(line, data, send, closed) {
  const form = document.createElement("form");
  form.className = "form";
  const label = piece("label", "", data.words.mend_label);
  const box = document.createElement("textarea");
  box.rows = 3;
  box.lang = data.spoken;
  box.value = line.words.map(([written]) => written).join(" ");
  label.append(box);
  const keep = piece("button", "keep", data.words.mend_keep);
  const leave = piece("button", "", data.words.mend_leave);
  leave.type = "button";
  leave.onclick = () => { form.remove(); closed(); };
  form.onsubmit = (event) => {
    event.preventDefault();
    keep.disabled = true;
    keep.textContent = data.words.mend_wait;
    send("corrected", { start_s: line.at_s, end_s: line.end_s, text: box.value });
  };
  form.append(label);
  if (line.heard) {
    form.append(piece("p", "heard", data.words.heard + " «" + line.heard + "»"));
  }
  form.append(keep, leave);
  setTimeout(() => box.focus());
  return form;
}

function mendSwitch(button, transcript, data, send) {
  button.hidden = !data.lines.length;
  button.textContent = transcript.classList.contains("mending") ? data.words.mend_done : data.words.mend;
  button.onclick = () => {
    const on = transcript.classList.toggle("mending");
    button.setAttribute("aria-pressed", on);
    button.textContent = on ? data.words.mend_done : data.words.mend;
    if (on) send("mending", true);
  };
}

function drawMarks(track, data, video) {
  const width = track.clientWidth;
  if (!width || !data.duration_s) return;
  const groups = [];
  for (const mark of data.marks) {
    const x = Math.min(1, mark.at_s / data.duration_s) * width;
    const last = groups.at(-1);
    if (last && x - last.x < MARK_PX) last.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  track.setAttribute("aria-label", data.words.marks);
  track.replaceChildren(...groups.map((group) => markButton(group, data, video)));
}

function markButton(group, data, video) {
  const button = document.createElement("button");
  button.type = "button";
  const kind = KINDS[Math.max(...group.marks.map((mark) => KINDS.indexOf(mark.kind)))];
  button.className = "mark " + kind;
  button.style.left = group.x + "px";
  const told = group.marks.map((mark) => mark.clock + " " + data.kinds[mark.kind] + ": " + mark.label).join("\n");
  button.title = told;
  button.setAttribute("aria-label", told);
  const face = piece("span", "", SIGNS[kind]);
  if (group.marks.length > 1) face.append(piece("sub", "", group.marks.length));
  button.append(face);
  button.onclick = () => seek(video, group.marks[0].at_s, "mark");
  return button;
}

// What each shape means, for those that are there.
function legend(list, data) {
  const there = KINDS.filter((kind) => data.marks.some((mark) => mark.kind === kind));
  list.replaceChildren(...there.map((kind) => {
    const line = document.createElement("li");
    const sign = piece("span", "mark " + kind, "");
    sign.setAttribute("aria-hidden", "true");
    sign.append(piece("span", "", SIGNS[kind]));
    line.append(sign, piece("span", "", data.kinds[kind]));
    return line;
  }));
}

// How loud it was comes by itself and once: the page does not wait for it, and goes without where it is not to be had.
function fetchWave(root, data, draw) {
  if (root.coachWaveOf === data.take) return;
  root.coachWaveOf = data.take;
  fetch(data.wave).then((answer) => (answer.ok ? answer.json() : [])).then((heights) => { root.querySelector(".wave").coachHeights = heights; draw(); }).catch(() => {});
}

function drawWave(canvas, data, video) {
  const length_s = data.duration_s || 1;
  canvas.setAttribute("aria-label", data.words.wave);
  canvas.setAttribute("aria-valuemax", Math.round(length_s));
  canvas.onclick = (event) => {
    const box = canvas.getBoundingClientRect();
    seek(video, ((event.clientX - box.left) / box.width) * length_s + LEAD_IN_S, "wave");
  };
  canvas.onkeydown = (event) => {
    const to_s = event.key === "Home" ? 0 : event.key === "End" ? length_s : event.key in STEPS_S ? video.currentTime + STEPS_S[event.key] : null;
    if (to_s !== null) { event.preventDefault(); seek(video, Math.min(to_s, length_s) + LEAD_IN_S, "key"); }
    if (event.key === " ") { event.preventDefault(); if (video.paused) video.play().catch(() => {}); else video.pause(); }
  };
  return () => {
    canvas.setAttribute("aria-valuenow", Math.round(video.currentTime));
    canvas.setAttribute("aria-valuetext", clock(video.currentTime));
    paint(canvas, data, video.currentTime / length_s);
  };
}

function paint(canvas, data, now) {
  const scale = devicePixelRatio || 1;
  const [width, height] = [canvas.clientWidth * scale, canvas.clientHeight * scale];
  if (!width) return;
  if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
  const pen = canvas.getContext("2d");
  const style = getComputedStyle(canvas);
  pen.clearRect(0, 0, width, height);
  for (const band of data.bands) paintBand(pen, band, data.duration_s, [width, height], style);
  const heights = canvas.coachHeights || [];
  const bar = width / Math.max(1, heights.length);
  pen.globalAlpha = 0.75;
  pen.fillStyle = style.color;
  heights.forEach((value, n) => { const tall = Math.max(1, (value / 100) * height * 0.7); pen.fillRect(n * bar, (height - tall) / 2, Math.max(1, bar * 0.7), tall); });
  pen.globalAlpha = 1;
  pen.fillRect(now * width - scale, 0, 3 * scale, height);
}

// A band is told by where its edge lies too, not by colour alone: earned below, to mend above.
function paintBand(pen, band, length_s, [width, height], style) {
  const x = (band.start_s / length_s) * width;
  const wide = Math.max(3, ((band.end_s - band.start_s) / length_s) * width);
  const edge = height / 9;
  pen.fillStyle = style.getPropertyValue("--" + band.kind);
  pen.globalAlpha = 0.28;
  pen.fillRect(x, 0, wide, height);
  pen.globalAlpha = 1;
  pen.fillRect(x, band.kind === "good" ? height - edge : 0, wide, edge);
}

// Keeps the word being said marked, and in view inside its own box.
function follower(video, transcript) {
  const spans = [...transcript.querySelectorAll("span[data-at]")];
  const times = spans.map((span) => Number(span.dataset.at));
  let current = null;
  return () => {
    let low = 0;
    let high = times.length - 1;
    let found = null;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= video.currentTime) { found = spans[middle]; low = middle + 1; } else high = middle - 1;
    }
    if (found === current) return;
    if (current) current.classList.remove("now");
    current = found;
    if (!found) return;
    found.classList.add("now");
    const top = found.getBoundingClientRect().top - transcript.getBoundingClientRect().top;
    if (top < 0 || top > transcript.clientHeight - 60) transcript.scrollTop += top - 60;
  };
}

function piece(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
