import { useSyncExternalStore } from 'react';

/** A value that is replaced, and told to those who watch. */
export type Store<Value> = {
  state(): Value;
  set(value: Value): void;
  subscribe(listener: () => void): () => void;
};

export function createStore<Value>(first: Value): Store<Value> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    state: () => value,
    set(next) {
      if (next === value) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useStore<Value>({ subscribe, state }: Store<Value>): Value {
  return useSyncExternalStore(subscribe, state);
}
