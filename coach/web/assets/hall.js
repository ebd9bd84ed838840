// The hall page: a guest joins, then sees what the stage does and may comment, give hearts, vote and practise.
const WORDS = JSON.parse(document.getElementById("words").textContent);
const part = (id) => document.getElementById(id);
const LANGUAGE = document.documentElement.lang;
const CODE = document.body.dataset.code;
const KEPT = "coach-hall-" + CODE; // this phone's token: with it a dropped phone comes back as itself
const PHONE = "coach-phone"; // where the light page looks for the pass it records with
const EVERY_MS = 4000;
const LONGEST_WAIT_MS = 20000;
const HEARTS_EVERY_MS = 1500;
const MINE_EVERY_MS = 9000;
let me = recall();
let now = null; // what the stage shows
let missed = 0;
let hearts = 0; // pressed, and not with the server yet
let sendingHearts = false;
let askedMine = 0; // when her own take was looked after last
const voted = {};

const rest = (ms) => new Promise((done) => setTimeout(done, ms));
const later = (ms) => ms * (0.75 + Math.random() / 2); // so that 250 phones do not ask in the same moment
const write = (node, text) => { node.textContent = text; node.hidden = !text; };

function recall() {
  try { return JSON.parse(localStorage.getItem(KEPT)); } catch { return null; }
}

function keep(name, what) {
  try { localStorage.setItem(name, JSON.stringify(what)); } catch { /* this page still knows it */ }
}

async function ask(path, body, method = body === undefined ? "GET" : "POST") {
  const headers = { "X-Coach": "1" };
  if (me) headers["X-Guest"] = me.token;
  const told = body === undefined ? undefined : JSON.stringify(body);
  return fetch(`/api/h/${CODE}/${path}`, { method, headers, body: told, cache: "no-store" });
}

// ---- coming in

function typeCode() {
  part("typing").hidden = false;
  part("typing").querySelector("button").textContent = WORDS.join;
  part("typing").onsubmit = (event) => {
    event.preventDefault();
    const code = part("code").value.normalize("NFKC").replace(/\D/g, "");
    if (code) location.href = `/h/${code}?language=${LANGUAGE}`;
  };
}

function askWho(say = "") {
  document.body.dataset.state = "joining";
  const list = part("communes");
  if (list.options.length > 2) {
    list.hidden = false;
    list.lastElementChild.textContent = WORDS.other_commune;
    part("commune").hidden = list.value !== "+";
    list.onchange = () => { part("commune").hidden = list.value !== "+"; if (list.value === "+") part("commune").focus(); };
  }
  part("joining").hidden = false;
  part("joining").querySelector("button").textContent = WORDS.join;
  part("joining").onsubmit = join;
  write(part("say"), say || WORDS.join_title);
}

async function join(event) {
  event.preventDefault();
  const list = part("communes");
  const commune = list.hidden || list.value === "+" ? part("commune").value : list.value;
  let answer;
  try { answer = await ask("join", { name: part("name").value, commune }); } catch { return write(part("say"), WORDS.offline); }
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    if (told.field) part(told.field === "commune" && !list.hidden && list.value !== "+" ? "communes" : told.field).focus();
    return write(part("say"), WORDS.fields[told.error] || WORDS.troubles[told.error] || WORDS.offline);
  }
  me = { token: told.token, name: told.name };
  keep(KEPT, me);
  part("joining").hidden = true;
  follow();
}

// ---- following the stage

async function follow() {
  document.body.dataset.state = "in";
  write(part("hello"), WORDS.hello.replace("{name}", me.name));
  part("leave").hidden = false;
  part("leave").textContent = WORDS.leave;
  for (;;) {
    if (!document.hidden && !(await look())) return;
    await rest(later(Math.min(EVERY_MS * (1 + missed), LONGEST_WAIT_MS)));
  }
}

async function look() {
  try {
    const answer = await ask("now?since=" + (now ? now.v : ""));
    if (answer.status === 403) return strange();
    if (answer.status === 404) { gone(); return false; }
    if (answer.status === 200) draw(await answer.json());
    else if (answer.status !== 304) throw new Error("status " + answer.status);
    if (missed) draw(now);
    missed = 0;
    if (mineDue()) mine();
  } catch {
    missed += 1;
    if (missed > 1) write(part("say"), WORDS.offline);
  }
  return true;
}

function strange() {
  me = null;
  try { localStorage.removeItem(KEPT); } catch { /* nothing was kept */ }
  hide();
  askWho(WORDS.come_again);
  return false;
}

function gone() {
  hide();
  write(part("say"), WORDS.gone);
}

function hide() {
  for (const id of ["hello", "vote", "tally", "heart", "writing", "practice", "mine", "leave"]) part(id).hidden = true;
}

const shows = (...those) => now && those.includes(now.showing);

function draw(told) {
  if (now && now.take !== told.take) hearts = 0;
  now = told;
  write(part("title"), told.name);
  const line = told.over ? WORDS.over : WORDS[told.showing].replace("{name}", told.volunteer || WORDS.someone).replace(told.lesson ? "{lesson}" : ": {lesson}", told.lesson || "");
  write(part("say"), line);
  const open = !told.over;
  part("heart").hidden = !(open && shows("live", "frozen", "applause", "sample") && told.take);
  part("writing").hidden = !(open && shows("live", "frozen", "sample"));
  drawVote(open && shows("vote"));
  drawTally(told.tally);
  drawPractice(open && shows("practice", "closing"));
}

// ---- comments and hearts

part("writing").onsubmit = async (event) => {
  event.preventDefault();
  const field = part("text");
  const text = field.value;
  if (!text.trim()) return field.focus();
  let told = {};
  try {
    const answer = await ask("say", { text });
    told = answer.ok ? await answer.json() : { refused: "", error: "offline" };
  } catch { told = { error: "offline" }; }
  if (told.error) return write(part("say"), WORDS.offline);
  if (!told.refused) field.value = "";
  write(part("say"), told.refused ? WORDS.refused[told.refused] : WORDS.said);
};

part("heart").onclick = () => {
  hearts += 1;
  part("heart").textContent = `♥ ${hearts}`;
  if (!sendingHearts) sendHearts();
};

// They wait while the line is cut; of a take that is over they are nobody's any more (draw).
async function sendHearts() {
  sendingHearts = true;
  for (let wait_ms = HEARTS_EVERY_MS; hearts; ) {
    await rest(wait_ms);
    const number = Math.min(hearts, 50);
    const of = now && now.take;
    const answer = number ? await ask("heart", { number }).catch(() => null) : null;
    const kept = !answer || answer.status >= 500;
    if (!kept && now && now.take === of) hearts = answer.ok ? Math.max(0, hearts - number) : 0;
    wait_ms = kept ? later(EVERY_MS) : HEARTS_EVERY_MS;
    part("heart").textContent = "♥ " + (hearts || WORDS.heart);
  }
  sendingHearts = false;
}

// ---- two questions

function drawVote(open) {
  const room = part("vote");
  room.hidden = !open;
  if (!open || room.dataset.take === now.take) return;
  room.dataset.take = now.take;
  room.replaceChildren();
  for (const [number, question] of Object.entries(WORDS.questions)) {
    const title = room.appendChild(document.createElement("h2"));
    title.textContent = question.ask;
    for (const [answer, text] of Object.entries(question.answers)) {
      const button = room.appendChild(document.createElement("button"));
      button.type = "button";
      button.dataset.question = number;
      button.textContent = text;
      button.setAttribute("aria-pressed", String((voted[now.take] || {})[number] === answer));
      button.onclick = () => vote(Number(number), answer, button);
    }
  }
}

async function vote(question, answer, button) {
  let sent;
  try { sent = await ask("vote", { question, answer }); } catch { sent = { ok: false }; }
  if (!sent.ok) return write(part("say"), WORDS.offline);
  (voted[now.take] = voted[now.take] || {})[question] = answer;
  for (const one of part("vote").querySelectorAll(`[data-question="${question}"]`)) one.setAttribute("aria-pressed", String(one === button));
  if (Object.keys(voted[now.take]).length === 2) write(part("say"), WORDS.thanks_vote);
}

function drawTally(tally) {
  const room = part("tally");
  room.hidden = !tally;
  if (!tally) return;
  room.replaceChildren();
  for (const [number, counts] of Object.entries(tally)) {
    const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
    const title = room.appendChild(document.createElement("h2"));
    title.textContent = WORDS.questions[number].ask;
    for (const [answer, n] of Object.entries(counts)) {
      const bar = room.appendChild(document.createElement("p"));
      bar.className = "bar";
      bar.style.setProperty("--share", (all ? (100 * n) / all : 0) + "%");
      bar.appendChild(document.createElement("span")).textContent = WORDS.questions[number].answers[answer];
      bar.appendChild(document.createElement("b")).textContent = n;
    }
  }
}

// ---- practising: agreed to first, then recorded or chosen on the light page, which sends it bit by bit

function drawPractice(open) {
  part("practice").hidden = !open;
  if (!open) return;
  part("practice").querySelector("h2").textContent = WORDS.practise;
  part("practise").textContent = WORDS.record_first;
}

part("practise").onclick = async () => {
  if (!part("record").checked) { part("record").focus(); return write(part("say"), WORDS.no_code); }
  let answer;
  try { answer = await ask("practise?language=" + LANGUAGE, { record: true, show: part("show").checked }); } catch { return write(part("say"), WORDS.offline); }
  if (!answer.ok) return write(part("say"), WORDS.offline);
  keep(PHONE, await answer.json());
  location.href = `/m/?language=${LANGUAGE}&hall=${CODE}`;
};

// Once after each opening, then every few looks while it waits.
const mineDue = () => (now.over || shows("practice", "closing") || part("mine").dataset.waits)
  && (!askedMine || (part("mine").dataset.waits && performance.now() - askedMine > MINE_EVERY_MS));

async function mine() {
  askedMine = performance.now();
  const answer = await ask("mine?language=" + LANGUAGE).catch(() => null);
  if (!answer || !answer.ok) return;
  const told = await answer.json();
  const room = part("mine");
  room.hidden = told.state === "none";
  room.dataset.waits = told.state === "moving" ? "1" : "";
  room.querySelector("h2").textContent = WORDS.your_result;
  for (const id of ["points", "range", "done_well", "do_next"]) write(part(id), told[id] || "");
  write(part("told"), told.text || "");
  write(part("well"), told.state === "done" ? WORDS.well : "");
  write(part("next"), told.state === "done" ? WORDS.next : "");
}

// ---- going

part("leave").onclick = async () => {
  if (!confirm(WORDS.leave_sure)) return;
  const answer = await ask("leave", {}).catch(() => null);
  if (!answer || !answer.ok) return write(part("say"), WORDS.offline);
  try { localStorage.removeItem(KEPT); localStorage.removeItem(PHONE); } catch { /* nothing was kept */ }
  hide();
  me = null;
  now = null;
  write(part("say"), answer.status === 204 ? WORDS.left : WORDS.left_later);
  document.body.dataset.state = "left";
};

window.addEventListener("pageshow", () => { askedMine = 0; }); // back from the light page: there may be a take now
part("writing").querySelector("label").textContent = WORDS.comment_hint;
part("writing").querySelector("button").textContent = WORDS.say;
part("heart").textContent = "♥ " + WORDS.heart;
if (!CODE) typeCode();
else if (me) follow();
else askWho();
