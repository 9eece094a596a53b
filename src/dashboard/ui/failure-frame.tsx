import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import classes from './failure-frame.module.css';

type State = { readonly failure: Error | undefined };

/** What breaks inside is said in its place, and the rest of the page goes on. React catches in classes only. */
export class FailureFrame extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failure: undefined };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    if (!failure) return this.props.children;
    return (
      <div role="alert" className={classes.failure}>
        <p>This panel broke: {failure.message}. The lanes and the other panels go on; what was measured is kept.</p>
        <Button variant="default" size="xs" onClick={() => this.setState({ failure: undefined })}>
          Try again
        </Button>
      </div>
    );
  }
}
