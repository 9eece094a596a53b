/** The time of day at this place: "12:03:04.105" with three `digits` after the second. */
export function clockWords(time: number, digits: 0 | 1 | 2 | 3 = 3): string {
  // Not rounded up: no clock shows a second that has not begun.
  const date = new Date(Math.floor(time + 1e-6));
  const two = (value: number) => `${value}`.padStart(2, '0');
  const clock = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  if (digits === 0) return clock;
  return `${clock}.${`${date.getMilliseconds()}`.padStart(3, '0').slice(0, digits)}`;
}
