// Signing in: class code, name, PIN; or a card before the camera; or, for teachers, name and password.
(() => {
  const { words, language, provider, stays } = JSON.parse(document.getElementById("told").textContent);
  const CLASS = "coach.class"; // this machine's last class, so that only its first learner types the code
  const LOOK_EVERY_MS = 700;
  const PIN_LONGEST = 6;
  const PIN_SHORTEST = 4;
  const step = document.getElementById("step");
  const said = document.getElementById("said");
  let camera = null;

  function make(tag, settings = {}, ...inside) {
    const one = document.createElement(tag);
    const { cls, text, ...rest } = settings;
    if (cls) one.className = cls;
    if (text) one.textContent = text;
    for (const [name, value] of Object.entries(rest)) {
      if (name.startsWith("on")) one[name] = value;
      else if (value !== false) one.setAttribute(name, value);
    }
    one.append(...inside);
    return one;
  }
  const button = (text, onclick, cls = "") => make("button", { type: "button", text, onclick, cls });

  function show(...parts) {
    if (camera) { camera.getTracks().forEach((track) => track.stop()); camera = null; }
    said.textContent = "";
    step.replaceChildren(...parts);
    const first = step.querySelector("input[type=text], input[type=password]");
    if (first) first.focus();
  }

  async function ask(path, form) {
    said.textContent = "";
    const headers = { "Content-Type": "application/json", "X-Coach": "1" };
    try {
      const answer = await fetch(`/api/sign-in/${path}?language=${language}`, { method: "POST", headers, body: JSON.stringify(form) });
      const told = await answer.json();
      if (!answer.ok) said.textContent = told.said || words.no_connection;
      return answer.ok ? told : null;
    } catch {
      said.textContent = words.no_connection;
      return null;
    }
  }

  function enter() {
    history.replaceState(null, "", location.pathname + location.search); // a card's # must not stay in the address
    if (stays) location.reload();
    else location.replace(`/?language=${language}`);
  }

  const remembered = () => { try { return localStorage.getItem(CLASS) || ""; } catch { return ""; } };
  const remember = (code) => { try { if (code) localStorage.setItem(CLASS, code); else localStorage.removeItem(CLASS); } catch { /* a private window */ } };

  function start() {
    const form = make("form", {},
      make("label", { for: "code", text: words.code }),
      make("p", { text: words.code_how }),
      make("input", { id: "code", type: "text", inputmode: "numeric", autocomplete: "off", maxlength: "12", cls: "code" }),
      make("button", { type: "submit", cls: "main", text: words.next }));
    form.onsubmit = (event) => { event.preventDefault(); names(form.code.value); };
    show(form, button(words.card, look), make("hr", { cls: "rule" }), ...elsewhere());
  }

  function elsewhere() {
    const ways = [button(words.teacher, teacher)];
    if (provider) ways.push(button(words.provider, () => location.assign(`/provider?language=${language}`)));
    return ways;
  }

  async function names(code) {
    const told = await ask("class", { code });
    if (!told) { if (remembered()) remember(""); if (!step.firstChild) { const why = said.textContent; start(); said.textContent = why; } return; }
    remember(code);
    const list = told.learners.map((one) => button(one.name, () => pin(code, one), "name"));
    show(make("p", { text: `${words.in_class} ${told.class}` }),
      make("h2", { text: told.learners.length ? words.choose : words.empty_class }), ...list,
      button(words.card, look), button(words.other_class, () => { remember(""); start(); }),
      make("hr", { cls: "rule" }), ...elsewhere());
  }

  function pin(code, learner) {
    let typed = "";
    const dots = make("div", { cls: "dots", "aria-hidden": "true" });
    const own = ownTick();
    const done = button(words.enter, send, "main");
    function draw() {
      dots.replaceChildren(...Array.from({ length: Math.max(PIN_SHORTEST, typed.length) }, (_, at) => make("i", { cls: at < typed.length ? "full" : "" })));
      done.disabled = typed.length < PIN_SHORTEST;
    }
    function press(digit) { if (typed.length < PIN_LONGEST) typed += digit; said.textContent = ""; draw(); }
    function erase() { typed = typed.slice(0, -1); draw(); }
    async function send() {
      if (typed.length < PIN_SHORTEST) return;
      done.disabled = true;
      const told = await ask("pin", { code, learner: learner.id, pin: typed, own: own.firstChild.checked });
      if (told) { enter(); return; }
      typed = "";
      draw();
    }
    const key = (digit) => make("button", { type: "button", text: digit, onclick: () => press(digit), "aria-label": `${words.digit} ${digit}` });
    const keys = make("div", { cls: "pad" }, ..."123456789".split("").map(key),
      make("button", { type: "button", text: words.erase, onclick: erase, cls: "small" }), key("0"), done);
    const whole = make("div", {}, make("h2", { text: learner.name }), make("p", { text: words.pin }), dots, keys, own,
      button(words.not_me, () => names(code)));
    document.onkeydown = (event) => {
      if (!whole.isConnected) { document.onkeydown = null; return; }
      if (/^[0-9]$/.test(event.key)) press(event.key);
      else if (event.key === "Backspace") erase();
      else if (event.key === "Enter" && event.target.tagName !== "BUTTON") send();
    };
    show(whole);
    draw();
  }

  function ownTick() {
    return make("label", { cls: "tick" }, make("input", { type: "checkbox", id: "own" }), make("span", { text: words.own }));
  }

  function teacher() {
    const own = ownTick();
    const password = make("input", { id: "password", type: "password", autocomplete: "current-password", maxlength: "200" });
    const peek = make("label", { cls: "tick" }, make("input", { type: "checkbox", onchange: (event) => { password.type = event.target.checked ? "text" : "password"; } }), make("span", { text: words.show }));
    const form = make("form", {},
      make("label", { for: "name", text: words.name }),
      make("input", { id: "name", type: "text", autocomplete: "username", autocapitalize: "none", maxlength: "60" }),
      make("label", { for: "password", text: words.password }), password, peek, own,
      make("button", { type: "submit", cls: "main", text: words.enter }));
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (await ask("password", { name: form.elements.name.value, password: password.value, own: own.firstChild.checked })) enter();
    };
    show(form, button(words.learner, begin));
  }

  async function look() {
    const video = make("video", { playsinline: "", muted: "", autoplay: "" });
    show(make("p", { text: words.card_how }), video, button(words.back, begin));
    try {
      camera = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 960 } } });
    } catch {
      said.textContent = words.camera_refused;
      return;
    }
    video.srcObject = camera;
    await video.play().catch(() => undefined);
    const paper = document.createElement("canvas");
    while (camera && video.isConnected) {
      await new Promise((done) => { setTimeout(done, LOOK_EVERY_MS); });
      if (!video.videoWidth || !video.isConnected) continue;
      paper.width = video.videoWidth;
      paper.height = video.videoHeight;
      paper.getContext("2d").drawImage(video, 0, 0);
      const picture = await new Promise((done) => { paper.toBlob(done, "image/jpeg", 0.8); });
      try {
        const answer = await fetch(`/api/sign-in/look?language=${language}`, { method: "POST", headers: { "X-Coach": "1" }, body: picture });
        if (answer.status === 200) { enter(); return; }
        if (answer.status !== 204) said.textContent = (await answer.json()).said;
      } catch { said.textContent = words.no_connection; }
    }
  }

  function begin() {
    step.replaceChildren();
    if (remembered()) names(remembered());
    else start();
  }

  async function first() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (given.get("card")) {
      // Somebody opened a card as a link: only a press signs in, so that a link sent by another does nothing.
      show(make("p", { text: words.card_seen_none }),
        button(words.enter, async () => { if (await ask("card", { card: given.get("card") })) enter(); }, "main"),
        button(words.back, begin));
    } else if (given.get("class")) await names(given.get("class"));
    else begin();
  }

  first();
})();
