"""Reads a recording once from start to end: its sound, a picture a second, now and then a few in a row."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Protocol

from av.packet import Packet
from av.stream import Stream

from coach.capture.bursts import Bursts
from coach.capture.container import Tracks, opened, packets, tracks
from coach.capture.ear import Ear
from coach.capture.facts import Facts, examine
from coach.capture.first_look import kind_of
from coach.capture.sound import SoundLine
from coach.domain.media import Damage, Piece, Recording, Span

log = logging.getLogger(__name__)


def read(
    recording: Recording, want_picture: bool = True, want_sound: bool = True, want_bursts: bool = True
) -> Iterator[Piece]:
    """Sound pieces, frame samples and bursts, each kind in time order, all roughly side by side.

    Memory is bounded.
    Times are seconds from the start of whichever stream starts first. Damaged packets are passed over; their
    number comes last, where there were any.
    Raises MediaError when the file cannot be opened any more.
    """
    facts = examine(recording.path)
    with opened(recording.path) as container:
        chosen = tracks(container, want_picture, want_sound)
        senses = _senses(chosen, facts, want_bursts)
        for packet in packets(container, chosen):
            if packet.stream_index in senses:  # a picture without any size is left alone
                yield from senses[packet.stream_index].take(packet)
        for sense in senses.values():
            yield from sense.finish()
    damaged = sum(sense.damaged for sense in senses.values())
    if damaged:
        yield Damage(Span(0.0, facts.duration_s), damaged)
    log.info("read", extra={"recording": recording.sha256[:8], "damaged": damaged})


class _Sense(Protocol):
    """Turns the packets of one stream into pieces. `damaged` counts those it could not use."""

    damaged: int

    def take(self, packet: Packet[Stream]) -> Iterator[Piece]: ...

    def finish(self) -> Iterator[Piece]: ...


def _senses(chosen: Tracks, facts: Facts, want_bursts: bool) -> dict[int, _Sense]:
    """The right way to read each chosen stream, by the stream's index."""
    senses: dict[int, _Sense] = {}
    if chosen.picture and facts.picture:
        kind = kind_of(facts.picture.key_gap_s)
        rotation = facts.picture.rotation
        bursts = Bursts(rotation) if want_bursts else None
        senses[chosen.picture.index] = kind(chosen.picture, facts.zero_s, rotation, bursts)
    if chosen.sound:
        senses[chosen.sound.index] = Ear(chosen.sound, SoundLine(facts.zero_s, end_s=facts.duration_s))
    return senses
