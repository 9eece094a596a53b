import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useChangeExperiment, useExperiment, useIsChangingExperiment } from '../queries.ts';
import { useServices } from '../services.tsx';
import { applyToLab, experimentPatch } from './apply.ts';
import { usePageAddress } from './page-address.ts';
import { LAB_PATH } from './paths.ts';
import { readAddress } from './read-address.ts';
import { useStore } from './store.ts';

/**
 * Brings the page into the state of its address: when it was opened, and when somebody goes back or forward. At no
 * other time, for two pages that each insist on their address would set the experiment to and fro.
 */
export function useApply(): void {
  useHeedHistory();
  useSettleWanted();
}

function useHeedHistory(): void {
  const { history } = useRouter();
  const { lab, saved } = useServices();
  const { view, complaints, wanted, steps } = usePageAddress();
  useEffect(
    () =>
      history.subscribe(({ location, action }) => {
        if (action.type === 'PUSH' || action.type === 'REPLACE') return;
        // Another page of ours, whose address says nothing of the lab.
        if (location.pathname !== LAB_PATH) return;
        const reading = readAddress(location.search);
        steps.forget();
        complaints.set(reading.complaints);
        view.set({ view: reading.state.view, step: 'own' });
        if (saved || !reading.saysAll) return;
        wanted.set({ state: reading.state, atFirst: false });
        applyToLab(lab, reading.state);
      }),
    [history, lab, saved, view, complaints, wanted, steps],
  );
}

/** Sends the server what it has to change, as soon as it has said what it has. */
function useSettleWanted(): void {
  const { lab, saved } = useServices();
  const { wanted } = usePageAddress();
  const asked = useStore(wanted);
  const experiment = useExperiment();
  const isChanging = useIsChangingExperiment();
  const { mutateAsync: change } = useChangeExperiment();

  useEffect(() => {
    if (!asked || !experiment || isChanging || saved) return;
    const patch = experimentPatch(asked.state, experiment);
    if (patch === undefined) return wanted.set(undefined);
    change(patch)
      .then(() => asked.atFirst && lab.reset())
      // What the server did not take is told where the settings are, and the address shows what is in effect.
      .catch(() => {})
      // Somebody may have gone on in the history meanwhile.
      .finally(() => wanted.state() === asked && wanted.set(undefined));
  }, [asked, experiment, isChanging, saved, wanted, change, lab]);
}
