// A list of moments of the take. Pressing one asks the player on the same page to show it; under it lies what
// proves it: the picture, the sound of those seconds, the words. Nothing is fetched before it is opened.
export default function (component) {
  const { parentElement: root, data } = component;
  const list = root.querySelector(".moments");
  const told = JSON.stringify([data.items.map((item) => [item.clock, item.text]), data.words]);
  if (list.dataset.told === told) return; // a page shown again keeps what was opened
  list.dataset.told = told;
  list.replaceChildren(...data.items.map((item) => row(item, data)));
}

function row(item, data) {
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
  if (item.proof) line.append(proof(item.proof, data));
  return line;
}

function proof(item, data) {
  const details = document.createElement("details");
  details.className = "proof";
  details.append(piece("summary", "open", data.words.open));
  details.addEventListener("toggle", () => fill(details, item, data), { once: true });
  return details;
}

function fill(details, item, { words, spoken }) {
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
  }
  details.append(...item.told.map((text) => piece("p", "told", text)));
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
