import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { LANES } from '../../protocol/lanes.ts';
import { changedSettings } from '../experiment-change.ts';
import { useChangesMade, useExperiment, useIsChangingExperiment } from '../queries.ts';
import { useIsSaved, useLab } from '../services.tsx';
import { changedParams, type OwnPaths } from './address-change.ts';
import { lanesOn } from './apply.ts';
import { usePageAddress } from './page-address.ts';
import { type AddressSearch, PARAM_BY_NAME } from './params.ts';
import { LAB_PATH } from './paths.ts';
import { useStore } from './store.ts';
import { cleanAddress, writePart } from './write-address.ts';

/** A movement is written down when it rests: browsers refuse an address that changes with every frame. */
const MOVEMENT_RESTS_MS = 200;

/** Writes the state of the page into its address, whoever changed it. */
export function useMirror(): void {
  const router = useRouter();
  const { view: viewStore, steps } = usePageAddress();
  const { view, step } = useStore(viewStore);
  const experiment = useExperimentSearch();
  const viewPart = useMemo(() => writePart({ view }, 'view'), [view]);
  const ownPaths = useOwnPaths();

  useEffect(() => {
    const write = () => {
      const { pathname, search } = router.history.location;
      if (pathname !== LAB_PATH) return;
      const wanted = { ...(experiment ?? experimentPartOf(search)), ...viewPart };
      const change = changedParams(search, wanted, ownPaths, performance.now());
      if (change === undefined) return;
      const how = steps.next({ ...change, view: step });
      void router.navigate({ to: LAB_PATH, search: wanted, replace: how === 'replace', resetScroll: false });
    };
    if (step === 'own') return write();
    const timer = setTimeout(write, MOVEMENT_RESTS_MS);
    return () => clearTimeout(timer);
  }, [router, steps, step, experiment, viewPart, ownPaths]);
}

/**
 * What is to stand in the address of the experiment and the lanes; undefined while what stands there is to stay: when
 * a saved run is shown, and until the experiment is known and what was asked of it is in effect.
 */
function useExperimentSearch(): AddressSearch | undefined {
  const isSaved = useIsSaved();
  const isWaiting = useStore(usePageAddress().wanted) !== undefined;
  const isChanging = useIsChangingExperiment();
  const experiment = useExperiment();
  const publisher = experiment?.publisher;
  const network = experiment?.network;
  const laneSettings = useLab((state) => state.settings);
  // As text, which is the same as long as the lanes are.
  const lanes = useLab((state) => lanesOn(state).join());
  return useMemo(() => {
    if (isSaved || isWaiting || isChanging || !publisher || !network) return undefined;
    const on = LANES.filter((lane) => lanes.split(',').includes(lane));
    return writePart({ lanes: on, laneSettings, publisher, network }, 'experiment');
  }, [isSaved, isWaiting, isChanging, publisher, network, laneSettings, lanes]);
}

function experimentPartOf(search: string): AddressSearch {
  const entries = Object.entries(cleanAddress(search));
  return Object.fromEntries(entries.filter(([name]) => PARAM_BY_NAME.get(name)?.part === 'experiment'));
}

/** A change is written down as soon as the server has agreed: what differs later was changed by somebody else. */
const OWN_FOR_MS = 1_000;

function useOwnPaths(): OwnPaths {
  const [changes] = useState(() => new Map<string, { readonly madeAt: number; readonly agreedAt: number }>());
  useChangesMade(
    useCallback(
      (change, madeAt) => {
        const agreedAt = performance.now();
        for (const [path] of changedSettings(change)) changes.set(path, { madeAt, agreedAt });
      },
      [changes],
    ),
  );
  return useMemo(
    () => ({
      madeAt: (path) => {
        const change = changes.get(path);
        return change && performance.now() - change.agreedAt < OWN_FOR_MS ? change.madeAt : undefined;
      },
    }),
    [changes],
  );
}
