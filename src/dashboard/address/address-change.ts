import { type AddressSearch, PARAM_BY_NAME } from './params.ts';
import { paramsOf } from './read-address.ts';
import type { AddressChange } from './steps.ts';

/** Which settings of the server were changed from this page just now, by their path: `network.rttMs`. */
export type OwnPaths = { has(path: string): boolean };

/** What becomes another when the address says `wanted`; undefined when nothing does. */
export function changedParams(
  search: string,
  wanted: AddressSearch,
  ownPaths: OwnPaths,
): Omit<AddressChange, 'view'> | undefined {
  const present = paramsOf(search);
  const names = Object.keys({ ...present, ...wanted }).filter((name) => present[name] !== wanted[name]);
  if (names.length === 0) return undefined;
  // Of an address that says nothing of the experiment, nothing was changed: it is written down for the first time.
  const saysAll = present.lanes !== undefined;
  const own = names.filter((name) => {
    const param = PARAM_BY_NAME.get(name);
    if (param === undefined) return false;
    if (param.part === 'view') return true;
    // Whatever else is of the server may have been set by others; the lanes and their settings are this page's.
    return saysAll && (!/^(publisher|network)\./.test(param.path) || ownPaths.has(param.path));
  });
  return { own, detail: own.includes('lanes') ? inOne(present.lanes, wanted.lanes) : '' };
}

/** The names that are in one of the two lists only. */
function inOne(before = '', after = ''): string {
  const [first, second] = [before.split(','), after.split(',')];
  return [...first.filter((name) => !second.includes(name)), ...second.filter((name) => !first.includes(name))].join();
}
