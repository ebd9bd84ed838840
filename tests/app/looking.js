(() => {
  // Elements in our shadow trees are looked at as well.
  const all = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  const words = (one) => [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join(" ").trim();
  const parent = (one) => one.assignedSlot || one.parentElement || one.getRootNode().host || null;
  const hidden = (one) => !one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const tiny = (box) => box.width < 3 || box.height < 3;
  const forEars = (one) => tiny(one.getBoundingClientRect()) || getComputedStyle(one).clipPath !== "none" || one.closest("[data-testid=stSkipToContent]");
  const skipped = (one) => ["SCRIPT", "STYLE", "OPTION"].includes(one.tagName) || one.dataset?.testid === "stIconMaterial" || forEars(one);
  const beside = (box, frame) => box.right > frame.right + 2 || box.left < frame.left - 2;
  const above = (box, frame) => box.bottom > frame.bottom + 3 || box.top < frame.top - 3;

  function box(one) {
    const range = document.createRange();
    range.selectNodeContents(one);
    return range.getBoundingClientRect();
  }

  // Whether an element around it cuts words off that no scrolling brings into view.
  function cut(one, text) {
    for (let around = one; around; around = parent(around)) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const frame = around.getBoundingClientRect();
      if (tiny(frame)) return "";
      if (["hidden", "clip"].includes(overflowX) && beside(text, frame)) return "cut off";
      if (["hidden", "clip"].includes(overflowY) && above(text, frame)) return "cut off below";
      if ([overflowX, overflowY].some((how) => ["auto", "scroll"].includes(how))) return "";
    }
    return "";
  }

  function fault(one, text) {
    const screen = { left: 0, right: document.documentElement.clientWidth };
    const button = one.closest("button, a, summary");
    const around = button && button.getBoundingClientRect();
    return cut(one, text) || (beside(text, screen) && "outside the screen") || (around && (beside(text, around) || above(text, around)) && "sticks out of its button") || "";
  }

  function cutOff() {
    return all(document.body).filter((one) => words(one) && !skipped(one) && !hidden(one)).flatMap((one) => {
      const text = box(one);
      const wrong = tiny(text) ? "" : fault(one, text);
      return wrong ? [`${wrong}: ${words(one).slice(0, 60)}`] : [];
    });
  }

  function small() {
    return all(document.body).filter((one) => one.matches("button, summary, select, label:has(input)") && !hidden(one))
      .filter((one) => !one.closest("[data-testid=stFileChip]"))
      .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
      .filter(([, size]) => !tiny(size) && size.height < 47.5)
      .map(([text, size]) => `${size.height} px high: ${text.slice(0, 60)}`);
  }

  function wider() {
    const main = document.querySelector("[data-testid=stMain]");
    return main && main.scrollWidth > document.documentElement.clientWidth ? ["wider than the screen"] : [];
  }

  // What holds the focus, in our shadow trees too, and whether somebody sees that it does.
  function focused() {
    let one = document.activeElement;
    let host = one;
    while (one.shadowRoot && one.shadowRoot.activeElement) { host = one; one = one.shadowRoot.activeElement; }
    const keyed = (one.getRootNode() === document ? one : host).closest("[class*=st-key-]");
    const style = getComputedStyle(one);
    return {
      tag: one.tagName.toLowerCase(),
      name: (one.getAttribute("aria-label") || one.textContent || "").trim().slice(0, 60),
      key: keyed ? keyed.className.match(/st-key-(\w+)/)[1] : "",
      seen: style.outlineStyle !== "none" || style.boxShadow !== "none",
      there: !tiny(one.getBoundingClientRect()),
    };
  }
  return { faults: () => [...cutOff(), ...small(), ...wider()], focused };
})()
