import form from './form.module.css';
import { stateWords } from './swarm-words.ts';
import { isRunning, type ToldSwarms } from './told-swarms.ts';

/** Where the latest swarm is. */
export function SwarmState({ swarms }: { swarms: ToldSwarms | undefined }) {
  const latest = swarms?.latest ?? null;
  return (
    <div className={form.state} data-failed={latest?.outcome === 'failed'}>
      <p>{stateWords(swarms)}</p>
      <progress
        className={form.progress}
        aria-label="Progress of the swarm"
        value={isRunning(latest) ? latest.progress : latest ? 1 : 0}
      />
    </div>
  );
}
