import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import { z } from 'zod';
import type { RunFile } from '../../protocol/run-file.ts';
import { saveFile, textFile } from '../picture/save-file.ts';
import { damageWords } from '../runs/read-run-file.ts';
import { runCsv } from '../runs/run-csv.ts';
import { runFileName, runFileText } from '../runs/run-file-text.ts';
import { useRunSwitch } from '../runs/shown-run.tsx';
import { useCollectRun } from '../runs/use-collect-run.ts';
import classes from './page-header.module.css';

/** Keeps the run that is shown in a file, and opens one that was kept. */
export function RunFiles() {
  const collect = useCollectRun();
  const { open } = useRunSwitch();
  const [failure, setFailure] = useState<string>();
  const input = useRef<HTMLInputElement>(null);

  async function save(write: (file: RunFile) => void): Promise<void> {
    try {
      if (collect) write(await collect());
      setFailure(undefined);
    } catch (error) {
      setFailure(`Not saved: ${failureWords(error)}`);
    }
  }

  return (
    <div className={classes.files}>
      <Button.Group className={classes.onScreen ?? ''}>
        <Button variant="default" size="xs" disabled={!collect} onClick={() => save(saveJson)}>
          Save run
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={!collect}
          onClick={() => save(saveCsv)}
          aria-label="Save run as CSV"
        >
          CSV
        </Button>
        <Button variant="default" size="xs" onClick={() => input.current?.click()}>
          Open run…
        </Button>
      </Button.Group>
      <input
        ref={input}
        type="file"
        hidden
        accept=".json,application/json"
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) void open(file);
          // So that the same file can be chosen again.
          currentTarget.value = '';
        }}
      />
      <span role="status" className={classes.failure}>
        {failure}
      </span>
    </div>
  );
}

function saveJson(file: RunFile): void {
  saveFile(runFileName(file, 'json'), textFile('application/json', runFileText(file)));
}

function saveCsv(file: RunFile): void {
  saveFile(runFileName(file, 'csv'), textFile('text/csv', runCsv(file)));
}

function failureWords(error: unknown): string {
  if (error instanceof z.ZodError) return damageWords(error);
  return error instanceof Error ? error.message : String(error);
}
