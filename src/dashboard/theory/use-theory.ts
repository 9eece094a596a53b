import { useState } from 'react';
import { useChartSample } from '../charts/use-chart-sample.ts';
import { useExperiment } from '../queries.ts';
import { useIsSaved, useLab } from '../services.tsx';
import { type SettingsWatch, watchSettings } from './settings-watch.ts';
import { type TheoryState, theoryState } from './theory-state.ts';

const MAX_WATCHES = 10;

/** The comparison with theory, anew with the charts. It knows of the settings that changed since it was first used. */
export function useTheory(): TheoryState {
  const isSaved = useIsSaved();
  const sample = useChartSample();
  const experiment = useExperiment();
  const lanes = useLab((state) => state.settings);
  const [watches, setWatches] = useState<ReadonlyMap<string, SettingsWatch>>(new Map());

  const snapshot = sample?.snapshot;
  const settings = experiment && { publisher: experiment.publisher, network: experiment.network, lanes };
  // A saved run that is opened in between does not make the live one forget what changed.
  const key = `${isSaved ? 'saved' : 'live'} ${snapshot?.run.client}`;
  const before = watches.get(key);
  const watch =
    snapshot && settings
      ? watchSettings(before, snapshot.run.client, settings, (transport) => snapshot.lanes[transport].on)
      : before;
  if (watch && watch !== before) setWatches(new Map([...watches].slice(-MAX_WATCHES)).set(key, watch));
  const state = theoryState(snapshot, sample?.history ?? [], settings, watch);
  if (!isSaved) return state;
  return { ...state, said: `${state.said} Whether settings changed before it was saved, the file does not tell.` };
}
