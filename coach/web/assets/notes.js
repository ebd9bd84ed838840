// A trainer's comments: whoever types stops the film, Enter keeps the words at that second. What she wrote stays in
// the box until the app says that it is kept, also when the page is left in between.
export default function (component) {
  const { parentElement: root, data, setTriggerValue: send } = component;
  const part = (name) => root.querySelector(name);
  const box = part("textarea");
  const draft = "coach-note-" + data.take;
  part(".label span").textContent = data.words.label;
  part(".keep").textContent = data.words.keep + (matchMedia("(hover: none)").matches ? "" : " (Enter)"); // a phone has no such key
  if (box.dataset.take !== data.take) {
    const left = read(draft);
    box.dataset.take = data.take;
    box.value = left ? left.text : "";
    root.coachNote = left;
  }
  const kept = root.coachNote && data.notes.some((one) => one.id === root.coachNote.id);
  if (kept && box.value.trim() === root.coachNote.text.trim()) { root.coachNote = null; box.value = ""; write(draft, null); }
  const tell = () => { part(".where").textContent = root.coachNote ? data.words.at + " " + clock(root.coachNote.at_s) : data.words.hint; };
  box.oninput = () => {
    // A note that was sent and then written on is another note: the first one is kept as it was sent.
    if (!box.value.trim()) root.coachNote = null;
    else if (!root.coachNote || root.coachNote.sent) root.coachNote = { id: fresh(), at_s: whereNow(true), text: "" };
    if (root.coachNote) root.coachNote.text = box.value;
    write(draft, root.coachNote);
    tell();
  };
  const keep = () => {
    const text = box.value.trim();
    if (!text || !root.coachNote) return;
    root.coachNote.text = box.value;
    root.coachNote.sent = true;
    write(draft, root.coachNote);
    send("noted", { id: root.coachNote.id, kind: "comment", at_s: root.coachNote.at_s, text });
  };
  part(".form").onsubmit = (event) => { event.preventDefault(); keep(); };
  box.onkeydown = (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); keep(); }
  };
  part(".signs").setAttribute("aria-label", data.words.signs);
  part(".signs").replaceChildren(...data.signs.map((sign) => {
    const button = piece("button", "sign", sign.text);
    button.type = "button";
    button.onclick = () => send("noted", { id: fresh(), kind: sign.kind, at_s: whereNow(false), text: "" });
    return button;
  }));
  part(".notes").replaceChildren(...data.notes.map((one) => line(one, data, send)));
  tell();
  const typed = (event) => {
    const path = event.composedPath();
    const writing = path.some((one) => one.matches && one.matches("input, textarea, select, [contenteditable], [role=slider], [role=combobox], video"));
    if (writing || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === " ") return;
    box.focus({ preventScroll: true }); // the letter itself falls into the box
  };
  document.addEventListener("keydown", typed);
  return () => document.removeEventListener("keydown", typed);
}

// The player answers in the same moment: an event's listeners run before dispatchEvent returns.
function whereNow(stop) {
  const detail = { stop, at_s: 0 };
  window.dispatchEvent(new CustomEvent("coach-where", { detail }));
  return Math.round(detail.at_s * 10) / 10;
}

function line(one, data, send) {
  const row = piece("li", "note", "");
  const at = piece("button", "at", clock(one.at_s));
  at.type = "button";
  at.setAttribute("aria-label", data.words.play_from + " " + clock(one.at_s));
  at.onclick = () => window.dispatchEvent(new CustomEvent("coach-seek", { detail: { at_s: one.at_s } }));
  const text = piece("p", "", one.text);
  text.append(piece("small", "", one.who));
  row.append(at, text);
  if (one.mine) {
    const away = piece("button", "away", data.words.away);
    away.type = "button";
    away.onclick = () => send("erased", one.id);
    row.append(away);
  }
  return row;
}

function fresh() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
}

function read(draft) {
  try { return JSON.parse(sessionStorage.getItem(draft)); } catch { return null; }
}

function write(draft, note) {
  try { if (note) sessionStorage.setItem(draft, JSON.stringify(note)); else sessionStorage.removeItem(draft); } catch { /* private windows may refuse; the box still holds it */ }
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
