import { Button, VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useIsSaved } from '../services.tsx';
import classes from './copy-link.module.css';

const COPIED_FOR_MS = 2_000;

type State = { readonly kind: 'idle' | 'copied' } | { readonly kind: 'by hand'; readonly link: string };

/** The page's state is in its address: the link to it is what a reader needs to see the same. */
export function CopyLink({ className = '' }: { className?: string | undefined }) {
  const isSaved = useIsSaved();
  const [state, setState] = useState<State>({ kind: 'idle' });

  useEffect(() => {
    if (state.kind !== 'copied') return;
    const timer = setTimeout(() => setState({ kind: 'idle' }), COPIED_FOR_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy(): Promise<void> {
    const link = location.href;
    try {
      // Missing on a page that came over plain HTTP from another machine.
      await navigator.clipboard.writeText(link);
      setState({ kind: 'copied' });
    } catch {
      setState({ kind: 'by hand', link });
    }
  }

  return (
    <div className={`${classes.place} ${className}`}>
      {/* As wide as its longest word. */}
      <Button variant="default" size="xs" miw="6rem" disabled={isSaved} onClick={copy}>
        {state.kind === 'copied' ? 'Copied' : 'Copy link'}
      </Button>
      <VisuallyHidden role="status">{state.kind === 'copied' && 'The link was copied.'}</VisuallyHidden>
      {state.kind === 'by hand' && <LinkByHand link={state.link} onClose={() => setState({ kind: 'idle' })} />}
    </div>
  );
}

/** For a browser that does not let the page copy: the link, chosen, to be copied by hand. */
function LinkByHand({ link, onClose }: { link: string; onClose: () => void }) {
  return (
    <label className={classes.byHand}>
      This browser lets you copy the link only by hand:
      <input
        className={classes.link}
        readOnly
        // biome-ignore lint/a11y/noAutofocus: it stands there for one keystroke, and because a button was pressed.
        autoFocus
        value={link}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={onClose}
        onKeyDown={({ key }) => key === 'Escape' && onClose()}
      />
    </label>
  );
}
