/**
 * Saving and handing in, again and again until it has come through.
 *
 * Each hand-in has a key, kept in the browser until campus has acknowledged it: a dropped
 * connection or a closed tab neither loses a hand-in nor sends it twice.
 */

import { UUID } from '@lumino/coreutils';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

import * as api from './api';
import type { Receipt, Result } from './types';

const FIRST_WAIT_S = 1;
const LONGEST_WAIT_S = 30;
const RESULT_WAIT_S = 30;
const STORED = 'enact:hand-in:';

/** Called before each pause while the network or the platform is away. */
export type OnWait = (seconds: number) => void;

/** Run something until the network lets it through; a refusal is passed on. */
export async function persist<T>(action: () => Promise<T>, onWait: OnWait): Promise<T> {
  for (let wait = FIRST_WAIT_S; ; wait = Math.min(2 * wait, LONGEST_WAIT_S)) {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof api.Away)) {
        throw error;
      }
      onWait(wait);
      await pause(wait);
    }
  }
}

/** The key of a hand-in that was asked for and not acknowledged yet. */
export function pending(path: string): string | null {
  return localStorage.getItem(STORED + path);
}

/** Save every open notebook of the assignment and hand in. */
export async function handIn(
  tracker: INotebookTracker,
  path: string,
  onWait: OnWait
): Promise<Receipt> {
  const key = pending(path) ?? UUID.uuid4();
  localStorage.setItem(STORED + path, key);
  try {
    return await persist(async () => {
      await save(tracker, path);
      return await api.handIn(path, key);
    }, onWait);
  } finally {
    // Acknowledged, or refused for a reason that trying again does not change.
    localStorage.removeItem(STORED + path);
  }
}

/** Wait until a submission is graded, or the platform gives up for now. */
export async function awaitResult(submission: string, onWait: OnWait): Promise<Result> {
  for (;;) {
    const found = await persist(() => api.result(submission, RESULT_WAIT_S), onWait);
    if (found.status === 'graded' || found.status === 'failed') {
      return found;
    }
  }
}

/** Save the open notebooks of an assignment that have unsaved changes. */
export async function save(tracker: INotebookTracker, path: string): Promise<void> {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const unsaved: NotebookPanel[] = [];
  tracker.forEach(panel => {
    if (panel.context.path.startsWith(folder) && panel.context.model.dirty) {
      unsaved.push(panel);
    }
  });
  if (unsaved.length) {
    // JupyterLab answers a failed save with a dialog, so the way is tried first.
    await api.standing(path);
    await Promise.all(unsaved.map(panel => panel.context.save()));
  }
}

function pause(seconds: number): Promise<void> {
  return new Promise(resolve => {
    const end = () => {
      clearTimeout(timer);
      window.removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, 1000 * seconds);
    window.addEventListener('online', end);
  });
}
