import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useChangeView } from '../address/view.ts';

export const PRESENT_BUTTON_ID = 'present-button';

/** Begins presenter mode; by a chord as well, for a single key would be pressed by accident (WCAG 2.1.4). */
export function PresentButton({ className }: { className: string | undefined }) {
  const changeView = useChangeView();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.code !== 'KeyP' || !event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      changeView({ presenting: true });
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [changeView]);
  return (
    <Button
      id={PRESENT_BUTTON_ID}
      className={className ?? ''}
      variant="default"
      size="xs"
      title="Large type, for a projector: Alt+Shift+P"
      aria-keyshortcuts="Alt+Shift+P"
      onClick={() => changeView({ presenting: true })}
    >
      Present
    </Button>
  );
}
