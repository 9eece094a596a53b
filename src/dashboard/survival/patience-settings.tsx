import { useIsSaved, useLab, useServices } from '../services.tsx';
import { SettingField } from '../ui/setting-field.tsx';
import { patienceVerdict } from './patience-verdict.ts';
import { PATIENCE_RULE, SILENCE_RULE } from './policy-settings.ts';
import classes from './survival.module.css';

/** When a client takes its connection for dead: a poll by its patience, a stream by its silence. */
export function PatienceSettings() {
  const { lab } = useServices();
  const settings = useLab((state) => state.settings);
  const isSaved = useIsSaved();
  const { holdSeconds, patienceSeconds, silenceSeconds } = settings;
  const verdict = patienceVerdict(settings);
  return (
    <fieldset className={classes.group} disabled={isSaved} aria-label="When a connection is taken for dead">
      <h3>When a connection is taken for dead</h3>
      <div className={classes.fields}>
        <SettingField
          label="Patience of a poll"
          unit="s"
          rule={PATIENCE_RULE}
          value={patienceSeconds}
          explanation="Long polling: the client gives a request up this long after it was sent. Some guides say to make it shorter than the server’s hold, others longer: try both. The hold is set at the head of the page."
          onCommit={(value) => lab.configure({ patienceSeconds: value })}
        />
        <SettingField
          label="Watchdog for silence"
          unit="s"
          rule={SILENCE_RULE}
          value={silenceSeconds}
          explanation="Server-Sent Events and WebSocket: without an event for so long, the connection is taken for dead. A browser shows a page neither comments nor pings, so on a quiet stream a dead connection looks like a silent one. 0 never does."
          onCommit={(value) => lab.configure({ silenceSeconds: value })}
        />
      </div>
      <div className={classes.bars} aria-hidden="true">
        <Bar name="Hold" percent={verdict.hold} seconds={holdSeconds} isFirst={verdict.first === 'server'} />
        <Bar
          name="Patience"
          percent={verdict.patience}
          seconds={patienceSeconds}
          isFirst={verdict.first === 'client'}
        />
      </div>
      <p className={classes.words}>{verdict.words}</p>
      <p className={classes.words}>{watchdogWords(silenceSeconds)}</p>
    </fieldset>
  );
}

type BarProps = {
  readonly name: string;
  readonly percent: number;
  readonly seconds: number;
  readonly isFirst: boolean;
};

function Bar({ name, percent, seconds, isFirst }: BarProps) {
  return (
    <>
      <span>{name}</span>
      <span className={classes.track}>
        <span className={classes.bar} data-first={isFirst} style={{ width: `${percent}%` }} />
      </span>
      <span className={classes.seconds}>{seconds}&nbsp;s</span>
    </>
  );
}

function watchdogWords(silenceSeconds: number): string {
  return silenceSeconds === 0
    ? 'No watchdog: a stream that went silent without an end is never noticed.'
    : `A stream that stalls without an end is noticed ${silenceSeconds}\u00a0s after its last event.`;
}
