export function hourColumn(times: Float64Array, count: number, hourOf: (time: number) => number): Uint8Array {
  const hours = new Uint8Array(times.length)
  for (let row = 0; row < count; row++) hours[row] = hourOf(times[row]!)
  return hours
}
