// The practice viewers of one recording: asks for what they type, and notes each comment with the second it was shown at.
const AHEAD_S = 2.5; // what viewers type until the next time they are asked
const MISSED_S = 8; // a comment that late (the line was cut) is left out: nobody can read a heap of them

class Viewers {
  constructor() { Object.assign(this, { shown: [], coming: [], missed: new Set(), scene: {} }); }

  // sending: the recording on its way in; seconds: how far the take is.
  async ask(sending, seconds) {
    if (!sending || !sending.id) return;
    const until = (seconds + AHEAD_S).toFixed(1);
    const answer = await fetch(`${sending.api}/${sending.id}/comments?until=${until}`, { headers: { "X-Pass": sending.about.pass } });
    if (!answer.ok) return;
    const known = new Set([...this.shown, ...this.coming].map((one) => one.id).concat([...this.missed]));
    this.scene = await answer.json();
    this.coming.push(...this.scene.comments.filter((one) => !known.has(one.id)));
  }

  // Each comment is noted with the second at which she saw it.
  showDue(seconds) {
    const due = this.coming.filter((one) => one.at_s <= seconds && one.at_s > seconds - MISSED_S);
    this.coming.filter((one) => one.at_s <= seconds - MISSED_S).forEach((one) => this.missed.add(one.id));
    this.coming = this.coming.filter((one) => one.at_s > seconds);
    this.shown.push(...due.map((one) => ({ ...one, at_s: Number(seconds.toFixed(2)) })));
  }

  // The newest lines, written only where they changed.
  write(feed, most) {
    const lines = this.shown.slice(-most);
    const key = lines.map((one) => one.id).join(" ");
    if (feed.dataset.key === key) return;
    feed.dataset.key = key;
    feed.replaceChildren(...lines.map(({ name, text }) => {
      const line = document.createElement("p");
      const who = document.createElement("b");
      who.textContent = name;
      line.append(who, " ", text);
      return line;
    }));
  }
}
