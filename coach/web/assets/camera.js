// Camera and microphone: asked for in plain steps, their troubles told by name.
const KINDS = ["video/mp4;codecs=avc1.42E01F,mp4a.40.2", "video/mp4;codecs=avc1.42E01F,opus", "video/webm;codecs=vp8,opus", "video/mp4", "video/webm"];
const UPRIGHT = 9 / 16;

class Trouble extends Error {}

function recordingKind() {
  return KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) || "";
}

// The picture's height: enough for the checks; more only where the machine is strong.
function wantedHeight() {
  return (navigator.hardwareConcurrency || 2) >= 8 ? 1280 : 960;
}

async function openCamera(chosen) {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new Trouble("insecure");
  if (!window.MediaRecorder || !window.indexedDB) throw new Trouble("old_browser");
  const height = wantedHeight();
  const video = {
    width: { ideal: Math.round(height * UPRIGHT) }, height: { ideal: height }, aspectRatio: { ideal: UPRIGHT },
    frameRate: { ideal: 24, max: 30 }, ...(chosen.camera ? { deviceId: { exact: chosen.camera } } : { facingMode: "user" }),
  };
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: soundWanted(chosen) });
    await setUpright(stream.getVideoTracks()[0], height);
    return stream;
  } catch (error) {
    if (error.name === "OverconstrainedError" && (chosen.camera || chosen.microphone)) return openCamera({});
    throw new Trouble(await whatIsWrong(error));
  }
}

function soundWanted(chosen) {
  const which = chosen.microphone ? { deviceId: { exact: chosen.microphone } } : {};
  return { echoCancellation: true, noiseSuppression: false, autoGainControl: true, ...which };
}

// Some phones take width and height as those of the camera lying on its side.
async function setUpright(track, height) {
  const { width, height: got } = track.getSettings();
  if (width > got && matchMedia("(pointer: coarse)").matches) {
    await track.applyConstraints({ width: { ideal: height }, height: { ideal: Math.round(height * UPRIGHT) } }).catch(() => {});
  }
}

async function whatIsWrong(error) {
  if (["NotAllowedError", "SecurityError"].includes(error.name)) return "refused";
  if (["NotReadableError", "AbortError"].includes(error.name)) return "busy";
  const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
  if (!devices.some((one) => one.kind === "videoinput")) return "no_camera";
  if (!devices.some((one) => one.kind === "audioinput")) return "no_microphone";
  return "busy";
}

async function devices() {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (kind) => all.filter((one) => one.kind === kind && one.deviceId);
  return { cameras: of("videoinput"), microphones: of("audioinput") };
}
