/** Keeps the panel in step with the notebook that is open, and does what its buttons say. */

import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';

import * as api from './api';
import { goTo, type Kind, showBeside } from './cells';
import { fit, keepDrafts, restore } from './draft';
import { awaitResult, handIn, type OnWait, pending, persist, save } from './handin';
import type { Attempt, Question, Receipt, Standing } from './types';
import type { PanelView } from './view';
import type { Words } from './words';

/** What the controller asks of JupyterLab itself. */
export interface Desk {
  confirm(title: string, body: string, yes: string): Promise<boolean>;
  open(path: string): void;
  /** Called when the first notebook of an assignment is open. */
  arrived(): void;
}

const UNGRADED = ['queued', 'running'];

export class Controller {
  view!: PanelView;
  private readonly kept = new WeakSet<NotebookPanel>();
  private notebook: NotebookPanel | null = null;
  private isBusy = false;
  private isStudent = false;

  constructor(
    private readonly tracker: INotebookTracker,
    private readonly words: Words,
    private readonly desk: Desk
  ) {
    tracker.currentChanged.connect(() => void this.follow());
  }

  /** Whether a notebook of an assignment is open. */
  get isOpen(): boolean {
    return this.notebook !== null;
  }

  /** Whether what is open can be handed in. */
  get canHandIn(): boolean {
    return this.isOpen && this.isStudent;
  }

  /** Look which notebook is open and show where the person stands in its assignment. */
  async follow(): Promise<void> {
    const panel = this.tracker.currentWidget;
    if (panel === this.notebook && panel !== null) {
      return;
    }
    this.notebook = null;
    this.view.say('');
    if (panel === null) {
      this.view.showNothing();
      return;
    }
    await panel.context.ready;
    await this.keepDrafts(panel);
    const standing = await this.standing(panel);
    if (this.tracker.currentWidget !== panel) {
      return;
    }
    if (standing === null) {
      this.view.showNothing();
      return;
    }
    this.notebook = panel;
    this.show(panel, standing.questions, 'score');
    this.isStudent = standing.can_submit;
    this.desk.arrived();
    await this.resume(panel, standing.submissions[0]);
  }

  /** Save, hand in, and show the score as soon as it is there. */
  handIn(): Promise<void> {
    return this.act(async (panel, onWait) => {
      const { trans } = this.words;
      this.view.say(trans.__('Saving and handing in…'));
      const receipt = await handIn(this.tracker, panel.context.path, onWait);
      await this.awaitScore(panel, receipt, onWait);
    });
  }

  /** Run the visible tests; nothing is handed in and no attempt is used. */
  check(): Promise<void> {
    return this.act(async (panel, onWait) => {
      const { trans } = this.words;
      this.view.say(trans.__('Checking with the visible tests…'));
      const path = panel.context.path;
      const answer = await persist(async () => {
        await save(this.tracker, path);
        return await api.check(path);
      }, onWait);
      const own = this.show(panel, answer.questions, 'check');
      const passed = own.filter(each => each.status === 'correct').length;
      this.view.say(trans.__('Visible tests passed: %1 of %2.', passed, own.length));
    });
  }

  /** Begin the notebook again from what was given; the old copy is kept. */
  startAgain(): Promise<void> {
    return this.act(async (panel, onWait) => {
      const { trans } = this.words;
      const isSure = await this.desk.confirm(
        trans.__('Start this notebook again?'),
        trans.__('Your present copy is kept beside it, in a folder of earlier copies.'),
        trans.__('Start again')
      );
      if (!isSure) {
        return;
      }
      const path = panel.context.path;
      await persist(() => save(this.tracker, path), onWait);
      const changes = await persist(() => api.startAgain(path), onWait);
      await panel.context.revert();
      const copy = changes.kept[0]?.corrected ?? '';
      this.view.say(trans.__('The notebook is new again. Your earlier copy: %1', copy));
      await this.standing(panel);
    });
  }

  /** Go to the cell of a question. */
  goTo(question: string): void {
    if (this.notebook) {
      void goTo(this.notebook, question);
    }
  }

  /** Open a file of the person. */
  open(path: string): void {
    this.desk.open(path);
  }

  /** Go on with what a reload of the page has interrupted. */
  private async resume(panel: NotebookPanel, newest: Attempt | undefined): Promise<void> {
    if (pending(panel.context.path)) {
      await this.handIn();
    } else if (newest && UNGRADED.includes(newest.status)) {
      await this.act((open, onWait) => this.awaitScore(open, newest, onWait));
    }
  }

  private async awaitScore(panel: NotebookPanel, receipt: Receipt, onWait: OnWait): Promise<void> {
    const { trans } = this.words;
    this.view.say(trans.__('Attempt %1 is handed in. The score is on its way…', receipt.attempt));
    const result = await awaitResult(receipt.submission_id, onWait);
    this.show(panel, result.questions, 'score');
    const score = this.words.score(result.score, result.max_score);
    this.view.say(
      result.status === 'graded'
        ? trans.__('Attempt %1: %2', result.attempt, score)
        : (result.message ?? trans.__('The platform could not grade this attempt yet.'))
    );
    performance.mark('enact:score-shown');
    await this.standing(panel);
  }

  /** Put back what was typed and not saved before a reload, and keep what is typed from now on. */
  private async keepDrafts(panel: NotebookPanel): Promise<void> {
    if (this.kept.has(panel)) {
      return;
    }
    this.kept.add(panel);
    const { trans } = this.words;
    const found = fit(panel);
    const isWanted =
      found === 'same-file' ||
      (found === 'file-changed' &&
        (await this.desk.confirm(
          trans.__('Put your unsaved changes back?'),
          trans.__(
            'This browser kept changes that were not saved, and the file has changed since. Putting them back replaces what you see now.'
          ),
          trans.__('Put them back')
        )));
    if (isWanted) {
      restore(panel);
      this.view.say(trans.__('Your unsaved changes are back.'));
    }
    keepDrafts(panel);
  }

  private async act(
    action: (panel: NotebookPanel, onWait: OnWait) => Promise<void>
  ): Promise<void> {
    const panel = this.notebook;
    if (panel === null || this.isBusy) {
      return;
    }
    this.isBusy = this.view.busy = true;
    try {
      await action(panel, seconds => this.sayWaiting(seconds));
    } catch (error) {
      this.view.say(
        error instanceof api.Refusal
          ? error.message
          : this.words.trans.__('That did not work: %1', String(error))
      );
    } finally {
      this.isBusy = this.view.busy = false;
    }
  }

  private sayWaiting(seconds: number): void {
    this.view.say(
      this.words.trans._n(
        'The platform cannot be reached. Your work is kept here; trying again in %1 second.',
        'The platform cannot be reached. Your work is kept here; trying again in %1 seconds.',
        seconds,
        seconds
      )
    );
  }

  private async standing(panel: NotebookPanel): Promise<Standing | null> {
    try {
      const found = await persist(() => api.standing(panel.context.path), seconds => {
        this.sayWaiting(seconds);
      });
      this.view.showStanding(found);
      return found;
    } catch (error) {
      if (error instanceof api.Refusal) {
        return null;
      }
      throw error;
    }
  }

  /** Show the questions of one notebook, and return them. */
  private show(panel: NotebookPanel, questions: readonly Question[], kind: Kind): Question[] {
    const name = panel.context.path.replace(/^.*\//, '').replace(/\.ipynb$/, '');
    const own = questions.filter(each => each.exercise === name);
    showBeside(panel, own, kind, this.words);
    this.view.showQuestions(own, kind);
    return own;
  }
}
