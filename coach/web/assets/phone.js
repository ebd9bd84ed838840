// The light page: one ticket lets this phone in, then it records or takes a film, sends it, and shows what came of it.
const TOLD = JSON.parse(document.getElementById("words").textContent);
const WORDS = {};
const KNOWN = "coach-phone"; // this phone's pass, and for whom and which lesson it is
const API = "/api/rec";
const part = (id) => document.getElementById(id);
const screen_in = "?language=" + document.documentElement.lang;
const rest = (ms) => new Promise((done) => setTimeout(done, ms));
let me = null; // { pass, learner, lesson, language, title, hello, round, shortest_s, longest_s }
let stream = null;
let sending = null;
let recorder = null;
let crowd = null; // the practice viewers of what is being recorded
const LINES = 4;
const ASK_MS = 2000;

// What each state shows; everything else is hidden.
const SHOWS = {
  opening: [], shut: [], ready: ["open", "film", "file"], plain: ["film", "file"], looking: ["stage", "start", "file"],
  live: ["stage", "time", "stop"], sending: ["sent", "cancel"], scoring: [], done: ["card", "again"], ended: ["again"],
};

function to(state, say = "") {
  document.body.dataset.state = state;
  for (const id of ["open", "film", "file", "stage", "start", "time", "stop", "sent", "cancel", "card", "again"]) part(id).hidden = !SHOWS[state].includes(id);
  part("help").hidden = state !== "shut";
  part("say").textContent = say;
}

const canRecord = () => window.isSecureContext && navigator.mediaDevices && window.MediaRecorder && window.indexedDB;
const home = (say = "") => to(canRecord() ? "ready" : "plain", say || (window.isSecureContext ? "" : WORDS.insecure));

// ---- in by the ticket, which stands behind the # where no server and no log sees it

async function comeIn() {
  const ticket = new URLSearchParams(location.hash.slice(1)).get("t");
  if (!ticket) return recall();
  const answer = await fetch("/api/m/in" + screen_in, { method: "POST", body: ticket, headers: { "X-Coach": "1" } });
  history.replaceState(null, "", location.pathname + location.search); // used up: a reload must not try it again
  if (!answer.ok) return recall() || "late";
  const told = await answer.json();
  keep(told);
  return told;
}

function recall() {
  try { return JSON.parse(localStorage.getItem(KNOWN)); } catch { return null; }
}

function keep(told) {
  try { localStorage.setItem(KNOWN, JSON.stringify(told)); } catch { /* this page still knows it */ }
}

async function begin() {
  speak(TOLD.you);
  try { me = await comeIn(); } catch { return to("shut", WORDS.unreachable); }
  if (!me || me === "late") return to("shut", me ? WORDS.code_late : WORDS.code_none);
  speak(me.you[document.documentElement.lang]);
  part("title").textContent = me.title;
  part("hello").textContent = me.hello;
  home();
  await sendLeft();
}

// ---- in this page: each second goes into the phone's own journal before it is sent

async function openUp() {
  to("looking", WORDS.asking);
  part("start").hidden = true;
  try {
    stream = await openCamera({});
  } catch (error) {
    return home(WORDS[error.message] || WORDS.busy);
  }
  stream.getVideoTracks()[0].onended = () => { part("say").textContent = WORDS.camera_lost; };
  stream.getAudioTracks()[0].onended = () => { part("say").textContent = WORDS.microphone_gone; };
  part("mirror").srcObject = stream;
  await part("mirror").play().catch(() => {});
  to("looking");
}

async function start() {
  if (part("start").hidden) return; // pressed twice: one recording
  part("start").hidden = true;
  const journal = await Journal.open();
  const take = { cid: newName(), lesson: me.lesson, language: me.language, pass: me.pass, name: "", learner: me.learner, begun: Date.now() };
  await journal.note(take).catch(() => {});
  const source = new JournalSource(journal, take.cid);
  crowd = new Viewers();
  drawCrowd();
  recorder = new MediaRecorder(stream, { mimeType: recordingKind(), videoBitsPerSecond: me.video_bps });
  recorder.ondataavailable = (event) => { if (event.data.size) source.add(event.data).then(() => sending && sending.nudge()); };
  recorder.onstop = async () => { if (document.body.dataset.state === "live") stop(); await source.queue; source.ended = true; closeCamera(); sending.nudge(); };
  recorder.onerror = stop;
  recorder.start(1000);
  stayAwake();
  to("live", WORDS.recording);
  clockFrom(performance.now());
  watchedBy(crowd, journal, take, performance.now());
  hand(new Sending(API, source, take, drawSent, () => ({ comments: take.shown || [] })));
}

function stop() {
  to("sending", WORDS.sending);
  if (recorder && recorder.state !== "inactive") recorder.stop();
}

function closeCamera() {
  if (stream) stream.getTracks().forEach((track) => { track.onended = null; track.stop(); });
  stream = null;
  part("mirror").srcObject = null;
}

async function clockFrom(began) {
  while (recorder.state === "recording") {
    const s = Math.floor((performance.now() - began) / 1000);
    part("time").textContent = `● ${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
    const calm = [WORDS.recording, WORDS.enough].includes(part("say").textContent); // no trouble is told just now
    if (calm && s === me.shortest_s && s > 0 && s < me.longest_s) part("say").textContent = WORDS.enough;
    if (calm && s === me.longest_s) part("say").textContent = WORDS.long_enough;
    await rest(250);
  }
}

// What viewers type stands over her picture; what was shown goes with the take, also after a crash.
async function watchedBy(viewers, journal, take, began) {
  for (let asked = -ASK_MS; recorder.state === "recording"; await rest(250)) {
    const s = (performance.now() - began) / 1000;
    viewers.showDue(s);
    take.shown = viewers.shown;
    drawCrowd();
    if (s * 1000 - asked < ASK_MS) continue;
    asked = s * 1000;
    journal.note({ ...take, shown: viewers.shown }).catch(() => {});
    viewers.ask(sending, s).catch(() => {});
  }
}

function drawCrowd() {
  crowd.write(part("feed"), LINES);
  part("crowd").textContent = crowd.scene.viewers == null ? "" : `${crowd.scene.viewers} ${WORDS.viewers}`;
  part("cue").textContent = crowd.scene.cue || "";
}

function stayAwake() {
  if (navigator.wakeLock) navigator.wakeLock.request("screen").catch(() => {});
}

function newName() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What an earlier visit of the same learner left behind is sent first.
async function sendLeft() {
  if (!window.indexedDB) return;
  const journal = await Journal.open().catch(() => null);
  const left = journal ? (await journal.takes()).find((take) => take.learner === me.learner) : null;
  if (!left) return;
  const source = new JournalSource(journal, left.cid);
  if (!(await source.reopen())) return journal.forget(left.cid);
  to("sending", WORDS.recovered);
  hand(new Sending(API, source, { ...left, pass: me.pass }, drawSent, () => ({ comments: left.shown || [] })));
}

// ---- a film that is there, or that the phone's own camera makes

async function choose(event) {
  const file = event.target.files[0];
  event.target.value = "";
  if (!file) return;
  closeCamera();
  if (!file.size) return home(WORDS.file_empty);
  to("sending", WORDS.sending);
  stayAwake();
  try { hand(await fileSending({ ...me, api: API }, file, drawSent)); } catch { home(WORDS.file_gone); }
}

// ---- sending, then the result

async function hand(one) {
  sending = one;
  const attempt = await sendAlone(one);
  if (sending !== one || one.stopped) return;
  if (attempt) return result(attempt);
  home(one.trouble ? WORDS[one.trouble] : WORDS.two_tabs);
}

function drawSent(one) {
  if (document.body.dataset.state !== "sending" || one !== sending) return;
  const share = one.have / Math.max(1, one.source.size);
  part("sent").value = share;
  const told = one.trouble ? WORDS[one.trouble] : one.line === "waiting" ? WORDS.waiting : "";
  part("say").textContent = told || `${WORDS.sending} ${Math.floor(100 * share)} % ${WORDS.keep_open}`;
}

// A phone that filmed somebody on the stage is not hers: nothing of hers stays on it.
function filmed() {
  try { localStorage.removeItem(KNOWN); } catch { /* nothing was kept */ }
  to("ended", WORDS.filmed);
  part("again").hidden = true;
}

async function result(attempt) {
  if (me.stage) return filmed();
  to("scoring", WORDS.scoring);
  for (;;) {
    const told = await look(attempt).catch(() => ({ state: "moving", text: WORDS.waiting }));
    if (!told) return to("ended", WORDS.not_yours);
    if (told.state === "done") return show(told);
    if (told.state === "ended") return to("ended", told.text);
    part("say").textContent = told.text;
    await rest(2000);
  }
}

async function look(attempt) {
  const answer = await fetch("/api/m/take/" + attempt + screen_in, { headers: { "X-Pass": me.pass }, cache: "no-store" });
  if (answer.status === 403 || answer.status === 404) return null;
  if (!answer.ok) throw new Error("status " + answer.status);
  return answer.json();
}

function show(told) {
  to("done", WORDS.done);
  for (const id of ["points", "range", "done_well", "do_next"]) part(id).textContent = told[id];
  part("well").textContent = WORDS.well;
  part("next").textContent = WORDS.next;
}

// In the form of address that she chose.
function speak(you) {
  const You = you[0].toUpperCase() + you.slice(1);
  for (const name in TOLD) WORDS[name] = TOLD[name].replaceAll("{you}", you).replaceAll("{You}", You);
  for (const id of ["open", "start", "stop", "again", "cancel"]) part(id).textContent = WORDS[id];
  part("feed").setAttribute("aria-label", WORDS.feed);
  part("film").lastChild.textContent = WORDS.native;
  part("file").lastChild.textContent = WORDS.pick;
}

part("open").onclick = openUp;
part("start").onclick = () => start().catch(() => { closeCamera(); home(WORDS.busy); });
part("stop").onclick = stop;
part("again").onclick = () => home();
part("cancel").onclick = () => { sending.giveUp(); if (sending.source.done) sending.source.done(); forgetUnsent(); home(); };
part("film").firstChild.onchange = part("file").firstChild.onchange = choose;
begin();
