/** Something that can be awaited: `changed` must be called after each change of what `until` looks at. */
export type Condition = {
  changed(): void;
  /** Resolves once `holds` gives true; at once if it does already. */
  until(holds: () => boolean): Promise<void>;
};

export function createCondition(): Condition {
  const waiting = new Set<() => void>();
  return {
    changed() {
      for (const look of [...waiting]) look();
    },
    until(holds) {
      return new Promise((resolve) => {
        const look = () => {
          if (!holds()) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      });
    },
  };
}
