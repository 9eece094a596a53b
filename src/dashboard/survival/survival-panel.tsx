import { AttemptStrip } from './attempt-strip-figure.tsx';
import { PatienceSettings } from './patience-settings.tsx';
import { PolicySettings } from './policy-form.tsx';
import classes from './survival.module.css';

/** How the lanes' clients live through what is done to them. The settings are this page's, for all lanes alike. */
export function SurvivalPanel() {
  return (
    <div className={classes.panel}>
      <p className={classes.note}>
        What every lane’s session does after a loss, and when it takes a connection for dead. It takes effect at once, a
        wait that has begun included. One exception is a property of Server-Sent Events: the browser itself tries a lost
        stream again every second, for ten seconds, and only then is it the session’s turn.
      </p>
      <div className={classes.columns}>
        <PatienceSettings />
        <PolicySettings />
      </div>
      <AttemptStrip />
    </div>
  );
}
