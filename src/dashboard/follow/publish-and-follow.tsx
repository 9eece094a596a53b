import { Button } from '@mantine/core';
import { usePublish } from '../queries.ts';
import classes from './follow-panel.module.css';

/** The data of the event that is published here. */
const TEXT = 'Follow me';

/** One event by hand; what is published by hand is followed. */
export function PublishAndFollow() {
  const { mutate: publish, isPending, error } = usePublish();
  return (
    <div className={classes.publish}>
      <Button variant="default" size="xs" onClick={() => !isPending && publish(TEXT)}>
        Publish one and follow it
      </Button>
      <span role="status" className={classes.refusal}>
        {error && `Not published: ${error.message}`}
      </span>
    </div>
  );
}
