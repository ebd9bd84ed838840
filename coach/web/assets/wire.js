// Her sound on its way into the recording. Where the browser hands it over piece by piece, a microphone that was pulled
// out can be plugged in again within one recording; elsewhere the microphone's own track is recorded.
const WAITING_PIECES = 1000; // ten seconds of sound may wait while the machine is kept from working
const WAKING_MS = 5000; // longest wait for the hand beside the page
const SETTLING_MS = 15_000; // and at the end for sound that was heard
const ENCODING_MS = 300; // the recorder drops what it has not encoded yet

class Wire {
  constructor(track) {
    this.own = track;
    if (!Wire.fits()) return;
    this.hand = handBeside();
    this.awake = this.heardOf();
  }

  // Before the recorder begins. A piece that is handed on before the hand is awake would carry another clock's time.
  // It begins with sound flowing: Chromium spoils a recording whose sound comes later than its first pictures.
  async begin() {
    if (!this.hand || !(await soon(this.awake, WAKING_MS))) return;
    this.made = new MediaStreamTrackGenerator({ kind: "audio" });
    const flowing = this.heardOf();
    this.hand.postMessage({ into: this.made.writable }, [this.made.writable]);
    this.connect(this.own);
    if (await soon(flowing, WAKING_MS)) return;
    this.lose(); // silence flows
    if (!(await soon(flowing, WAKING_MS))) this.letGo();
  }

  // A hand that does not stir: the microphone's own track is recorded.
  letGo() {
    this.hand.terminate();
    this.made.stop();
    this.hand = this.made = null;
  }

  // The recorder begins at this moment: nothing that was heard earlier will be in the recording.
  since(began) { if (this.made) this.hand.postMessage({ began_ms: performance.timeOrigin + began }); }

  // The next that the hand tells.
  heardOf() { return new Promise((done) => { this.hand.onmessage = ({ data }) => done(data); }); }

  static fits() { return ["MediaStreamTrackProcessor", "MediaStreamTrackGenerator", "Worker"].every((one) => one in window); }

  get track() { return this.made || this.own; }

  connect(track) {
    if (!this.made) return;
    const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: WAITING_PIECES });
    this.hand.postMessage({ from: readable }, [readable]);
  }

  lose() { if (this.made) this.hand.postMessage({ lost: true }); }

  // Until all that was heard before this moment is in the recording. Nothing that is heard later will be; the picture ends at once.
  async settle(picture) {
    if (!this.made) return;
    const settled = this.heardOf();
    this.hand.postMessage({ ended_ms: performance.timeOrigin + performance.now() });
    await sleep(0); // pictures that wait for this page are taken first
    picture.stop();
    this.told = await soon(settled, SETTLING_MS);
    await sleep(ENCODING_MS);
  }

  close() {
    if (this.hand) this.hand.terminate();
    if (this.made) this.made.stop();
  }
}

const soon = (what, most_ms) => Promise.race([what, sleep(most_ms)]);

function handBeside() {
  const text = `${Hand}\nconst hand = new Hand((told) => postMessage(told));\nonmessage = ({ data }) => hand.hear(data);\npostMessage({});`;
  return new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
}
