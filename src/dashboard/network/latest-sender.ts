/** Passes values on, not more often than `everyMs`: of those that come faster, the latest always arrives. */
export type LatestSender<Value> = { push(value: Value): void };

export function createLatestSender<Value>(
  send: (value: Value) => void,
  everyMs: number,
  setTimeout: (run: () => void, ms: number) => unknown,
): LatestSender<Value> {
  let waiting: { readonly value: Value } | undefined;
  let isResting = false;

  function pass(value: Value): void {
    send(value);
    isResting = true;
    setTimeout(() => {
      isResting = false;
      const next = waiting;
      waiting = undefined;
      if (next) pass(next.value);
    }, everyMs);
  }

  return {
    push(value) {
      if (isResting) waiting = { value };
      else pass(value);
    },
  };
}
