// The takes that wait for a trainer. Up and down go from one to the next, Enter opens.
export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  const list = root.querySelector(".takes");
  list.setAttribute("aria-label", data.label);
  list.replaceChildren(...data.rows.map((one) => row(one, setTriggerValue)));
  list.onkeydown = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...list.querySelectorAll("button")];
    const active = (root.getRootNode().activeElement || document.activeElement);
    const next = all[all.indexOf(active) + step];
    if (next) next.focus();
  };
}

function row(one, send) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "take";
  button.dataset.id = one.id;
  const needs = piece("span", "needs", "");
  needs.append(...one.needs.map((need) => piece("i", need.kind, need.text)));
  button.append(piece("b", "", one.name), piece("span", "", one.lesson), piece("span", "about", one.told), needs);
  button.onclick = () => send("opened", one.id);
  const line = document.createElement("li");
  line.append(button);
  return line;
}

function piece(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
