// Reads the result aloud with a voice of this machine; where it has none in that language, the words stand there.
const SLOWER = 0.92; // of the voice's usual rate: older ears
const WAIT_MS = 700; // voices may come late

export default function (component) {
  const { parentElement: root, data } = component;
  const button = root.querySelector(".hear");
  const none = root.querySelector(".none");
  const show = (speaking) => { button.classList.toggle("speaking", speaking); button.textContent = speaking ? data.words.stop : data.words.hear; };
  const told = data.language + data.sentences.join();
  if (root.coachTold !== told) { root.coachTold = told; hush(); none.hidden = true; }
  show(Boolean(window.speechSynthesis && speechSynthesis.speaking));
  button.onclick = async () => {
    if (window.speechSynthesis && speechSynthesis.speaking) { hush(); show(false); return; }
    const voice = await voiceOf(data.language);
    if (voice) speak(data.sentences, voice, show, () => write(none, data));
    else write(none, data);
  };
  return hush;
}

// Only voices that live on this machine: others would send her result elsewhere.
async function voiceOf(language) {
  if (!window.speechSynthesis) return null;
  const mine = () => speechSynthesis.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  if (!speechSynthesis.getVoices().length) {
    await new Promise((done) => { speechSynthesis.addEventListener("voiceschanged", done, { once: true }); setTimeout(done, WAIT_MS); });
  }
  return mine() || null;
}

function speak(sentences, voice, show, failed) {
  hush();
  window.dispatchEvent(new CustomEvent("coach-hush", { detail: {} }));
  document.querySelectorAll("video, audio").forEach((one) => one.pause());
  sentences.forEach((sentence, n) => {
    const said = new SpeechSynthesisUtterance(sentence);
    said.voice = voice;
    said.lang = voice.lang;
    said.rate = SLOWER;
    if (n === sentences.length - 1) said.onend = () => show(false);
    said.onerror = (event) => { show(false); if (!["interrupted", "canceled"].includes(event.error)) failed(); };
    speechSynthesis.speak(said);
  });
  show(true);
}

function hush() {
  if (window.speechSynthesis) speechSynthesis.cancel();
}

function write(none, data) {
  none.querySelector(".why").textContent = data.words.no_voice;
  const text = none.querySelector(".text");
  text.lang = data.language;
  text.textContent = data.sentences.join("\n");
  none.hidden = false;
}
