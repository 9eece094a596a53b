import { type PageState, valueAt } from './page-state.ts';
import { type AddressSearch, PARAMS, type Param } from './params.ts';
import { readAddress } from './read-address.ts';

/** What differs from the default, and the two that make an address say all. */
export function writeAddress(state: PageState): AddressSearch {
  return { ...writePart(state, 'experiment'), ...writePart(state, 'view') };
}

export function writePart(state: Partial<PageState>, part: Param['part']): AddressSearch {
  const entries = PARAMS.filter((param) => param.part === part).flatMap(({ name, path, kind, always, usual }) => {
    const text = kind.write(valueAt(state as PageState, path));
    return always || text !== usual ? [[name, text] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The address as we would have written it: what it gets wrong or does not know is left out. */
export function cleanAddress(search: string): AddressSearch {
  const { state, saysAll } = readAddress(search);
  return saysAll ? writeAddress(state) : writePart(state, 'view');
}

/** With its "?"; empty when there is nothing to say. What we write ourselves needs no escapes and gets none. */
export function searchText(search: AddressSearch): string {
  const text = new URLSearchParams(search).toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}
