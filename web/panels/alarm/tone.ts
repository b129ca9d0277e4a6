/** Two soft notes, a fourth apart, every two seconds: heard across a room, no siren. Made here, so that no file is fetched. */
const notes = [{ hertz: 660, at: 0 }, { hertz: 880, at: 0.28 }]
const everyMilliseconds = 2_000

function play(context: AudioContext): void {
  for (const { hertz, at } of notes) {
    const start = context.currentTime + at
    const oscillator = context.createOscillator()
    const gain = context.createGain()
    oscillator.type = 'triangle'
    oscillator.frequency.value = hertz
    gain.gain.setValueAtTime(0.0001, start)
    gain.gain.exponentialRampToValueAtTime(0.28, start + 0.03)
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.45)
    oscillator.connect(gain).connect(context.destination)
    oscillator.start(start)
    oscillator.stop(start + 0.5)
  }
}

/**
 * Rings until it is ended.
 * @param blocked told whether the browser keeps it silent until somebody has touched the page
 */
export function ring(context: AudioContext, blocked: (is: boolean) => void): () => void {
  const again = () => {
    blocked(context.state === 'suspended')
    if (context.state === 'running') play(context)
  }
  const timer = setInterval(again, everyMilliseconds)
  void context.resume().then(again, () => {})
  again()
  return () => { clearInterval(timer); void context.suspend() }
}
