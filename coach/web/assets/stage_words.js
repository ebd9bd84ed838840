// What stage and remote have in common: sentences, asking, and drawing text without ever reading it as HTML.
const TELLS = JSON.parse(document.getElementById("tells").textContent);
const part = (id) => document.getElementById(id);
const rest = (ms) => new Promise((done) => setTimeout(done, ms));

function say(id, values = {}) {
  const told = TELLS.words[id] || id;
  return told.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
}

async function ask(path, body) {
  const told = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const answer = await fetch(path, { ...told, headers: { "X-Coach": "1" }, cache: "no-store" });
  if (!answer.ok) throw new Error(((await answer.json().catch(() => ({}))).error) || "status " + answer.status);
  return answer.json();
}

function made(tag, text = "", name = "") {
  const one = document.createElement(tag);
  one.textContent = text;
  if (name) one.className = name;
  return one;
}

// Drawn anew only where something changed, so that nothing flickers and whoever holds a button keeps it.
function draw(at, told, how) {
  const key = JSON.stringify(told);
  if (at.dataset.told === key) return;
  at.dataset.told = key;
  at.replaceChildren(...how(told).filter(Boolean));
}

const minutes = (s) => `${s < 0 ? "+" : ""}${Math.floor(Math.abs(s) / 60)}:${String(Math.abs(s) % 60).padStart(2, "0")}`;
