// The stage: asks twice a second what it shows, and runs the volunteer's camera.
const ASKS_MS = 500;
const COUNT_MS = 1000;
const API = `/api/stage/${TELLS.code}`;
const mirror = part("mirror");
const film = part("film");
const take = new StageTake(`${API}/take`, () => {});
const incoming = new Incoming(film, `${API}/phone`);
let now = null;
let counted = "";
let lostAt = 0;
let cutOff = new Set(); // takes that this page was recording when it was closed

const LIVE = ["live", "frozen", "sample"];
const SCENE_OF = { frozen: "live", sample: "live" };

async function run() {
  cutOff = await sendLeftOnStage(`${API}/take`).catch(() => new Set());
  for (;;) {
    const began = performance.now();
    try {
      const at = now && now.showing === "sample" ? film.currentTime : take.t();
      now = await ask(`${API}?at=${at.toFixed(1)}&of=${now && now.showing === "sample" ? now.sample : take.client}`);
      lostAt = 0;
      await act(now);
      show(now);
    } catch { lostAt ||= performance.now(); }
    part("lost").hidden = !lostAt || performance.now() - lostAt < 4000;
    await rest(Math.max(50, ASKS_MS - (performance.now() - began)));
  }
}

// ---- the camera follows the state

async function act(told) {
  const { showing, phase, record } = told;
  const hers = showing === "live" || showing === "frozen";
  if (take.recorder && (!record || record.client !== take.client)) { if (hers) take.drop(); else take.stop(); }
  if (hers && record) {
    take.open(mirror); // whoever has to allow the camera first does not stop the stage
    if (phase === "ready") take.look(mirror, record.pass);
    if (phase === "rolling" && record.client && record.client !== counted) { counted = record.client; countDown(record); }
  } else {
    take.stop();
    take.close();
  }
  if (take.recorder) take.note(told.noted);
  incoming.follow(hers && told.camera === "phone" && phase === "rolling" ? told.take : "");
  playSample(told);
  freeze(showing === "frozen");
}

async function countDown(record) {
  const stillHers = () => now.record && now.record.client === record.client;
  if (cutOff.has(record.client)) { take.trouble = "reloaded"; return; }
  while (!take.isOpen && stillHers()) await rest(200);
  for (let count = 3; count > 0; count -= 1) {
    part("count").textContent = count;
    part("count").hidden = false;
    await rest(COUNT_MS);
    if (!stillHers()) break;
  }
  part("count").hidden = true;
  if (stillHers()) await take.start(record).catch(() => { take.trouble = "busy"; });
}

function freeze(still) {
  const playing = now.showing === "sample" || film.src ? film : mirror;
  incoming.still = still;
  if (still) playing.pause();
  else if (playing === mirror && mirror.srcObject && mirror.paused) mirror.play().catch(() => {});
}

function playSample({ showing, sample }) {
  const wanted = showing === "sample" ? `${API}/sample/${sample}` : "";
  if ((film.dataset.plays || "") === wanted) return;
  film.dataset.plays = wanted;
  if (!wanted) { film.pause(); film.removeAttribute("src"); film.load(); return; }
  film.src = wanted;
  film.muted = false;
  film.play().catch(() => { film.muted = true; part("sound").hidden = false; film.play().catch(() => {}); }); // no press on this page yet
}

part("sound").onclick = () => { film.muted = false; part("sound").hidden = true; };

// ---- what the hall sees

function show(told) {
  const scene = SCENE_OF[told.showing] || told.showing;
  if (told.phones && !TELLS.phones && scene === "welcome" && !(take.sending && !take.sending.attempt)) { beginAnew(); return; }
  document.body.dataset.scene = scene;
  document.body.dataset.showing = told.showing;
  part("name").textContent = told.name;
  part("left").textContent = told.rehearsal ? say("stage.rehearsal") : "";
  for (const one of document.querySelectorAll("[data-in]")) one.hidden = !one.dataset.in.split(" ").includes(scene);
  ({ welcome, live, applause, vote, result, practice, closing })[scene](told);
}

function welcome(told) {
  part("came").textContent = told.came ? say("stage.came", { number: told.came }) : "";
  draw(part("communes"), told.wall.slice(0, 8), (wall) => wall.map((one) => made("li", `${one.commune} · ${one.came}`)));
}

function live(told) {
  const sample = told.showing === "sample";
  const byPhone = told.camera === "phone" && !sample;
  mirror.hidden = sample || byPhone;
  film.hidden = !mirror.hidden;
  part("another").hidden = byPhone || told.phase !== "ready";
  part("who").textContent = sample ? say("stage.sample") : say("stage.sells", { name: told.volunteer });
  part("lesson").textContent = told.lesson;
  const t = Math.floor(sample ? film.currentTime : byPhone ? told.t || 0 : told.record && told.record.client === take.client ? take.t() : 0);
  part("time").textContent = told.phase === "rolling" ? `● ${minutes(t)}` : "";
  part("frozen").hidden = told.showing !== "frozen";
  drawLights(told.lights);
  part("ear").textContent = told.ear ? say(`stage.ear_${told.ear}`) : "";
  part("ear").dataset.ear = told.ear;
  if (told.showing !== "frozen") drawCaptions(told);
  drawComments(told.comments);
  part("hearts").textContent = told.hearts ? `♥ ${told.hearts}` : "";
  float(told.hearts);
  part("cue").textContent = advice(told);
}

function advice(told) {
  if (told.camera === "phone" && told.showing !== "sample") return incoming.failed ? say("stage.phone_no_picture") : told.phase === "ready" ? say("stage.phone_ready") : told.cue || "";
  if (take.trouble && told.showing !== "sample") return say(`stage.trouble_${take.trouble}`);
  if (told.phase === "ready") return take.advice === "preflight.ready" ? say("stage.ready") : take.advice ? say("stage.before", { advice: say(take.advice) }) : say("stage.get_ready");
  return told.cue || "";
}

function drawLights(lights) {
  draw(part("lights"), lights.filter((one) => !one.later), (some) => some.map((one) => {
    const light = made("li", "", one.on ? "on" : "off");
    light.append(made("span", one.on ? "✓" : "○", "mark"), made("span", one.prompt), made("span", one.on ? `${one.level}/4` : "", "level"));
    return light;
  }));
  part("later").textContent = lights.some((one) => one.later) ? say("stage.later", { number: lights.filter((one) => one.later).length }) : "";
}

function drawCaptions(told) {
  part("captions").lang = told.spoken;
  draw(part("captions"), told.captions, (lines) => lines.map((line) => made("p", line)));
}

function drawComments(comments) {
  draw(part("comments"), comments.slice(-5), (some) => some.map((one) => {
    const line = made("li", "", one.hall ? "hall" : "made");
    const who = made("b");
    who.append(made("span", one.name), one.hall ? "" : made("i", `· ${say("stage.machine_guest")}`));
    line.append(who, made("span", one.text));
    return line;
  }));
}

let floated = 0;
function float(hearts) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (let n = Math.min(6, hearts - floated); n > 0; n -= 1) {
    const heart = made("i", "♥", "heart");
    heart.style.left = `${Math.random() * 80 + 5}%`;
    heart.style.animationDelay = `${Math.random() * 0.6}s`;
    heart.onanimationend = () => heart.remove();
    part("sky").append(heart);
  }
  floated = hearts;
}

function applause(told) {
  part("thanks").textContent = told.volunteer ? say("stage.thanks", { name: told.volunteer }) : say("stage.clap");
  part("given").textContent = told.hearts ? say("stage.hearts", { number: told.hearts }) : "";
  float(floated + 2);
}

function bars(votes, question) {
  const most = Math.max(1, ...Object.values(votes));
  return Object.entries(votes).map(([answer, number]) => {
    const line = made("li");
    const bar = made("span", "", "bar");
    bar.style.width = `${(100 * number) / most}%`;
    line.append(made("span", say(`hall.ask.${question}.${answer}`), "answer"), bar, made("b", number));
    return line;
  });
}

function drawVotes(at, votes) {
  draw(at, votes, (told) => Object.entries(told).flatMap(([question, some]) => {
    const list = made("ul", "", "bars");
    list.append(...bars(some, question));
    return [made("h2", say(`hall.ask.${question}`)), list];
  }));
}

function vote(told) { drawVotes(part("votes"), told.votes); }

function result(told) {
  const machine = told.result || { state: "moving" };
  draw(part("machine"), machine, (of) => (of.state === "done"
    ? [of.why && made("p", of.why), made("h3", say("stage.well")), made("p", of.done_well, "praise"), made("h3", say("stage.next")), made("p", of.do_next), of.points && made("p", of.points, "points"), of.range && made("p", of.range)]
    : [made("p", of.text || say("stage.scoring"))]));
  part("voted").hidden = !Object.values(told.votes).some((some) => Object.values(some).some(Boolean));
  drawVotes(part("halls"), told.votes);
}

function practice(told) {
  const done = told.wall.reduce((sum, one) => sum + one.practised, 0);
  part("practised").textContent = say("stage.practised", { number: done, all: told.came });
  draw(part("wall"), told.wall.slice(0, 10), (wall) => wall.map((one) => {
    const line = made("li");
    line.append(made("span", one.commune), made("span", "●".repeat(Math.min(20, one.practised)) + "○".repeat(Math.min(20, one.came) - Math.min(20, one.practised)), "dots"), made("b", `${one.practised}/${one.came}`));
    return line;
  }));
}

function closing(told) {
  const of = told.closing || { takes: 0, well: [], next: [] };
  part("takes").textContent = of.takes ? say("stage.takes", { number: of.takes }) : say("stage.goodbye");
  draw(part("room_well"), of.well, (some) => (some.length ? some.map((one) => made("li", one)) : [made("li", say("stage.too_few"), "plain")]));
  draw(part("room_next"), of.next, (some) => (some.length ? some.map((one) => made("li", one)) : [made("li", say("stage.keep_on"))]));
}

// ---- the page anew, as its address and code are known now; what was chosen on it stays

const CHOSEN = "coach-stage";

function beginAnew() {
  const chosen = { camera: take.camera, theme: document.documentElement.dataset.theme };
  try { sessionStorage.setItem(CHOSEN, JSON.stringify(chosen)); } catch { /* then as it was at first */ }
  location.reload();
}

function chooseAgain() {
  let chosen = {};
  try { chosen = JSON.parse(sessionStorage.getItem(CHOSEN) || "{}"); sessionStorage.removeItem(CHOSEN); } catch { /* nothing was kept */ }
  if (chosen.camera) take.camera = chosen.camera;
  if (chosen.theme) document.documentElement.dataset.theme = chosen.theme;
}
chooseAgain();

// ---- keys of the stage laptop: another camera, dark or light

addEventListener("keydown", (event) => {
  if (event.key === "c") take.another(mirror);
  if (event.key === "d") document.documentElement.dataset.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
});
part("another").onclick = () => take.another(mirror);
addEventListener("beforeunload", (event) => { if (take.recorder) event.preventDefault(); });
run();
