// The hand on the wire of her sound: gives each piece on, with the moment at which it was heard. It works beside the page,
// not in it, so no sound waits for a page that is kept busy. Its text alone goes there: it knows nothing outside itself.
class Hand {
  static QUIET_US = 300e3; // so long without a piece: the microphone is away, not late
  static STALLED_US = 1500e3; // at the end nothing more is waited for
  static ASLEEP_US = 60e6; // longer silence is not written: the machine slept
  static LOOK_MS = 50;
  static LATE_US = 100e3; // later than the quickest: it waited while the machine was kept from working
  static EVEN_PIECES = 10; // a tenth of a second
  static EVEN_US = 50e3; // so many pieces that waited together come all at once: their delays are 90 ms apart
  static PATIENCE_PIECES = 300; // a microphone that never comes evenly is taken as it is

  constructor(tell) {
    const like = { format: "f32-planar", sampleRate: 48_000, numberOfChannels: 1, numberOfFrames: 480 };
    Object.assign(this, { tell, like, behind_us: Infinity, stop_us: Infinity, lost_us: 0 });
  }

  // Moments that the page tells are milliseconds since 1970 by its own even clock, as a worker has another beginning.
  hear({ into, from, lost, began_ms, ended_ms }) {
    if (into) this.into = into.getWriter();
    if (from) this.handOn(from.getReader());
    if (lost) this.lose();
    if (began_ms) this.began_us = this.own_us(began_ms);
    if (ended_ms) this.end(this.own_us(ended_ms));
  }

  own_us(told_ms) { return (told_ms - performance.timeOrigin) * 1000; }

  async handOn(from) {
    if (this.from) this.from.cancel().catch(() => {});
    Object.assign(this, { from, delays_us: [], isEven: false });
    for (;;) {
      const { value: piece, done } = await from.read().catch(() => ({ done: true }));
      if (done || from !== this.from) break;
      await this.take(piece);
    }
    if (from === this.from) this.lose();
  }

  take(piece) {
    const { timestamp, duration, sampleRate, numberOfChannels, numberOfFrames } = piece;
    this.heard_us = performance.now() * 1000;
    const delay_us = this.heard_us - timestamp - duration;
    if (!this.knows(delay_us) || this.isBefore(timestamp + duration / 2, delay_us)) return piece.close();
    this.like = { format: "f32-planar", sampleRate, numberOfChannels, numberOfFrames };
    if (this.silence) this.hush(timestamp);
    else this.miss(timestamp);
    return this.write(piece);
  }

  // The piece that came with the least delay tells how its clock and ours go together; but only once they come evenly.
  // The first may have waited, and those that came before this worker had the microphone carry the page's clock.
  knows(delay_us) {
    if (this.isEven) this.behind_us = Math.min(this.behind_us, delay_us);
    else this.compare(delay_us);
    return this.isEven;
  }

  compare(delay_us) {
    this.delays_us.push(delay_us);
    const last = this.delays_us.slice(-Hand.EVEN_PIECES);
    const apart_us = Math.max(...last) - Math.min(...last);
    const areEven = last.length === Hand.EVEN_PIECES && apart_us < Hand.EVEN_US;
    this.isEven = areEven || this.delays_us.length > Hand.PATIENCE_PIECES;
    if (this.isEven) this.behind_us = Math.min(...last);
  }

  // What was heard before she was live is no part of the take: nothing that waited goes on until the recording has begun,
  // then only what was heard since.
  isBefore(middle_us, delay_us) {
    const { began_us, behind_us } = this;
    return began_us === undefined ? delay_us > behind_us + Hand.LATE_US : middle_us + behind_us < began_us;
  }

  // What the browser itself had lost before this piece.
  miss(timestamp) {
    if (this.began_us === undefined) return;
    const had_us = Math.max(this.ends_us ?? timestamp, this.began_us - this.behind_us);
    this.lost_us += Math.max(0, timestamp - had_us);
  }

  // Two pieces never share a place, and nothing follows the moment at which she pressed Stop.
  write(piece) {
    const { timestamp, duration } = piece;
    const isWanted = timestamp + duration / 2 >= (this.ends_us ?? 0) && timestamp < this.stop_us;
    if (isWanted) this.flow(timestamp + duration);
    if (timestamp + duration >= this.stop_us) this.settle();
    return isWanted ? this.into.write(piece).catch(() => {}) : piece.close();
  }

  flow(until_us) {
    this.ends_us = until_us;
    if (!this.flows) this.tell({ flowing: true });
    this.flows = true;
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

  // She pressed Stop: all that was heard until then is still handed on.
  end(at_us) {
    this.stop_us = at_us - this.behind_us;
    if (this.silence) this.beSilent(this.stop_us);
    const look = setInterval(() => { if (this.silence || this.quiet_us() > Hand.STALLED_US) this.settle(); }, Hand.LOOK_MS);
    this.settle = () => { clearInterval(look); this.settle = () => {}; this.tell({ lost_s: this.lost_us / 1e6 }); };
    if (!(this.ends_us < this.stop_us)) this.settle();
  }

  settle() {}
}
