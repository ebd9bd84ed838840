// The room's ear: how loud it is just now, and what the look before the start hears and sees. It records nothing.
const HEARD_S = 2;
const SOUND_HZ = 16_000; // what listens before the start wants

// A microphone that was pulled out can be plugged in again.
class Ear {
  constructor(stream) {
    this.context = new AudioContext({ latencyHint: "playback" });
    this.into = this.context.createGain();
    this.meter = this.context.createAnalyser(); // small: it is read with every picture on the screen
    this.into.connect(this.meter);
    this.parts = this.listeners();
    this.connect(stream);
    this.context.resume().catch(() => {});
  }

  // Analysers hold less than a second each; one behind the other they hold the last two.
  listeners() {
    const parts = [];
    for (let back_s = 0; back_s < HEARD_S; back_s += this.held_s) {
      const part = this.context.createAnalyser();
      part.fftSize = 32768;
      this.held_s = part.fftSize / this.context.sampleRate;
      const late = this.context.createDelay(HEARD_S + 1);
      late.delayTime.value = back_s;
      this.into.connect(late).connect(part);
      parts.unshift(part);
    }
    return parts;
  }

  connect(stream) {
    if (this.source) this.source.disconnect();
    this.source = this.context.createMediaStreamSource(new MediaStream(stream.getAudioTracks()));
    this.source.connect(this.into);
  }

  level() {
    const samples = (this.samples ||= new Float32Array(this.meter.fftSize));
    this.meter.getFloatTimeDomainData(samples);
    return Math.sqrt(samples.reduce((sum, one) => sum + one * one, 0) / samples.length);
  }

  // The last two seconds as 16-bit samples at SOUND_HZ.
  heard() {
    const whole = this.parts.flatMap((part) => { const some = new Float32Array(part.fftSize); part.getFloatTimeDomainData(some); return [...some]; });
    const step = this.context.sampleRate / SOUND_HZ;
    const out = new Int16Array(Math.floor(whole.length / step));
    for (let at = 0; at < out.length; at += 1) {
      const some = whole.slice(Math.floor(at * step), Math.max(Math.floor(at * step) + 1, Math.floor((at + 1) * step)));
      const mean = some.reduce((sum, one) => sum + one, 0) / some.length;
      out[at] = Math.max(-1, Math.min(1, mean)) * 32767;
    }
    return new Blob([out.buffer]);
  }

  close() { this.context.close().catch(() => {}); }
}

// A small picture of what the camera sees; nothing while it shows nothing.
function pictureOf(video, long_px = 640) {
  if (video.readyState < 2 || !video.videoWidth) return Promise.resolve(null);
  const scale = Math.min(1, long_px / Math.max(video.videoWidth, video.videoHeight));
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth * scale;
  canvas.height = video.videoHeight * scale;
  canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
}
