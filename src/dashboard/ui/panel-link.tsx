import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { type PanelName, useChangeView, useView } from '../address/view.ts';
import classes from './panel-link.module.css';

type Props = { readonly to: PanelName; readonly className?: string | undefined; readonly children: ReactNode };

/** Opens a panel and goes to it. */
export function PanelLink({ to, className = '', children }: Props) {
  const { open } = useView();
  const changeView = useChangeView();
  const go = () => {
    if (!open.includes(to)) changeView({ open: [...open, to] });
    const heading = document.getElementById(`${to}-title`);
    heading?.scrollIntoView();
    heading?.querySelector('button')?.focus({ preventScroll: true });
  };
  return (
    <UnstyledButton className={`${classes.link} ${className}`} onClick={go}>
      {children}
    </UnstyledButton>
  );
}
