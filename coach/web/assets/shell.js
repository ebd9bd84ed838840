// Streamlit's own words have no translations: a table of whole sentences, applied as they appear on the page.
(() => {
  const WORDS = /* CHROME */ {};
  const SPOKEN_BY_ATTRIBUTES = ["aria-label", "title", "placeholder"];
  const theirs = new WeakMap(); // node -> what Streamlit wrote, so that a switch of language can start afresh
  let language = WORDS[document.documentElement.lang] ? document.documentElement.lang : "vi";

  const ours = (text, element) => {
    const table = WORDS[language] || { whole: {}, photos: {}, ending: {}, ours: {} };
    const trimmed = text.trim();
    const photos = element && element.closest(".st-key-photos") && table.photos[trimmed];
    if (photos) return photos;
    const ending = Object.keys(table.ending).find((end) => trimmed.endsWith(end));
    return table.whole[trimmed] || (ending && table.ending[ending]);
  };

  const known = (text) => Object.values(WORDS).some((table) =>
    Object.values(table.whole).includes(text) || Object.values(table.photos).includes(text) || Object.values(table.ending).includes(text));

  function mendText(node) {
    if (!known(node.nodeValue)) theirs.set(node, node.nodeValue);
    const told = ours(theirs.get(node) || "", node.parentElement);
    if (told && node.nodeValue !== told) node.nodeValue = told;
  }

  function mendAttributes(element) {
    const kept = theirs.get(element) || {};
    for (const name of SPOKEN_BY_ATTRIBUTES) {
      const value = element.getAttribute(name);
      if (!value) continue;
      if (!known(value)) kept[name] = value;
      const told = ours(kept[name] || "", element);
      if (told && told !== value) element.setAttribute(name, told);
    }
    theirs.set(element, kept);
  }

  function mend(node) {
    if (node.nodeType === Node.TEXT_NODE) return mendText(node);
    if (node.nodeType !== Node.ELEMENT_NODE) return undefined;
    if (["SCRIPT", "STYLE", "TEXTAREA"].includes(node.tagName)) return undefined;
    mendAttributes(node);
    if (node.classList.contains("coach-language")) speak(node.lang);
    node.childNodes.forEach(mend);
    return undefined;
  }

  function speak(wanted) {
    if (!WORDS[wanted] || wanted === language) return;
    language = wanted;
    document.documentElement.lang = wanted;
    mend(document.body);
  }

  // The page's own mark of its language is looked up again: Streamlit may change it in place.
  const look = () => { const mark = document.querySelector(".coach-language"); if (mark) speak(mark.lang); };

  // Another page begins at its top, wherever the one before was scrolled to.
  let shown = "";
  function toTop() {
    const heading = document.querySelector("[data-testid=stMain] h1");
    if (!heading) return;
    const now = `${location.pathname} ${heading.textContent}`;
    if (shown && now !== shown) heading.closest("[data-testid=stMain]").scrollTo(0, 0);
    shown = now;
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") mendText(change.target);
      change.addedNodes.forEach(mend);
    }
    look();
    toTop();
  }).observe(document.documentElement, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["lang"] });

  // A slow laptop shows nothing for seconds after a press: say that something is coming.
  const SLOW_MS = 500, LOOK_MS = 150;
  const sign = document.createElement("div");
  sign.className = "coach-opening";
  sign.setAttribute("role", "status");
  let due = 0;

  const isBusy = () => {
    const app = document.querySelector("[data-testid=stApp]");
    return !!app && app.dataset.testScriptState !== "notRunning";
  };

  function tell() {
    const busy = isBusy();
    const text = busy && WORDS[language] ? WORDS[language].ours.opening : "";
    if (sign.textContent !== text) sign.textContent = text;
    if (busy) due = setTimeout(tell, LOOK_MS);
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest || !event.target.closest("button, label, summary")) return;
    if (!sign.isConnected) document.body.append(sign);
    clearTimeout(due);
    due = setTimeout(tell, SLOW_MS);
  }, true);
})();
