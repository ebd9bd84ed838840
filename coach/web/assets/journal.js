// What was recorded lies in this browser until the server surely has it, so that a crash loses a second at most.
const JOURNAL = "coach-room";
const EVERYTHING = Number.MAX_SAFE_INTEGER;

class Journal {
  static open() {
    return new Promise((done, failed) => {
      const asked = indexedDB.open(JOURNAL, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("pieces", { keyPath: ["cid", "at"] });
        asked.result.createObjectStore("takes", { keyPath: "cid" });
      };
      asked.onsuccess = () => done(new Journal(asked.result));
      asked.onerror = () => failed(asked.error);
    });
  }

  constructor(database) { this.database = database; }

  // Written through to the disk: a browser that is killed the next moment has it.
  run(store, mode, ask) {
    return new Promise((done, failed) => {
      const change = this.database.transaction(store, mode, { durability: "strict" });
      const asked = ask(change.objectStore(store));
      change.oncomplete = () => done(asked.result);
      change.onerror = change.onabort = () => failed(change.error || new Error("journal"));
    });
  }

  note(take) { return this.run("takes", "readwrite", (store) => store.put(take)); }

  takes() { return this.run("takes", "readonly", (store) => store.getAll()); }

  put(cid, at, blob) { return this.run("pieces", "readwrite", (store) => store.put({ cid, at, blob })); }

  pieces(cid) { return this.run("pieces", "readonly", (store) => store.getAll(range(cid, EVERYTHING))); }

  // Frees the pieces before that byte; only when room is short.
  free(cid, before) { return this.run("pieces", "readwrite", (store) => store.delete(range(cid, before))); }

  async forget(cid) {
    await this.free(cid, EVERYTHING);
    await this.run("takes", "readwrite", (store) => store.delete(cid));
  }
}

const range = (cid, before) => IDBKeyRange.bound([cid, -1], [cid, before], false, true);

// A recording that is still being made, or was left behind: its pieces in order, from the journal.
class JournalSource {
  constructor(journal, cid) {
    Object.assign(this, { journal, cid, size: 0, taken: 0, ended: false, held: [], sent: 0, short: false });
    this.queue = Promise.resolve();
  }

  // The browser's next piece. Where the journal is full it is held in memory: better than lost.
  add(blob) {
    const at = this.taken;
    this.taken += blob.size;
    this.queue = this.queue.then(() => this.store(at, blob)).then(() => { this.size = at + blob.size; });
    return this.queue;
  }

  async store(at, blob) {
    try {
      await this.journal.put(this.cid, at, blob);
    } catch {
      this.short = true;
      await this.journal.free(this.cid, this.sent - this.margin()).catch(() => {});
      await this.journal.put(this.cid, at, blob).catch(() => this.held.push({ at, blob }));
    }
  }

  margin() { return this.held.length ? 0 : 1_000_000; }

  async read(from, most) {
    this.sent = from;
    this.held = this.held.filter((piece) => piece.at + piece.blob.size > from);
    const kept = await this.journal.pieces(this.cid).catch(() => []);
    const pieces = [...kept, ...this.held].sort((one, other) => one.at - other.at);
    const parts = [];
    let next = from;
    for (const { at, blob } of pieces) {
      if (at + blob.size <= next) continue;
      if (at > next || next - from >= most) break;
      parts.push(blob.slice(next - at));
      next = at + blob.size;
    }
    if (!parts.length && from < this.size) throw new Error("piece missing");
    return new Blob(parts).slice(0, most);
  }

  async reopen() {
    const pieces = await this.journal.pieces(this.cid);
    this.size = this.taken = pieces.reduce((end, piece) => Math.max(end, piece.at + piece.blob.size), 0);
    this.ended = true;
    return this.size;
  }

  done() { return this.journal.forget(this.cid); }
}

// A file that was chosen: read slice by slice, never as a whole.
class FileSource {
  constructor(file) { Object.assign(this, { file, size: file.size, ended: true }); }

  async read(from, most) { return this.file.slice(from, from + most); }

  async done() {}
}
