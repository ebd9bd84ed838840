// The practice room itself: lives on the window, so that a page drawn anew never touches a recording.
const LOOK_MS = 500;
const HOPELESS_MS = 14 * 24 * 3600e3; // refused for so long: nobody will take it any more

class Room extends Live {
  constructor() { super(); this.clear(); }

  clear() { Object.assign(this, { viewers: new Viewers(), seconds: 0, sending: null, recovered: false, known: "{}", cue: "", hearts: 0, lasted: 0, hasEnough: false }); }

  // The person before the screen has changed: what is being sent goes on by itself, the room is hers.
  isLeftBy(learner) { return Boolean(this.take) && this.take.learner !== learner && ["sending", "done"].includes(this.state); }

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
    const counted = (this.counted = {}); // who goes back and begins again is counted for once
    const isOff = () => this.state !== "counting" || this.counted !== counted;
    for (let count = 3; count > 0; count -= 1) {
      this.to("counting", { count });
      await sleep(this.data.count_ms);
      if (isOff()) return;
    }
    this.to("counting", { count: 0 }); // a busy machine may need a while to begin: then it says so
    try { await this.record(isOff); } catch { if (!isOff()) this.goBack("cannot_record"); }
  }

  // She thinks better of it before it has begun.
  cancel() { if (this.state === "counting") this.goBack(); }

  // Nothing is kept; camera and microphone are asked for anew, as these may have been in use.
  async goBack(trouble = "") {
    this.to("idle");
    this.keepNothing();
    await this.open();
    if (trouble && this.state === "looking") this.fail(trouble);
  }

  keepNothing() {
    const { recorder, take } = this;
    if (recorder) Object.assign(recorder, { onstart: null, ondataavailable: null, onstop: null, onerror: null });
    if (recorder && recorder.state !== "inactive") recorder.stop();
    if (this.awake) this.awake.release().catch(() => {});
    if (take) this.journal.forget(take.cid).catch(() => {});
    tellNobody(this.data);
    this.counted = this.recorder = this.take = null;
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
