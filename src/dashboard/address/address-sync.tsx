import { useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useServices } from '../services.tsx';
import { applyToLab } from './apply.ts';
import { usePageAddress } from './page-address.ts';
import { useApply } from './use-apply.ts';
import { useMirror } from './use-mirror.ts';

/** Keeps the page and its address the same, while the page shows the live lab. */
export function AddressSync() {
  return useIsOpen() && <Synced />;
}

/** Nothing is written into the address before it was read. */
function Synced() {
  useApply();
  useMirror();
  return null;
}

/** Of a page that was opened at another address, the lab is opened when somebody goes there. */
function useIsOpen(): boolean {
  const { history } = useRouter();
  const { lab } = useServices();
  const address = usePageAddress();
  const [isOpen, setIsOpen] = useState(address.isOpen);
  useEffect(() => {
    if (address.isOpen()) return;
    address.open(history.location.search);
    const wanted = address.wanted.state();
    if (wanted) applyToLab(lab, wanted.state);
    setIsOpen(true);
  }, [history, lab, address]);
  return isOpen;
}
