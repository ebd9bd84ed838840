// What she sees of the room; draws it as it is, as often as asked, and keeps nothing itself.
const TROUBLES_WITH_OTHER_WAY = ["refused", "busy", "no_camera", "no_microphone", "insecure", "old_browser", "cannot_record"];
const FEED_LINES = 5;
const FEED_LINES_SMALL = 3; // on a phone, or in a small picture, her face and the goods are where the lines stand
const SMALL = "(max-width: 30rem), (max-height: 56rem)";
const CUE_S = 8;
const HEART_MS = 900;
const ON_SCREEN = ["looking", "counting", "live"]; // she and what she presses must be seen, whatever stands above
const AWAY_MS = 1500; // a page drawn anew is back by then

export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  if (window.coachRoom && window.coachRoom.isLeftBy(data.learner)) window.coachRoom = new Room();
  const room = (window.coachRoom ||= new Room());
  room.data = data;
  if (room.take && room.take.learner === data.learner) room.take.pass = data.pass; // the page's is always the newest
  const part = (name) => root.querySelector(name);
  root.querySelectorAll("[data-say]").forEach((one) => { one.textContent = data.words[one.dataset.say]; });
  room.video = part("video");
  nameParts(part, data.words);
  press(part, room);
  writeBeats(part, data);
  if (room.state === "done" && room.attempt === data.seen) Object.assign(room, { state: "idle", attempt: "" });
  if (room.root !== root) Object.assign(room, { root, told: "" });
  room.draw = () => {
    draw(part, room, data);
    if (room.state !== "done" || room.attempt === room.told) return;
    room.told = room.attempt;
    setTriggerValue("finished", room.attempt);
  };
  room.draw();
  room.recover().catch(() => {});
  if (room.still) room.still();
  room.still = animate(part, room);
  return () => setTimeout(() => leave(room, root), AWAY_MS);
}

// Away from the page before the start: the camera's light goes out. A recording goes on.
function leave(room, root) {
  if (room.root !== root || root.host.isConnected) return;
  room.still();
  if (room.state !== "looking") return;
  room.closeCamera();
  room.looking = null;
  room.state = "idle";
}

function nameParts(part, words) {
  if (!matchMedia("(pointer: coarse)").matches) part(".native span").textContent = words.pick; // a laptop is no phone
  part("video").setAttribute("aria-label", words.mirror);
  part(".stage").setAttribute("aria-label", words.stage);
  part(".feed").setAttribute("aria-label", words.feed);
  part(".meter").setAttribute("aria-label", words.meter);
  part(".beats").setAttribute("aria-label", words.beats);
  part(".sent").setAttribute("aria-label", words.sending);
}

function press(part, room) {
  part(".open").onclick = () => room.open();
  part(".start").onclick = () => room.start();
  part(".stop").onclick = () => room.stop();
  part(".cancel").onclick = () => room.cancel();
  part(".fold").onclick = () => { room.folded = !room.folded; room.draw(); };
  part(".beat").onclick = () => { room.beat = (room.beat || 0) + 1; room.draw(); };
  const choose = () => room.open({ camera: part(".cameras").value, microphone: part(".microphones").value });
  part(".cameras").onchange = part(".microphones").onchange = choose;
  part(".native input").onchange = (event) => { const [file] = event.target.files; if (file) room.sendFile(file); };
}

function writeBeats(part, data) {
  part(".beats ol").replaceChildren(...data.beats.map((beat) => { const line = document.createElement("li"); line.textContent = beat; return line; }));
}

function draw(part, room, data) {
  const { words } = data;
  const show = (name, wanted) => { part(name).hidden = !wanted; };
  const write = (name, text) => { if (part(name).textContent !== text) part(name).textContent = text; };
  const { state: was } = part(".root").dataset;
  part(".root").dataset.state = room.state;
  part(".root").getRootNode().host?.classList.toggle("coach-busy", room.isBusy); // what is asked before the start is not asked meanwhile
  part(".root").classList.toggle("ready", room.ready && room.state === "looking" && !room.trouble);
  part(".root").classList.toggle("troubled", Boolean(room.trouble));
  part(".root").classList.toggle("advised", room.state === "looking" && Boolean(room.advice) && !room.ready);
  part(".root").classList.toggle("cut", room.state === "live" && room.sending.line === "waiting");
  attach(part("video"), room);
  write(".say", sentence(room, words));
  write(".kept", keptText(room, data));
  write(".count", room.state === "counting" && room.count ? String(room.count) : "");
  write(".time", clock(room.t()));
  write(".viewers", `${room.scene.viewers ?? viewersAt(room)} ${words.viewers}`);
  write(".cue", cueText(room, words));
  write(".fold", room.folded ? words.show_beats : words.hide_beats);
  write(".beat", beatText(room, data.beats));
  show(".beats ol", !room.folded);
  show(".beat", !room.folded);
  part(".fold").setAttribute("aria-expanded", String(!room.folded));
  room.viewers.write(part(".feed"), matchMedia(SMALL).matches ? FEED_LINES_SMALL : FEED_LINES);
  drawSent(part(".sent"), room);
  show(".open", room.state === "idle");
  show(".start", room.state === "looking");
  part(".start").textContent = room.ready ? words.start : words.start_anyway;
  show(".stop", room.state === "live");
  show(".cancel", room.state === "counting");
  show(".result", room.state === "done");
  if (room.attempt) part(".result").href = data.result + encodeURIComponent(room.attempt);
  show(".native", room.state === "idle" && TROUBLES_WITH_OTHER_WAY.includes(room.trouble));
  drawDevices(part, room);
  if (was !== room.state && ON_SCREEN.includes(room.state)) part(".root").scrollIntoView({ block: "nearest" });
}

function attach(video, room) {
  if (video.srcObject === (room.stream || null)) return;
  video.srcObject = room.stream || null;
  if (room.stream) video.play().catch(() => {});
}

// On a phone one hint at a time, so that they do not cover what she holds; a press shows the next.
function beatText(room, beats) {
  const at = (room.beat || 0) % Math.max(1, beats.length);
  return beats.length > 1 ? `${at + 1}/${beats.length} ${beats[at]} ›` : beats[0] || "";
}

// One sentence at a time: a trouble with its next step, else the one advice, else where she is.
function sentence(room, words) {
  if (room.trouble) return words[room.trouble];
  if (room.sending && room.sending.trouble) return words[room.sending.trouble];
  if (room.state === "looking") return room.short ? words.browser_short : words[room.advice] || words.looking;
  if (room.state === "sending") return sendingText(room, words);
  if (room.state === "counting" && !room.count) return words.starting;
  if (room.state === "live") return room.sending.line === "waiting" ? words.offline : words.live_say;
  return words[room.state];
}

// One calm line at most: what she must know, else what the viewers wait for.
function cueText(room, words) {
  const isHers = room.cue !== "enough" || !room.scene.cue; // what viewers wait for goes before praise
  const own = room.cue && isHers && performance.now() - room.cueAt < CUE_S * 1000;
  return own ? words[room.cue] : room.scene.cue || "";
}

function sendingText(room, words) {
  if (room.sending.line === "waiting") return words.waiting;
  return room.recovered ? words.recovered : words.sending;
}

// That it is kept, in words: amounts sent away frighten who has been told that nobody sees her.
function keptText(room, data) {
  if (!room.source || room.source.short || room.state !== "live") return "";
  return data.words.kept + (room.scene.note ? ` · ${room.scene.note}` : "");
}

function drawSent(bar, room) {
  bar.hidden = room.state !== "sending" || !room.sending;
  if (!bar.hidden) bar.value = room.sending.have / Math.max(1, room.sending.source.size);
}

function drawDevices(part, room) {
  const several = room.list && (room.list.cameras.length > 1 || room.list.microphones.length > 1);
  part(".devices").hidden = !(several && room.state === "looking");
  if (!several || part(".devices").contains(part(".devices").getRootNode().activeElement)) return;
  fill(part(".cameras"), room.list.cameras, room.stream && room.stream.getVideoTracks()[0]);
  fill(part(".microphones"), room.list.microphones, room.stream && room.stream.getAudioTracks()[0]);
}

function fill(select, list, track) {
  const current = track ? track.getSettings().deviceId : "";
  select.replaceChildren(...list.map((one, at) => new Option(one.label || String(at + 1), one.deviceId, false, one.deviceId === current)));
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

// How many practise viewers are there: the same for the same take and second, so that a picture of it stays true.
function viewersAt(room) {
  const seed = room.take ? [...room.take.cid].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) : 7;
  const t = room.t();
  return Math.max(3, Math.round(12 + (seed % 9) + Math.min(20, t / 6) + 4 * Math.sin(t / 11 + seed)));
}

function animate(part, room) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let frame = 0;
  let heartAt = 0;
  const next = (now) => {
    frame = requestAnimationFrame(next);
    const level = room.ear ? Math.min(1, room.ear.level() * 6) : 0;
    part(".meter i").style.transform = `scaleX(${level.toFixed(2)})`;
    part(".meter").setAttribute("aria-valuenow", String(Math.round(level * 100)));
    if (room.state !== "live" || calm.matches || now - heartAt < HEART_MS) return;
    if (room.scene.hearts != null && room.hearts >= room.scene.hearts) return;
    room.hearts += 1;
    heartAt = now;
    const heart = document.createElement("i");
    heart.textContent = "♥";
    heart.style.right = `${6 + ((now / 7) % 12)}%`;
    heart.onanimationend = () => heart.remove();
    part(".hearts").append(heart);
  };
  frame = requestAnimationFrame(next);
  return () => cancelAnimationFrame(frame);
}
