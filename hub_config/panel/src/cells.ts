/** The result of each question beside its cell. */

import type { Cell, NotebookPanel } from '@jupyterlab/notebook';

import type { Question } from './types';
import { element, inline, type Words } from './words';

const CLASS = 'enact-Result';

/** Whether results come from a hand-in, or from a check with the visible tests alone. */
export type Kind = 'score' | 'check';

/** The cell of a question, by nbgrader's id. */
export function cellOf(panel: NotebookPanel, question: string): Cell | undefined {
  return panel.content.widgets.find(cell => {
    const mark = cell.model.getMetadata('nbgrader') as { grade_id?: string } | undefined;
    return mark?.grade_id === question;
  });
}

/** Show the questions of one notebook beside their cells, in place of earlier results. */
export function showBeside(
  panel: NotebookPanel,
  questions: readonly Question[],
  kind: Kind,
  words: Words
): void {
  panel.node.querySelectorAll(`.${CLASS}`).forEach(shown => shown.remove());
  for (const question of questions) {
    const cell = cellOf(panel, question.question);
    if (cell) {
      const shown = card(question, kind, words);
      // A cell that has not been drawn yet would put its own parts behind this one.
      void cell.ready.then(() => {
        cell.node.querySelectorAll(`.${CLASS}`).forEach(earlier => earlier.remove());
        cell.node.append(shown);
      });
    }
  }
}

/** Go to the cell of a question. */
export async function goTo(panel: NotebookPanel, question: string): Promise<void> {
  const cell = cellOf(panel, question);
  if (cell) {
    panel.content.activeCellIndex = panel.content.widgets.indexOf(cell);
    await panel.content.scrollToCell(cell, 'center');
    panel.content.activate();
  }
}

/** What is said about one question: its points, where there are any yet, and its state. */
export function headline(question: Question, kind: Kind, words: Words): [string, string] {
  if (kind === 'score') {
    return [words.score(question.score, question.max_score), question.status_text];
  }
  return question.status === 'correct'
    ? ['', words.trans.__('Visible tests passed')]
    : ['', words.trans.__('Visible tests: %1', question.status_text)];
}

function card(question: Question, kind: Kind, words: Words): HTMLElement {
  const { trans } = words;
  const label = trans.__('Result of the question %1', question.question);
  const shown = element('div', { class: CLASS, role: 'group', 'aria-label': label });
  shown.dataset.status = question.status;
  const head = headline(question, kind, words).filter(Boolean).join(' · ');
  shown.append(element('p', { class: 'enact-Result-head' }, head));
  const reasons = [question.reason, question.limit].filter(Boolean).join(' ');
  if (reasons) {
    shown.append(element('p', {}, reasons));
  }
  if (question.intent) {
    shown.append(element('p', {}, trans.__('The test says:'), ' ', element('q', {}, question.intent)));
  }
  if (question.test) {
    shown.append(element('pre', { tabindex: '0' }, question.test));
  }
  shown.append(...values(question, words), ...hints(question, words));
  if (question.comment) {
    shown.append(element('p', {}, trans.__('Your instructor writes:'), ' ', question.comment));
  }
  return shown;
}

function values(question: Question, words: Words): Node[] {
  const pairs: [string, string | null][] = [
    [words.trans.__('Expected'), question.expected],
    [words.trans.__('Got'), question.got],
    [words.trans.__('Error'), question.error]
  ];
  const list = element('dl');
  for (const [name, value] of pairs) {
    if (value !== null) {
      list.append(element('dt', {}, name), element('dd', {}, element('code', {}, value)));
    }
  }
  return list.childElementCount ? [list] : [];
}

function hints(question: Question, words: Words): Node[] {
  const { trans } = words;
  const shown: Node[] = question.hints.map((text, index) =>
    element(
      'p',
      { class: 'enact-Result-hint' },
      element('strong', {}, trans.__('Hint %1:', index + 1)),
      ' ',
      ...inline(text)
    )
  );
  if (question.next_hint_in !== null && question.status !== 'correct') {
    const left = trans._n(
      'A hint opens after %1 more attempt at this question.',
      'A hint opens after %1 more attempts at this question.',
      question.next_hint_in,
      question.next_hint_in
    );
    shown.push(element('p', { class: 'enact-quiet' }, left));
  }
  return shown;
}
