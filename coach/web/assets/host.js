// The host's remote: what can be done now is large; everything is one press.
const API = `/api/host/${TELLS.code}`;
let now = null;
let pressedAt = 0;

const KEY = "coach-host-" + TELLS.code; // a phone's key to this remote, newer with every look
const onPhone = location.pathname.startsWith("/h/");

function keep(key) {
  if (!onPhone || !key) return;
  MORE["X-Host"] = key;
  try { sessionStorage.setItem(KEY, key); } catch { /* this page still knows it */ }
}

if (onPhone) {
  keep(new URLSearchParams(location.hash.slice(1)).get("k") || sessionStorage.getItem(KEY));
  history.replaceState(null, "", location.pathname + location.search);
}

async function press(button, more = {}) {
  pressedAt = performance.now();
  try {
    await ask(API, { do: button, seen: now ? now.version : 0, ...more });
    part("trouble").textContent = "";
  } catch (error) {
    part("trouble").textContent = say(`host.error_${error.message.replace(/\W/g, "_")}`).startsWith("host.error_") ? say("host.error") : say(`host.error_${error.message.replace(/\W/g, "_")}`);
  }
  await look();
}

async function look() {
  try { show((now = await ask(API))); keep(now.key); part("trouble").dataset.lost = ""; }
  catch (error) {
    if (onPhone && error.message === "status 403") return shut();
    if (!part("trouble").textContent) part("trouble").textContent = say("stage.lost"); part("trouble").dataset.lost = "1";
    return;
  }
  if (part("trouble").textContent === say("stage.lost")) part("trouble").textContent = "";
}

// The key to this remote has ended: with the workshop, or because the phone slept too long.
let isShut = false;
function shut() {
  isShut = true;
  try { sessionStorage.removeItem(KEY); } catch { /* nothing was kept */ }
  part("trouble").textContent = say("host.phone_over");
  for (const one of document.querySelectorAll("button, input, select")) one.disabled = true;
}

function key(id, button, name = "", more = {}) {
  const one = made("button", say(id), name);
  one.type = "button";
  one.dataset.do = button + (more.sample || "");
  one.onclick = () => press(button, more.sample ? { ...more, spoken: part("spoken").value } : more);
  return one;
}

// What makes sense just now, the likeliest first.
function keysFor({ showing, phase, result_state, sample, camera, points_there, over }) {
  if (over) return [];
  if (camera === "phone" && showing === "live" && phase === "ready") return [["host.next", "next", "wide"]]; // begun on the phone, and begun anew there
  if (camera === "phone" && showing === "live") return [["host.stop", "stop", "main stop"], ["host.freeze", "freeze", "wide"]];
  if (camera === "phone" && showing === "frozen") return [["host.go_on", "go_on", "main"], ["host.stop", "stop", "wide"]];
  if (sample && ["applause", "vote"].includes(showing)) return [...(showing === "applause" ? [["host.vote", "vote", "main"]] : []), ["host.next", "next", "wide"]]; // a sample has no result
  if (showing === "live" && phase === "ready") return [["host.begin", "begin", "main"], ["host.next", "next", "wide"]];
  if (showing === "live") return [["host.stop", "stop", "main stop"], ["host.freeze", "freeze"], ["host.restart", "restart"]];
  if (showing === "frozen") return [["host.go_on", "go_on", "main"], ["host.restart", "restart"], ["host.stop", "stop"]];
  if (showing === "sample") return [["host.stop_sample", "stop", "main stop"]];
  if (showing === "applause") return [["host.vote", "vote", "main"], ["host.result", "result"], ["host.next", "next"]];
  if (showing === "vote") return [[result_state === "done" ? "host.result" : "host.result_later", "result", "main"], ["host.next", "next", "wide"]];
  if (showing === "result") return [["host.next", "next", "main"], ...(points_there ? [["host.points", "points", "wide"]] : []), ["host.vote", "vote", "wide"]];
  return [["host.welcome", "welcome"], ["host.practice", "practice"], ["host.closing", "closing", "wide"]];
}

function drawEntrance({ phones, can_open, over }) {
  part("no_phones").hidden = phones || over;
  part("no_phones_why").textContent = say(can_open ? "host.open_phones_how" : "host.phone_none");
  part("open_phones").hidden = !can_open;
}

const withoutPhones = () => say(now && now.can_open ? "host.open_phones_first" : "host.phone_none");

function show(told) {
  part("name").textContent = told.name;
  part("numbers").textContent = say("host.numbers", { guests: told.wall.reduce((sum, one) => sum + one.came, 0), practised: told.wall.reduce((sum, one) => sum + one.practised, 0) });
  drawEntrance(told);
  drawPlan(told);
  part("showing").textContent = say(`host.shows_${told.showing}`, { name: told.volunteer }) + (told.spoken === told.language ? "" : ` · ${say(`language.${told.spoken}`)}`) + (told.rehearsal ? ` · ${say("stage.rehearsal")}` : "") + (filmedStill(told) ? ` · ${say("host.camera_stop")}` : "");
  part("ear").textContent = told.ear ? say(`stage.ear_${told.ear}`) : "";
  part("planned").hidden = part("saying").hidden = told.over; // the evening is over
  drawCamera(told);
  draw(part("keys"), [told.showing, told.phase, told.result_state, told.sample, told.camera, told.points_there, told.over], () => keysFor(told).map(([id, button, name]) => key(id, button, name)));
  const busy = ["live", "frozen"].includes(told.showing);
  part("inviting").hidden = busy || told.over;
  part("extra").hidden = busy || told.over; // a sample would take whoever stands there off the stage
  part("phoning").hidden = onPhone || told.over;
  drawGuests(told.guests);
  draw(part("listed"), told.communes, (some) => some.map((one) => option(one, one)));
  drawSaid(told);
  draw(part("extras"), [told.rehearsal, told.over, sureForReal], () => [
    key("host.sample_poor", "sample", "", { sample: "poor" }), key("host.sample_good", "sample", "", { sample: "good" }), // in the plan's order
    told.rehearsal ? forReal() : key("host.rehearse", "rehearse", "wide"),
  ]);
  part("extra_about").textContent = told.rehearsal ? say("host.rehearsing") : "";
  drawEnd(told.over);
}

// ---- a phone as the volunteer's camera

const filmedStill = (told) => told.camera === "phone" && told.showing === "applause" && !told.result_state && !told.sample;
let coded = "";
function drawCamera(told) {
  const byPhone = told.camera === "phone";
  const rolls = ["live", "frozen"].includes(told.showing) && told.phase === "rolling";
  const waits = byPhone && told.showing === "live" && told.phase === "ready";
  part("filming").hidden = onPhone || rolls || told.over;
  part("camera").textContent = say(byPhone ? "host.camera_here" : "host.camera_phone");
  part("camera").onclick = () => press(byPhone ? "camera_here" : "camera_phone");
  part("camera_how").hidden = !byPhone;
  if (!waits) part("camera_how").textContent = say("host.camera_later");
  part("camera_code").hidden = !waits;
  const wanted = waits ? `${told.volunteer} ${told.version}` : "";
  if (wanted && wanted !== coded) showCode();
  coded = wanted;
}

async function showCode() {
  const { svg } = await ask(`${API}/camera`).catch(() => ({ svg: "" }));
  part("camera_code").src = svg ? "data:image/svg+xml," + encodeURIComponent(svg) : "";
  part("camera_how").textContent = svg ? say("host.camera_how") : withoutPhones();
}

// Pressed twice, as what was tried goes.
let sureForReal = false;
function forReal() {
  const one = key(sureForReal ? "host.for_real_sure" : "host.for_real", "for_real", sureForReal ? "wide stop" : "wide");
  one.onclick = () => { if (sureForReal) press("for_real"); sureForReal = !sureForReal; show(now); };
  return one;
}

// Pressed twice, as nobody can come in afterwards.
let sureToEnd = false;
function drawEnd(over) {
  part("end").hidden = over;
  part("end").textContent = say(sureToEnd ? "host.end_sure" : "host.end");
  part("end").classList.toggle("stop", sureToEnd);
  part("end_about").textContent = say(over ? "host.over" : "host.end_about");
}
part("end").onclick = () => { if (sureToEnd) press("end"); sureToEnd = !sureToEnd; drawEnd(false); };

function drawPlan(told) {
  const step = TELLS.plan[told.step];
  part("step_name").textContent = `${told.step + 1}. ${step.name}`;
  part("clock").textContent = minutes(told.left_s);
  part("clock").classList.toggle("over", told.left_s < 0);
  part("note").textContent = step.note;
  part("next_step").hidden = told.step >= TELLS.plan.length - 1;
  const next = TELLS.plan[told.step + 1];
  part("next_step").textContent = next ? say("host.next_step", { name: `${told.step + 2}. ${next.name}` }) : "";
  draw(part("steps"), told.step, (at) => TELLS.plan.map((one, n) => {
    const line = made("li");
    const go = made("button", `${n + 1}. ${one.name} · ${one.minutes}′`, n === at ? "now" : "");
    go.type = "button";
    go.onclick = () => press("step", { step: n });
    line.append(go);
    return line;
  }));
}

function drawGuests(guests) {
  const list = part("guest");
  const chosen = list.value;
  draw(list, guests, (some) => [option("", say("host.without_phone")), ...some.map((one) => option(one.id, `${one.name} · ${one.commune}`))]);
  list.value = [...list.options].some((one) => one.value === chosen) ? chosen : "";
  part("written").hidden = part("from").hidden = Boolean(list.value);
}

function option(value, text) { const one = made("option", text); one.value = value; return one; }

function drawSaid(told) {
  part("hide_all").textContent = told.comments_hidden ? say("host.show") : say("host.hide");
  part("hide_all").onclick = () => press(told.comments_hidden ? "show" : "hide");
  part("said_title").textContent = say("host.said", { refused: told.refused });
  draw(part("said"), told.comments, (some) => some.map((one) => {
    const line = made("li", "", one.hidden ? "hidden" : "");
    const take = made("button", say(one.hidden ? "host.back" : "host.veto"));
    take.type = "button";
    take.onclick = () => press(one.hidden ? "back" : "veto", { comment: one.id });
    line.append(made("span", `${one.name}${one.hall ? "" : ` (${say("stage.machine_guest")})`}: ${one.text}`), take);
    return line;
  }));
}

for (const [id, word] of Object.entries({ plan_title: "host.plan", on_stage: "host.on_stage", invite_title: "host.invite_title", guest_label: "host.guest", name_label: "host.first_name", commune_label: "host.commune", spoken_label: "host.spoken", lesson_label: "host.lesson", agrees: "host.agrees", invite: "host.invite", extra_title: "host.extra", end_title: "host.end", home: "host.home", afterwards: "host.afterwards", camera_title: "host.camera" })) part(id).textContent = say(word);
part("lesson").replaceChildren(...TELLS.lessons.map((one) => option(one.id, one.title)));
part("lesson").value = TELLS.lessons.some((one) => one.id === "L02") ? "L02" : part("lesson").value; // both sample takes are of it
part("spoken").replaceChildren(...["vi", "en", "id"].map((one) => option(one, say(`language.${one}`))));
part("spoken").value = TELLS.usual;
part("next_step").onclick = () => press("step", { step: now.step + 1 });
part("invite").onclick = () => {
  const named = part("guest").value || part("guest_name").value.trim();
  if (!named) { part("trouble").textContent = say("host.error_name"); return; }
  if (!part("agreed").checked) { part("trouble").textContent = say("host.error_agreed"); return; }
  press("volunteer", { guest: part("guest").value, name: part("guest_name").value, commune: part("guest_commune").value, lesson: part("lesson").value, spoken: part("spoken").value, agreed: part("agreed").checked }).then(() => { part("agreed").checked = false; part("guest_name").value = ""; part("spoken").value = TELLS.usual; });
};

part("open_phones").textContent = say("host.open_phones");
part("open_phones").onclick = () => press("phones");
part("to_stage").hidden = part("home").hidden = part("afterwards").hidden = onPhone;
part("phone_title").textContent = part("phone").textContent = say("host.phone");
part("phone").onclick = async () => {
  const told = await ask(`${API}/phone`).catch(() => ({ svg: "", address: "" }));
  part("phone_code").hidden = !told.svg;
  part("phone_code").src = told.svg ? "data:image/svg+xml," + encodeURIComponent(told.svg) : "";
  part("phone_address").textContent = told.svg ? say("host.phone_how") : withoutPhones();
};

async function run() {
  while (!isShut) {
    if (performance.now() - pressedAt > 300) await look();
    await rest(700);
  }
}
run();
