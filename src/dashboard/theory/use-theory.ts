import { useState } from 'react';
import { useChartSample } from '../charts/use-chart-sample.ts';
import { useExperiment } from '../queries.ts';
import { useIsSaved, useLab } from '../services.tsx';
import { type SettingsWatch, watchSettings } from './settings-watch.ts';
import { type TheoryState, theoryState } from './theory-state.ts';

/** The comparison with theory, anew each second. It knows of the settings that changed since it was first used. */
export function useTheory(): TheoryState {
  const isSaved = useIsSaved();
  const sample = useChartSample();
  const publisher = useExperiment()?.publisher;
  const lanes = useLab((state) => state.settings);
  const [watch, setWatch] = useState<SettingsWatch>();

  const snapshot = sample?.snapshot;
  const settings = publisher && { publisher, lanes };
  const next =
    snapshot && settings
      ? watchSettings(watch, snapshot.run.client, settings, (transport) => snapshot.lanes[transport].on)
      : watch;
  if (next !== watch) setWatch(next);
  const state = theoryState(snapshot, sample?.history ?? [], settings, next);
  if (!isSaved) return state;
  return { ...state, said: `${state.said} Whether settings changed before it was saved, the file does not tell.` };
}
