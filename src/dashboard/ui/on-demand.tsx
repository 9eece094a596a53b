import { type ComponentType, lazy, Suspense } from 'react';
import { insist } from './insist.ts';

/** A part of the page whose code comes when it is asked for; until then there is nothing. */
export function onDemand(load: () => Promise<ComponentType>): ComponentType {
  const Part = lazy(async () => ({ default: await insist(load) }));
  return function OnDemand() {
    return (
      <Suspense>
        <Part />
      </Suspense>
    );
  };
}
