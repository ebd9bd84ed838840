// Hands in a film that is there already: any size, slice by slice, and on from where it stopped.
export default function (component) {
  const { parentElement: root, data, setTriggerValue } = component;
  if (window.coachDesk && window.coachDesk.learner !== data.learner) window.coachDesk = null;
  const desk = (window.coachDesk ||= { state: "empty", file: null, sending: null, trouble: "", learner: data.learner });
  const part = (name) => root.querySelector(name);
  root.querySelectorAll("[data-say]").forEach((one) => { one.textContent = data.words[one.dataset.say]; });
  part(".file").accept = data.accept;
  part(".sent").setAttribute("aria-label", data.words.sending);
  if (desk.state === "done" && desk.attempt === data.seen) Object.assign(desk, { state: "empty", file: null, sending: null });
  if (desk.sending) desk.sending.about.pass = data.pass;
  desk.draw = () => drawDesk(part, desk, data, setTriggerValue);
  part(".file").onchange = part(".film").onchange = (event) => choose(desk, event.target.files[0]);
  part(".send").onclick = () => send(desk, data);
  part(".cancel").onclick = () => { if (desk.sending) desk.sending.giveUp(); forgetUnsent(); choose(desk, null); };
  desk.draw();
}

function choose(desk, file) {
  Object.assign(desk, { file: file || null, state: file ? "chosen" : "empty", sending: null, trouble: file && !file.size ? "file_empty" : "" });
  desk.draw();
}

async function send(desk, data) {
  if (desk.state !== "chosen" || desk.trouble) return;
  desk.state = "sending";
  desk.draw();
  tellWhose(data);
  try {
    const sending = await fileSending(data, desk.file, () => desk.draw());
    desk.sending = sending;
    const attempt = await sendAlone(sending);
    if (attempt) tellNobody(data);
    if (desk.sending !== sending || sending.stopped) return;
    Object.assign(desk, attempt ? { state: "done", attempt } : { state: "chosen", trouble: sending.trouble || "two_tabs" });
  } catch {
    Object.assign(desk, { state: "empty", file: null, trouble: "file_gone" }); // moved or changed while it was read
  }
  desk.draw();
}

function drawDesk(part, desk, data, setTriggerValue) {
  const { words } = data;
  const sending = desk.state === "sending";
  part(".root").dataset.state = desk.state;
  part(".name").textContent = desk.file ? desk.file.name : "";
  part(".say").textContent = toldOf(desk, data);
  part(".sent").hidden = !sending;
  if (sending && desk.sending) part(".sent").value = desk.sending.have / Math.max(1, desk.file.size);
  part(".send").hidden = desk.state !== "chosen" || Boolean(desk.trouble);
  part(".cancel").hidden = !sending;
  part(".result").hidden = desk.state !== "done";
  part(".main span").textContent = desk.file ? words.pick_other : words.pick;
  if (desk.state !== "done") return;
  part(".result").href = data.result + encodeURIComponent(desk.attempt);
  if (desk.told === desk.attempt) return;
  desk.told = desk.attempt;
  setTriggerValue("finished", desk.attempt);
}

function toldOf(desk, data) {
  const { words } = data;
  if (desk.trouble) return words[desk.trouble];
  if (desk.state === "sending") {
    const { sending } = desk;
    if (sending && sending.trouble) return words[sending.trouble];
    if (sending && sending.line === "waiting") return words.waiting;
    return `${words.sending} ${sending ? Math.floor((100 * sending.have) / Math.max(1, desk.file.size)) : 0} %`;
  }
  const left = desk.state === "empty" && unsent(data);
  return left ? words.go_on.replace("%name%", left.name).replace("%share%", left.share) : "";
}
