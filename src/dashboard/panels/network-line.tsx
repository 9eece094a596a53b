import { Button } from '@mantine/core';
import { useRef } from 'react';
import { CLEARED, networkSummary } from '../network/network-words.ts';
import { useChangeExperiment, useExperiment } from '../queries.ts';
import { useIsSaved } from '../services.tsx';
import { PanelLink } from '../ui/panel-link.tsx';
import classes from './network-line.module.css';

/** What stands between the server and the lanes, in one sentence: no figure below is to be read without it. */
export function NetworkLine() {
  const network = useExperiment()?.network;
  const { mutate } = useChangeExperiment();
  const isSaved = useIsSaved();
  const summary = network && networkSummary(network);
  const line = useRef<HTMLDivElement>(null);
  const clear = () => {
    // The button goes, and would take the focus with it.
    line.current?.querySelector('button')?.focus();
    mutate({ network: CLEARED });
  };
  return (
    <div className={classes.line} ref={line}>
      <p role="status">
        <PanelLink to="network">The network in between</PanelLink>:{' '}
        {summary === undefined ? 'not known yet.' : summary ? <strong>{summary}.</strong> : 'nothing added.'}
      </p>
      {summary && (
        <Button variant="default" size="compact-xs" disabled={isSaved} onClick={clear}>
          Clear the network
        </Button>
      )}
    </div>
  );
}
