let audio: AudioContext | undefined;

/** One short high tone: good. Two low ones: look at the screen (`ux.md` section 12). Silent where sound is not allowed. */
export function beep(good: boolean): void {
  audio ??= 'AudioContext' in window ? new AudioContext() : undefined;
  if (!audio) return;
  void audio.resume().catch(() => undefined);
  for (const [index, pitch] of (good ? [1320] : [330, 330]).entries()) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    const start = audio.currentTime + index * 0.2;
    volume.gain.value = 0.08;
    tone.frequency.value = pitch;
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + (good ? 0.08 : 0.14));
  }
}
