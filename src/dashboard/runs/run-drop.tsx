import { useEffect, useState } from 'react';
import classes from './run-drop.module.css';
import { useRunSwitch } from './shown-run.tsx';

/** Opens a saved run that is dropped anywhere on the page: left to itself, the browser would leave the lab for it. */
export function RunDrop() {
  const { open } = useRunSwitch();
  const [isOver, setIsOver] = useState(false);

  useEffect(() => {
    const end = new AbortController();
    const options = { signal: end.signal };
    addEventListener('dragover', over, options);
    addEventListener('dragleave', leave, options);
    addEventListener('drop', drop, options);
    return () => end.abort();

    function over(event: DragEvent): void {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setIsOver(true);
    }

    /** Also fires between elements of the page; only one that leads nowhere leaves the window. */
    function leave({ relatedTarget }: DragEvent): void {
      if (relatedTarget === null) setIsOver(false);
    }

    function drop(event: DragEvent): void {
      setIsOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      void open(file);
    }
  }, [open]);

  return isOver && <div className={classes.drop}>Drop a saved run to open it</div>;
}
