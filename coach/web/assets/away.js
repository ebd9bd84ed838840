// Leaves for another address of ours; a form, if there is one, is posted first, as only our own route sets cookies.
let left = "";
export default function (component) {
  const { data } = component;
  if (!data || left === data.to) return; // a page that is drawn again leaves only once
  left = data.to;
  const go = () => window.location.replace(data.to);
  if (!data.form) { go(); return; }
  const { post, ...form } = data.form;
  const headers = { "Content-Type": "application/json", "X-Coach": "1" };
  fetch(post, { method: "POST", headers, body: JSON.stringify(form) }).then(go, go);
}
