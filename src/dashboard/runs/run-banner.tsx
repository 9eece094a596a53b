import { Button } from '@mantine/core';
import { useServices } from '../services.tsx';
import classes from './run-banner.module.css';
import { useRunSwitch } from './shown-run.tsx';

const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'medium', hourCycle: 'h23' });

/** Says that what is shown is not live, and why a file was not opened. */
export function RunBanner() {
  const { saved } = useServices();
  const { backToLive, refusal, dismissRefusal } = useRunSwitch();
  return (
    <>
      {/* The elements stay, for a screen reader announces only what changes inside a region that it knows. */}
      <div role="status" className={classes.banner} data-shown={saved !== undefined}>
        {saved && (
          <>
            <p>
              <strong>Saved run of {dateTime.format(new Date(saved.savedAt))}: not live.</strong>{' '}
              <span className={classes.detail}>
                {saved.run.client}, Transport Lab {saved.environment.serverVersion}. The live lab goes on in the
                background.
              </span>
            </p>
            <Button variant="default" size="xs" onClick={backToLive}>
              Back to live
            </Button>
          </>
        )}
      </div>
      <div role="alert" className={classes.banner} data-shown={refusal !== undefined} data-refusal="true">
        {refusal !== undefined && (
          <>
            <p>{refusal}</p>
            <Button variant="default" size="xs" onClick={dismissRefusal}>
              Dismiss
            </Button>
          </>
        )}
      </div>
    </>
  );
}
