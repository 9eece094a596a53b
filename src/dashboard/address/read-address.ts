import { DEFAULT_STATE, type PageState, withValueAt } from './page-state.ts';
import { type AddressSearch, PARAM_BY_NAME, type Param } from './params.ts';

export type AddressReading = {
  /** Always one that the page can be in. */
  readonly state: PageState;
  /** Whether the address means an experiment; one that names no setting of it leaves the server as it is. */
  readonly saysAll: boolean;
  /** What of the address was not used, in sentences. */
  readonly complaints: readonly string[];
};

/** Several times as long as an address that sets everything. */
export const MAX_SEARCH_LENGTH = 4_096;
export const MAX_COMPLAINTS = 6;
const MAX_QUOTED = 40;

/** Reads what stands behind the "?", which anybody may have written: never throws. */
export function readAddress(search: string): AddressReading {
  if (search.length > MAX_SEARCH_LENGTH) {
    const why = `The address is longer than ${MAX_SEARCH_LENGTH} characters: nothing of it is used`;
    return { state: DEFAULT_STATE, saysAll: false, complaints: [why] };
  }
  const complaints: string[] = [];
  const seen = new Set<string>();
  let state = DEFAULT_STATE;
  let saysAll = false;

  for (const [name, text] of new URLSearchParams(search)) {
    const param = PARAM_BY_NAME.get(name);
    if (param === undefined) {
      complaints.push(`${quoted(name) || 'A nameless setting'} in the address is not known: it is left out`);
    } else if (seen.has(name)) {
      complaints.push(`${name} is in the address more than once: the first is used`);
    } else {
      seen.add(name);
      saysAll ||= param.part === 'experiment';
      const reading = param.kind.read(text);
      if (reading.kind === 'value') state = withValueAt(state, param.path, reading.value);
      else complaints.push(refusal(param, text, reading.allowed));
    }
  }
  return { state, saysAll, complaints: bounded(complaints) };
}

/** What stands in the address, unread: the first of each name. */
export function paramsOf(search: string): AddressSearch {
  if (search.length > MAX_SEARCH_LENGTH) return {};
  const params = new Map<string, string>();
  for (const [name, text] of new URLSearchParams(search)) if (!params.has(name)) params.set(name, text);
  return Object.fromEntries(params);
}

function refusal({ name, usual }: Param, text: string, allowed: string): string {
  return `${name}=${quoted(text)} in the address is not ${allowed}: ${usual} is used`;
}

function quoted(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
}

function bounded(complaints: readonly string[]): readonly string[] {
  const more = complaints.length - MAX_COMPLAINTS;
  return more > 0 ? [...complaints.slice(0, MAX_COMPLAINTS), `And ${more} more`] : complaints;
}
