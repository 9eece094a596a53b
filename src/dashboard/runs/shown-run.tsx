import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, use, useMemo, useState } from 'react';
import { putSavedAnswers } from '../queries.ts';
import { type Services, ServicesProvider, useServices } from '../services.tsx';
import { readRunFile } from './read-run-file.ts';
import { savedServices } from './saved-services.ts';

/** Changes which run the page shows. The live lab goes on all the while. */
export type RunSwitch = {
  open(file: File): Promise<void>;
  backToLive(): void;
  /** Why the latest file was not opened. */
  readonly refusal: string | undefined;
  dismissRefusal(): void;
};

const RunSwitchContext = createContext<RunSwitch | undefined>(undefined);

export function useRunSwitch(): RunSwitch {
  const runSwitch = use(RunSwitchContext);
  if (!runSwitch) throw new Error('useRunSwitch needs a ShownRun above it');
  return runSwitch;
}

/** What is inside sees either the live lab or a saved run, and both in the same way. */
export function ShownRun({ children }: { children: ReactNode }) {
  const live = useServices();
  const queryClient = useQueryClient();
  const [saved, setSaved] = useState<Services>();
  const [refusal, setRefusal] = useState<string>();

  const runSwitch = useMemo(
    (): RunSwitch => ({
      refusal,
      async open(file) {
        const reading = await readRunFile(file);
        if (reading.kind === 'refused') return setRefusal(`“${file.name}” was not opened: ${reading.why}.`);
        putSavedAnswers(queryClient, reading.file);
        setRefusal(undefined);
        setSaved(savedServices(reading.file));
      },
      backToLive: () => setSaved(undefined),
      dismissRefusal: () => setRefusal(undefined),
    }),
    [refusal, queryClient],
  );

  return (
    <RunSwitchContext value={runSwitch}>
      <ServicesProvider services={saved ?? live}>{children}</ServicesProvider>
    </RunSwitchContext>
  );
}
