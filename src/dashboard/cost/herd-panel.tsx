import { Button } from '@mantine/core';
import classes from './cost.module.css';
import { useDropAll, useSwarms } from './cost-queries.ts';
import form from './form.module.css';
import { HerdChart, shownSeconds } from './herd-chart.tsx';
import { comparisonWords, returnWords } from './herd-words.ts';
import { Refusal } from './refusal.tsx';
import { asSentence } from './sentence.ts';
import { isRunning, NOTHING_TOLD } from './told-swarms.ts';

/** All clients lose their connection at once: what their return does to the server, with and without jitter. */
export function HerdPanel() {
  const { latest, herds } = useSwarms() ?? NOTHING_TOLD;
  const drop = useDropAll();
  const canDrop = isRunning(latest) && latest.plan.kind === 'hold' && latest.state === 'holding';
  const both = [herds.jittered, herds.together];
  const most = Math.max(1, ...both.map((herd) => Math.max(herd?.dropped ?? 0, herd?.busiestAttempts ?? 0)));
  const seconds = shownSeconds(both);
  return (
    <>
      <div className={form.start}>
        <Button variant="default" size="xs" disabled={!canDrop || drop.isPending} onClick={() => drop.mutate('full')}>
          Drop all, come back with jitter
        </Button>
        <Button variant="default" size="xs" disabled={!canDrop || drop.isPending} onClick={() => drop.mutate('none')}>
          Drop all, come back without jitter
        </Button>
        <p className={classes.hint}>{canDrop ? '' : hintOf(latest)}</p>
      </div>
      <Refusal what="drop the clients" conflict="They are not all connected at the moment." error={drop.error} />
      <p className={classes.comparison} role="status">
        {comparisonWords(herds) ?? 'Drop them once with jitter and once without: the two are compared here.'}
      </p>
      <div className={`${classes.charts} ${classes.pair}`}>
        <div>
          <HerdChart title="With jitter" herd={herds.jittered} most={most} seconds={seconds} />
          <p className={classes.returned}>{herds.jittered && asSentence(returnWords(herds.jittered))}</p>
        </div>
        <div>
          <HerdChart title="Without jitter" herd={herds.together} most={most} seconds={seconds} />
          <p className={classes.returned}>{herds.together && asSentence(returnWords(herds.together))}</p>
        </div>
      </div>
    </>
  );
}

function hintOf(latest: Parameters<typeof isRunning>[0]): string {
  if (!isRunning(latest)) return 'Start a swarm first.';
  if (latest.plan.kind === 'curve') return 'A curve is being measured.';
  return latest.state === 'dropped' ? 'They are coming back.' : 'Once all clients are there.';
}
