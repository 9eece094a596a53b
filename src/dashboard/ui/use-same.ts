import { useState } from 'react';

/** A value of plain data: as long as it says the same, the very same one, so that what is made of it is not made anew. */
export function useSame<Value>(value: Value): Value {
  const [kept, setKept] = useState(value);
  if (kept === value || JSON.stringify(kept) === JSON.stringify(value)) return kept;
  setKept(value);
  return value;
}
