import { type AddressSearch, PARAM_BY_NAME } from './params.ts';
import { paramsOf } from './read-address.ts';
import type { AddressChange } from './steps.ts';

/**
 * When the settings of the server that were changed from this page just now were changed, by their path:
 * `network.rttMs`; in ms of the page's clock, before the server had answered.
 */
export type OwnPaths = { madeAt(path: string): number | undefined };

/** What becomes another when the address says `wanted`; undefined when nothing does. */
export function changedParams(
  search: string,
  wanted: AddressSearch,
  ownPaths: OwnPaths,
  now: number,
): Omit<AddressChange, 'view'> | undefined {
  const present = paramsOf(search);
  const names = Object.keys({ ...present, ...wanted }).filter((name) => present[name] !== wanted[name]);
  if (names.length === 0) return undefined;
  // Of an address that says nothing of the experiment, nothing was changed: it is written down for the first time.
  const saysAll = present.lanes !== undefined;
  const madeAt = (name: string) => {
    const param = PARAM_BY_NAME.get(name);
    if (param === undefined) return undefined;
    if (param.part === 'view') return now;
    if (!saysAll) return undefined;
    // Whatever is of the server may have been set by others; the lanes and their settings are this page's.
    return /^(publisher|network)\./.test(param.path) ? ownPaths.madeAt(param.path) : now;
  };
  const made = names.flatMap((name) => {
    const at = madeAt(name);
    return at === undefined ? [] : [{ name, at }];
  });
  const own = made.map(({ name }) => name);
  const detail = own.includes('lanes') ? inOne(present.lanes, wanted.lanes) : '';
  return { own, detail, at: Math.max(...made.map(({ at }) => at)) };
}

/** The names that are in one of the two lists only. */
function inOne(before = '', after = ''): string {
  const [first, second] = [before.split(','), after.split(',')];
  return [...first.filter((name) => !second.includes(name)), ...second.filter((name) => !first.includes(name))].join();
}
