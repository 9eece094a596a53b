import { useApply } from './use-apply.ts';
import { useMirror } from './use-mirror.ts';

/** Keeps the page and its address the same, while the page shows the live lab. */
export function AddressSync() {
  useApply();
  useMirror();
  return null;
}
