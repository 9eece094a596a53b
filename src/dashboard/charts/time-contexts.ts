import { createContext } from 'react';
import type { FaultMark } from './fault-marks.ts';
import type { Stretch } from './stretches.ts';

/** What all charts over time shade; given by the panel that holds them. */
export const Stretches = createContext<readonly Stretch[]>([]);

/** The faults that all charts over time mark. */
export const FaultMarks = createContext<readonly FaultMark[]>([]);
