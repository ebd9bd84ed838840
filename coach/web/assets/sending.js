// Sends one recording: asks what the server has, goes on from there, and never gives up while there is hope.
const SMALLEST_PIECE = 256 * 1024;
const LARGEST_PIECE = 4 * 1024 * 1024;
const QUICK_MS = 800; // a piece that goes faster may be larger next time
const SLOW_MS = 4000;
const PATIENCE_MS = 60_000;
const LONGEST_WAIT_MS = 8000;
const FINAL = { 403: "not_yours", 413: "too_large", read: "file_gone" };

class Sending {
  // about: { cid, lesson, language, name, pass }, and drill where one thing is drilled; extra(): what to tell at the end.
  constructor(api, source, about, changed, extra = () => ({})) {
    Object.assign(this, { api, source, about, changed, extra, id: null, have: 0, piece: SMALLEST_PIECE });
    Object.assign(this, { line: "ok", trouble: "", attempt: "", waits: 0, backoff_ms: 500, stopped: false });
  }

  nudge() { if (this.wake) this.wake(); }

  giveUp() { this.stopped = true; this.nudge(); if (this.id) this.ask("DELETE", "/" + this.id).catch(() => {}); }

  // One loop around everything: whatever fails is tried again after a while.
  async run() {
    while (!this.attempt && !this.stopped && !this.isFinal()) {
      try {
        if (!(await this.step())) await this.pause(1000);
      } catch (error) {
        await this.wait(error);
      }
      this.changed(this);
    }
    if (this.attempt) await this.source.done();
    return this.attempt;
  }

  isFinal() { return Object.values(FINAL).includes(this.trouble); }

  async step() {
    if (!this.id) return this.begin();
    const ready = this.source.size - this.have;
    if (ready > 0 && (this.source.ended || ready >= SMALLEST_PIECE / 4)) return this.sendPiece();
    if (this.source.ended && this.have >= this.source.size) return this.finish();
    return false;
  }

  async begin() {
    const { cid, lesson, language, name, drill } = this.about;
    const size = this.source.ended ? this.source.size : 0;
    const answer = await this.ask("POST", "", JSON.stringify({ client_id: cid, lesson, language, name, size, drill }));
    const told = await answer.json();
    Object.assign(this, { id: told.id, have: told.have, attempt: told.attempt || "" });
    return true;
  }

  async sendPiece() {
    const { data, body } = await this.nextPiece();
    const headers = { "Upload-Offset": String(this.have), "Content-Digest": await contentDigest(data) };
    const began = performance.now();
    const answer = await this.ask("PATCH", "/" + this.id, body, headers);
    const told = await answer.json();
    if (answer.status === 422) throw new Error("digest");
    this.have = told.have;
    this.fit(performance.now() - began);
    return true;
  }

  // The bytes to be told by their digest, and what is sent: a film's slice as it is, as the browser keeps a copy of bytes
  // that are sent, and tidies up late.
  async nextPiece() {
    try {
      const piece = await this.source.read(this.have, this.piece);
      const data = await piece.arrayBuffer();
      return { data, body: this.source.file ? piece : data };
    } catch (error) {
      if (error.name === "NotReadableError" || error.name === "NotFoundError") this.trouble = FINAL.read;
      throw error;
    }
  }

  fit(took_ms) {
    const by = took_ms < QUICK_MS ? 2 : took_ms > SLOW_MS ? 0.5 : 1;
    this.piece = Math.max(SMALLEST_PIECE, Math.min(LARGEST_PIECE, this.piece * by));
  }

  async finish() {
    const told = { total: this.source.size, ...this.extra() };
    const answer = await this.ask("POST", "/" + this.id + "/finish", JSON.stringify(told));
    const { attempt, have } = await answer.json();
    if (attempt) this.attempt = attempt;
    else this.have = have;
    return true;
  }

  async ask(method, path, body, headers = {}) {
    const patience = new AbortController();
    const ring = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const all = { "X-Pass": this.about.pass, ...headers };
      const answer = await fetch(this.api + path, { method, body, headers: all, signal: patience.signal, cache: "no-store" });
      return await this.judged(answer, method);
    } finally {
      clearTimeout(ring);
    }
  }

  // 409 and 422 are answers to go on from; the rest is a trouble with a name.
  async judged(answer, method) {
    if (answer.ok || answer.status === 409 || answer.status === 422) {
      const mended = method !== "GET" && answer.status !== 422; // asking goes well also where the disk is full
      if (mended) Object.assign(this, { line: "ok", trouble: "", backoff_ms: 500 });
      return answer;
    }
    if (answer.status === 401) await this.renew();
    if (answer.status === 404) this.id = null; // swept, or another server: begin again
    this.trouble = FINAL[answer.status] || (answer.status === 507 ? "server_full" : "");
    throw new Error("status " + answer.status);
  }

  async renew() {
    const answer = await fetch(this.api + "/pass", { method: "POST", headers: { "X-Pass": this.about.pass } });
    if (answer.ok) this.about.pass = (await answer.json()).pass;
  }

  async wait(error) {
    this.lastError = String(error);
    this.line = "waiting";
    this.waits += 1;
    this.changed(this);
    await this.pause(this.backoff_ms * (0.75 + Math.random() / 2)); // thirty phones must not come back at once
    this.backoff_ms = Math.min(LONGEST_WAIT_MS, this.backoff_ms * 2);
    if (this.id && !this.isFinal()) await this.look().catch(() => {});
  }

  async look() {
    const told = await (await this.ask("GET", "/" + this.id)).json();
    Object.assign(this, { have: told.have, attempt: told.attempt || "" });
  }

  pause(ms) {
    return new Promise((done) => {
      const ring = setTimeout(done, ms);
      this.wake = () => { clearTimeout(ring); done(); };
      addEventListener("online", this.wake, { once: true });
    }).finally(() => { removeEventListener("online", this.wake); this.wake = null; });
  }
}

// While something is being made or sent the page may forget whose it is (the server was started anew): this tells it.
function tellWhose(data) { document.cookie = `${data.cookie}=${data.pass}; path=/; max-age=7200; SameSite=Strict`; }

function tellNobody(data) { document.cookie = `${data.cookie}=; path=/; max-age=0; SameSite=Strict`; }

// Runs it in one tab at a time; where the browser knows no locks the server copes with both.
function alone(name, run) {
  if (!navigator.locks) return run(true);
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => run(Boolean(lock)));
}

function sendAlone(sending) {
  return alone("coach-send-" + sending.about.cid, (mine) => (mine ? sending.run() : ""));
}
