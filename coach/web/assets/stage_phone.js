// The volunteer's film as it comes in from a phone: shown a second or two late, without its sound.
const PIECE_EVERY_MS = 400;
const BEHIND_S = 3; // further behind than that it jumps on

class Incoming {
  constructor(video, api) { Object.assign(this, { video, api, take: "", failed: false }); }

  follow(take) {
    if (take === this.take) return;
    Object.assign(this, { take, failed: false });
    if (take) this.run(take).catch(() => { this.failed = this.take === take; });
    else { this.video.pause(); this.video.removeAttribute("src"); this.video.load(); }
  }

  async run(take) {
    const source = new MediaSource();
    this.video.src = URL.createObjectURL(source);
    this.video.muted = true;
    await once(source, "sourceopen");
    let buffer = null;
    let waiting = new Uint8Array(); // until it can be told what kind of film it is
    for (let have = 0; this.take === take; await rest(PIECE_EVERY_MS)) {
      const data = await this.piece(have);
      if (!data.length) continue;
      have += data.length;
      waiting = joined(waiting, data);
      const kind = buffer ? "" : kindOf(waiting);
      if (kind) buffer = source.addSourceBuffer(kind);
      if (!buffer) continue;
      buffer.appendBuffer(waiting);
      waiting = new Uint8Array();
      await once(buffer, "updateend");
      this.keepUp();
    }
  }

  async piece(from) {
    const answer = await fetch(`${this.api}?from=${from}`, { headers: { "X-Coach": "1" }, cache: "no-store" }).catch(() => null);
    return new Uint8Array(answer && answer.ok ? await answer.arrayBuffer() : 0);
  }

  keepUp() {
    const { buffered } = this.video;
    const end_s = buffered.length ? buffered.end(buffered.length - 1) : 0;
    if (end_s - this.video.currentTime > BEHIND_S) this.video.currentTime = end_s - 1;
    if (this.video.paused && !this.still) this.video.play().catch(() => {});
  }
}

const once = (what, event) => new Promise((done) => what.addEventListener(event, done, { once: true }));

function joined(one, other) {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

// The kind of film, from its first bytes (WebM: codec names; MP4: the box avcC holds profile and level); empty as long as they do not tell.
function kindOf(bytes) {
  const text = new TextDecoder("latin1").decode(bytes.subarray(0, 8192));
  if (bytes[0] === 0x1a) {
    const picture = ["V_VP8", "V_VP9", "V_MPEG4"].find((one) => text.includes(one));
    const codec = { V_VP8: "vp8", V_VP9: "vp9", V_MPEG4: "avc1.42E01F" }[picture];
    return codec ? `video/webm; codecs="${codec}${text.includes("A_OPUS") ? ",opus" : ""}"` : "";
  }
  const at = text.indexOf("avcC");
  if (at < 0 || bytes.length < at + 8) return "";
  const level = [...bytes.subarray(at + 5, at + 8)].map((one) => one.toString(16).padStart(2, "0")).join("");
  const sound = text.includes("Opus") ? ",opus" : text.includes("mp4a") ? ",mp4a.40.2" : "";
  return `video/mp4; codecs="avc1.${level}${sound}"`;
}
