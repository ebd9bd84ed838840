// The hand on the wire of her sound: gives each piece on, with the moment at which it was heard. It works beside the page,
// not in it, so no sound waits for a page that is kept busy. Its text alone goes there: it knows nothing outside itself.
class Hand {
  static QUIET_US = 300e3; // so long without a piece: the microphone is away, not late
  static STALLED_US = 1500e3; // at the end nothing more is waited for
  static ASLEEP_US = 60e6; // longer silence is not written: the machine slept
  static LOOK_MS = 50;

  constructor(tell) {
    const like = { format: "f32-planar", sampleRate: 48_000, numberOfChannels: 1, numberOfFrames: 480 };
    Object.assign(this, { tell, like, behind_us: Infinity, stop_us: Infinity, lost_us: 0 });
  }

  hear({ into, from, lost, end }) {
    if (into) this.into = into.getWriter();
    if (from) this.handOn(from.getReader());
    if (lost) this.lose();
    if (end) this.end();
  }

  async handOn(from) {
    if (this.from) this.from.cancel().catch(() => {});
    this.from = from;
    for (;;) {
      const { value: piece, done } = await from.read().catch(() => ({ done: true }));
      if (done || from !== this.from) break;
      await this.take(piece);
    }
    if (from === this.from) this.lose();
  }

  // The piece that came with the least delay tells how its clock and ours go together.
  take(piece) {
    const { timestamp, duration, sampleRate, numberOfChannels, numberOfFrames } = piece;
    if (this.behind_us === Infinity) this.tell({ flowing: true });
    this.heard_us = performance.now() * 1000;
    this.behind_us = Math.min(this.behind_us, this.heard_us - timestamp - duration);
    this.like = { format: "f32-planar", sampleRate, numberOfChannels, numberOfFrames };
    if (this.silence) this.hush(timestamp);
    else this.lost_us += Math.max(0, timestamp - (this.ends_us ?? timestamp)); // the browser itself had lost it
    return this.write(piece);
  }

  // Two pieces never share a place, and nothing follows the moment at which she pressed Stop.
  write(piece) {
    const { timestamp, duration } = piece;
    const isWanted = timestamp + duration / 2 >= (this.ends_us ?? 0) && timestamp < this.stop_us;
    if (isWanted) this.ends_us = timestamp + duration;
    if (timestamp + duration >= this.stop_us) this.settle();
    return isWanted ? this.into.write(piece).catch(() => {}) : piece.close();
  }

  now_us() { return performance.now() * 1000 - this.behind_us; }

  quiet_us() { return performance.now() * 1000 - (this.heard_us ?? -1e9); }

  // A microphone that is away is silence, so that what comes after it stays at its place. What waited is taken first.
  lose() {
    if (this.ends_us === undefined) Object.assign(this, { behind_us: 0, ends_us: performance.now() * 1000 }); // never heard yet
    this.silence ||= setInterval(() => { if (this.quiet_us() > Hand.QUIET_US) this.beSilent(this.now_us()); }, Hand.LOOK_MS);
  }

  hush(until_us) {
    clearInterval(this.silence);
    this.silence = 0;
    this.beSilent(until_us);
  }

  beSilent(until_us) {
    const { numberOfFrames, numberOfChannels, sampleRate } = this.like;
    if (until_us - this.ends_us > Hand.ASLEEP_US) this.ends_us = until_us;
    while (this.ends_us + (numberOfFrames * 1e6) / sampleRate <= until_us) {
      const data = new Float32Array(numberOfFrames * numberOfChannels);
      this.write(new AudioData({ ...this.like, timestamp: this.ends_us, data }));
    }
  }

  // She pressed Stop: all that was heard until now is still handed on.
  end() {
    this.stop_us = this.now_us();
    if (this.silence) this.beSilent(this.stop_us);
    const look = setInterval(() => { if (this.silence || this.quiet_us() > Hand.STALLED_US) this.settle(); }, Hand.LOOK_MS);
    this.settle = () => { clearInterval(look); this.settle = () => {}; this.tell({ lost_s: this.lost_us / 1e6 }); };
    if (!(this.ends_us < this.stop_us)) this.settle();
  }

  settle() {}
}
