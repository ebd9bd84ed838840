// The stage's own camera: the volunteer's take goes into the journal and up to the server as in the practice room.
const VIDEO_BPS = 1_200_000;
const LOOK_MS = 700;

class StageTake {
  constructor(api, changed) {
    Object.assign(this, { api, changed, stream: null, ear: null, recorder: null, sending: null, client: "", trouble: "", advice: "", known: "{}", shown: new Map(), camera: "" });
  }

  get isOpen() { return Boolean(this.stream); }

  t() { return this.began ? ((this.ended || performance.now()) - this.began) / 1000 : 0; }

  async open(video) {
    if (this.stream || this.opening) return;
    this.opening = true;
    try {
      this.stream = await openCamera(this.camera ? { camera: this.camera } : {});
      this.ear = new Ear(this.stream);
      if (this.trouble !== "reloaded") this.trouble = "";
      this.stream.getVideoTracks()[0].onended = () => { this.trouble = "camera_lost"; this.close(); };
      this.stream.getAudioTracks()[0].onended = () => { this.trouble = "microphone_lost"; };
      video.srcObject = this.stream;
      await video.play().catch(() => {});
    } catch (error) {
      this.trouble = error instanceof Trouble ? error.message : "busy";
    } finally { this.opening = false; }
  }

  close() {
    if (this.recorder) return;
    if (this.stream) this.stream.getTracks().forEach((track) => { track.onended = null; track.stop(); });
    if (this.ear) this.ear.close();
    this.stream = this.ear = null;
    this.advice = "";
    this.known = "{}";
  }

  // Another camera that hangs on this laptop.
  async another(video) {
    if (this.recorder) return;
    const { cameras } = await devices();
    const now = cameras.findIndex((one) => one.deviceId === this.camera);
    this.camera = (cameras[(now + 1) % Math.max(1, cameras.length)] || {}).deviceId || "";
    this.close();
    await this.open(video);
  }

  // One calm advice before the start.
  async look(video, pass) {
    if (!this.stream || this.recorder || this.looking || performance.now() - (this.lookedAt || 0) < LOOK_MS) return;
    this.looking = true;
    try {
      const form = new FormData();
      const picture = await pictureOf(video);
      if (picture) form.append("picture", picture, "p");
      form.append("sound", this.ear.heard(), "s");
      form.append("known", this.known);
      form.append("wide", "1");
      const answer = await fetch(`${this.api}/look`, { method: "POST", body: form, headers: { "X-Pass": pass, "X-Coach": "1" } });
      if (answer.ok) { const told = await answer.json(); this.known = JSON.stringify(told.known); this.advice = told.says; }
    } catch { this.advice = ""; } finally { this.looking = false; this.lookedAt = performance.now(); }
  }

  // `of`: pass, learner, lesson, language and the client's id that the server chose for this take.
  async start(of) {
    if (this.client === of.client || !this.stream) return;
    Object.assign(this, { client: of.client, trouble: "", began: 0, ended: 0 });
    this.shown = new Map();
    const journal = await Journal.open();
    const about = { cid: of.client, lesson: of.lesson_id, language: of.language, pass: of.pass, name: "", learner: of.learner, begun: Date.now() };
    await journal.note(about).catch(() => {});
    const source = (this.source = new JournalSource(journal, of.client));
    const sending = (this.sending = new Sending(`${this.api}/rec`, source, about, () => this.changed(), () => ({ comments: [...this.shown.values()] })));
    const recorder = (this.recorder = new MediaRecorder(this.stream, { mimeType: recordingKind(), videoBitsPerSecond: VIDEO_BPS, audioBitsPerSecond: 64_000, videoKeyFrameIntervalDuration: 2000 }));
    recorder.onstart = () => { this.began = performance.now(); this.ended = 0; };
    recorder.ondataavailable = ({ data }) => { if (data.size) source.add(data).then(() => sending.nudge()); };
    recorder.onstop = async () => { this.ended = performance.now(); if (this.recorder === recorder) this.recorder = null; await source.queue; source.ended = true; sending.nudge(); };
    recorder.onerror = () => this.stop();
    recorder.start(500);
    sendAlone(sending);
  }

  stop() { if (this.recorder && this.recorder.state !== "inactive") this.recorder.stop(); }

  // Begun anew: nothing of it stays.
  drop() {
    if (!this.recorder) return;
    const { sending, source, recorder } = this;
    Object.assign(recorder, { onstop: null, ondataavailable: null }); // its last piece, too, is kept nowhere
    this.recorder = null;
    recorder.stop();
    sending.giveUp();
    source.queue.then(() => source.done());
    Object.assign(this, { client: "", began: 0, ended: 0 });
  }

  note(comments) {
    for (const one of comments) if (!this.shown.has(one.id)) this.shown.set(one.id, { ...one, at_s: this.t() });
  }
}

// What an earlier visit of this page left behind is sent first, under the pass it had.
async function sendLeftOnStage(api) {
  const journal = await Journal.open().catch(() => null);
  const found = new Set();
  for (const left of journal ? await journal.takes() : []) {
    const source = new JournalSource(journal, left.cid);
    if (!(await source.reopen())) { await journal.forget(left.cid); continue; }
    found.add(left.cid);
    sendAlone(new Sending(`${api}/rec`, source, left, () => {})).catch(() => {});
  }
  return found; // whose take it was: a page that was loaded anew does not go on with it
}
