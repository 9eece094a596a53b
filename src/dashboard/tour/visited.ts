/** Also set by the browser tests, which look at the page without the tour. */
export const TOUR_DONE_KEY = 'transport-lab:tour-done';

type StorageLike = Pick<Storage, 'getItem' | 'setItem'>;

/** Whether the tour was seen or skipped. Where nothing can be kept it is not forced on anybody. */
export function isTourDone(storage: () => StorageLike): boolean {
  try {
    return storage().getItem(TOUR_DONE_KEY) !== null;
  } catch {
    return true;
  }
}

export function keepTourDone(storage: () => StorageLike): void {
  try {
    storage().setItem(TOUR_DONE_KEY, '1');
  } catch {
    // Private windows and full storage: nothing is kept, and the tour is over all the same.
  }
}
