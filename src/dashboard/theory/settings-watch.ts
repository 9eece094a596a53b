import { forEachTransport, TRANSPORTS, type Transport } from '../../protocol/transports.ts';
import type { Settings } from './lane-theory.ts';

/** What a run was measured under, as far as it was watched. */
export type SettingsWatch = {
  readonly run: string;
  readonly settings: string;
  /** The means of a run whose settings changed are of nothing that a formula describes. */
  readonly changed: boolean;
  /** The lanes that were on from the first look at the run to the latest. */
  readonly steadilyOn: Readonly<Record<Transport, boolean>>;
};

/** The same object when there is nothing new. */
export function watchSettings(
  before: SettingsWatch | undefined,
  run: string,
  { publisher, network, lanes: { session: _, ...lanes } }: Settings,
  isOn: (transport: Transport) => boolean,
): SettingsWatch {
  const settings = JSON.stringify([publisher, network, lanes]);
  if (before?.run !== run) return { run, settings, changed: false, steadilyOn: forEachTransport(isOn) };
  const steadilyOn = forEachTransport((transport) => before.steadilyOn[transport] && isOn(transport));
  const changed = before.changed || before.settings !== settings;
  const same = changed === before.changed && TRANSPORTS.every((each) => steadilyOn[each] === before.steadilyOn[each]);
  return same ? before : { ...before, changed, steadilyOn };
}
