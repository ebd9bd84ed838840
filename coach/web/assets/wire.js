// Her sound on its way into the recording. Where the browser hands it over piece by piece, a microphone that was pulled
// out can be plugged in again within one recording; elsewhere the microphone's own track is recorded.
const WAITING_PIECES = 1000; // ten seconds of sound may wait while this page is kept from working
const SILENCE_MS = 100;

class Wire {
  constructor(track) {
    this.own = track;
    if (!Wire.fits()) return;
    this.made = new MediaStreamTrackGenerator({ kind: "audio" });
    this.into = this.made.writable.getWriter();
    this.connect(track);
  }

  static fits() { return "MediaStreamTrackProcessor" in window && "MediaStreamTrackGenerator" in window; }

  get track() { return this.made || this.own; }

  connect(track) {
    if (this.made) this.handOn(new MediaStreamTrackProcessor({ track, maxBufferSize: WAITING_PIECES }).readable.getReader());
  }

  // Each piece keeps the second at which it was heard, so sound and picture stay together however busy the machine is.
  async handOn(from) {
    clearInterval(this.silence);
    this.from = from;
    for (;;) {
      const { value: piece, done } = await from.read().catch(() => ({ done: true }));
      if (done || from !== this.from) break;
      if (piece.timestamp < this.ends_us) { piece.close(); continue; }
      this.like = { format: "f32-planar", sampleRate: piece.sampleRate, numberOfChannels: piece.numberOfChannels };
      await this.write(piece);
    }
    if (from === this.from && this.like) this.beSilent(performance.now(), this.ends_us);
  }

  write(piece) {
    this.ends_us = piece.timestamp + piece.duration;
    return this.into.write(piece).catch(() => {});
  }

  // A microphone that is away is silence, so that what comes after it stays at its place.
  beSilent(since_ms, from_us) {
    this.silence = setInterval(() => {
      const missing_us = from_us + (performance.now() - since_ms) * 1000 - this.ends_us;
      const numberOfFrames = Math.floor((missing_us * this.like.sampleRate) / 1e6);
      if (numberOfFrames < 1) return;
      const data = new Float32Array(numberOfFrames * this.like.numberOfChannels);
      this.write(new AudioData({ ...this.like, numberOfFrames, timestamp: this.ends_us, data }));
    }, SILENCE_MS);
  }

  close() {
    clearInterval(this.silence);
    if (!this.made) return;
    const from = this.from;
    this.from = null;
    from.cancel().catch(() => {});
    this.made.stop();
  }
}
