import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { COST_PATH, LAB_PATH } from '../address/paths.ts';
import { NotPresented } from '../present/presenting.tsx';
import classes from './page-header.module.css';

type Props = {
  /** Beside the title. */
  readonly beside?: ReactNode;
  /** At the other end. */
  readonly children: ReactNode;
};

/** The head of every page: its name and the way to the others. */
export function HeaderFrame({ beside, children }: Props) {
  return (
    <header className={classes.header}>
      <div className={classes.title}>
        <h1>Transport Lab</h1>
        <NotPresented>
          <nav className={classes.pages} aria-label="Pages">
            <Link className={classes.page} to={LAB_PATH} activeOptions={HERE}>
              Lab
            </Link>
            <Link className={classes.page} to={COST_PATH} activeOptions={HERE}>
              Cost
            </Link>
          </nav>
        </NotPresented>
        <p>One stream, four transports, measured.</p>
        {beside}
      </div>
      <NotPresented>
        <div className={classes.tools}>{children}</div>
      </NotPresented>
    </header>
  );
}

/** The lab's address holds its state, and is the lab's whatever it says. */
const HERE = { exact: true, includeSearch: false };
