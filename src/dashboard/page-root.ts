import { createRoot, type Root } from 'react-dom/client';

/** Where React draws the page; what index.html shows stays until it does. */
export function createPageRoot(): Root {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element #root');
  return createRoot(root);
}
