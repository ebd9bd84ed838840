// A recording while it is made: each second goes into the journal, then to the server; viewers type meanwhile.
const SLICE_MS = 1000;
const KEY_FRAME_MS = 2000;
const TICK_MS = 250;
const NOTE_MS = 2000;
const ASLEEP_S = 4; // the machine's clock jumped: its lid was closed

class Live extends Stand {
  get shown() { return this.viewers.shown; }

  get scene() { return this.viewers.scene; }

  // isOff(): whether she thought better of it while the machine was at it; then nothing of it is kept.
  async record(isOff) {
    const cid = newId();
    const journal = (this.journal = await Journal.open());
    if (isOff()) return;
    this.makeTake(cid);
    await journal.note(this.take).catch(() => {});
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    const { wire } = this;
    if (!isOff()) await wire.begin();
    if (isOff()) return journal.forget(cid);
    this.recorder = this.recorderOf(this.source);
    tellWhose(this.data);
    this.began = performance.now(); // the film's own zero; the browser says it later
    wire.since(this.began);
    this.recorder.start(SLICE_MS);
    await keepAwake(this);
  }

  makeTake(cid) {
    const { api, lesson, language, pass, drill, learner, ends_s } = this.data;
    this.take = { cid, lesson, language, pass, drill, name: "", learner, begun: Date.now() };
    this.ends_s = ends_s; // a drill ends by itself
    this.source = new JournalSource(this.journal, cid);
    this.sending = new Sending(api, this.source, this.take, () => this.draw(this), () => ({ comments: this.shown }));
  }

  recorderOf(source) {
    const tracks = [this.stream.getVideoTracks()[0], this.wire.track];
    const recorder = new MediaRecorder(new MediaStream(tracks), {
      mimeType: recordingKind(), videoBitsPerSecond: this.data.video_bps, audioBitsPerSecond: 64_000,
      videoKeyFrameIntervalDuration: KEY_FRAME_MS,
    });
    recorder.onstart = () => this.begun();
    recorder.ondataavailable = ({ data }) => { if (data.size) source.add(data).then(() => this.sending.nudge()); };
    recorder.onerror = () => this.stop();
    recorder.onstop = () => this.ended();
    return recorder;
  }

  begun() {
    this.seenAt = performance.now();
    this.to("live");
    this.sent = sendAlone(this.sending).then((attempt) => this.handedIn(attempt));
    addEventListener("beforeunload", stay);
    this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  t() { return this.state === "live" ? (performance.now() - this.began) / 1000 : this.seconds; }

  tick() {
    const now = performance.now();
    if (now - this.seenAt > ASLEEP_S * 1000) this.cueFor("slept");
    this.seenAt = now;
    this.seconds = this.t();
    if (this.ends_s && this.seconds >= this.ends_s) return this.stop();
    this.tellEnough();
    if (this.seconds > this.data.longest_s) this.cueFor("long_enough");
    if (this.source.short) this.cueFor("browser_full");
    if (now - (this.notedAt || 0) > NOTE_MS) { this.notedAt = now; this.noteAndAsk(); }
    this.viewers.showDue(this.seconds);
    this.draw(this);
  }

  cueFor(which) { if (this.cue !== which) { this.cue = which; this.cueAt = performance.now(); } }

  // Once, as soon as the take is as long as it is asked to be; what viewers wait for goes first.
  tellEnough() {
    if (this.hasEnough || this.scene.cue || !(this.seconds >= this.data.shortest_s)) return;
    this.hasEnough = true;
    this.cueFor("enough");
  }

  noteAndAsk() {
    this.journal.note({ ...this.take, shown: this.shown, seconds: this.seconds }).catch(() => {});
    this.viewers.ask(this.sending, this.seconds).catch(() => {});
  }

  // What of her sound is still on its way comes into the recording first.
  async stop() {
    if (this.state !== "live" || this.lasted) return;
    this.lasted = this.t();
    await this.wire.settle(this.stream.getVideoTracks()[0]);
    if (this.recorder.state !== "inactive") this.recorder.stop();
  }

  async ended() {
    this.seconds = this.lasted || this.t();
    clearInterval(this.ticking);
    this.to("sending", { cue: "" });
    this.closeCamera();
    if (this.awake) this.awake.release().catch(() => {});
    await this.source.queue.catch(() => {});
    this.source.ended = true;
    await this.journal.note({ ...this.take, shown: this.shown, seconds: this.seconds, ended: true }).catch(() => {});
    this.sending.nudge();
    if (this.sending.isFinal()) this.fail(this.sending.trouble);
  }

  handedIn(attempt) {
    if (attempt) tellNobody(this.data);
    removeEventListener("beforeunload", stay);
    if (this.release) { this.release(); this.hasRoom = false; this.release = null; }
    if (attempt) this.to("done", { attempt });
    else this.fail((this.sending && this.sending.trouble) || "two_tabs");
  }
}

const stay = (event) => { event.preventDefault(); event.returnValue = ""; };

const newId = () => (window.crypto && crypto.randomUUID ? crypto.randomUUID() : Date.now().toString(36) + Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2));

// The screen stays on; asked for again when she comes back to the page.
async function keepAwake(room) {
  if (!navigator.wakeLock) return;
  const ask = async () => { room.awake = await navigator.wakeLock.request("screen").catch(() => null); };
  await ask();
  document.addEventListener("visibilitychange", () => { if (room.state === "live" && !document.hidden) ask(); });
}
