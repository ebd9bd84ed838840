// A list of moments of the take. Pressing one asks the player on the same page to show it; Python is not asked.
export default function (component) {
  const { parentElement: root, data } = component;
  const list = root.querySelector(".moments");
  list.replaceChildren(...data.items.map((item) => row(item, data.words)));
}

function row(item, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "moment";
  button.setAttribute("aria-label", [words.play_from, item.clock, item.text].join(" "));
  if (item.picture) button.append(picture(item));
  button.append(piece("at", item.clock));
  if (item.text) button.append(piece("said", item.text));
  button.onclick = () => window.dispatchEvent(new CustomEvent("coach-seek", { detail: { at_s: item.at_s } }));
  const line = document.createElement("li");
  line.append(button);
  return line;
}

function picture(item) {
  const image = document.createElement("img");
  image.className = "picture";
  image.alt = "";
  image.loading = "lazy";
  image.onerror = () => image.remove();
  image.src = item.picture;
  return image;
}

function piece(name, text) {
  const span = document.createElement("span");
  span.className = name;
  span.textContent = text;
  return span;
}
