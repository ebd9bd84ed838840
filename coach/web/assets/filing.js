// A file on its way: known again after a reload by what it is, so that half a film need not be sent twice.
const UNSENT = "coach-unsent";
const PROOF_BYTES = 256 * 1024; // of its beginning and end

async function fileSending(data, file, changed) {
  const about = { cid: await nameOf(data, file), lesson: data.lesson, language: data.language, name: file.name, pass: data.pass };
  return new Sending(data.api, new FileSource(file), about, (sending) => { remember(data, file, sending); changed(sending); });
}

// The same file in the same lesson has the same name until it was handed in; then it may be handed in once more.
async function nameOf(data, file) {
  const ends = [file.slice(0, PROOF_BYTES), file.slice(Math.max(0, file.size - PROOF_BYTES))];
  const bytes = await Promise.all(ends.map((end) => end.arrayBuffer()));
  const proofs = await Promise.all(bytes.map(contentDigest));
  return hexDigest([data.learner, data.lesson, data.language, data.round, file.name, file.size, file.lastModified, ...proofs].join("\n"));
}

function remember(data, file, sending) {
  const share = Math.floor((100 * sending.have) / Math.max(1, file.size));
  try {
    if (sending.attempt) forgetUnsent();
    else if (sending.have) localStorage.setItem(UNSENT, JSON.stringify({ learner: data.learner, lesson: data.lesson, name: file.name, share }));
  } catch { /* a browser that keeps nothing: she chooses the file again, and it goes on all the same */ }
}

function unsent(data) {
  try {
    const left = JSON.parse(localStorage.getItem(UNSENT) || "null");
    return left && left.learner === data.learner && left.lesson === data.lesson ? left : null;
  } catch { return null; }
}

function forgetUnsent() {
  try { localStorage.removeItem(UNSENT); } catch { /* nothing was kept */ }
}
