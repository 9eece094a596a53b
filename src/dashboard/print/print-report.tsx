import { type ComponentType, useEffect, useState } from 'react';
import { insist } from '../ui/insist.ts';
import { useIsPrinted } from '../ui/use-is-printed.ts';
import { whenIdle } from '../ui/when-idle.ts';

/** The head of the report that the page is on paper. Its code comes when the page has time, for paper does not wait. */
export function PrintReport() {
  const isPrinted = useIsPrinted();
  const [Report, setReport] = useState<ComponentType>();

  useEffect(() => {
    if (Report) return undefined;
    const load = async () => {
      const part = await insist(async () => (await import('./report.tsx')).Report);
      setReport(() => part);
    };
    if (!isPrinted) return whenIdle(load);
    void load();
    return undefined;
  }, [isPrinted, Report]);

  return isPrinted && Report ? <Report /> : null;
}
