import { useEffect, useState } from 'react';
import { useServerNow } from '../use-server-now.ts';
import classes from './countdown.module.css';

const EVERY_MS = 100;

/** The seconds until a moment of the server's clock, in tenths, never below zero. */
export function Countdown({ to }: { to: number }) {
  const [, setTicks] = useState(0);
  const serverNow = useServerNow();
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, (to - serverNow()) / 1_000);
  return <span className={classes.seconds}>{`${seconds.toFixed(1)}\u00a0s`}</span>;
}
