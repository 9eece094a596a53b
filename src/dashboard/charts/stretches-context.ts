import { createContext } from 'react';
import type { Stretch } from './stretches.ts';

/** What all charts over time shade; given by the panel that holds them. */
export const Stretches = createContext<readonly Stretch[]>([]);
