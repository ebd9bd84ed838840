// A list of moments of the take. Pressing one asks the player on the same page to show it; under it lies what
// proves it: the picture, the sound of those seconds, the words. Nothing is fetched before it is opened.
export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  const list = root.querySelector(".moments");
  const told = JSON.stringify([data.items.map((item) => [item.clock, item.text, item.proof && item.proof.machine]), data.words]);
  if (list.dataset.told === told) return; // a page shown again keeps what was opened
  list.dataset.told = told;
  list.replaceChildren(...data.items.map((item) => row(item, data, setTriggerValue)));
}

function row(item, data, send) {
  const { words } = data;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "moment";
  button.setAttribute("aria-label", [words.play_from, item.clock, item.text].join(" "));
  if (item.picture) button.append(picture(item.picture));
  button.append(piece("span", "at", item.clock));
  if (item.text) button.append(piece("span", "said", item.text));
  button.onclick = () => window.dispatchEvent(new CustomEvent("coach-seek", { detail: { at_s: item.at_s } }));
  const line = document.createElement("li");
  line.append(button);
  if (item.proof) line.append(proof(item.proof, data, send));
  return line;
}

function proof(item, data, send) {
  const details = document.createElement("details");
  details.className = "proof";
  details.append(piece("summary", "open", data.words.open));
  details.addEventListener("toggle", () => fill(details, item, data, send), { once: true });
  return details;
}

function fill(details, item, data, send) {
  const { words, spoken } = data;
  details.append(picture(item.picture), piece("p", "label", words.listen), sound(item.sound));
  if (item.heard) {
    details.append(piece("p", "label", item.heard));
    const heard = document.createElement("div");
    heard.className = "heard";
    heard.lang = spoken;
    heard.append(...item.seconds.flatMap(second));
    details.append(heard);
    if (item.seconds.some((one) => one.words.some((word) => word.doubted))) {
      details.append(piece("p", "note", words.doubted));
    }
    if (item.machine) details.append(piece("p", "note", words.heard + " «" + item.machine + "»"));
    details.append(mend(item, data, send));
  }
  details.append(...item.told.map((text) => piece("p", "told", text)));
}

// Whoever said something else writes it here: kept as her words, beside the machine's.
function mend(item, { words, spoken }, send) {
  const form = document.createElement("form");
  form.className = "form";
  const open = piece("button", "change", words.mend_line);
  open.type = "button";
  open.onclick = () => {
    const label = piece("label", "", words.mend_label);
    const box = document.createElement("textarea");
    box.rows = 3;
    box.lang = spoken;
    box.value = item.seconds.flatMap((one) => one.words.map((word) => word.text)).join(" ");
    label.append(box);
    const keep = piece("button", "keep", words.mend_keep);
    const leave = piece("button", "", words.mend_leave);
    leave.type = "button";
    leave.onclick = () => { form.replaceChildren(open); open.focus(); };
    form.onsubmit = (event) => {
      event.preventDefault();
      keep.disabled = true;
      keep.textContent = words.mend_wait;
      send("corrected", { start_s: item.start_s, end_s: item.end_s, text: box.value });
    };
    form.replaceChildren(label, keep, leave);
    box.focus();
    send("mending", true);
  };
  form.append(open);
  return form;
}

function second(one) {
  const text = document.createElement("span");
  for (const word of one.words) text.append(piece("span", word.doubted ? "doubted" : "", word.text), " ");
  return [piece("b", "", one.clock), text];
}

function sound(address) {
  const audio = document.createElement("audio");
  audio.controls = true;
  audio.preload = "none";
  audio.src = address;
  audio.onerror = () => audio.remove();
  audio.onplay = () => window.dispatchEvent(new CustomEvent("coach-hush", { detail: { audio } }));
  window.addEventListener("coach-hush", (event) => { if (event.detail.audio !== audio) audio.pause(); });
  return audio;
}

function picture(address) {
  const image = document.createElement("img");
  image.className = "picture";
  image.alt = "";
  image.loading = "lazy";
  image.onerror = () => image.remove();
  image.src = address;
  return image;
}

function piece(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
