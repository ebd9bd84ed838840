// The take with its transcript: every word, marker and quote jumps to its second without asking Python.
const LEAD_IN_S = 0.4; // begin a little before the word, so that its first sound is heard
const MARK_PX = 40; // markers closer than this share one button

export default function (component) {
  const { parentElement: root, data } = component;
  const part = (name) => root.querySelector(name);
  const video = part("video");
  part(".root").classList.toggle("sound", !data.has_picture);
  part(".root").classList.toggle("bare", !data.marks.length);
  load(video, data, part(".trouble"));
  if (root.coachTake !== data.take + data.language) {
    root.coachTake = data.take + data.language;
    part(".hint").textContent = data.lines.length ? data.words.hint : "";
    writeTranscript(part(".transcript"), data);
  }
  part(".transcript").onclick = (event) => {
    const pressed = event.target.closest("[data-at]");
    if (pressed) seek(video, Number(pressed.dataset.at));
  };
  const wayBack = returnButton(part(".back"), data.words.back);
  const asked = (event) => { wayBack(); seek(video, event.detail.at_s); video.scrollIntoView({ block: "start", behavior: calm() }); };
  window.addEventListener("coach-seek", asked);
  const draw = () => drawMarks(part(".track"), data, video);
  const watcher = new ResizeObserver(draw);
  watcher.observe(part(".track").parentElement);
  draw();
  const follow = follower(video, part(".transcript"));
  video.addEventListener("timeupdate", follow);
  return () => {
    window.removeEventListener("coach-seek", asked);
    video.removeEventListener("timeupdate", follow);
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

function seek(video, at_s) {
  video.currentTime = Math.max(0, at_s - LEAD_IN_S);
  video.play().catch(() => {}); // a browser may refuse to start sound; the right picture is shown all the same
}

function calm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
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

function writeTranscript(place, data) {
  place.setAttribute("aria-label", data.words.transcript);
  place.lang = data.spoken;
  place.replaceChildren(...data.lines.map((line) => writeLine(line, data.words)));
}

function writeLine(line, words) {
  const row = document.createElement("div");
  row.className = "line";
  const from = document.createElement("button");
  from.type = "button";
  from.className = "from";
  from.textContent = line.clock;
  from.dataset.at = line.at_s;
  from.setAttribute("aria-label", words.play_from + " " + line.clock);
  const text = document.createElement("p");
  for (const word of line.words) {
    const span = document.createElement("span");
    span.textContent = word.text;
    span.dataset.at = word.at_s;
    if (word.earned) span.className = "earned";
    text.append(span, " ");
  }
  row.append(from, text);
  return row;
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
  track.replaceChildren(...groups.map((group) => markButton(group, video)));
}

function markButton(group, video) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = group.marks.some((mark) => mark.look) ? "mark look" : "mark";
  button.style.left = group.x + "px";
  const told = group.marks.map((mark) => mark.clock + " " + mark.label).join("\n");
  button.title = told;
  button.setAttribute("aria-label", told);
  const face = document.createElement("span");
  face.textContent = group.marks.length > 1 ? group.marks.length : group.marks[0].look ? "!" : "✓";
  button.append(face);
  button.onclick = () => seek(video, group.marks[0].at_s);
  return button;
}

// Keeps the word being said marked, and in view inside its own box.
function follower(video, transcript) {
  let current = null;
  return () => {
    const spans = transcript.querySelectorAll("span[data-at]");
    let low = 0;
    let high = spans.length - 1;
    let found = null;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (Number(spans[middle].dataset.at) <= video.currentTime) { found = spans[middle]; low = middle + 1; } else high = middle - 1;
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
