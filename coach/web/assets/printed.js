// A button that posts to an address of ours and shows the answer in a window of its own, to be printed.
export default function (component) {
  const { parentElement: root, data } = component;
  const form = root.querySelector("form");
  form.action = data.to;
  form.querySelector("button").textContent = data.label;
}
