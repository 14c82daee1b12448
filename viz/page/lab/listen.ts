/** A few oscillators as tones: pitch from the frequency at which each turns, loudness from its amplitude. WebAudio. */
export class Choir {
  private readonly audio = new AudioContext();
  private readonly voices: { tone: OscillatorNode; gain: GainNode }[];

  constructor(count: number) {
    const out = this.audio.createGain();
    out.gain.value = 0.5 / count;
    out.connect(this.audio.destination);
    this.voices = Array.from({ length: count }, () => {
      const tone = this.audio.createOscillator(), gain = this.audio.createGain();
      tone.type = 'sine';
      gain.gain.value = 0;
      tone.connect(gain).connect(out);
      tone.start();
      return { tone, gain };
    });
  }

  /** Rates in rad per unit of time become pitches around 220 Hz: the same rate is the same tone, a faster one is higher. */
  sing(rates: ArrayLike<number>, amplitudes?: ArrayLike<number>): void {
    const now = this.audio.currentTime;
    this.voices.forEach(({ tone, gain }, k) => {
      tone.frequency.setTargetAtTime(pitchOf(rates[k]), now, 0.05);
      gain.gain.setTargetAtTime(amplitudes ? Math.min(1, amplitudes[k]) : 1, now, 0.05);
    });
  }

  /** Silence for a while: the next singing ends it. */
  rest(): void {
    for (const { gain } of this.voices) gain.gain.setTargetAtTime(0, this.audio.currentTime, 0.02);
  }

  hush(): void {
    void this.audio.close();
  }
}

/** A rate as a pitch in hertz: 220 · 2^(rate/2), kept within hearing. */
const pitchOf = (rate: number): number => 220 * 2 ** (Math.max(-4, Math.min(6, Number.isFinite(rate) ? rate : 0)) / 2);
