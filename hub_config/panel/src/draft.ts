/**
 * What is typed and not saved yet, kept in the browser as well.
 *
 * While the network is away nothing can be saved, and a reload would begin with the file as it was.
 */

import type { NotebookPanel } from '@jupyterlab/notebook';

const STORED = 'enact:draft:';
const PAUSE_MS = 500;

/** How a draft fits the file that was opened. */
export type Fit = 'none' | 'same-file' | 'file-changed';

interface Draft {
  /** When the file that was worked on had been saved last. */
  readonly base: string;
  readonly content: Notebook;
}

interface Notebook {
  readonly cells?: readonly { readonly cell_type: string; readonly source: string | string[] }[];
}

/** Keep what is not saved, until it is saved or the person closes the notebook. */
export function keepDrafts(panel: NotebookPanel): void {
  const { context } = panel;
  let timer = 0;
  const keep = () => {
    window.clearTimeout(timer);
    timer = 0;
    if (context.model.dirty) {
      const draft: Draft = { base: savedAt(panel), content: context.model.toJSON() as Notebook };
      write(context.path, draft);
    }
  };
  context.model.contentChanged.connect(() => {
    timer ||= window.setTimeout(keep, PAUSE_MS);
  });
  context.saveState.connect((_, state) => {
    if (state === 'completed' && !context.model.dirty) {
      window.clearTimeout(timer);
      timer = 0;
      forget(context.path);
    }
  });
  window.addEventListener('pagehide', keep);
  panel.disposed.connect(() => {
    window.clearTimeout(timer);
    window.removeEventListener('pagehide', keep);
    forget(context.path);
  });
}

/** Tell whether there is a draft of an opened notebook, and whether its file is still the same. */
export function fit(panel: NotebookPanel): Fit {
  const draft = read(panel.context.path);
  if (!draft || typed(draft.content) === typed(panel.context.model.toJSON())) {
    return 'none';
  }
  return draft.base === savedAt(panel) ? 'same-file' : 'file-changed';
}

/** Put the draft into the notebook; it still has to be saved. */
export function restore(panel: NotebookPanel): void {
  const draft = read(panel.context.path);
  if (draft) {
    panel.context.model.fromJSON(draft.content);
    // JupyterLab takes what is set in one piece for what has been read from the file.
    panel.context.model.dirty = true;
  }
}

/** What a person writes: a notebook that was only opened and run has other metadata and outputs. */
function typed(notebook: unknown): string {
  const cells = (notebook as Notebook).cells ?? [];
  return JSON.stringify(cells.map(cell => [cell.cell_type, [cell.source].flat().join('')]));
}

function savedAt(panel: NotebookPanel): string {
  return panel.context.contentsModel?.last_modified ?? '';
}

function read(path: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(STORED + path) ?? 'null') as Draft | null;
  } catch {
    return null;
  }
}

function write(path: string, draft: Draft): void {
  try {
    localStorage.setItem(STORED + path, JSON.stringify(draft));
  } catch {
    // Too large for the browser (5 MB): an older draft must not pass for this one.
    forget(path);
  }
}

function forget(path: string): void {
  localStorage.removeItem(STORED + path);
}
