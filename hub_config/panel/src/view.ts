/** What the panel shows: drawn once, then its parts are filled in, so that focus stays. */

import { Widget } from '@lumino/widgets';

import { headline, type Kind } from './cells';
import type { Attempt, Question, Standing } from './types';
import { element, type Words } from './words';

export const PANEL_ID = 'enact-panel';

/** What a person can do in the panel. */
export interface Actions {
  check(): void;
  handIn(): void;
  startAgain(): void;
  goTo(question: string): void;
  open(path: string): void;
}

export class PanelView extends Widget {
  private readonly heading = element('h2');
  private readonly course = element('p', { class: 'enact-quiet' });
  private readonly facts = element('dl', { class: 'enact-facts' });
  private readonly notice = element('div', { class: 'enact-notice' });
  private readonly news = element('p', { role: 'status', class: 'enact-news' });
  private readonly questions = element('ol', { class: 'enact-questions' });
  private readonly attempts = element('ol', { class: 'enact-attempts' });
  private readonly checkButton: HTMLButtonElement;
  private readonly handInButton: HTMLButtonElement;
  private readonly againButton: HTMLButtonElement;
  private readonly teaching: HTMLElement;
  private readonly work: HTMLElement;
  private readonly nothing: HTMLElement;

  constructor(
    private readonly words: Words,
    private readonly actions: Actions
  ) {
    super();
    const { trans } = words;
    this.id = PANEL_ID;
    this.title.label = 'ENACT';
    this.title.caption = trans.__('ENACT: check, hand in, results');
    this.addClass('enact-Panel');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', trans.__('ENACT: check, hand in, results'));
    this.node.tabIndex = 0;
    this.checkButton = this.button(trans.__('Check'), () => actions.check());
    this.handInButton = this.button(trans.__('Hand in'), () => actions.handIn());
    this.handInButton.classList.add('jp-mod-accept');
    this.againButton = this.button(trans.__('Start again'), () => actions.startAgain());
    this.nothing = element(
      'p',
      { class: 'enact-quiet' },
      trans.__('Open a notebook of one of your courses to check it and hand it in.')
    );
    this.teaching = element(
      'p',
      { class: 'enact-quiet' },
      trans.__('You teach this course: you can check a notebook; those who are enrolled hand in.')
    );
    this.questions.dataset.empty = trans.__('Check or hand in: each question shows here.');
    this.attempts.dataset.empty = trans.__('None yet.');
    this.work = this.draw();
    this.node.append(this.nothing, this.work);
    this.showNothing();
  }

  /** Show that the open document belongs to no assignment. */
  showNothing(): void {
    this.nothing.hidden = false;
    this.work.hidden = true;
  }

  /** Show where the person stands. */
  showStanding(standing: Standing): void {
    this.nothing.hidden = true;
    this.work.hidden = false;
    this.heading.textContent = standing.title;
    this.course.replaceChildren(
      element('a', { href: standing.page, target: '_blank' }, standing.cohort_title)
    );
    this.facts.replaceChildren(...this.factsOf(standing));
    this.attempts.replaceChildren(...standing.submissions.map(each => this.attempt(each, standing)));
    this.notice.replaceChildren(...this.noticeOf(standing));
    this.handInButton.hidden = this.attempts.parentElement!.hidden = !standing.can_submit;
    this.teaching.hidden = standing.can_submit;
  }

  /** List the questions of an attempt or of a check. */
  showQuestions(questions: readonly Question[], kind: Kind): void {
    this.questions.replaceChildren(
      ...questions.map(question => {
        const [points, state] = headline(question, kind, this.words);
        const row = element(
          'button',
          { type: 'button', class: 'enact-row' },
          element('span', { class: 'enact-name' }, question.question),
          ' ',
          element('span', { class: 'enact-points' }, points),
          ' ',
          element('span', { class: 'enact-quiet' }, state)
        );
        row.addEventListener('click', () => this.actions.goTo(question.question));
        const item = element('li', {}, row);
        item.dataset.status = question.status;
        return item;
      })
    );
  }

  /** Say what is going on; screen readers read it out. */
  say(text: string): void {
    this.news.textContent = text;
  }

  /** Whether something runs: then its buttons wait. */
  set busy(busy: boolean) {
    for (const button of [this.checkButton, this.handInButton, this.againButton]) {
      // Disabled in this way a button keeps the focus of the keyboard.
      button.setAttribute('aria-disabled', String(busy));
    }
    this.work.setAttribute('aria-busy', String(busy));
  }

  private draw(): HTMLElement {
    const { trans } = this.words;
    const part = (title: string, id: string, body: HTMLElement) =>
      element(
        'section',
        { 'aria-labelledby': `enact-${id}` },
        element('h3', { id: `enact-${id}` }, title),
        body
      );
    return element(
      'div',
      { class: 'enact-work' },
      this.heading,
      this.course,
      this.facts,
      this.notice,
      element('div', { class: 'enact-buttons' }, this.checkButton, this.handInButton),
      this.teaching,
      this.news,
      part(trans.__('Questions'), 'questions', this.questions),
      part(trans.__('My attempts'), 'attempts', this.attempts),
      element('p', {}, this.againButton)
    );
  }

  private button(label: string, act: () => void): HTMLButtonElement {
    const made = element('button', { type: 'button', class: 'jp-mod-styled' }, label);
    made.addEventListener('click', () => {
      if (made.getAttribute('aria-disabled') !== 'true') {
        act();
      }
    });
    return made;
  }

  private factsOf(standing: Standing): Node[] {
    const { trans } = this.words;
    const { left, next_at } = standing.attempts;
    const attempts = left === null ? trans.__('no limit') : String(left);
    const more = next_at ? trans.__('one more on %1', this.words.moment(next_at)) : '';
    const counts = standing.keeps === 'best' ? trans.__('Best score') : trans.__('Last score');
    const due = standing.due_at ? this.words.moment(standing.due_at) : trans.__('none');
    if (!standing.can_submit) {
      return [fact(trans.__('Deadline'), due)];
    }
    const best = this.words.score(standing.best_score, standing.max_score);
    return [
      fact(counts, best, share(standing.best_score, standing.max_score)),
      fact(trans.__('Attempts left'), attempts, more),
      fact(trans.__('Deadline'), due)
    ];
  }

  private attempt(attempt: Attempt, standing: Standing): HTMLElement {
    const { trans } = this.words;
    const moment = this.words.moment(attempt.received_at);
    const name = element('span', { class: 'enact-name' }, trans.__('Attempt %1', attempt.attempt));
    const parts: (Node | string)[] = [name, ' '];
    const notes: string[] = [moment];
    if (attempt.status === 'graded') {
      const score = this.words.score(attempt.score, attempt.max_score);
      const page = new URL(`../../../submissions/${attempt.submission_id}`, this.page(standing));
      const link = { href: page.href, target: '_blank', class: 'enact-points' };
      parts.push(element('a', link, score), ' ');
      if (attempt.needs_manual) {
        notes.push(trans.__('a written answer waits for your instructor'));
      }
    } else {
      notes.push(attempt.message ?? trans.__('being graded'));
    }
    parts.push(element('span', { class: 'enact-quiet' }, notes.join(' · ')));
    return element('li', { class: 'enact-row' }, ...parts);
  }

  private page(standing: Standing): URL {
    return new URL(standing.page, document.baseURI);
  }

  private noticeOf(standing: Standing): Node[] {
    const { trans } = this.words;
    const { kept, replaced } = standing.changes;
    const shown: Node[] = [];
    if (replaced.length) {
      const names = replaced.join(', ');
      shown.push(element('p', {}, trans.__('Corrected by your instructor: %1.', names)));
    }
    for (const { path, corrected } of kept) {
      const text = trans.__(
        'Your instructor has corrected %1. Your copy has stayed as it is; the corrected one lies beside it.',
        path
      );
      const open = element(
        'button',
        { type: 'button', class: 'enact-link' },
        trans.__('Open the corrected copy')
      );
      open.addEventListener('click', () => this.actions.open(corrected));
      shown.push(element('p', {}, text, ' ', open));
    }
    return shown;
  }
}

/** One fact with its name; what follows it says more, or shows it. */
function fact(name: string, value: string, more: Node | string = ''): HTMLElement {
  return element(
    'div',
    {},
    element('dt', {}, name),
    element('dd', {}, value),
    ...(more ? [element('dd', { class: 'enact-more' }, more)] : [])
  );
}

/** A bar as long as a share of the points; the score beside it says the same in numbers. */
function share(score: number | null, max: number): HTMLElement {
  const part = element('span');
  part.style.width = `${max ? (100 * (score ?? 0)) / max : 0}%`;
  return element('span', { class: 'enact-bar', 'aria-hidden': 'true' }, part);
}
