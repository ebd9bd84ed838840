// SHA-256 of one piece, also on pages opened by plain http, where the browser hides its own (FIPS 180-4).
const FRACTION = (x) => ((x - Math.floor(x)) * 2 ** 32) >>> 0;
const PRIMES = (() => {
  const found = [];
  for (let n = 2; found.length < 64; n += 1) if (found.every((prime) => n % prime)) found.push(n);
  return found;
})();
const ROUND = Uint32Array.from(PRIMES, (prime) => FRACTION(Math.cbrt(prime)));
const START = Uint32Array.from(PRIMES.slice(0, 8), (prime) => FRACTION(Math.sqrt(prime)));

async function sha256(buffer) {
  if (window.crypto && crypto.subtle) return new Uint8Array(await crypto.subtle.digest("SHA-256", buffer));
  return ownSha256(new Uint8Array(buffer));
}

async function contentDigest(buffer) {
  return "sha-256=:" + btoa(String.fromCharCode(...(await sha256(buffer)))) + ":";
}

async function hexDigest(text) {
  const bytes = await sha256(new TextEncoder().encode(text).buffer);
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function ownSha256(data) {
  const padded = new Uint8Array(((data.length + 8) >> 6) * 64 + 64);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(data.length / 2 ** 29));
  view.setUint32(padded.length - 4, (data.length << 3) >>> 0);
  const state = Uint32Array.from(START);
  const words = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) mixBlock(view, block, words, state);
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((word, at) => out.setUint32(at * 4, word));
  return new Uint8Array(out.buffer);
}

function mixBlock(view, block, words, state) {
  const turn = (x, by) => (x >>> by) | (x << (32 - by));
  for (let t = 0; t < 16; t += 1) words[t] = view.getUint32(block + t * 4);
  for (let t = 16; t < 64; t += 1) {
    const near = turn(words[t - 2], 17) ^ turn(words[t - 2], 19) ^ (words[t - 2] >>> 10);
    const far = turn(words[t - 15], 7) ^ turn(words[t - 15], 18) ^ (words[t - 15] >>> 3);
    words[t] = near + words[t - 7] + far + words[t - 16];
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t += 1) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + ROUND[t] + words[t]) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => { state[at] += word; });
}
