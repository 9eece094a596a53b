import { useEffect, useEffectEvent } from 'react';
import { type Action, actionOf, placeOf } from './keys.ts';

/** What closes with Escape before the mode does. */
const OPEN = 'dialog[open], [role="dialog"], [role="tooltip"], [role="menu"], [role="listbox"]';

/** Keys without a modifier work in presenter mode only, and never while something lies over the page. */
export function usePresenterKeys(act: (action: Action) => void): void {
  const onAction = useEffectEvent(act);
  useEffect(() => {
    let isCovered = false;
    let isOpen = false;
    // On the way down, before whatever is open has closed with this very key.
    const look = () => {
      isCovered = document.querySelector('dialog[open], [aria-modal="true"]') !== null;
      isOpen = document.querySelector(OPEN) !== null;
    };
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const action = actionOf(event, placeOf(target));
      if (!action || isCovered || (action.kind === 'end' && isOpen)) return;
      event.preventDefault();
      onAction(action);
    };
    addEventListener('keydown', look, true);
    addEventListener('keydown', press);
    return () => {
      removeEventListener('keydown', look, true);
      removeEventListener('keydown', press);
    };
  }, []);
}
