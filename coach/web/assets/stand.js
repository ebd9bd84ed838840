// The stand before the room: camera and microphone, what becomes of them, and in which state the room is.
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
const LEAST_BYTES = 50e6; // of room in the browser: some ten minutes

class Stand {
  constructor() {
    Object.assign(this, { state: "idle", trouble: "", advice: "", ready: false, cue: "", count: 0, chosen: {}, list: null });
    this.draw = () => {};
  }

  to(state, more = {}) { Object.assign(this, { state, trouble: "" }, more); this.draw(this); }

  fail(trouble) { this.trouble = trouble; this.draw(this); }

  get isBusy() { return ["counting", "live", "sending"].includes(this.state); }

  // ---- camera and microphone

  async open(chosen = this.chosen) {
    this.chosen = chosen;
    this.to("asking");
    try {
      if (!(await this.takeRoom())) return this.to("idle", { trouble: "two_tabs" });
      this.closeCamera();
      this.stream = await openCamera(chosen);
      this.ear = new Ear(this.stream);
      this.wire = new Wire(this.stream.getAudioTracks()[0]);
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
    if (this.wire) this.wire.close();
    this.stream = this.ear = this.wire = null;
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
    const isForGood = what === "microphone_lost" && this.state === "live" && !this.wire.made;
    this.fail(isForGood ? "microphone_gone" : what);
    if (what !== "microphone_lost" || this.state !== "live" || isForGood) return;
    this.wire.lose();
    this.hearAgain();
  }

  // A microphone that was plugged in again goes on where it stopped.
  async hearAgain() {
    for (let turn = 0; this.state === "live" && this.trouble === "microphone_lost" && turn < 600; turn += 1) {
      try {
        const again = await navigator.mediaDevices.getUserMedia({ audio: soundWanted(turn % 2 ? this.chosen : {}) });
        this.ear.connect(again);
        this.wire.connect(again.getAudioTracks()[0]);
        again.getAudioTracks()[0].onended = () => this.lost("microphone_lost");
        this.fail("");
      } catch {
        await sleep(2000);
      }
    }
  }
}

async function roomIsShort() {
  if (!navigator.storage || !navigator.storage.estimate) return false;
  const { quota, usage } = await navigator.storage.estimate();
  return quota - usage < LEAST_BYTES;
}

