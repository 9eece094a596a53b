import { useComputedColorScheme } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { canvasPen } from './canvas-pen.ts';
import classes from './ladder.module.css';
import { drawSample, SAMPLE_PX, SAMPLES, type Sample } from './legend-samples.ts';
import { readPalette } from './palette.ts';

/** How to read the picture. Open at first; who has closed it is left alone. */
export function LadderLegend() {
  const [isOpen, setOpen] = useLocalStorage({
    key: 'transport-lab-ladder-legend',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return (
    <details
      className={classes.details}
      open={isOpen}
      onToggle={({ currentTarget }) => {
        if (currentTarget.open !== isOpen) setOpen(currentTarget.open);
      }}
    >
      <summary>How to read this</summary>
      {isOpen && (
        <ul className={classes.legend}>
          {SAMPLES.map((sample) => (
            <li key={sample.title}>
              <SampleCanvas sample={sample} />
              <p>
                <strong>{sample.title}.</strong> {sample.words}
              </p>
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}

function SampleCanvas({ sample }: { sample: Sample }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ratio = 2;
    context.canvas.width = SAMPLE_PX.width * ratio;
    context.canvas.height = SAMPLE_PX.height * ratio;
    context.scale(ratio, ratio);
    const pen = canvasPen(context);
    drawSample(pen, sample, readPalette(context.canvas));
    pen.flush();
  }, [sample, scheme]);
  return <canvas ref={canvas} className={classes.sample} />;
}
