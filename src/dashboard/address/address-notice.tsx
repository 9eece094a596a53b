import { Button } from '@mantine/core';
import classes from './address-notice.module.css';
import { usePageAddress } from './page-address.ts';
import { useStore } from './store.ts';

/** Says what of the address could not be used, what is allowed there, and what is used instead. */
export function AddressNotice() {
  const { complaints } = usePageAddress();
  const sentences = useStore(complaints);
  return (
    // The element stays, for a screen reader announces only what changes inside a region that it knows.
    <div role="alert" className={classes.notice} data-shown={sentences.length > 0}>
      {sentences.length > 0 && (
        <>
          {sentences.length === 1 ? (
            <p>{sentences[0]}.</p>
          ) : (
            <ul className={classes.list}>
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}.</li>
              ))}
            </ul>
          )}
          <Button variant="default" size="xs" onClick={() => complaints.set([])}>
            Dismiss
          </Button>
        </>
      )}
    </div>
  );
}
