import { useView } from '../address/view.ts';
import { onDemand } from '../ui/on-demand.tsx';

const CodeDialog = onDemand(async () => (await import('./code-dialog.tsx')).CodeDialog);

/** The code of the lane that the view asks for; its files and their colours come when they are asked for. */
export function CodeBehind() {
  return useView().code !== undefined && <CodeDialog />;
}
