// Two clips of two takes beside each other, each only the seconds that count; one is heard at a time.
export default function (component) {
  const { parentElement: root, data } = component;
  const told = JSON.stringify([data.sides.map((side) => [side.take, side.start_s, side.when, side.text]), data.words]);
  if (root.coachTold === told) return undefined;
  root.coachTold = told;
  root.querySelector(".pair").replaceChildren(...data.sides.map((side) => column(side, data)));
  return () => { for (const video of root.querySelectorAll("video")) video.pause(); };
}

function column(side, { words }) {
  const place = piece("div", "side", "");
  place.append(piece("p", "when", side.when), piece("p", "", side.level));
  if (side.film) {
    const video = film(side, words);
    const play = piece("button", "play", words.play_from + " " + side.clock);
    play.type = "button";
    play.setAttribute("aria-label", side.when + ", " + words.play_from + " " + side.clock);
    play.onclick = () => { video.currentTime = side.start_s; video.play().catch(() => {}); };
    place.append(video, play);
  }
  const text = piece("p", "", side.text || words.nothing);
  if (side.text) text.lang = side.spoken;
  place.append(text);
  return place;
}

function film(side, words) {
  const video = document.createElement("video");
  video.playsInline = true;
  video.preload = "none";
  video.poster = side.picture;
  video.src = side.film + "#t=" + side.start_s + "," + side.end_s;
  video.setAttribute("aria-label", words.film + ", " + side.when);
  video.ontimeupdate = () => { if (video.currentTime >= side.end_s) video.pause(); };
  video.onplay = () => window.dispatchEvent(new CustomEvent("coach-hush", { detail: { audio: video } }));
  window.addEventListener("coach-hush", (event) => { if (event.detail.audio !== video) video.pause(); });
  return video;
}

function piece(tag, name, text) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.textContent = text;
  return element;
}
