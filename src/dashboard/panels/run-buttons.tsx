import { Button } from '@mantine/core';
import { useChangeExperiment, useExperiment } from '../queries.ts';
import { useIsSaved, useServices } from '../services.tsx';
import classes from './page-header.module.css';

/** Pauses the stream for everybody, and begins a new run. */
export function RunButtons() {
  const { lab } = useServices();
  const running = useExperiment()?.publisher.running;
  const isSaved = useIsSaved();
  const { mutate: change } = useChangeExperiment();
  return (
    <Button.Group className={classes.onScreen ?? ''}>
      <Button
        variant="default"
        size="xs"
        miw="8rem"
        disabled={running === undefined || isSaved}
        onClick={() => change({ publisher: { running: !running } })}
      >
        {running === false ? 'Resume stream' : 'Pause stream'}
      </Button>
      <Button variant="default" size="xs" disabled={isSaved} onClick={() => lab.reset()}>
        Reset all lanes
      </Button>
    </Button.Group>
  );
}
