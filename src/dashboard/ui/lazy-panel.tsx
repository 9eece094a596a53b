import { type ComponentType, useEffect, useReducer, useRef, useState } from 'react';
import { useLab } from '../services.tsx';
import { insist } from './insist.ts';
import classes from './lazy-panel.module.css';
import { useNearViewport } from './near-viewport.tsx';
import { QuietWhenFar } from './quiet-when-far.tsx';
import { whenIdle } from './when-idle.ts';

/**
 * A panel whose code comes when the lanes are there, and which is drawn once the reader comes near it or prints the
 * page. Until then its place is kept, as high as `placeClass` says in `--panel-height`. While the server is away its code is
 * asked for again, for a panel that is not there must not end the page.
 *
 * @param options.remembers It tells what was while it was open, so it has to see all of that; the others need not follow
 *   what happens while nobody can see them.
 */
export function lazyPanel(
  load: () => Promise<ComponentType>,
  placeClass: string | undefined,
  { remembers = false } = {},
): ComponentType {
  let Loaded: ComponentType | undefined;
  let loading: Promise<void> | undefined;
  let failures = 0;
  const failed = new EventTarget();

  return function LazyPanel() {
    const place = useRef<HTMLDivElement>(null);
    const isNear = useNearViewport(place);
    const [isWanted, setIsWanted] = useState(false);
    const [, drawAgain] = useReducer((times: number) => times + 1, 0);
    const areLanesThere = useLab(({ snapshot, failure }) => snapshot !== undefined || failure !== undefined);
    if (isNear && areLanesThere && !isWanted) setIsWanted(true);

    useEffect(() => {
      if (!areLanesThere) return undefined;
      if (isWanted) {
        failed.addEventListener('failed', drawAgain);
        const unsubscribe = arrival(drawAgain);
        return () => {
          failed.removeEventListener('failed', drawAgain);
          unsubscribe?.();
        };
      }
      // Paper does not wait for what is not there when it is printed.
      return whenIdle(loadOnce);
    }, [isWanted, areLanesThere]);

    if (Loaded && isWanted) {
      return (
        <div className={placeClass}>
          <QuietWhenFar remembers={remembers}>
            <Loaded />
          </QuietWhenFar>
        </div>
      );
    }
    return (
      <div className={placeClass}>
        <div ref={place} className={classes.toCome} data-to-come>
          {isWanted && (
            <p className={classes.loading}>
              {failures === 0
                ? 'Loading this panel…'
                : 'The code of this panel does not come; it is asked for again. If the server was updated, reload the page.'}
            </p>
          )}
        </div>
      </div>
    );
  };

  function loadOnce(): Promise<void> {
    const note = () => {
      failures += 1;
      failed.dispatchEvent(new Event('failed'));
    };
    loading ??= insist(load, note).then((loaded) => {
      Loaded = loaded;
    });
    return loading;
  }

  function arrival(tell: () => void): (() => void) | undefined {
    // It may have come between the drawing of its place and now.
    if (Loaded) {
      tell();
      return undefined;
    }
    let isGone = false;
    void loadOnce().then(() => isGone || tell());
    return () => {
      isGone = true;
    };
  }
}
