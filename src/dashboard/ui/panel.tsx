import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import { type PanelName, useChangeView, useView } from '../address/view.ts';
import { FailureFrame } from './failure-frame.tsx';
import classes from './panel.module.css';

type Props = {
  readonly name: PanelName;
  readonly title: string;
  /** What a person asks who opens it. */
  readonly question: string;
  readonly children: ReactNode;
};

/** A part of the page that is opened when it is asked for. While it is closed, nothing inside exists. */
export function Panel({ name, title, question, children }: Props) {
  const { open, presenting } = useView();
  const changeView = useChangeView();
  const isOpen = open.includes(name);
  const others = open.filter((each) => each !== name);
  if (presenting && !isOpen) return null;
  return (
    <section className={classes.panel} aria-labelledby={`${name}-title`} data-open={isOpen}>
      <div className={classes.head}>
        <h2 id={`${name}-title`}>
          <UnstyledButton
            className={classes.title}
            aria-expanded={isOpen}
            aria-controls={`${name}-content`}
            onClick={() => changeView({ open: isOpen ? others : [...others, name] })}
          >
            <svg className={classes.sign} viewBox="0 0 12 12" width={12} height={12} aria-hidden="true">
              <path d="M4 2l4 4-4 4" />
            </svg>
            {title}
          </UnstyledButton>
        </h2>
        <p className={classes.question}>{question}</p>
      </div>
      <div id={`${name}-content`} className={classes.content} hidden={!isOpen}>
        {isOpen && <FailureFrame>{children}</FailureFrame>}
      </div>
    </section>
  );
}
