// A trainer speaks at a second of the film instead of typing: recorded here, heard once more, then sent. Nothing leaves
// the page before she presses "keep"; what could not be sent stays until she tries again or drops it.
const KIND = "audio/webm;codecs=opus";
const BITS = 32000; // a second: clear speech, a minute is a quarter of a megabyte

export default function (component) {
  const { parentElement: root, data, setTriggerValue: changed } = component;
  const part = (name) => root.querySelector(name);
  root.coachSend = { data, changed }; // the newest address and way back, also for a recording begun before
  part(".speak").hidden = !data.send_to;
  part(".spoken").replaceChildren(...data.notes.map((one) => spoken(one, data, changed)));
  if (!data.send_to) return;
  if (!root.coachVoice) root.coachVoice = { stage: "idle" };
  part(".start").onclick = () => { root.coachVoice.stage === "on" ? root.coachVoice.recorder.stop() : begin(root); };
  part(".keep").textContent = data.words.keep;
  part(".drop").textContent = data.words.drop;
  part(".keep").onclick = () => send(root);
  part(".drop").onclick = () => { forget(root); tell(root, ""); };
  draw(root);
}

function draw(root) {
  const { words } = root.coachSend.data, voice = root.coachVoice;
  const on = voice.stage === "on", done = voice.stage === "done";
  const start = root.querySelector(".start");
  start.textContent = on ? words.stop : words.speak;
  start.classList.toggle("on", on);
  start.hidden = done;
  root.querySelector(".ways").hidden = !done;
  root.querySelector(".draft").hidden = !done;
  if (done && voice.url) root.querySelector(".draft").src = voice.url;
}

function tell(root, text) { root.querySelector(".state").textContent = text; }

async function begin(root) {
  const { words, longest_s } = root.coachSend.data;
  if (!window.MediaRecorder || !navigator.mediaDevices || !MediaRecorder.isTypeSupported(KIND)) { tell(root, words.old_browser); return; }
  const at_s = whereNow(true);
  let stream;
  try { stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } }); }
  catch { tell(root, words.no_microphone); return; }
  const pieces = [];
  const recorder = new MediaRecorder(stream, { mimeType: KIND, audioBitsPerSecond: BITS });
  const voice = { stage: "on", recorder, at_s, id: fresh() };
  root.coachVoice = voice;
  recorder.ondataavailable = (event) => pieces.push(event.data);
  const begun = performance.now();
  const clockwork = setInterval(() => {
    const past_s = (performance.now() - begun) / 1000;
    tell(root, words.speaking + " " + clock(past_s) + " / " + clock(longest_s));
    if (past_s >= longest_s && recorder.state === "recording") recorder.stop();
  }, 250);
  recorder.onstop = () => {
    clearInterval(clockwork);
    stream.getTracks().forEach((track) => track.stop());
    voice.blob = new Blob(pieces, { type: "audio/webm" });
    voice.url = URL.createObjectURL(voice.blob);
    voice.stage = "done";
    tell(root, words.at + " " + clock(at_s) + ". " + words.listen_first);
    draw(root);
  };
  recorder.start();
  draw(root);
}

async function send(root) {
  const { data, changed } = root.coachSend, voice = root.coachVoice;
  const keep = root.querySelector(".keep");
  keep.disabled = true;
  tell(root, data.words.sending);
  try {
    const address = data.send_to + "&id=" + voice.id + "&at=" + voice.at_s;
    const answer = await fetch(address, { method: "POST", body: voice.blob, headers: { "X-Coach": "1" } });
    if (!answer.ok) throw new Error(String(answer.status));
    forget(root);
    tell(root, data.words.kept);
    changed("changed", voice.id);
  } catch { tell(root, data.words.not_kept); }
  keep.disabled = false;
}

function forget(root) {
  if (root.coachVoice.url) URL.revokeObjectURL(root.coachVoice.url);
  root.coachVoice = { stage: "idle" };
  root.querySelector(".draft").removeAttribute("src");
  draw(root);
}

function spoken(one, data, changed) {
  const { words } = data;
  const row = document.createElement("li");
  const at = piece("button", "at", "▶ " + clock(one.at_s));
  at.type = "button";
  at.setAttribute("aria-label", words.play_from + " " + clock(one.at_s));
  at.onclick = () => window.dispatchEvent(new CustomEvent("coach-seek", { detail: { at_s: one.at_s } }));
  const audio = document.createElement("audio");
  audio.controls = true;
  audio.preload = "none";
  audio.src = one.src;
  audio.setAttribute("aria-label", words.play + " " + one.who + " " + clock(one.at_s));
  audio.onplay = () => { whereNow(true); window.dispatchEvent(new CustomEvent("coach-hush", { detail: { audio } })); };
  window.addEventListener("coach-hush", (event) => { if (event.detail.audio !== audio) audio.pause(); });
  row.append(at, piece("p", "", one.who + " · " + one.lasts));
  if (one.mine) {
    const away = piece("button", "away", words.away);
    away.type = "button";
    away.onclick = async () => {
      away.disabled = true;
      try {
        const answer = await fetch(one.src, { method: "DELETE", headers: { "X-Coach": "1" } });
        if (answer.ok || answer.status === 404) changed("changed", one.id + "-away");
      } finally { away.disabled = false; }
    };
    row.append(away);
  }
  row.append(audio);
  return row;
}

// The player answers in the same moment: an event's listeners run before dispatchEvent returns.
function whereNow(stop) {
  const detail = { stop, at_s: 0 };
  window.dispatchEvent(new CustomEvent("coach-where", { detail }));
  return Math.round(detail.at_s * 10) / 10;
}

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

function clock(at_s) {
  return Math.floor(at_s / 60) + ":" + String(Math.floor(at_s % 60)).padStart(2, "0");
}

function piece(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
