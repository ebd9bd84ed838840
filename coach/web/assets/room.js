// The practice room itself: lives on the window, so that a page drawn anew never touches a recording.
const SLICE_MS = 1000;
const KEY_FRAME_MS = 2000;
const LOOK_MS = 500;
const TICK_MS = 250;
const NOTE_MS = 2000;
const AHEAD_S = 2.5; // what viewers type until the next time they are asked
const MISSED_S = 8; // a comment that late (the line was cut) is left out: nobody can read a heap of them
const ASLEEP_S = 4; // the machine's clock jumped: its lid was closed
const HOPELESS_MS = 14 * 24 * 3600e3; // refused for so long: nobody will take it any more
const LEAST_BYTES = 50e6; // of room in the browser: some ten minutes
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

class Room {
  constructor() {
    Object.assign(this, { state: "idle", trouble: "", advice: "", ready: false, cue: "", count: 0, chosen: {}, list: null });
    this.draw = () => {};
    this.clear();
  }

  clear() { Object.assign(this, { shown: [], coming: [], missed: new Set(), seconds: 0, sending: null, recovered: false, known: "{}", scene: {}, cue: "", hearts: 0, lasted: 0 }); }

  to(state, more = {}) { Object.assign(this, { state, trouble: "" }, more); this.draw(this); }

  fail(trouble) { this.trouble = trouble; this.draw(this); }

  get isBusy() { return ["counting", "live", "sending"].includes(this.state); }

  // The person before the screen has changed: what is being sent goes on by itself, the room is hers.
  isLeftBy(learner) { return Boolean(this.take) && this.take.learner !== learner && ["sending", "done"].includes(this.state); }

  // ---- camera and microphone

  async open(chosen = this.chosen) {
    this.chosen = chosen;
    this.to("asking");
    try {
      if (!(await this.takeRoom())) return this.to("idle", { trouble: "two_tabs" });
      this.closeCamera();
      this.stream = await openCamera(chosen);
      this.ear = new Ear(this.stream);
      this.watchTracks();
      this.list = await devices();
      this.short = await roomIsShort();
      this.to("looking", { advice: "", ready: false, known: "{}" });
      this.lookOn();
    } catch (error) {
      this.to("idle", { trouble: error instanceof Trouble ? error.message : "busy" });
    }
  }

  // One tab at a time: the lock is let go when this page ends.
  takeRoom() {
    if (this.hasRoom) return true;
    return new Promise((told) => alone("coach-room", (mine) => {
      this.hasRoom = mine;
      told(mine);
      return mine ? new Promise((release) => { this.release = release; }) : null;
    }));
  }

  closeCamera() {
    if (this.stream) this.stream.getTracks().forEach((track) => { track.onended = null; track.stop(); });
    if (this.ear) this.ear.close();
    this.stream = this.ear = null;
  }

  watchTracks() {
    const [video] = this.stream.getVideoTracks();
    const [sound] = this.stream.getAudioTracks();
    video.onended = () => this.lost("camera_lost");
    sound.onended = () => this.lost("microphone_lost");
    navigator.mediaDevices.ondevicechange = () => { if (this.trouble === "microphone_lost") this.hearAgain(); };
  }

  lost(what) {
    if (this.state === "looking") { this.closeCamera(); this.to("idle"); }
    this.fail(what);
    if (what === "microphone_lost" && this.state === "live") this.hearAgain();
  }

  // A microphone that was plugged in again goes on where it stopped.
  async hearAgain() {
    for (let turn = 0; this.state === "live" && this.trouble === "microphone_lost" && turn < 600; turn += 1) {
      try {
        const again = await navigator.mediaDevices.getUserMedia({ audio: soundWanted(turn % 2 ? this.chosen : {}) });
        this.ear.connect(again);
        again.getAudioTracks()[0].onended = () => this.lost("microphone_lost");
        this.fail("");
      } catch {
        await sleep(2000);
      }
    }
  }

  // ---- the look before the start

  async lookOn() {
    const looking = (this.looking = {});
    while (this.looking === looking && this.state === "looking") {
      await this.lookOnce().catch(() => { this.advice = ""; });
      await sleep(LOOK_MS);
    }
  }

  async lookOnce() {
    const form = new FormData();
    const picture = this.video ? await pictureOf(this.video) : null;
    if (picture) form.append("picture", picture, "p");
    form.append("sound", this.ear.heard(), "s");
    form.append("known", this.known);
    form.append("wide", matchMedia("(pointer: coarse)").matches ? "0" : "1");
    const answer = await fetch(this.data.look, { method: "POST", body: form, headers: { "X-Pass": this.data.pass } });
    if (!answer.ok || this.state !== "looking") return;
    const told = await answer.json();
    this.known = JSON.stringify(told.known);
    Object.assign(this, { advice: told.says, ready: told.ready });
    this.draw(this);
  }

  // ---- live

  async start() {
    this.clear();
    for (let count = 3; count > 0; count -= 1) {
      this.to("counting", { count });
      await sleep(this.data.count_ms);
      if (this.state !== "counting") return;
    }
    try { await this.record(); } catch { this.to("looking", { trouble: "cannot_record" }); this.lookOn(); }
  }

  async record() {
    const cid = newId();
    const journal = await Journal.open();
    const { lesson, language, pass } = this.data;
    this.take = { cid, lesson, language, pass, name: "", learner: this.data.learner, begun: Date.now() };
    await journal.note(this.take).catch(() => {});
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist().catch(() => {});
    this.journal = journal;
    this.source = new JournalSource(journal, cid);
    this.sending = new Sending(this.data.api, this.source, this.take, () => this.draw(this), () => ({ comments: this.shown }));
    this.recorder = this.recorderOf(this.source);
    tellWhose(this.data);
    this.recorder.start(SLICE_MS);
    await keepAwake(this);
    this.sent = sendAlone(this.sending).then((attempt) => this.handedIn(attempt));
  }

  recorderOf(source) {
    const tracks = [this.stream.getVideoTracks()[0], this.ear.track(this.stream)];
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
    this.began = this.seenAt = performance.now();
    this.to("live");
    addEventListener("beforeunload", stay);
    document.body.classList.add("coach-live");
    this.ticking = setInterval(() => this.tick(), TICK_MS);
  }

  t() { return this.state === "live" ? (performance.now() - this.began) / 1000 : this.seconds; }

  tick() {
    const now = performance.now();
    if (now - this.seenAt > ASLEEP_S * 1000) this.cueFor("slept");
    this.seenAt = now;
    this.seconds = this.t();
    if (this.seconds > this.data.longest_s) this.cueFor("long_enough");
    if (this.source.short) this.cueFor("browser_full");
    if (now - (this.notedAt || 0) > NOTE_MS) { this.notedAt = now; this.noteAndAsk(); }
    this.showDue();
    this.draw(this);
  }

  cueFor(which) { if (this.cue !== which) { this.cue = which; this.cueAt = performance.now(); } }

  noteAndAsk() {
    this.journal.note({ ...this.take, shown: this.shown, seconds: this.seconds }).catch(() => {});
    if (this.sending.id) this.askViewers().catch(() => {});
  }

  async askViewers() {
    const until = (this.seconds + AHEAD_S).toFixed(1);
    const answer = await fetch(`${this.data.api}/${this.sending.id}/comments?until=${until}`, { headers: { "X-Pass": this.take.pass } });
    if (!answer.ok) return;
    const known = new Set([...this.shown, ...this.coming].map((one) => one.id).concat([...this.missed]));
    this.scene = await answer.json();
    this.coming.push(...this.scene.comments.filter((one) => !known.has(one.id)));
  }

  // Each comment is noted with the second at which she saw it.
  showDue() {
    const due = this.coming.filter((one) => one.at_s <= this.seconds && one.at_s > this.seconds - MISSED_S);
    this.coming.filter((one) => one.at_s <= this.seconds - MISSED_S).forEach((one) => this.missed.add(one.id));
    this.coming = this.coming.filter((one) => one.at_s > this.seconds);
    this.shown.push(...due.map((one) => ({ ...one, at_s: Number(this.seconds.toFixed(2)) })));
  }

  stop() {
    if (!this.recorder || this.recorder.state === "inactive") return;
    this.lasted = this.t();
    this.recorder.stop();
  }

  async ended() {
    this.seconds = this.lasted || this.t();
    clearInterval(this.ticking);
    document.body.classList.remove("coach-live");
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

  // ---- what a crash left behind

  async recover() {
    if (this.state !== "idle" || this.recovering) return;
    this.recovering = true;
    try {
      const journal = await Journal.open();
      const hers = (take) => Number(take.learner === this.data.learner);
      const left = (await journal.takes()).sort((one, other) => hers(other) - hers(one));
      for (const take of left) {
        const sent = this.sendLeft(journal, take);
        if (hers(take)) await sent;
        else sent.catch(() => {}); // somebody else's goes by itself, under her own pass
      }
    } finally { this.recovering = false; }
  }

  sendLeft(journal, take) {
    const isHers = take.learner === this.data.learner;
    const pass = isHers ? this.data.pass : take.pass;
    const source = new JournalSource(journal, take.cid);
    const about = { ...take, pass };
    const sending = new Sending(this.data.api, source, about, () => this.draw(this), () => ({ comments: take.shown || [] }));
    return alone("coach-send-" + take.cid, async (mine) => {
      if (!mine || this.state !== "idle") return;
      if (!(await source.reopen())) { await journal.forget(take.cid); return; }
      if (isHers) this.to("sending", { sending, recovered: true, seconds: take.seconds || 0 });
      const attempt = await sending.run();
      if (isHers) this.handedIn(attempt);
      else if (!attempt && Date.now() - take.begun > HOPELESS_MS) await journal.forget(take.cid);
    });
  }

  // ---- a film of the phone's own camera

  async sendFile(file) {
    this.clear();
    tellWhose(this.data);
    const sending = await fileSending(this.data, file, () => this.draw(this));
    this.to("sending", { sending });
    const attempt = await sendAlone(sending);
    if (attempt) forgetUnsent();
    this.handedIn(attempt);
  }
}

const stay = (event) => { event.preventDefault(); event.returnValue = ""; };

const newId = () => (window.crypto && crypto.randomUUID ? crypto.randomUUID() : Date.now().toString(36) + Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2));

async function roomIsShort() {
  if (!navigator.storage || !navigator.storage.estimate) return false;
  const { quota, usage } = await navigator.storage.estimate();
  return quota - usage < LEAST_BYTES;
}

// The screen stays on; asked for again when she comes back to the page.
async function keepAwake(room) {
  if (!navigator.wakeLock) return;
  const ask = async () => { room.awake = await navigator.wakeLock.request("screen").catch(() => null); };
  await ask();
  document.addEventListener("visibilitychange", () => { if (room.state === "live" && !document.hidden) ask(); });
}
